"""Worlds found in an earlier audit, against what is told now: may be told less, or something else."""

from collections import defaultdict
from itertools import chain

import numpy as np

from services.aggregator.vrijgave.toetsing.stelsel import Stelsel, Tegenwereld


class Houdbaar:
    """Looks whether a world still fits a Stelsel: only what is said of the cells in which it differs matters."""

    def __init__(self, stelsel: Stelsel) -> None:
        self._stelsel = stelsel
        kanten = [(een.erbij, een.eraf) for een in stelsel.waarnemingen]
        lengtes = [len(leden) for kant in kanten for leden in kant]
        plekken = np.fromiter(chain.from_iterable(chain.from_iterable(kanten)), np.int64, sum(lengtes))
        volgorde = np.argsort(plekken, kind="stable")
        # Per variable, one after another: twice the number of the observation, and one more where it is subtracted.
        self._raakt: list[int] = np.repeat(np.arange(len(lengtes)), lengtes)[volgorde].tolist()
        self._begin: list[int] = np.searchsorted(plekken[volgorde], np.arange(len(stelsel.waarden) + 1)).tolist()

    def past(self, wereld: Tegenwereld) -> bool:
        """Is every count at least zero, and does everything that is told hold?"""
        verschillen: dict[int, int] = defaultdict(int)
        for plek, verschil in wereld.verschil.items():
            if self._stelsel.waarden[plek] + verschil < 0 or plek in self._stelsel.nul:
                return False
            for kant in self._raakt[self._begin[plek] : self._begin[plek + 1]]:
                verschillen[kant // 2] += -verschil if kant % 2 else verschil
        for nummer, verschil in verschillen.items():
            een = self._stelsel.waarnemingen[nummer]
            if not een.laag <= self._stelsel.gezegd[nummer] + verschil <= een.hoog:
                return False
        return True
