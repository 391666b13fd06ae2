"""Durations from a histogram: percentiles by nearest rank, the share within the term, and the two legs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

STANDAARDTERMIJN_DAGEN = 42


@dataclass(frozen=True)
class Termijnen:
    """Term in days, counted from `ingediendOp`, per SWV (integer); the legal default where it set none."""

    per_swv: Mapping[int, int] = field(default_factory=dict)

    def dagen(self, swv: int) -> int:
        return self.per_swv.get(swv, STANDAARDTERMIJN_DAGEN)


@dataclass
class Duren:
    """Decided dossiers by days to the decision, split at the day of completeness where that is known."""

    termijnen: Termijnen
    totaal: Counter[int] = field(default_factory=Counter)
    tot_compleet: Counter[int] = field(default_factory=Counter)
    vanaf_compleet: Counter[int] = field(default_factory=Counter)
    binnen: int = 0

    def tel(self, swv: int, dagen: int, tot_compleet: int | None, aantal: int) -> None:
        """Add `aantal` dossiers of an SWV; `tot_compleet` is None where the day is unknown."""
        self.totaal[dagen] += aantal
        if dagen <= self.termijnen.dagen(swv):
            self.binnen += aantal
        if tot_compleet is not None:
            self.tot_compleet[tot_compleet] += aantal
            self.vanaf_compleet[dagen - tot_compleet] += aantal

    def uitkomst(self) -> dict[str, Any]:
        """The figures as the API shows them; without dossiers `aantal` is 0 and the rest null."""
        aantal = self.totaal.total()
        if aantal == 0:
            return {**GEEN_DUUR, "aantal": 0}
        return {
            "aantal": aantal,
            "mediaan": percentiel(self.totaal, 50),
            "p90": percentiel(self.totaal, 90),
            "binnenTermijn": {"teller": self.binnen, "noemer": aantal, "waarde": 100 * self.binnen / aantal},
            "totCompleet": percentiel(self.tot_compleet, 50),
            "vanafCompleet": percentiel(self.vanaf_compleet, 50),
        }


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
