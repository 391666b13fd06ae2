"""Indicators of arrangementen that LDOS alone decides."""

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
    Selectie,
    als_toegekend,
    kies,
    splitsingen,
)
from shared.contracts.indicatoren.model import Indicator, Maat, Uitleg


def _arrangement(
    naam: str, titel: str, eenheid: str, definitie: str, kubus: Kubus, selectie: Selectie, namen: str, maat: Maat
) -> Indicator:
    peildatum = DAG_AANVRAAG if kubus is Kubus.AANVRAAG else DAG_BESLUIT
    verleend = naam in {"toegekend", "bedrag", "leerlingen"}
    return Indicator(
        code=f"arrangement-{naam}",
        titel=titel,
        uitleg=Uitleg(
            definitie,
            VERLEEND if verleend else GEVRAAGD,
            f"Over de dossiers met soort arrangement, in het schooljaar van {peildatum}."
            + (f" {OPEN_NU}" if naam == "openstaand" else ""),
            "primair en voortgezet onderwijs",
            DATABRON,
        ),
        eenheid=eenheid,
        kubus=kubus,
        maat=maat,
        selectie=selectie,
        splitsingen=(als_toegekend if verleend else splitsingen)(namen),
        peildatum=peildatum,
        toerekening=maat is Maat.AANTAL,
        voorraad=naam == "openstaand",
        noot=MEERVOUD if "behoefte" in namen else {},
    )


_VERLEENDE = kies("arrangement", besluit=("toegekend",))

ARRANGEMENTEN = (
    _arrangement(
        "aanvragen",
        "Aanvragen voor een arrangement",
        "aanvragen",
        "Het aantal aanvragen voor een arrangement, ongeacht de afloop.",
        Kubus.AANVRAAG,
        kies("arrangement"),
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
        kies("arrangement", besluit=("afgewezen",)),
        "type leerjaar herkomst herindicatie maand",
        Maat.AANTAL,
    ),
    _arrangement(
        "openstaand",
        "Openstaande aanvragen voor een arrangement",
        "aanvragen",
        "Het aantal aanvragen voor een arrangement waarop nog een besluit moet volgen.",
        Kubus.AANVRAAG,
        kies("arrangement", status=codes.OPENSTAAND),
        "type leerjaar herkomst status maand",
        Maat.AANTAL,
    ),
    _arrangement(
        "zonder-besluit",
        "Aanvragen voor een arrangement zonder besluit beëindigd",
        "aanvragen",
        "Het aantal aanvragen voor een arrangement dat zonder besluit is geëindigd.",
        Kubus.AANVRAAG,
        kies("arrangement", status=codes.ZONDER_BESLUIT),
        "type leerjaar herkomst status",
        Maat.AANTAL,
    ),
    _arrangement(
        "doorlooptijd",
        "Doorlooptijd van aanvragen voor een arrangement",
        "dagen",
        "Het aantal dagen tussen het indienen van de aanvraag en het besluit.",
        Kubus.DOORLOOPTIJD,
        kies("arrangement"),
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
