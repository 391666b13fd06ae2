"""Where names fit in a cloud of points: beside their point, never over another point or name. Pure geometry."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple


class Kant(NamedTuple):
    """On which side of its point a name stands: 1 right or above, -1 left or below, 0 in line with it."""

    opzij: int
    omhoog: int


KANTEN: Final = (Kant(1, 0), Kant(-1, 0), Kant(0, 1), Kant(0, -1),
                 Kant(1, 1), Kant(-1, 1), Kant(1, -1), Kant(-1, -1))  # fmt: skip
"""In order of preference."""
AFSTAND: Final = 9
"""Pixels between the middle of a point and a name beside it."""
RECHTOP, SCHUIN = 15, 10
"""Pixels to the middle of a name above or below: right above, or obliquely."""
_LETTER: Final = 7.2
"""Width of a letter in pixels at the size of a label, on the wide side."""
_REGEL: Final = 15.0
_STRAAL: Final = 6.0


class Naam(NamedTuple):
    """A point in pixels (x to the right, y up) and what would stand beside it."""

    x: float
    y: float
    tekst: str


class Vlak(NamedTuple):
    """A rectangle in the same pixels."""

    links: float
    onder: float
    rechts: float
    boven: float

    def raakt(self, ander: "Vlak") -> bool:
        """Do they overlap?"""
        naast = self.rechts <= ander.links or ander.rechts <= self.links
        return not (naast or self.boven <= ander.onder or ander.boven <= self.onder)


def plaats_namen(punten: Sequence[Naam], volgorde: Iterable[int], breedte: float, hoogte: float) -> dict[int, Kant]:
    """On which side the names stand, by the place of their point in `punten`; who comes first in `volgorde` chooses
    first, and a name that fits nowhere is left out.
    """
    stippen = [_stip(punt) for punt in punten]
    bezet: list[Vlak] = []
    gekozen: dict[int, Kant] = {}
    for nummer in volgorde:
        anderen = [*bezet, *stippen[:nummer], *stippen[nummer + 1 :]]
        for kant in KANTEN:
            vlak = naamvlak(punten[nummer], kant)
            if _binnen(vlak, breedte, hoogte) and not any(vlak.raakt(ander) for ander in anderen):
                gekozen[nummer] = kant
                bezet.append(vlak)
                break
    return gekozen


def naamvlak(punt: Naam, kant: Kant) -> Vlak:
    """The room that a name takes on this side of its point."""
    lang, half = len(punt.tekst) * _LETTER, _REGEL / 2
    begin = {1: AFSTAND, 0: -lang / 2, -1: -AFSTAND - lang}[kant.opzij] + punt.x
    midden = punt.y + kant.omhoog * (SCHUIN if kant.opzij else RECHTOP)
    return Vlak(begin, midden - half, begin + lang, midden + half)


def _stip(punt: Naam) -> Vlak:
    return Vlak(punt.x - _STRAAL, punt.y - _STRAAL, punt.x + _STRAAL, punt.y + _STRAAL)


def _binnen(vlak: Vlak, breedte: float, hoogte: float) -> bool:
    return vlak.links >= 0 and vlak.onder >= 0 and vlak.rechts <= breedte and vlak.boven <= hoogte
