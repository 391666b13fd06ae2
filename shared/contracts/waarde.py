"""A number of pupils as DUO prints it: exact, or `<5`, which is 1 to 4 (a zero is printed as 0)."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple, Self

ONDERDRUKT: Final = "<5"
MAX: Final = 9_999_999
"""More pupils than any unit has."""
_GETAL: Final = re.compile(r"\d{1,7}", re.ASCII)
_KLEINER: Final = re.compile(r"<\s?5")


class OngeldigeWaardeError(ValueError):
    """Neither a whole number from 0 nor `<5`."""


class Waarde(NamedTuple):
    """laag ≤ the number ≤ hoog; equal bounds mean that it is known exactly."""

    laag: int
    hoog: int

    @classmethod
    def lees(cls, cel: str) -> Self:
        """'17' → (17, 17); '<5' → (1, 4). Raises OngeldigeWaardeError."""
        if _GETAL.fullmatch(cel):
            return cls(int(cel), int(cel))
        if _KLEINER.fullmatch(cel):
            return cls(1, 4)
        raise OngeldigeWaardeError

    @property
    def exact(self) -> bool:
        """Whether both bounds are the same number."""
        return self.laag == self.hoog

    def tekst(self) -> str:
        """'17', or '18–21' for an interval."""
        return str(self.laag) if self.exact else f"{self.laag}–{self.hoog}"

    def plus(self, andere: "Waarde") -> "Waarde":
        """Bounds of the sum."""
        return Waarde(self.laag + andere.laag, self.hoog + andere.hoog)


def som(waarden: Iterable[Waarde]) -> Waarde:
    """Bounds of the sum of any number of values; none: 0."""
    totaal = Waarde(0, 0)
    for waarde in waarden:
        totaal = totaal.plus(waarde)
    return totaal
