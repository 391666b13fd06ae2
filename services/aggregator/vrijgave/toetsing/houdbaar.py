"""Worlds found in an earlier audit, against what is told now: may be told less, or something else."""

from collections import defaultdict

from services.aggregator.vrijgave.toetsing.stelsel import Stelsel, Tegenwereld


class Houdbaar:
    """Looks whether a world still fits a Stelsel: only what is said of the cells in which it differs matters."""

    def __init__(self, stelsel: Stelsel) -> None:
        self._stelsel = stelsel
        self._waar = [stelsel.som(een.erbij) - stelsel.som(een.eraf) for een in stelsel.waarnemingen]
        self._raakt: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for nummer, een in enumerate(stelsel.waarnemingen):
            for leden, teken in ((een.erbij, 1), (een.eraf, -1)):
                for lid in leden:
                    self._raakt[lid].append((nummer, teken))

    def past(self, wereld: Tegenwereld) -> bool:
        """Is every count at least zero, and does everything that is told hold?"""
        verschillen: dict[int, int] = defaultdict(int)
        for plek, verschil in wereld.verschil.items():
            if self._stelsel.waarden[plek] + verschil < 0 or plek in self._stelsel.nul:
                return False
            for nummer, teken in self._raakt[plek]:
                verschillen[nummer] += teken * verschil
        for nummer, verschil in verschillen.items():
            een = self._stelsel.waarnemingen[nummer]
            if not een.laag <= self._waar[nummer] + verschil <= een.hoog:
                return False
        return True
