"""Base figures: what stays of cases past their retention (`stand.basis`), and how they are written and read.

A folded case leaves, per indicator, one row for the total and one per value of every split, added up with those of
other cases: no pair of splits, no case, no pseudonym. Texts are those of the API, so that they outlive any packing.
Where the cells know the ISO week, the total is kept per week: comparisons and the age of what is open need it.
Contract between aggregator (writes) and gateway (reads).
"""

from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from typing import Final, NamedTuple

from shared.contracts.cellen import INDELINGEN, Kubus, Maten, Waarde
from shared.contracts.indicatoren import CATALOGUS, Indicator, Maat
from shared.contracts.indicatoren.splitsingen import Deling, deling

TOTAAL: Final = ""
WEEK: Final = "week"
"""The total, per calendar month and ISO week: `10-40`."""


class Meting(IntEnum):
    """What a row counts: dossiers (with the measure of the indicator), or dossiers by a number of days."""

    MAAT = 0
    DAGEN = 1
    TOT_COMPLEET = 2
    VANAF_COMPLEET = 3


class Deel(NamedTuple):
    """A row that a dossier counts in: split (or TOTAAL, WEEK) and value as text."""

    splitsing: str
    waarde: str


def als_tekst(waarde: Waarde) -> str:
    """A value as it stands in an address: `true`, `5`, `so-laag`."""
    return str(waarde).lower() if isinstance(waarde, bool) else str(waarde)


def totaal(indicator: Indicator) -> str:
    """Under which split the total is kept."""
    return WEEK if "week" in INDELINGEN[indicator.kubus].velden else TOTAAL


def delen(indicator: Indicator, code: int) -> Iterator[Deel]:
    """The rows that a dossier with this packed code counts in."""
    yield Deel(totaal(indicator), _week(indicator.kubus, code))
    for naam, een in _delingen(indicator).items():
        for plaats in een.rijen(code):
            yield Deel(naam, als_tekst(een.waarden[plaats]))


def code_van(indicator: Indicator, deel: Deel) -> int:
    """A packed code that counts in this row and says nothing else. Raises KeyError, ValueError for another row."""
    if deel.splitsing == TOTAAL:
        return 0
    if deel.splitsing == WEEK:
        maand, week = map(int, deel.waarde.split("-"))
        return INDELINGEN[indicator.kubus].pak(maand=maand, week=week)
    een = _delingen(indicator)[deel.splitsing]
    waarde = next(waarde for waarde in een.waarden if als_tekst(waarde) == deel.waarde)
    (nummer,) = een.eis(waarde).nummers
    return nummer | een.bit(waarde)


def metingen(indicator: Indicator, code: int, maten: Maten) -> Iterator[tuple[Meting, int, int]]:
    """(what, days, measure) of a cell; the days are those of a duration, else 0."""
    if indicator.maat is not Maat.DUUR:
        bedragen = {Maat.BEDRAG: maten.bedrag_cent, Maat.LEERLINGEN: maten.leerlingen}
        yield Meting.MAAT, 0, bedragen.get(indicator.maat, maten.aantal)
        return
    velden = INDELINGEN[indicator.kubus].velden
    dagen, compleet = velden["dagen"].lees(code), velden["tot_compleet"].lees(code)
    yield Meting.DAGEN, dagen, maten.aantal
    if compleet:
        yield Meting.TOT_COMPLEET, compleet - 1, maten.aantal
        yield Meting.VANAF_COMPLEET, dagen - compleet + 1, maten.aantal


def _week(kubus: Kubus, code: int) -> str:
    velden = INDELINGEN[kubus].velden
    if "week" not in velden:
        return ""
    return f"{velden['maand'].lees(code)}-{velden['week'].lees(code)}"


@cache
def _per_code(code: str) -> dict[str, Deling]:
    return {naam: deling(CATALOGUS[code], naam) for naam in CATALOGUS[code].splitsingen}


def _delingen(indicator: Indicator) -> dict[str, Deling]:
    return _per_code(indicator.code)
