"""Indicators that LDOS alone decides: TLV's and arrangementen."""

from collections.abc import Mapping
from typing import TypeAlias

from shared.contracts import codes
from shared.contracts.cellen import Kubus
from shared.contracts.indicatoren.model import Indicator, Maat, Splitsing, Uitleg

_TITELS = {
    "schoolsoort": "schoolsoort",
    "categorie": "bekostigingscategorie",
    "soortCategorie": "soort TLV",
    "type": "type arrangement",
    "leerjaar": "leerjaar",
    "herkomst": "schoolsoort van herkomst",
    "status": "status",
    "herindicatie": "herindicatie",
    "maand": "maand",
    "behoefte": "ondersteuningsbehoefte",
    "duur": "duur in hele schooljaren",
    "uitkomst": "uitkomst van het bezwaar",
}
_DATABRON = "LDOS, zoals het dossier er nu voor staat"
_MEERVOUD = {"behoefte": "Een dossier met meer ondersteuningsbehoeften telt in elke rij mee; het totaal telt dossiers."}

Selectie: TypeAlias = Mapping[str, frozenset[str | int | bool]]


def _splitsingen(namen: str, **velden: str) -> dict[str, Splitsing]:
    """Splits by name; `velden` says where the field of the kubus has another name than the split."""
    return {
        naam: Splitsing(naam, None if naam in {"behoefte", "soortCategorie"} else velden.get(naam, naam), _TITELS[naam])
        for naam in namen.split()
    }


def _toegekend(namen: str, **velden: str) -> dict[str, Splitsing]:
    """Splits of what was granted: kind, category and type as granted."""
    als_toegekend = {naam: f"toegekend_{naam}" for naam in ("schoolsoort", "categorie", "type")}
    return _splitsingen(namen, **als_toegekend, **velden)


def _kies(soort: str, **velden: tuple[str, ...]) -> Selectie:
    return {"soort": frozenset({soort}), **{naam: frozenset(waarden) for naam, waarden in velden.items()}}


def _tlv(definitie: str, berekening: str, toelichting: str = "") -> Uitleg:
    return Uitleg(definitie, toelichting, berekening, "primair en voortgezet onderwijs", _DATABRON)


_AANVRAAG = "de dag waarop de aanvraag is ingediend"
_BESLUIT = "de dag van het besluit"
_GEVRAAGD = "Ingedeeld zoals aangevraagd."
_VERLEEND = "Ingedeeld zoals toegekend; dat kan anders zijn dan aangevraagd."

TLV = (
    Indicator(
        code="tlv-aanvragen",
        titel="TLV-aanvragen",
        uitleg=_tlv(
            "Het aantal aanvragen voor een toelaatbaarheidsverklaring, ongeacht de afloop.",
            "Aantal dossiers met soort TLV, in het schooljaar waarin de aanvraag is ingediend.",
            _GEVRAAGD,
        ),
        eenheid="aanvragen",
        kubus=Kubus.AANVRAAG,
        maat=Maat.AANTAL,
        selectie=_kies("tlv"),
        splitsingen=_splitsingen(
            "schoolsoort categorie soortCategorie leerjaar herkomst status herindicatie maand behoefte"
        ),
        peildatum=_AANVRAAG,
        toerekening=True,
        noot=_MEERVOUD,
    ),
    Indicator(
        code="tlv-toegekend",
        titel="Toegekende TLV's",
        uitleg=_tlv(
            "Het aantal toegekende toelaatbaarheidsverklaringen.",
            "Aantal dossiers met soort TLV en besluit toegekend, in het schooljaar van het besluit.",
            _VERLEEND,
        ),
        eenheid="TLV's",
        kubus=Kubus.BESLUIT,
        maat=Maat.AANTAL,
        selectie=_kies("tlv", besluit=("toegekend",)),
        splitsingen=_toegekend("schoolsoort categorie soortCategorie leerjaar herkomst herindicatie maand duur"),
        peildatum=_BESLUIT,
        toerekening=True,
    ),
    Indicator(
        code="tlv-afgewezen",
        titel="Afgewezen TLV-aanvragen",
        uitleg=_tlv(
            "Het aantal afgewezen aanvragen voor een toelaatbaarheidsverklaring.",
            "Aantal dossiers met soort TLV en besluit afgewezen, in het schooljaar van het besluit.",
            _GEVRAAGD,
        ),
        eenheid="aanvragen",
        kubus=Kubus.BESLUIT,
        maat=Maat.AANTAL,
        selectie=_kies("tlv", besluit=("afgewezen",)),
        splitsingen=_splitsingen("schoolsoort categorie soortCategorie leerjaar herkomst herindicatie maand"),
        peildatum=_BESLUIT,
        toerekening=True,
    ),
    Indicator(
        code="tlv-openstaand",
        titel="Openstaande TLV-aanvragen",
        uitleg=_tlv(
            "Het aantal TLV-aanvragen waarop nog een besluit moet volgen.",
            "Aantal dossiers met soort TLV dat is ingediend, akkoord is bij het bestuur, in behandeling is of"
            " wacht op aanvulling. Zonder schooljaar: alles wat nu openstaat.",
            _GEVRAAGD,
        ),
        eenheid="aanvragen",
        kubus=Kubus.AANVRAAG,
        maat=Maat.AANTAL,
        selectie=_kies("tlv", status=codes.OPENSTAAND),
        splitsingen=_splitsingen("schoolsoort categorie soortCategorie leerjaar herkomst status maand"),
        peildatum=_AANVRAAG,
        toerekening=True,
        voorraad=True,
    ),
    Indicator(
        code="tlv-zonder-besluit",
        titel="TLV-aanvragen zonder besluit beëindigd",
        uitleg=_tlv(
            "Het aantal TLV-aanvragen dat zonder besluit van het samenwerkingsverband is geëindigd.",
            "Aantal dossiers met soort TLV dat is ingetrokken, niet behandelbaar is of is afgewezen door het bestuur.",
            _GEVRAAGD,
        ),
        eenheid="aanvragen",
        kubus=Kubus.AANVRAAG,
        maat=Maat.AANTAL,
        selectie=_kies("tlv", status=codes.ZONDER_BESLUIT),
        splitsingen=_splitsingen("schoolsoort categorie soortCategorie leerjaar herkomst status"),
        peildatum=_AANVRAAG,
        toerekening=True,
    ),
    Indicator(
        code="tlv-doorlooptijd",
        titel="Doorlooptijd van TLV-aanvragen",
        uitleg=_tlv(
            "Het aantal dagen tussen het indienen van de aanvraag en het besluit.",
            "Mediaan en 90e percentiel (dichtstbijzijnde rang) over de dossiers met een besluit, en het deel"
            " binnen de termijn van het samenwerkingsverband.",
            _GEVRAAGD,
        ),
        eenheid="dagen",
        kubus=Kubus.DOORLOOPTIJD,
        maat=Maat.DUUR,
        selectie=_kies("tlv"),
        splitsingen=_splitsingen("schoolsoort categorie soortCategorie"),
        peildatum=_BESLUIT,
    ),
    Indicator(
        code="tlv-lopend",
        titel="Lopende TLV's",
        uitleg=_tlv(
            "Het aantal toegekende TLV's dat geldig is op de teldatum.",
            "Aantal toegekende TLV's met begindatum op of voor en einddatum op of na de teldatum"
            " (1 oktober of 1 februari).",
            _VERLEEND,
        ),
        eenheid="TLV's",
        kubus=Kubus.LOPEND,
        maat=Maat.AANTAL,
        selectie={},
        splitsingen=_splitsingen("schoolsoort categorie soortCategorie herkomst"),
        peildatum="de teldatum van het schooljaar",
        teldatum=True,
        vooruit=5,
    ),
    Indicator(
        code="tlv-bekendgemaakt",
        titel="Bekendgemaakte TLV-besluiten",
        uitleg=_tlv(
            "Het aantal TLV-besluiten dat aan alle betrokkenen bekend is gemaakt.",
            "Aantal dossiers met soort TLV, een besluit en een datum van bekendmaking, in het schooljaar van"
            " het besluit.",
        ),
        eenheid="besluiten",
        kubus=Kubus.BESLUIT,
        maat=Maat.AANTAL,
        selectie={**_kies("tlv"), "bekendgemaakt": frozenset({True})},
        splitsingen=_splitsingen("soortCategorie"),
        peildatum=_BESLUIT,
        toerekening=True,
    ),
    Indicator(
        code="tlv-bezwaren",
        titel="Bezwaren tegen TLV-besluiten",
        uitleg=_tlv(
            "Het aantal TLV-besluiten waartegen bezwaar is gemaakt.",
            "Aantal dossiers met soort TLV, een besluit en een bezwaar, in het schooljaar van het besluit.",
        ),
        eenheid="bezwaren",
        kubus=Kubus.BESLUIT,
        maat=Maat.AANTAL,
        selectie=_kies("tlv", bezwaar=codes.BEZWAREN),
        splitsingen=_splitsingen("uitkomst soortCategorie", uitkomst="bezwaar"),
        peildatum=_BESLUIT,
        toerekening=True,
    ),
    Indicator(
        code="tlv-aflopend",
        titel="Aflopende TLV's",
        uitleg=_tlv(
            "Het aantal toegekende TLV's dat in het schooljaar afloopt: de herindicaties die eraan komen.",
            "Aantal toegekende TLV's waarvan de einddatum in het schooljaar ligt.",
            _VERLEEND,
        ),
        eenheid="TLV's",
        kubus=Kubus.AFLOPEND,
        maat=Maat.AANTAL,
        selectie={},
        splitsingen=_splitsingen("schoolsoort categorie soortCategorie leerjaar"),
        peildatum="de laatste dag waarop de TLV geldig is",
        vooruit=5,
    ),
)


def _arrangement(
    naam: str, titel: str, eenheid: str, definitie: str, kubus: Kubus, selectie: Selectie, splitsingen: str, maat: Maat
) -> Indicator:
    bij_besluit = kubus is not Kubus.AANVRAAG
    als_toegekend = naam in {"toegekend", "bedrag", "leerlingen"}
    return Indicator(
        code=f"arrangement-{naam}",
        titel=titel,
        uitleg=Uitleg(
            definitie,
            _VERLEEND if als_toegekend else _GEVRAAGD,
            f"Over de dossiers met soort arrangement, in het schooljaar van {_BESLUIT if bij_besluit else _AANVRAAG}.",
            "primair en voortgezet onderwijs",
            _DATABRON,
        ),
        eenheid=eenheid,
        kubus=kubus,
        maat=maat,
        selectie=selectie,
        splitsingen=(_toegekend if als_toegekend else _splitsingen)(splitsingen),
        peildatum=_BESLUIT if bij_besluit else _AANVRAAG,
        toerekening=maat is Maat.AANTAL,
        voorraad=naam == "openstaand",
        noot=_MEERVOUD if "behoefte" in splitsingen else {},
    )


_VERLEENDE = _kies("arrangement", besluit=("toegekend",))

ARRANGEMENTEN = (
    _arrangement(
        "aanvragen",
        "Aanvragen voor een arrangement",
        "aanvragen",
        "Het aantal aanvragen voor een arrangement, ongeacht de afloop.",
        Kubus.AANVRAAG,
        _kies("arrangement"),
        "type leerjaar herkomst status herindicatie maand behoefte",
        Maat.AANTAL,
    ),
    _arrangement(
        "toegekend",
        "Toegekende arrangementen",
        "arrangementen",
        "Het aantal toegekende arrangementen.",
        Kubus.BESLUIT,
        _VERLEENDE,
        "type leerjaar herkomst herindicatie maand behoefte",
        Maat.AANTAL,
    ),
    _arrangement(
        "afgewezen",
        "Afgewezen aanvragen voor een arrangement",
        "aanvragen",
        "Het aantal afgewezen aanvragen voor een arrangement.",
        Kubus.BESLUIT,
        _kies("arrangement", besluit=("afgewezen",)),
        "type leerjaar herkomst herindicatie maand",
        Maat.AANTAL,
    ),
    _arrangement(
        "openstaand",
        "Openstaande aanvragen voor een arrangement",
        "aanvragen",
        "Het aantal aanvragen voor een arrangement waarop nog een besluit moet volgen.",
        Kubus.AANVRAAG,
        _kies("arrangement", status=codes.OPENSTAAND),
        "type leerjaar herkomst status maand",
        Maat.AANTAL,
    ),
    _arrangement(
        "zonder-besluit",
        "Aanvragen voor een arrangement zonder besluit beëindigd",
        "aanvragen",
        "Het aantal aanvragen voor een arrangement dat zonder besluit is geëindigd.",
        Kubus.AANVRAAG,
        _kies("arrangement", status=codes.ZONDER_BESLUIT),
        "type leerjaar herkomst status",
        Maat.AANTAL,
    ),
    _arrangement(
        "doorlooptijd",
        "Doorlooptijd van aanvragen voor een arrangement",
        "dagen",
        "Het aantal dagen tussen het indienen van de aanvraag en het besluit.",
        Kubus.DOORLOOPTIJD,
        _kies("arrangement"),
        "type",
        Maat.DUUR,
    ),
    _arrangement(
        "bedrag",
        "Bedrag van toegekende arrangementen",
        "euro",
        "De som van de toegekende bedragen.",
        Kubus.BESLUIT,
        _VERLEENDE,
        "type leerjaar herkomst maand",
        Maat.BEDRAG,
    ),
    _arrangement(
        "leerlingen",
        "Leerlingen met een toegekend arrangement",
        "leerlingen",
        "De som van het aantal leerlingen van de toegekende arrangementen.",
        Kubus.BESLUIT,
        _VERLEENDE,
        "type leerjaar herkomst maand",
        Maat.LEERLINGEN,
    ),
)

LDOS = (*TLV, *ARRANGEMENTEN)
