"""The appendix: definitions, sources, what it means where there is no number, and for whom the report is."""

from typing import Final

from services.reports.domain.document import ALLE, Alinea, Blok, Kop, Lijst, Tabel
from services.reports.domain.taal import tijdstip
from services.reports.domain.vragen import Gegevens
from shared.contracts.indicatoren import CATALOGUS

_CODES: Final = (
    "tlv-aanvragen",
    "tlv-openstaand",
    "tlv-toegekend",
    "tlv-afgewezen",
    "tlv-zonder-besluit",
    "tlv-doorlooptijd",
    "arrangement-aanvragen",
    "arrangement-toegekend",
    "arrangement-bedrag",
)
_TEKENS: Final = (
    ("0", "Er is geteld en er was er geen."),
    ("*", "Het schooljaar loopt nog: het cijfer is voorlopig en kan nog veranderen."),
    ("–", "Er zijn te weinig gevallen om dit uit te rekenen."),
    ("n.v.t.", "Niet van toepassing: bijvoorbeeld een schooljaar waarin de school er nog niet was."),
    ("onbekend", "Het gegeven is er niet."),
    ("< 8", "Het aantal is te klein om te tonen; het kan ook 0 zijn."),
    ("niet vrijgegeven", "Dit cijfer wordt niet getoond. Het kan elk getal zijn, ook 0."),
)


def bijlage(gegevens: Gegevens) -> tuple[Blok, ...]:
    """All of it."""
    return (
        Kop("Bijlage: uitleg bij de cijfers", 1),
        Kop("Wat is er geteld?"),
        Tabel(
            "Definities",
            ("Cijfer", "Wat het is", "Hoe het is geteld"),
            tuple(
                (CATALOGUS[code].titel, CATALOGUS[code].uitleg.definitie, CATALOGUS[code].uitleg.berekening)
                for code in _CODES
            ),
            (22, 37, 41),
            tekstkolommen=ALLE,
        ),
        Kop("Bronnen"),
        Alinea(
            "Dit rapport gaat over aanvragen en besluiten. Cijfers over deelname, thuiszitters en middelen staan er"
            " nog niet in."
        ),
        _bronnen(gegevens),
        Kop("Als er geen gewoon getal staat"),
        Tabel("Tekens in de tabellen", ("Teken", "Wat het betekent"), _TEKENS, (24, 76), tekstkolommen=ALLE),
        Kop("Voor wie is dit rapport?"),
        Lijst(_voor_wie(gegevens)),
    )


def _bronnen(gegevens: Gegevens) -> Tabel:
    stand = "nog geen gegevens" if gegevens.stand is None else tijdstip(gegevens.stand)
    rijen = (
        ("LDOS", "Aanvragen en besluiten over TLV’s en arrangementen", stand),
        (
            "Organisatie",
            "Bij welk bestuur en samenwerkingsverband de school hoort",
            tijdstip(gegevens.gemaakt_op),
        ),
    )
    return Tabel("Bronnen", ("Bron", "Waarvoor", "Stand per"), rijen, (24, 46, 30), tekstkolommen=ALLE)


def _voor_wie(gegevens: Gegevens) -> tuple[str, ...]:
    binnen = gegevens.opdracht.grens.binnen
    punten = [
        "Het rapport toont wat de school zelf mag zien, wie het ook heeft aangevraagd.",
        "Er staan geen namen of andere gegevens in waarmee een leerling direct te herkennen is. Kleine aantallen"
        " kunnen voor wie de school kent wel iets over een leerling zeggen: ga er zorgvuldig mee om en deel het rapport"
        " niet verder dan voor het gesprek nodig is.",
    ]
    if binnen:
        punten.append(f"De cijfers gaan alleen over aanvragen bij samenwerkingsverband {binnen}.")
    return tuple(punten)
