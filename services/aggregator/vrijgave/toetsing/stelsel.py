"""What an attacker reasons about: unknown counts, and what the releases say about sums of them.

A variable is one leaf cell (a school and a kind) at one moment of release; its true value is known to us only.
Everything published is a linear statement about variables. An attacker may know some of them exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

ONBEGRENSD: Final = 10**9
"""As a bound: no bound. Far above any count of dossiers, far below where floats lose integers."""

KLEIN: Final = range(1, 5)
"""True values that are protected: few enough pupils to be found by who knows one of them."""
MINSTENS: Final = 5
"""So many integers must stay possible."""


class Afgebroken(Exception):
    """The time was over before every question was answered: no verdict, so no release."""


class Lek(NamedTuple):
    """An attacker confines a cell to these values (fewer than MINSTENS). `bewijs`: cells of the candidate release
    (places in its list) that this rests on."""

    stelsel: str
    aanvaller: str
    doel: str
    mogelijk: tuple[int, ...]
    bewijs: frozenset[int] = frozenset()


Variabelen = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Waarneming:
    """`laag` ≤ sum of `erbij` - sum of `eraf` ≤ `hoog`, as anybody may conclude from what is published.

    With `eraf` it says something about two moments: what grew, or by how much it changed. `bron`: places, in the list
    of the cells of the candidate release, that tell it; empty: earlier releases do.
    """

    erbij: Variabelen
    laag: int
    hoog: int
    eraf: Variabelen = ()
    bron: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Doel:
    """A cell to protect: the sum of these variables, of a unit of any level, released or not."""

    naam: str
    leden: Variabelen


@dataclass(frozen=True, slots=True)
class Aanvaller:
    """Who knows the exact figures of these holders (bit n set: holder n); an outsider knows none. `soort`: what they
    are, for the certificate."""

    naam: str
    kent: int = 0
    soort: str = ""


class Tegenwereld(NamedTuple):
    """Another world: what differs from the true one (variable → difference), and whose cells those are (bits)."""

    verschil: Mapping[int, int]
    houders: int


@dataclass(frozen=True)
class Werelden:
    """Worlds of one Stelsel, in its short model and in the long one."""

    kort: list[Tegenwereld] = field(default_factory=list)
    lang: list[Tegenwereld] = field(default_factory=list)


@dataclass(frozen=True)
class Stelsel:
    """One closed world of counts: usually one indicator of one SWV in one schooljaar, at all moments.

    `waarden`: true counts, shape (variables,). `houders`: number of the school that knows each variable, same
    shape. `groepen`: variables of the same number stand in the same published sums, so that a dossier of one could as
    well be one of the other; -1: of no group. `nul`: variables that everybody knows to be zero.
    """

    naam: str
    waarden: npt.NDArray[np.int64]
    houders: npt.NDArray[np.int64]
    waarnemingen: Sequence[Waarneming]
    doelen: Sequence[Doel]
    aanvallers: Sequence[Aanvaller]
    groepen: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    nul: frozenset[int] = field(default_factory=frozenset)

    def som(self, leden: Variabelen) -> int:
        """True value of a sum."""
        return sum(map(self._lijst.__getitem__, leden))

    @cached_property
    def _lijst(self) -> list[int]:
        waarden: list[int] = self.waarden.tolist()
        return waarden

    @cached_property
    def gezegd(self) -> Sequence[int]:
        """True value of what each of the `waarnemingen` is about."""
        return [self.som(een.erbij) - self.som(een.eraf) for een in self.waarnemingen]

    def masker(self, leden: Variabelen) -> int:
        """The holders of these variables, as bits."""
        return bits(self.houders[list(leden)])


def bits(houders: npt.NDArray[np.int64]) -> int:
    """These holders (numbers, any times), as bits."""
    samen = 0
    for houder in set(houders.tolist()):
        samen |= 1 << houder
    return samen


class OnwareWaarneming(ValueError):
    """What was published does not hold for the true counts: the gate or this model is wrong. Never released."""


def controleer(stelsel: Stelsel) -> None:
    """The truth is one of the worlds that the publications allow. Raises OnwareWaarneming."""
    for een, waar in zip(stelsel.waarnemingen, stelsel.gezegd, strict=True):
        if not een.laag <= waar <= een.hoog:
            raise OnwareWaarneming(stelsel.naam)
