"""The same world with fewer unknowns: a count that stayed the same from one release to the next is one unknown.

Most cells never change in a schooljaar, so twelve releases hold hardly more unknowns than one. Whatever world is found
here is one of the long model too: the counts that were put together are simply all different by as much. That there is
no such world here says nothing; that question goes to the long model.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from services.aggregator.vrijgave.toetsing.stelsel import (
    ONBEGRENSD,
    Doel,
    Stelsel,
    Tegenwereld,
    Variabelen,
    Waarneming,
)


@dataclass(frozen=True)
class Verkort:
    """`stelsel`: over what was put together; `deel`: variable of the long model → variable of this one."""

    stelsel: Stelsel
    deel: Sequence[int]

    @property
    def korter(self) -> bool:
        """Was anything put together? Else it is the long model itself."""
        return len(self.stelsel.waarden) < len(self.deel)

    def leden(self, lang: Variabelen) -> Variabelen:
        """The variables of this model that stand for these."""
        return tuple(sorted(self.deel[lid] for lid in lang))

    def lang(self, wereld: Tegenwereld) -> Tegenwereld:
        """The same world in the long model."""
        verschil = {lid: een for kort, een in wereld.verschil.items() for lid in self._terug[kort]}
        return Tegenwereld(verschil, wereld.houders)

    @cached_property
    def _terug(self) -> Sequence[Sequence[int]]:
        terug: list[list[int]] = [[] for _ in self.stelsel.waarden]
        for lid, kort in enumerate(self.deel):
            terug[kort].append(lid)
        return terug


def verkort(stelsel: Stelsel) -> Verkort:
    """Put together what did not change between two releases, and what is told of the same sums."""
    deel = _deel(stelsel)
    eerste: dict[int, int] = {}
    for lid, kort in enumerate(deel):
        eerste.setdefault(kort, lid)
    plekken = [eerste[kort] for kort in range(len(eerste))]
    return Verkort(
        Stelsel(
            stelsel.naam,
            stelsel.waarden[plekken],
            stelsel.houders[plekken],
            _waarnemingen(stelsel, deel),
            [Doel(een.naam, tuple(sorted(deel[lid] for lid in een.leden))) for een in stelsel.doelen],
            stelsel.aanvallers,
            nul=frozenset(deel[lid] for lid in stelsel.nul),
        ),
        deel,
    )


def _deel(stelsel: Stelsel) -> list[int]:
    """Number of the part of each variable; parts are numbered in the order of their first variable."""
    eerder = {
        een.erbij[0]: een.eraf[0]
        for een in stelsel.waarnemingen
        if len(een.erbij) == len(een.eraf) == 1 and (een.laag, een.hoog) == (0, ONBEGRENSD)
    }
    waarden = stelsel.waarden.tolist()
    deel: list[int] = []
    aantal = 0
    for lid, waarde in enumerate(waarden):
        vorige = eerder.get(lid, lid)
        if vorige < lid and waarden[vorige] == waarde and (vorige in stelsel.nul) == (lid in stelsel.nul):
            deel.append(deel[vorige])
        else:
            deel.append(aantal)
            aantal += 1
    return deel


def _waarnemingen(stelsel: Stelsel, deel: Sequence[int]) -> list[Waarneming]:
    """What is told of the same sum at several releases, as one statement; of nothing at all: none."""
    samen: dict[tuple[Variabelen, Variabelen], list[Waarneming]] = {}
    for een in stelsel.waarnemingen:
        erbij, eraf = ({deel[lid] for lid in leden} for leden in (een.erbij, een.eraf))
        # What stands on both sides is the same count, and falls away.
        samen.setdefault((tuple(sorted(erbij - eraf)), tuple(sorted(eraf - erbij))), []).append(een)
    return [_een(erbij, eraf, alle) for (erbij, eraf), alle in samen.items() if erbij or eraf]


def _een(erbij: Variabelen, eraf: Variabelen, alle: Sequence[Waarneming]) -> Waarneming:
    """All that is said of one sum; its source is only who says more than was said before."""
    laag, hoog, bron = -ONBEGRENSD, ONBEGRENSD, tuple[int, ...]()
    for een in alle:
        if een.laag > laag or een.hoog < hoog:
            laag, hoog, bron = max(laag, een.laag), min(hoog, een.hoog), (*bron, *een.bron)
    return Waarneming(erbij, laag, hoog, eraf, bron)
