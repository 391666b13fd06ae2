"""Durations from a histogram: percentiles by nearest rank, the share within the term, and the two legs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from shared.contracts.basis import Meting

STANDAARDTERMIJN_DAGEN = 42


class Vanaf(StrEnum):
    """The day on which a term begins, as the field of the dossier is called."""

    INGEDIEND = "ingediendOp"
    COMPLEET = "compleetOp"


@dataclass(frozen=True, slots=True)
class Termijn:
    """Days within which an SWV decides, and from which day they count."""

    dagen: int = STANDAARDTERMIJN_DAGEN
    vanaf: Vanaf = Vanaf.INGEDIEND

    def gehaald(self, dagen: int, tot_compleet: int | None) -> bool | None:
        """Decided within the term? None where the starting point isn't known: such a dossier counts nowhere."""
        if self.vanaf is Vanaf.INGEDIEND:
            return dagen <= self.dagen
        return None if tot_compleet is None else dagen - tot_compleet <= self.dagen


STANDAARDTERMIJN = Termijn()


@dataclass(frozen=True)
class Termijnen:
    """The term per SWV (integer); the legal default where it set none."""

    per_swv: Mapping[int, Termijn] = field(default_factory=dict)

    def van(self, swv: int) -> Termijn:
        """The term of this SWV."""
        return self.per_swv.get(swv, STANDAARDTERMIJN)


@dataclass
class Duren:
    """Decided dossiers by days to the decision, split at the day of completeness where that is known.

    `gemeten` are the dossiers for which it is known whether the term was kept, `binnen` those that kept it.
    """

    termijnen: Termijnen
    totaal: Counter[int] = field(default_factory=Counter)
    tot_compleet: Counter[int] = field(default_factory=Counter)
    vanaf_compleet: Counter[int] = field(default_factory=Counter)
    gemeten: int = 0
    binnen: int = 0

    def tel(self, swv: int, dagen: int, tot_compleet: int | None, aantal: int) -> None:
        """Add `aantal` dossiers of an SWV; `tot_compleet` is None where the day is unknown."""
        self.totaal[dagen] += aantal
        gehaald = self.termijnen.van(swv).gehaald(dagen, tot_compleet)
        self.gemeten += aantal if gehaald is not None else 0
        self.binnen += aantal if gehaald else 0
        if tot_compleet is not None:
            self.tot_compleet[tot_compleet] += aantal
            self.vanaf_compleet[dagen - tot_compleet] += aantal

    def tel_los(self, swv: int, meting: Meting, dagen: int, aantal: int) -> None:
        """Add one kind of days of `aantal` dossiers, of which the others come apart (shared.contracts.basis)."""
        termijn = self.termijnen.van(swv)
        if meting is Meting.TOT_COMPLEET:
            self.tot_compleet[dagen] += aantal
            return
        heel = meting is Meting.DAGEN
        (self.totaal if heel else self.vanaf_compleet)[dagen] += aantal
        if heel == (termijn.vanaf is Vanaf.INGEDIEND):
            self.gemeten += aantal
            self.binnen += aantal if dagen <= termijn.dagen else 0

    def uitkomst(self) -> dict[str, Any]:
        """The figures as the API shows them; without dossiers `aantal` is 0 and the rest null."""
        aantal = self.totaal.total()
        if aantal == 0:
            return {**GEEN_DUUR, "aantal": 0}
        return {
            "aantal": aantal,
            "mediaan": percentiel(self.totaal, 50),
            "p90": percentiel(self.totaal, 90),
            "binnenTermijn": self._binnen_termijn(),
            "totCompleet": percentiel(self.tot_compleet, 50),
            "vanafCompleet": percentiel(self.vanaf_compleet, 50),
        }

    def _binnen_termijn(self) -> dict[str, Any] | None:
        if self.gemeten == 0:
            return None
        return {"teller": self.binnen, "noemer": self.gemeten, "waarde": 100 * self.binnen / self.gemeten}


GEEN_DUUR: Mapping[str, Any] = dict.fromkeys(
    ("aantal", "mediaan", "p90", "binnenTermijn", "totCompleet", "vanafCompleet")
)


def percentiel(histogram: Mapping[int, int], procent: int) -> int | None:
    """Nearest rank: the ceil(p·n)-th smallest of n, in whole numbers. None of nothing."""
    rang = -(-procent * sum(histogram.values()) // 100)
    return _op_rang(sorted(histogram.items()), rang) if rang else None


def _op_rang(oplopend: Iterable[tuple[int, int]], rang: int) -> int:
    gezien = 0
    for waarde, aantal in oplopend:
        gezien += aantal
        if gezien >= rang:
            return waarde
    raise AssertionError("a rank is never higher than the number of values")
