"""Bounds first: how far can a cell move when dossiers that look the same from outside change places?

Schools that stand in the same published sums are interchangeable: any dossier of one could be of another, at every
moment, and no published number would differ. That proves most cells without a program. Truncated histories stay
histories (min(x, c) and max(x - c, 0) grow where x grows), so every number in between is possible too.
"""

from collections import defaultdict
from collections.abc import Mapping
from itertools import accumulate

from services.aggregator.vrijgave.toetsing.stelsel import Doel, Stelsel


class Groep:
    """The dossiers of one group, by holder."""

    def __init__(self, houders: Mapping[int, int]) -> None:
        self.houders = houders
        self._opgeteld = [0, *accumulate(sorted(houders.values()))]

    def zonder_grootste(self, aantal: int) -> int:
        """Dossiers of all but so many holders, whichever those are."""
        return self._opgeteld[max(0, len(self.houders) - aantal)]


class Groepen:
    """Who holds what in each group of a Stelsel."""

    def __init__(self, stelsel: Stelsel) -> None:
        self._groep_van: list[int] = stelsel.groepen.tolist()
        self._houder_van: list[int] = stelsel.houders.tolist()
        per: dict[int, dict[int, int]] = defaultdict(dict)
        for groep, houder, waarde in zip(self._groep_van, self._houder_van, stelsel.waarden.tolist(), strict=False):
            if groep >= 0:
                per[groep][houder] = waarde
        self._groepen = {groep: Groep(houders) for groep, houders in per.items()}

    def van(self, doel: Doel) -> list[tuple[Groep, int]]:
        """The groups of a cell, with the holders whose dossiers in it are part of the cell (bits)."""
        eigen: dict[int, int] = defaultdict(int)
        for lid in doel.leden if self._groepen else ():
            if self._groep_van[lid] >= 0:
                eigen[self._groep_van[lid]] |= 1 << self._houder_van[lid]
        return [(self._groepen[groep], bits) for groep, bits in eigen.items()]


class Wisselruimte:
    """For one cell: the dossiers in its groups, by who holds them."""

    def __init__(self, stelsel: Stelsel, groepen: Groepen, doel: Doel) -> None:
        self._groepen = groepen.van(doel)
        self._alleen = stelsel.masker(doel.leden).bit_count() == 1

    def minstens(self, aantal: int) -> int:
        """A number of values that stays possible for whoever knows so many holders, whichever."""
        som = 0
        for groep, eigen in self._groepen:
            if len(groep.houders) - eigen.bit_count() > aantal and (self._alleen or eigen.bit_count() > aantal):
                som += groep.zonder_grootste(aantal)
        return som + 1

    def waarden(self, kent: int) -> int:
        """How many values stay possible for whoever knows these holders (bits)."""
        som = 0
        for groep, eigen in self._groepen:
            onbekend = {houder: aantal for houder, aantal in groep.houders.items() if not kent >> houder & 1}
            binnen = any(eigen >> houder & 1 for houder in onbekend)
            buiten = any(not eigen >> houder & 1 for houder in onbekend)
            som += sum(onbekend.values()) if binnen and buiten else 0
        return som + 1
