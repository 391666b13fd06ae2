"""Beside other figures: what is released of the units above, or calmly why there is nothing."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from services.reports.domain.cijfers import Json
from services.reports.domain.document import Alinea, Blok, Kop, Tabel
from services.reports.domain.vragen import Gegevens

_VRIJGEGEVEN: Final = "Deze aantallen zijn vrijgegeven om naast de eigen cijfers te leggen."
_INTERN: Final = "Deze aantallen staan hier omdat u ze zelf mag zien. Geef ze niet door."
_NIVEAUS: Final = {"bestuur": "Bestuur", "subregio": "Subregio", "swv": "Samenwerkingsverband"}


def ernaast(gegevens: Gegevens) -> tuple[Blok, ...]:
    """Released figures of the units above; said once and calmly when there are none."""
    if not gegevens.boven:
        return ()
    getoond = [(niveau, naam, waarde) for niveau, naam, waarde in gegevens.boven if not waarde.niet_vrijgegeven]
    kop = Kop("Naast de cijfers van anderen")
    if not getoond:
        tekst = (
            "Cijfers van het bestuur, de subregio en het samenwerkingsverband staan niet in dit rapport. Zulke cijfers"
            " worden pas gedeeld als ze zijn vrijgegeven: afgerond en gecontroleerd, zodat niemand eruit kan afleiden"
            f" om welke leerlingen het gaat. Voor {gegevens.jaar} zijn ze nog niet vrijgegeven."
        )
        return (kop, Alinea(tekst))
    tabel = Tabel(
        f"TLV-aanvragen in {gegevens.jaar}",
        ("Eenheid", "Naam", "Aanvragen"),
        tuple((_NIVEAUS.get(niveau, niveau), naam, waarde) for niveau, naam, waarde in getoond),
        (28, 54, 18),
        tekstkolommen=frozenset({0, 1}),
        noten=_noten(gegevens),
    )
    inleiding = _INTERN if gegevens.opdracht.intern else _VRIJGEGEVEN
    return (kop, Alinea(inleiding), tabel)


def namen(ouders: Sequence[Json]) -> list[str]:
    """What the units above are called; the same name of several SWV's has its code behind it."""
    keren = Counter(str(ouder["naam"]) for ouder in ouders)
    return [
        f"{ouder['naam']} ({ouder['eenheid']})" if keren[str(ouder["naam"])] > 1 else str(ouder["naam"])
        for ouder in ouders
    ]


def _noten(gegevens: Gegevens) -> tuple[str, ...]:
    if gegevens.opdracht.intern:
        return ("Precies waar u de eenheid zelf mag zien, anders zoals het is vrijgegeven: afgerond.",)
    return ("Vrijgegeven cijfers zijn afgerond.",)
