"""What is wrong with a delivered file: row, column and rule in Dutch, and never a value from the file."""

from dataclasses import dataclass
from typing import Final

MAX_FOUTEN: Final = 100
"""Errors that are told: enough to repair a file, little enough to read."""


@dataclass(frozen=True, slots=True)
class Fout:
    """One broken rule. `rij` as a spreadsheet counts (the header is row 1), 0 for the file as a whole."""

    rij: int
    kolom: str
    melding: str


class OngeldigBestandError(Exception):
    """The file is refused as a whole; `fouten` holds the first MAX_FOUTEN in row order, `aantal` counts all."""

    def __init__(self, fouten: tuple[Fout, ...], aantal: int) -> None:
        super().__init__(f"{aantal} fouten in het bestand")
        self.fouten = fouten
        self.aantal = aantal

    @classmethod
    def heel_bestand(cls, melding: str) -> "OngeldigBestandError":
        """One reason that is about no row in particular."""
        return cls((Fout(0, "", melding),), 1)


class Foutenlijst:
    """Collects errors: keeps enough of them to tell the first MAX_FOUTEN in row order, counts the rest."""

    def __init__(self) -> None:
        self._fouten: list[Fout] = []
        self.aantal = 0

    def meld(self, rij: int, kolom: str, melding: str) -> None:
        """Note one error."""
        self.aantal += 1
        if len(self._fouten) < MAX_FOUTEN or rij < self._fouten[-1].rij:
            self._fouten = sorted([*self._fouten, Fout(rij, kolom, melding)], key=lambda fout: fout.rij)
            del self._fouten[MAX_FOUTEN:]

    def stop_als_gevuld(self) -> None:
        """Raises OngeldigBestandError when anything was noted."""
        if self.aantal:
            raise OngeldigBestandError(tuple(self._fouten), self.aantal)
