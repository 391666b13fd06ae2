"""What is kept, where, for how long and on what ground: the declared half of `./pos avg verantwoording`.

docs/privacy/bewaartermijnen.md shows the same lines; tests/integration/deploy/test_avg.py compares it with what the
command finds on a running system. A table that is in no line is shown as `niet ingedeeld`, so that none is forgotten.
"""

from dataclasses import dataclass
from typing import Final, Literal

Gegevens = Literal["versleuteld", "pseudoniem", "namen van medewerkers", "vrije tekst", "sleutels", "geen"]

WET: Final = "wettelijke taak, WPO art. 18a en WVO 2020 art. 2.47"
BEVEILIGING: Final = "beveiliging en verantwoording, AVG art. 5 lid 2 en art. 32"
OVEREENKOMST: Final = "toegang voor medewerkers, AVG art. 6 lid 1 e"


@dataclass(frozen=True)
class Soort:
    """One line. `termijn`: a text, or how to find it on the running system: `topic` (its retention), `dagsleutels`.

    `tabellen`: (table, column with the moment, or None); `sleutels`: purposes in the key store.
    """

    wat: str
    waar: str
    gegevens: Gegevens
    termijn: str
    grond: str
    topic: str | None = None
    tabellen: tuple[tuple[str, str | None], ...] = ()
    sleutels: tuple[str, ...] = ()
    map: str | None = None


SOORTEN: Final = (
    Soort("Gebeurtenissen van LDOS", "Kafka, ldos.dossiers", "versleuteld", "{topic}", WET, topic="ldos.dossiers"),
    Soort("Sleutels van dagen", "sleutelmap, dag/…", "sleutels", "{ruw} na die dag", BEVEILIGING, sleutels=("dag",)),
    Soort(
        "Sleutels van pseudoniemen", "sleutelmap, zaak/…, beschikking/…, melding/… en bestand/…", "sleutels",
        "tot geen bewaarde zaak of lijst ze nodig heeft (sleutels.md)", BEVEILIGING,
        sleutels=("zaak", "beschikking", "melding", "bestand"),
    ),
    Soort("Lijsten met personen, zoals geleverd", "Kafka, bronnen.persoonslijsten", "versleuteld", "{topic}", WET,
          topic="bronnen.persoonslijsten"),
    Soort("Lijsten zonder personen, als log", "Kafka, onderwijs.lijsten", "pseudoniem", "{topic}", WET,
          topic="onderwijs.lijsten"),
    Soort("Sleutel van de bronnen", "sleutelmap, bronnen", "sleutels", "zolang het systeem draait", BEVEILIGING,
          sleutels=("bronnen",)),
    Soort("Zaken, als log", "Kafka, onderwijs.zaken", "pseudoniem", "{topic}", WET, topic="onderwijs.zaken"),
    Soort(
        "Zaken, laatste stand", "PostgreSQL, stand.zaak", "pseudoniem",
        "{jaren} na het besluit of het einde van de geldigheid", WET, tabellen=(("stand.zaak", None),),
    ),
    Soort(
        "Gevouwen zaken, alleen het pseudoniem", "PostgreSQL, stand.gevouwen", "pseudoniem",
        "{jaren} na het vouwen", WET, tabellen=(("stand.gevouwen", "op"),),
    ),
    Soort(
        "IJkpunten", "PostgreSQL, stand.ijkpunt…", "pseudoniem", "tot het volgende ijkpunt, een maand", WET,
        tabellen=(("stand.ijkpunt", "gemaakt_op"), ("stand.ijkpunt_zaak", None), ("stand.ijkpunt_partitie", None),
                  ("stand.ijkpunt_bron", None)),
    ),
    Soort(
        "Cijfers per school en kenmerk", "PostgreSQL, stand.cel en stand.basis", "pseudoniem",
        "zolang het samenwerkingsverband meedoet", WET, tabellen=(("stand.cel", None), ("stand.basis", None)),
    ),
    Soort(
        "Lijsten van DUO en thuiszitters", "PostgreSQL, stand.lijst, stand.bekostigd… en stand.thuiszitter",
        "pseudoniem", "{jaren} na de teldatum of peildatum", WET,
        tabellen=(("stand.lijst", None), ("stand.bekostigd", None), ("stand.bekostigd_nummer", None),
                  ("stand.thuiszitter", None)),
    ),
    Soort(
        "Wat in een vrijgave telde", "PostgreSQL, schema vrijgave_intern", "pseudoniem",
        "tot de laatste vrijgave van elk schooljaar waarin het telt", WET,
        tabellen=(("vrijgave_intern.zaak", None), ("vrijgave_intern.indeling", None),
                  ("vrijgave_intern.gehouden", None), ("vrijgave_intern.waarheid", None),
                  ("vrijgave_intern.poging", "op")),
    ),
    Soort(
        "Dode letters", "Kafka, dode-letters; PostgreSQL, stand.dode_letter", "geen",
        "{topic}; in PostgreSQL 13 maanden", BEVEILIGING, topic="dode-letters", tabellen=(("stand.dode_letter", "op"),),
    ),
    Soort(
        "Tellingen van de verwerking", "PostgreSQL, schema stand", "geen", "blijvend", BEVEILIGING,
        tabellen=(("stand.partitie", None), ("stand.swv_versie", None), ("stand.plaats_versie", None),
                  ("stand.bron_teller", None),
                  ("stand.rekenregels", None)),
    ),
    Soort(
        "Verslag van herberekeningen en zelfcontroles", "PostgreSQL, stand.herberekening en stand.zelfcontrole",
        "geen", "13 maanden", BEVEILIGING,
        tabellen=(("stand.herberekening", "begonnen_op"), ("stand.zelfcontrole", "begonnen_op")),
    ),
    Soort(
        "Bronsystemen en geweigerde gebeurtenissen", "PostgreSQL, schema bronnen", "geen", "blijvend", BEVEILIGING,
        tabellen=(("bronnen.bron", "aangemaakt_op"), ("bronnen.bron_swv", None), ("bronnen.geheim", "gemaakt_op"),
                  ("bronnen.geweigerd", "dag")),
    ),
    Soort(
        "Leveringen, met wie leverde", "Kafka, bronnen.leveringen; PostgreSQL, organisatie.levering",
        "namen van medewerkers", "{topic}; in PostgreSQL blijvend", BEVEILIGING, topic="bronnen.leveringen",
        tabellen=(("organisatie.levering", "ontvangen_op"), ("organisatie.levering_deel", "aangekomen_op")),
    ),
    Soort(
        "Scholen en besturen", "PostgreSQL, schema organisatie", "geen", "tot de volgende levering", WET,
        tabellen=tuple((f"organisatie.{naam}", None) for naam in (
            "swv", "opgave", "bestuur", "subregio", "vestiging", "lidmaatschap", "versie")),
    ),
    Soort(
        "Accounts en rechten", "PostgreSQL, toegang.account en toegang.recht", "namen van medewerkers",
        "tot de beheerder ze verwijdert", OVEREENKOMST,
        tabellen=(("toegang.account", "gemaakt_op"), ("toegang.recht", None)),
    ),
    Soort(
        "Sessies, toegangssleutels en wachtwoordlinks",
        "PostgreSQL, toegang.sessie, toegang.token en toegang.wachtwoordlink", "namen van medewerkers",
        "tot zij vervallen of met het account", OVEREENKOMST,
        tabellen=(("toegang.sessie", "gemaakt_op"), ("toegang.token", "gemaakt_op"),
                  ("toegang.wachtwoordlink", "gemaakt_op")),
    ),
    Soort(
        "Wijzigingen van accounts, met wie ze deed", "PostgreSQL, toegang.accountwijziging", "namen van medewerkers",
        "{leesverslag}", BEVEILIGING, tabellen=(("toegang.accountwijziging", "op"),),
    ),
    Soort(
        "Instellingen en huisstijl, met wie ze veranderde",
        "PostgreSQL, toegang.instelling, toegang.tlv_bedragen en toegang.huisstijl",
        "namen van medewerkers", "blijvend", BEVEILIGING,
        tabellen=tuple((f"toegang.{naam}", "gewijzigd_op") for naam in ("instelling", "tlv_bedragen", "huisstijl")),
    ),
    Soort(
        "Laatste en vorige bezoek aan het overzicht", "PostgreSQL, toegang.overzichtbezoek", "namen van medewerkers",
        "hoogstens 400 dagen, of met het account", OVEREENKOMST, tabellen=(("toegang.overzichtbezoek", "gezien_op"),),
    ),
    Soort(
        "Documenten", "Kafka, rapporten.gevraagd; PostgreSQL, schema rapporten", "namen van medewerkers",
        "{topic}; in PostgreSQL {documenten}", WET, topic="rapporten.gevraagd",
        tabellen=(("rapporten.rapport", "gevraagd_op"), ("rapporten.document", "gemaakt_op")),
    ),
    Soort(
        "Toetsrapporten van vrijgaven, alleen aantallen", "PostgreSQL, rapporten.toetsrapport", "geen", "blijvend",
        BEVEILIGING, tabellen=(("rapporten.toetsrapport", None),),
    ),
    Soort(
        "Sjabloon voor rapporten, met wie het laadde", "PostgreSQL, rapporten.sjabloon", "namen van medewerkers",
        "tot de beheerder het weghaalt", BEVEILIGING, tabellen=(("rapporten.sjabloon", "geladen_op"),),
    ),
    Soort(
        "Seintjes aan open pagina's", "Kafka, indicatoren.gewijzigd", "geen", "{topic}", WET,
        topic="indicatoren.gewijzigd",
    ),
    Soort(
        "Leesverslag: wie welke cijfers zag", "PostgreSQL, toegang.leesverslag", "namen van medewerkers",
        "{leesverslag}", BEVEILIGING, tabellen=(("toegang.leesverslag", "op"),),
    ),
    Soort(
        "Doelen, oordelen en momenten, met eigenaar en wie schreef", "PostgreSQL, schema kwaliteit",
        "namen van medewerkers", "zolang het samenwerkingsverband meedoet", WET,
        tabellen=(("kwaliteit.doel", "gewijzigd_op"), ("kwaliteit.oordeel", "geschreven_op"),
                  ("kwaliteit.moment", "gewijzigd_op")),
    ),
    Soort(
        "Gesprekken en afspraken, met wie erbij was en wie schreef", "PostgreSQL, schema gesprek", "vrije tekst",
        "tot het samenwerkingsverband het gesprek wist", WET,
        tabellen=(("gesprek.gesprek", "gewijzigd_op"), ("gesprek.afspraak", "geschreven_op")),
    ),
    Soort(
        "Laatste bezoek per account", "PostgreSQL, toegang.bezoek", "namen van medewerkers",
        "tot het volgende bezoek, of met het account", OVEREENKOMST, tabellen=(("toegang.bezoek", "laatste"),),
    ),
    Soort(
        "Toelichtingen bij cijfers, met wie schreef", "PostgreSQL, schema toelichting", "vrije tekst",
        "tot de eenheid ze wist", WET, tabellen=(("toelichting.versie", "geschreven_op"),),
    ),
    Soort(
        "Profielen van scholen, met wie schreef", "PostgreSQL, schema profielen", "vrije tekst", "blijvend", WET,
        tabellen=(
            ("profielen.concept", "gewijzigd_op"), ("profielen.antwoord", "gewijzigd_op"),
            ("profielen.versie", "gepubliceerd_op"), ("profielen.intrekking", "op"),
            ("profielen.formulier", "gewijzigd_op"),
        ),
    ),
    Soort("Logboeken van de diensten", "map logs", "geen", "7 dagen (elders: zoals u het instelt)", BEVEILIGING,
          map="logs"),
    Soort("Reservekopieën", "waar u ze bewaart", "pseudoniem",
          "uw eigen regeling; advies 30 dagen, zonder sleutelmap en zonder ldos.dossiers", BEVEILIGING),
)  # fmt: skip

OPEN: Final = ("landelijk", "opendata", "vrijgave", "migratie")
"""Schemas with published or released figures, or none at all: no person is behind a row."""
