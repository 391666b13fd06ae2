"""A part of the report: its blocks, what it adds to 'In het kort', and the questions that follow from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.reports.domain.cijfers import NVT, Antwoord, Waarde
from services.reports.domain.document import Blok, Grafiek
from services.reports.domain.ontwikkeling import Ontwikkeling
from services.reports.domain.taal import Telbaar
from services.reports.domain.vragen import Gegevens
from shared.contracts.getallen import getal

_TEKENWAARDIG: Final = 5
LANG: Final = 12
"""A table of more rows has a page of its own: what stands under it begins another where it does not surely fit."""
LOOPT_NOG: Final = "* Dit schooljaar loopt nog: de cijfers zijn voorlopig."
SCHOOLSOORTEN: Final = {
    "sbo": "Speciaal basisonderwijs (sbo)",
    "so": "Speciaal onderwijs (so)",
    "vso": "Voortgezet speciaal onderwijs (vso)",
    "pro": "Praktijkonderwijs (pro)",
}


@dataclass(frozen=True)
class Deel:
    """`kort`: sentences for the summary; `vragen`: for the conversation. `figuren`: the figures of the pages that it
    shows, as (dashboard, code): what the unit wrote there stands here."""

    blokken: tuple[Blok, ...]
    kort: tuple[str, ...] = ()
    vragen: tuple[str, ...] = ()
    figuren: tuple[tuple[str, str], ...] = ()


def ontwikkeling(gegevens: Gegevens, naam: str, woord: Telbaar, maanden: str = "") -> Ontwikkeling:
    """How the totals of an answer moved. `maanden`: the answer by month, for a running schooljaar."""
    antwoord = gegevens[naam]
    per_maand = gegevens[maanden] if maanden and gegevens.loopt else None
    return Ontwikkeling(
        woord=woord,
        jaar=gegevens.jaar,
        nu=antwoord.totaal(gegevens.jaar),
        vorig=gegevens.vorig,
        eerder=antwoord.totaal(gegevens.vorig) if gegevens.ziet_vorig else None,
        loopt=gegevens.loopt,
        maanden=gegevens.maanden_in_woorden if per_maand else "",
        nu_maanden=_deel_van_jaar(gegevens, per_maand, gegevens.jaar),
        eerder_maanden=_deel_van_jaar(gegevens, per_maand, gegevens.vorig) if gegevens.ziet_vorig else None,
        hele_jaren=hele_jaren(gegevens, antwoord),
        wie=gegevens.wie,
    )


def _deel_van_jaar(gegevens: Gegevens, per_maand: Antwoord | None, schooljaar: str) -> Waarde | None:
    """The sum over the months that are over; None when there is none, or a month has no number."""
    if per_maand is None or not gegevens.voorbije_maanden:
        return None
    delen = [per_maand.bij(schooljaar, "maand", maand).getal for maand in gegevens.voorbije_maanden]
    bekend = [deel for deel in delen if deel is not None]
    return Waarde(sum(bekend)) if len(bekend) == len(delen) else None


def hele_jaren(gegevens: Gegevens, antwoord: Antwoord) -> tuple[float, ...]:
    """Known counts of the last whole schooljaren in a row, oldest first."""
    heel = [jaar for jaar in gegevens.jaren if not (gegevens.loopt and jaar == gegevens.jaar)]
    gevonden: list[float] = []
    for jaar in reversed(heel):
        getal = antwoord.totaal(jaar).getal
        if getal is None:
            break
        gevonden.insert(0, getal)
    return tuple(gevonden)


def is_leeg(gegevens: Gegevens, *namen: str) -> bool:
    """Is there nothing to show: every total 0, or the unit was not there?"""
    waarden = [gegevens[naam].totaal(jaar) for naam in namen for jaar in gegevens.jaren]
    return all(waarde.getal == 0 or waarde.status == "z" for waarde in waarden)


def noten(gegevens: Gegevens, *andere: str) -> tuple[str, ...]:
    """Remarks under a table over the schooljaren."""
    return (*((LOOPT_NOG,) if gegevens.loopt else ()), *andere)


def reeks_per_jaar(gegevens: Gegevens, antwoord: Antwoord, splitsing: str, waarde: object) -> tuple[Waarde, ...]:
    """The rows of one value of a split, per schooljaar."""
    return tuple(antwoord.bij(jaar, splitsing, waarde) for jaar in gegevens.jaren)


def totalen(gegevens: Gegevens, naam: str) -> tuple[Waarde, ...]:
    """The totals of an answer, per schooljaar."""
    return tuple(gegevens[naam].totaal(jaar) for jaar in gegevens.jaren)


def als_tekenwaardig(grafiek: Grafiek) -> tuple[Grafiek, ...]:
    """The chart, unless so little is in it that the table says it better."""
    som = sum(waarde.getal or 0 for reeks in grafiek.reeksen for waarde in reeks.waarden)
    return (grafiek,) if som >= _TEKENWAARDIG and len(grafiek.punten) > 1 else ()


def niet_te_tonen(gegevens: Gegevens, wat: str, waarde: Waarde) -> str:
    """Why there is no number: the unit was not there, or it may not be shown."""
    jaar = gegevens.jaar
    if waarde.status == NVT:
        return f"Over {jaar} zijn er geen gegevens van {gegevens.wie.deze}."
    return f"Over {jaar} is geen {wat} te tonen: {waarde.toon}."


def jaarbreedtes(gegevens: Gegevens, eerste: int = 30) -> tuple[int, ...]:
    """Widths of a table over the schooljaren: the name, then equal columns."""
    return (eerste, *((100 - eerste) // len(gegevens.jaren) for _ in gegevens.jaren))


def periode(jaren: Sequence[str]) -> str:
    """'2021-2022 tot en met 2025-2026'."""
    return jaren[0] if len(jaren) == 1 else f"{jaren[0]} tot en met {jaren[-1]}"


def oudste_zin(open_: Waarde, leeftijd: Mapping[str, int] | None) -> str:
    """' De oudste is 14 weken geleden ingediend.'; empty where nothing is open or shown."""
    if leeftijd is None:
        return ""
    wie = "Die" if open_.getal == 1 else "De oudste"
    weken = leeftijd["oudste"]
    if weken == 0:
        return f" {wie} is deze week ingediend."
    return f" {wie} is {getal(weken)} {'week' if weken == 1 else 'weken'} geleden ingediend."
