"""Bounds first: how far can a cell move when dossiers that look the same from outside change places?

Schools that stand in the same published sums are interchangeable: any dossier of one could be of another, at every
moment, and no published number would differ. That proves most cells without a program. Truncated histories stay
histories (min(x, c) and max(x - c, 0) grow where x grows), so every number in between is possible too.
"""

from collections import defaultdict
from collections.abc import Mapping
from heapq import nlargest

from services.aggregator.vrijgave.toetsing.stelsel import Doel, Stelsel

Groepen = Mapping[int, Mapping[int, int]]
"""Group → holder → dossiers."""


def groepen_van(stelsel: Stelsel) -> Groepen:
    """Who holds what in each group."""
    groepen: dict[int, dict[int, int]] = defaultdict(dict)
    if len(stelsel.groepen):
        rijen = zip(stelsel.groepen.tolist(), stelsel.houders.tolist(), stelsel.waarden.tolist(), strict=True)
        for groep, houder, waarde in rijen:
            if groep >= 0:
                groepen[groep][houder] = waarde
    return groepen


class Wisselruimte:
    """For one cell: the dossiers in its groups, by who holds them."""

    def __init__(self, stelsel: Stelsel, groepen: Groepen, doel: Doel) -> None:
        per_groep: dict[int, int] = defaultdict(int)
        for lid in doel.leden if groepen else ():
            groep = int(stelsel.groepen[lid])
            if groep >= 0:
                per_groep[groep] |= 1 << int(stelsel.houders[lid])
        self._groepen = [(groepen[groep], eigen) for groep, eigen in per_groep.items()]
        self._alleen = stelsel.masker(doel.leden).bit_count() == 1

    def minstens(self, aantal: int) -> int:
        """A number of values that stays possible for whoever knows so many holders, whichever."""
        som = 0
        for houders, eigen in self._groepen:
            if len(houders) - eigen.bit_count() > aantal and (self._alleen or eigen.bit_count() > aantal):
                som += sum(houders.values()) - sum(nlargest(aantal, houders.values()))
        return som + 1

    def waarden(self, kent: int) -> int:
        """How many values stay possible for whoever knows these holders (bits)."""
        som = 0
        for houders, eigen in self._groepen:
            onbekend = {houder: aantal for houder, aantal in houders.items() if not kent >> houder & 1}
            binnen = any(eigen >> houder & 1 for houder in onbekend)
            buiten = any(not eigen >> houder & 1 for houder in onbekend)
            som += sum(onbekend.values()) if binnen and buiten else 0
        return som + 1
