"""How long open applications have been open: whole ISO weeks since the week of handing in.

A cell knows schooljaar, month and ISO week of handing in, never the day; the ISO year follows from these.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from shared.contracts.cellen import INDELINGEN, Kubus
from shared.contracts.duren import percentiel
from shared.contracts.indicatoren import Indicator
from shared.contracts.schooljaar import week_jaar, weken_tussen

IsoWeek = tuple[int, int]

_VELDEN = INDELINGEN[Kubus.AANVRAAG].velden
_WEEK, _MAAND = _VELDEN["week"], _VELDEN["maand"]


def iso_week(dag: date) -> IsoWeek:
    """The ISO (year, week) that holds a day."""
    iso = dag.isocalendar()
    return iso.year, iso.week


class Leeftijd(TypedDict):
    """As the API shows it; the median by nearest rank."""

    oudste: int
    mediaan: int


def leeftijd_masker(indicator: Indicator) -> int:
    """The bits of a code, in place, that the age is read from; 0 where the indicator is no stock."""
    return _WEEK.masker << _WEEK.plek | _MAAND.masker << _MAAND.plek if indicator.voorraad else 0


@dataclass
class Leeftijden:
    """Open applications by age in weeks at the ISO (year, week) `nu`; one handed in after it is 0 weeks old."""

    nu: IsoWeek
    weken: Counter[int] = field(default_factory=Counter)
    onbekend: bool = False

    def tel(self, schooljaar: int, code: int, aantal: int) -> None:
        """Add the applications of one cell; base figures of a split don't know the week (0)."""
        week = _WEEK.lees(code)
        if not week:
            self.onbekend = True
            return
        ingediend = (week_jaar(schooljaar, _MAAND.lees(code), week), week)
        self.weken[max(0, weken_tussen(ingediend, self.nu))] += aantal

    def uitkomst(self) -> Leeftijd | None:
        """None when nothing is open, or where the age of a part is no longer kept."""
        if self.onbekend:
            return None
        mediaan = percentiel(self.weken, 50)
        return None if mediaan is None else Leeftijd(oudste=max(self.weken), mediaan=mediaan)
