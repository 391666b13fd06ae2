"""Working days, months and clock times of an LDOS, in calendar days of Europe/Amsterdam.

A moment is an integer: the day's ordinal × 86,400 + seconds after local midnight. Only working
hours are used, so no moment falls in the hour that summer time repeats.
"""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAG = 86_400
_BEGIN_WERKDAG = 8 * 3600
_WERKDAG = 9 * 3600


def werkdag(ordinaal: int) -> int:
    """The first day from here on which an SWV works: no weekend, Christmas or middle of the summer."""
    while True:
        dag = date.fromordinal(ordinaal)
        maand_dag = (dag.month, dag.day)
        if (7, 20) <= maand_dag <= (8, 12):
            ordinaal = date(dag.year, 8, 13).toordinal()
        elif maand_dag >= (12, 24) or maand_dag <= (1, 2):
            ordinaal = date(dag.year + (dag.month == 12), 1, 3).toordinal()
        elif dag.weekday() >= 5:
            ordinaal += 7 - dag.weekday()
        else:
            return ordinaal


def schooldag(ordinaal: int) -> int:
    """The first weekday from here: schools hand in on any of them."""
    weekdag = (ordinaal - 1) % 7  # 1 January of year 1 was a Monday
    return ordinaal if weekdag < 5 else ordinaal + 7 - weekdag


def moment(ordinaal: int, fractie: float) -> int:
    """A moment in the working hours of a day; `fractie` 0…1 is how far the day went."""
    return ordinaal * DAG + _BEGIN_WERKDAG + int(fractie * _WERKDAG)


def dag_van(tijd: int) -> date:
    """The calendar day of a moment."""
    return date.fromordinal(tijd // DAG)


@lru_cache(maxsize=8192)
def _dag_en_zone(ordinaal: int) -> tuple[str, str]:
    dag = date.fromordinal(ordinaal)
    middag = datetime(dag.year, dag.month, dag.day, 12, tzinfo=AMSTERDAM)
    return dag.isoformat(), middag.strftime("%z")[:3] + ":00"


def rfc3339(tijd: int) -> str:
    """A moment as `2025-10-03T10:15:00+02:00`."""
    ordinaal, seconden = divmod(tijd, DAG)
    dag, zone = _dag_en_zone(ordinaal)
    uren, rest = divmod(seconden, 3600)
    return f"{dag}T{uren:02d}:{rest // 60:02d}:{rest % 60:02d}{zone}"
