"""Small numbers that an SWV keeps from its boards and schools, so that nobody finds them by subtraction. Pure.

A reader is *limited* for a unit that it sees only as board or school, where an SWV set `ondergrens` n. The rules
(ADR 0055):

1. a total under n (zero included) is hidden: "< n";
2. of a split either all rows are shown or none: all, when each is 0 or at least n;
3. board and schools together (a reader with the role of that board): with one hidden school, or with so many at their
   highest that the rest of the board tells them, one school more is withheld, the first by code; where there is none
   left, the board's own total. The rows of the board are withheld where one school hides them, or some with fewer than
   n dossiers together;
4. figures that add up to another (`SAMEN`) are shown only where the parts can be;
5. no filters, no two splits at once, no status (its rows tie years and figures together), and where dossiers of more
   than one SWV count, none of them apart.

Numbers are dossiers, also where the figure is money, pupils or days.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

LAAGST: Final = 3
"""With 2, a hidden split of two rows over two dossiers would be 1 and 1."""
HOOGST: Final = 20
NIET_SPLITSEN: Final = frozenset({"status"})
_VERZILVERING: Final = ("tlv-verzilverd", "tlv-niet-verzilverd", "verzilverd-onbekend")
SAMEN: Final[Mapping[str, tuple[str, ...]]] = {
    "tlv-doorlooptijd": ("tlv-toegekend", "tlv-afgewezen"),
    "arrangement-doorlooptijd": ("arrangement-toegekend", "arrangement-afgewezen"),
    **{code: tuple(een for een in _VERZILVERING if een != code) for code in _VERZILVERING},
}
"""Figures that must all be showable, besides the asked one: together they are a figure that is shown as well."""


def ondergrens_mag(waarde: int) -> bool:
    """May an SWV set this? 0 is none."""
    return waarde == 0 or LAAGST <= waarde <= HOOGST


class Beperking(NamedTuple):
    """How a reader is limited for one unit: the highest `ondergrens` of the SWV's whose dossiers count for it.
    `besturen`: the boards that the reader is of. `dicht`: this question would tell SWV's apart: nothing is shown."""

    grens: int
    besturen: frozenset[int] = frozenset()
    dicht: bool = False


@dataclass(frozen=True, slots=True)
class Aantal:
    """Dossiers of one unit in one period, in all and per row of the asked split."""

    totaal: int = 0
    rijen: Sequence[int] = ()

    def rijen_vrij(self, grens: int) -> bool:
        """Is no row a small one?"""
        return all(een == 0 or een >= grens for een in self.rijen)


@dataclass(frozen=True, slots=True)
class Oordeel:
    """What of a period is shown. `tekst` says why the total is not; None: it is."""

    tekst: str | None
    rijen: bool


NIET_VRIJGEGEVEN: Final = "niet vrijgegeven"
DICHT: Final = Oordeel(NIET_VRIJGEGEVEN, False)


@dataclass(frozen=True, slots=True)
class Gezin:
    """A board with its schools in one schooljaar, by code; `bestuur` None: a school whose board is not the reader's."""

    bestuur: Aantal | None
    scholen: Mapping[int, Aantal] = field(default_factory=dict)


def oordelen(gezin: Gezin, grens: int) -> dict[int | None, Oordeel]:
    """What is shown of each school, and (None) of the board."""
    if gezin.bestuur is None:
        return {code: _los(een, grens) for code, een in gezin.scholen.items()}
    teksten = _totalen(gezin, grens)
    gevonden: dict[int | None, Oordeel] = {
        code: Oordeel(teksten[code], teksten[code] is None and een.rijen_vrij(grens))
        for code, een in gezin.scholen.items()
    }
    vrij = teksten[None] is None and gezin.bestuur.rijen_vrij(grens) and _rest_verborgen(gezin, gevonden, grens)
    return {**gevonden, None: Oordeel(teksten[None], vrij)}


def samen(eigen: Oordeel, delen: Sequence[tuple[Oordeel, Aantal]]) -> Oordeel:
    """The same, when `delen` must be showable too (rule 4); a part without dossiers gives nothing away."""
    if eigen.tekst is None and any(een.tekst and aantal.totaal for een, aantal in delen):
        return DICHT
    return Oordeel(eigen.tekst, eigen.rijen and all(een.rijen or not aantal.totaal for een, aantal in delen))


def _rest_verborgen(gezin: Gezin, gevonden: Mapping[int | None, Oordeel], grens: int) -> bool:
    """Would the rows of the board leave enough unknown about the schools that hide theirs?"""
    assert gezin.bestuur is not None, "only a family has rows of its own"
    rest = gezin.bestuur.totaal - sum(een.totaal for code, een in gezin.scholen.items() if gevonden[code].rijen)
    return rest == 0 or (rest >= grens and sum(not een.rijen for een in gevonden.values()) > 1)


def _los(een: Aantal, grens: int) -> Oordeel:
    tekst = _tekst(een, grens)
    return Oordeel(tekst, tekst is None and een.rijen_vrij(grens))


def _tekst(een: Aantal, grens: int) -> str | None:
    return f"< {grens}" if een.totaal < grens else None


def _totalen(gezin: Gezin, grens: int) -> dict[int | None, str | None]:
    assert gezin.bestuur is not None, "only a family has a total of its own"
    teksten: dict[int | None, str | None] = {code: _tekst(een, grens) for code, een in gezin.scholen.items()}
    teksten[None] = _tekst(gezin.bestuur, grens)
    klein = [een.totaal for een in gezin.scholen.values() if een.totaal < grens]
    if teksten[None] is not None or not klein:
        return teksten
    # What is left of the board when every shown school is taken off. At its highest (or one less) it tells each part.
    if len(klein) == 1 or sum(klein) >= len(klein) * (grens - 1) - 1:
        over = [code for code in sorted(gezin.scholen) if teksten[code] is None]
        teksten[over[0] if over else None] = NIET_VRIJGEGEVEN
    return teksten
