"""How far a sum can go: what was once proven impossible needs no second program.

A proof rests on some published numbers and on what some holders know of themselves. So it holds for everybody who
knows at least those holders; and what lies further from the truth is impossible as well.
"""

from collections import defaultdict
from typing import NamedTuple


class Grens(NamedTuple):
    """A sum can't differ so much from the truth (`verschil`) for whoever knows these holders (`nodig`, bits).
    `bewijs`: cells of the candidate release that the proof rests on."""

    verschil: int
    nodig: int
    bewijs: frozenset[int]


class Grenzen:
    """What was proven, by sum and direction."""

    def __init__(self) -> None:
        self._per: dict[tuple[int, bool], list[Grens]] = defaultdict(list)

    def onthoud(self, som: int, grens: Grens) -> None:
        """One proof."""
        self._per[som, grens.verschil > 0].append(grens)

    def vind(self, som: int, verschil: int, kent: int) -> Grens | None:
        """A proof that this is impossible for whoever knows these holders; None: not known."""
        for een in self._per.get((som, verschil > 0), ()):
            if abs(een.verschil) <= abs(verschil) and not een.nodig & ~kent:
                return een
        return None
