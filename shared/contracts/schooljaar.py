"""The school calendar: a schooljaar runs from 1 August to 31 July, in calendar days of Europe/Amsterdam.

Inside the product a schooljaar is the integer of its first calendar year (2025 for 2025-2026);
the text form exists only at the edges. Pure: no clock, the caller brings the day.
"""

import re
from collections.abc import Iterator
from datetime import date

_TEKST = re.compile(r"(\d{4})-(\d{4})", re.ASCII)

TELDATUM_OKTOBER = "10-01"
TELDATUM_FEBRUARI = "02-01"
TELDATUMS = (TELDATUM_OKTOBER, TELDATUM_FEBRUARI)


class OngeldigSchooljaar(ValueError):
    """The text is not two successive years written as 2025-2026."""


class OmgekeerdBereik(OngeldigSchooljaar):
    """Both ends are a schooljaar, but the last lies before the first."""


def schooljaar_van(dag: date) -> int:
    """First calendar year of the schooljaar that holds this day."""
    return dag.year if dag.month >= 8 else dag.year - 1


def tekst(schooljaar: int) -> str:
    """2025 → '2025-2026'."""
    return f"{schooljaar:04d}-{schooljaar + 1:04d}"


def lees(waarde: str) -> int:
    """'2025-2026' → 2025. Raises OngeldigSchooljaar."""
    gevonden = _TEKST.fullmatch(waarde)
    if gevonden is None or int(gevonden[2]) != int(gevonden[1]) + 1:
        raise OngeldigSchooljaar
    return int(gevonden[1])


def lees_bereik(waarde: str) -> range:
    """'2019-2020..2025-2026' or a single schooljaar → range of first years.

    Raises:
        OngeldigSchooljaar
        OmgekeerdBereik: it runs backwards.
    """
    begin, puntjes, eind = waarde.partition("..")
    eerste = lees(begin)
    laatste = lees(eind) if puntjes else eerste
    if laatste < eerste:
        raise OmgekeerdBereik
    return range(eerste, laatste + 1)


def teldatum(schooljaar: int, welke: str) -> date:
    """The day on which funded pupils are counted: '10-01' or '02-01' of the schooljaar."""
    return date(schooljaar, 10, 1) if welke == TELDATUM_OKTOBER else date(schooljaar + 1, 2, 1)


def teldatums_tussen(van: date, tot: date) -> Iterator[tuple[int, str]]:
    """(schooljaar, teldatum) for each teldatum with van ≤ teldatum ≤ tot, in order of time."""
    eerste, laatste = max(schooljaar_van(van), date.min.year), min(schooljaar_van(tot), date.max.year - 1)
    for jaar in range(eerste, laatste + 1):
        for welke in TELDATUMS:
            if van <= teldatum(jaar, welke) <= tot:
                yield jaar, welke


def hele_schooljaren(van: date, tot: date) -> int:
    """How many schooljaren lie wholly inside van…tot; the rest of a begun year comes on top."""
    eerste = van.year if van <= date(van.year, 8, 1) else van.year + 1
    laatste = tot.year - 1 if tot >= date(tot.year, 7, 31) else tot.year - 2
    return max(0, laatste - eerste + 1)


def week_jaar(schooljaar: int, maand: int, week: int) -> int:
    """ISO year of a week that is known by schooljaar, calendar month and ISO week number."""
    kalenderjaar = schooljaar if maand >= 8 else schooljaar + 1
    if maand == 1 and week >= 52:
        return kalenderjaar - 1
    if maand == 12 and week == 1:
        return kalenderjaar + 1
    return kalenderjaar


def weken_tussen(begin: tuple[int, int], eind: tuple[int, int]) -> int:
    """Whole ISO weeks between two (ISO year, ISO week) pairs; negative when eind lies first."""
    verschil = date.fromisocalendar(*eind, 1) - date.fromisocalendar(*begin, 1)
    return verschil.days // 7
