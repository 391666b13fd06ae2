"""Up to when a schooljaar is compared, and where a cell lies in time. Weeks are ISO weeks, months calendar months.

A cell knows its schooljaar, month and ISO week; the ISO year follows from these (schooljaar.week_jaar). Months are
numbered through: `rang` of August of schooljaar J is 12·J.
"""

from dataclasses import dataclass, replace
from datetime import date

from services.gateway.domain.plan import Celvraag
from services.gateway.domain.som import Som
from services.gateway.domain.vraag import Vraag
from shared.contracts.cellen import INDELINGEN, Kubus
from shared.contracts.indicatoren import Indicator
from shared.contracts.schooljaar import schooljaar_van, week_jaar

EERDERE_JAREN = 5
JAREN_VOOR_SEIZOEN = 3
_MEI, _JULI = 5, 7


@dataclass(frozen=True, slots=True)
class Peil:
    """How far the schooljaar of the question is: `week` is the running ISO (year, week), None when the schooljaar is
    over or has not begun; `maand` the rang of its last whole month so far."""

    schooljaar: int
    lopend: int
    week: tuple[int, int] | None
    maand: int
    vandaag: date

    @classmethod
    def van(cls, schooljaar: int | None, vandaag: date) -> "Peil":
        """For the schooljaar of the question (None: what is open now)."""
        lopend = schooljaar_van(vandaag)
        jaar = lopend if schooljaar is None else schooljaar
        if jaar != lopend:
            return cls(jaar, lopend, None, rang(jaar, _JULI), vandaag)
        iso = vandaag.isocalendar()
        return cls(jaar, lopend, (iso.year, iso.week), rang(lopend, vandaag.month) - 1, vandaag)

    @property
    def jaren(self) -> tuple[int, ...]:
        """The schooljaar of the question and the earlier ones beside it, newest first."""
        return tuple(jaar for jaar in range(self.schooljaar, self.schooljaar - EERDERE_JAREN - 1, -1) if jaar > 0)

    def is_al_mei(self, schooljaar: int) -> bool:
        """Has May of this schooljaar begun? Before it, a share of May to July says nothing."""
        return self.vandaag >= date(schooljaar + 1, _MEI, 1)


@dataclass(frozen=True, slots=True)
class Kalender:
    """Reads the time of a cell of one kubus; only kubussen with week and month have one."""

    kubus: Kubus

    @property
    def masker(self) -> int:
        """The bits of week and month, in place."""
        velden = INDELINGEN[self.kubus].velden
        return sum(velden[naam].masker << velden[naam].plek for naam in ("week", "maand"))

    def maand(self, som: Som) -> int:
        """Calendar month."""
        return INDELINGEN[self.kubus].velden["maand"].lees(som.code)

    def tot_en_met(self, som: Som, peil: Peil) -> bool:
        """Not later in its schooljaar than the running week is in the running one?"""
        assert som.schooljaar is not None
        if peil.week is None:
            return True
        maand = self.maand(som)
        week = INDELINGEN[self.kubus].velden["week"].lees(som.code)
        grens = (peil.week[0] - (peil.schooljaar - som.schooljaar), peil.week[1])
        return (week_jaar(som.schooljaar, maand, week), week) <= grens

    def in_maanden(self, som: Som, eerste: int, laatste: int) -> bool:
        """Does it lie in the months with these ranks?"""
        assert som.schooljaar is not None
        return eerste <= rang(som.schooljaar, self.maand(som)) <= laatste

    def mei_tot_en_met_juli(self, som: Som) -> bool:
        """The last three months of a schooljaar."""
        return _MEI <= self.maand(som) <= _JULI


def kalender(indicator: Indicator) -> Kalender | None:
    """None where the cells have no week and month, or where the past of a stock isn't kept."""
    if indicator.voorraad or "week" not in INDELINGEN[indicator.kubus].velden:
        return None
    return Kalender(indicator.kubus)


def rang(schooljaar: int, maand: int) -> int:
    """Number of a calendar month of a schooljaar, rising by one each month."""
    return schooljaar * 12 + (maand - 8) % 12


def maand_tekst(rang_: int) -> str:
    """'2025-12'."""
    jaar, maand = rang_ // 12, (rang_ + 7) % 12 + 1
    return f"{jaar + (maand < 8):04d}-{maand:02d}"


def per_tijd(cellen: Celvraag, indicator: Indicator) -> Celvraag:
    """The same question, with sums apart per week and month."""
    tijd = kalender(indicator)
    return cellen if tijd is None else replace(cellen, groep=cellen.groep | tijd.masker)


def over_jaren(vraag: Vraag, peil: Peil) -> Vraag:
    """The same question about all schooljaren that are compared; a stock of now stays one."""
    if vraag.schooljaren == (None,):
        return vraag
    return replace(vraag, schooljaren=tuple(sorted(peil.jaren)))
