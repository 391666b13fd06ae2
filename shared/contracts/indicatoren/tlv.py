"""Indicators of TLV's that LDOS alone decides."""

from shared.contracts import codes
from shared.contracts.cellen import Kubus
from shared.contracts.indicatoren.delen import (
    DAG_AANVRAAG,
    DAG_BESLUIT,
    DATABRON,
    GEVRAAGD,
    MEERVOUD,
    OPEN_NU,
    VERLEEND,
    als_toegekend,
    kies,
    splitsingen,
)
from shared.contracts.indicatoren.model import Indicator, Maat, Uitleg


def _tlv(definitie: str, berekening: str, toelichting: str = "") -> Uitleg:
    return Uitleg(definitie, toelichting, berekening, "primair en voortgezet onderwijs", DATABRON)


TLV = (
    Indicator(
        code="tlv-aanvragen",
        titel="TLV-aanvragen",
        uitleg=_tlv(
            "Het aantal aanvragen voor een toelaatbaarheidsverklaring, ongeacht de afloop.",
            "Aantal dossiers met soort TLV, in het schooljaar waarin de aanvraag is ingediend.",
            GEVRAAGD,
        ),
        eenheid="aanvragen",
        kubus=Kubus.AANVRAAG,
        maat=Maat.AANTAL,
        selectie=kies("tlv"),
        splitsingen=splitsingen(
            "schoolsoort categorie soortCategorie leerjaar herkomst status herindicatie maand behoefte"
        ),
        peildatum=DAG_AANVRAAG,
        toerekening=True,
        noot=MEERVOUD,
        openbaar=True,
    ),
    Indicator(
        code="tlv-toegekend",
        titel="Toegekende TLV's",
        uitleg=_tlv(
            "Het aantal toegekende toelaatbaarheidsverklaringen.",
            "Aantal dossiers met soort TLV en besluit toegekend, in het schooljaar van het besluit.",
            VERLEEND,
        ),
        eenheid="TLV's",
        kubus=Kubus.BESLUIT,
        maat=Maat.AANTAL,
        selectie=kies("tlv", besluit=("toegekend",)),
        splitsingen=als_toegekend("schoolsoort categorie soortCategorie leerjaar herkomst herindicatie maand duur"),
        peildatum=DAG_BESLUIT,
        toerekening=True,
        openbaar=True,
    ),
    Indicator(
        code="tlv-afgewezen",
        titel="Afgewezen TLV-aanvragen",
        uitleg=_tlv(
            "Het aantal afgewezen aanvragen voor een toelaatbaarheidsverklaring.",
            "Aantal dossiers met soort TLV en besluit afgewezen, in het schooljaar van het besluit.",
            GEVRAAGD,
        ),
        eenheid="aanvragen",
        kubus=Kubus.BESLUIT,
        maat=Maat.AANTAL,
        selectie=kies("tlv", besluit=("afgewezen",)),
        splitsingen=splitsingen("schoolsoort categorie soortCategorie leerjaar herkomst herindicatie maand"),
        peildatum=DAG_BESLUIT,
        toerekening=True,
    ),
    Indicator(
        code="tlv-openstaand",
        titel="Openstaande TLV-aanvragen",
        uitleg=_tlv(
            "Het aantal TLV-aanvragen waarop nog een besluit moet volgen.",
            "Aantal dossiers met soort TLV dat is ingediend, akkoord is bij het bestuur, in behandeling is of"
            f" wacht op aanvulling. {OPEN_NU}",
            GEVRAAGD,
        ),
        eenheid="aanvragen",
        kubus=Kubus.AANVRAAG,
        maat=Maat.AANTAL,
        selectie=kies("tlv", status=codes.OPENSTAAND),
        splitsingen=splitsingen("schoolsoort categorie soortCategorie leerjaar herkomst status maand"),
        peildatum=DAG_AANVRAAG,
        toerekening=True,
        voorraad=True,
    ),
    Indicator(
        code="tlv-zonder-besluit",
        titel="TLV-aanvragen zonder besluit beëindigd",
        uitleg=_tlv(
            "Het aantal TLV-aanvragen dat zonder besluit van het samenwerkingsverband is geëindigd.",
            "Aantal dossiers met soort TLV dat is ingetrokken, niet behandelbaar is of is afgewezen door het bestuur.",
            GEVRAAGD,
        ),
        eenheid="aanvragen",
        kubus=Kubus.AANVRAAG,
        maat=Maat.AANTAL,
        selectie=kies("tlv", status=codes.ZONDER_BESLUIT),
        splitsingen=splitsingen("schoolsoort categorie soortCategorie leerjaar herkomst status"),
        peildatum=DAG_AANVRAAG,
        toerekening=True,
    ),
    Indicator(
        code="tlv-doorlooptijd",
        titel="Doorlooptijd van TLV-aanvragen",
        uitleg=_tlv(
            "Het aantal dagen tussen het indienen van de aanvraag en het besluit.",
            "Mediaan en 90e percentiel (dichtstbijzijnde rang) over de dossiers met een besluit, en het deel"
            " binnen de termijn van het samenwerkingsverband.",
            GEVRAAGD,
        ),
        eenheid="dagen",
        kubus=Kubus.DOORLOOPTIJD,
        maat=Maat.DUUR,
        selectie=kies("tlv"),
        splitsingen=splitsingen("schoolsoort categorie soortCategorie"),
        peildatum=DAG_BESLUIT,
    ),
    Indicator(
        code="tlv-lopend",
        titel="Lopende TLV's",
        uitleg=_tlv(
            "Het aantal toegekende TLV's dat geldig is op de teldatum.",
            "Aantal toegekende TLV's met begindatum op of voor en einddatum op of na de teldatum"
            " (1 oktober of 1 februari).",
            VERLEEND,
        ),
        eenheid="TLV's",
        kubus=Kubus.LOPEND,
        maat=Maat.AANTAL,
        selectie={},
        splitsingen=splitsingen("schoolsoort categorie soortCategorie herkomst"),
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
        selectie={**kies("tlv"), "bekendgemaakt": frozenset({True})},
        splitsingen=splitsingen("soortCategorie"),
        peildatum=DAG_BESLUIT,
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
        selectie=kies("tlv", bezwaar=codes.BEZWAREN),
        splitsingen=splitsingen("uitkomst soortCategorie", uitkomst="bezwaar"),
        peildatum=DAG_BESLUIT,
        toerekening=True,
    ),
    Indicator(
        code="tlv-aflopend",
        titel="Aflopende TLV's",
        uitleg=_tlv(
            "Het aantal toegekende TLV's dat in het schooljaar afloopt: de herindicaties die eraan komen.",
            "Aantal toegekende TLV's waarvan de einddatum in het schooljaar ligt.",
            VERLEEND,
        ),
        eenheid="TLV's",
        kubus=Kubus.AFLOPEND,
        maat=Maat.AANTAL,
        selectie={},
        splitsingen=splitsingen("schoolsoort categorie soortCategorie leerjaar"),
        peildatum="de laatste dag waarop de TLV geldig is",
        vooruit=5,
    ),
)
