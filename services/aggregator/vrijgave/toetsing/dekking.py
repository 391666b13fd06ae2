"""Which values of each protected cell have been shown to be possible, and for whom."""

from collections import defaultdict
from collections.abc import Sequence

from services.aggregator.vrijgave.toetsing.stelsel import MINSTENS, Tegenwereld, Variabelen

_ONBEKEND = -1


class Dekking:
    """Worlds found so far, by cell (place in `sommen`) and value: the holders whose cells differ, as bits.

    `waar`: the true value of each cell; the truth differs nowhere.
    """

    def __init__(self, sommen: Sequence[Variabelen], waar: Sequence[int]) -> None:
        self._waar = waar
        self._werelden: list[dict[int, list[int]]] = [{waarde: [0]} for waarde in waar]
        self._dekking = [_ONBEKEND] * len(sommen)
        self._bevat: dict[int, list[int]] = defaultdict(list)
        for plek, leden in enumerate(sommen):
            for lid in leden:
                self._bevat[lid].append(plek)

    def onthoud(self, wereld: Tegenwereld) -> None:
        """One world says something about every cell in which it differs."""
        anders: dict[int, int] = defaultdict(int)
        for variabele, verschil in wereld.verschil.items():
            for plek in self._bevat.get(variabele, ()):
                anders[plek] += verschil
        for plek, verschil in anders.items():
            bekend = self._werelden[plek].setdefault(self._waar[plek] + verschil, [])
            if verschil and not any(houders & wereld.houders == houders for houders in bekend):
                bekend.append(wereld.houders)

    def gedekt(self, plek: int, kent: int) -> bool:
        """Are there enough values for whoever knows these holders?"""
        dekking = self._dekking[plek]
        if dekking == _ONBEKEND:
            dekking = self._dekking[plek] = self._dek(plek)
        if dekking != _ONBEKEND and not dekking & kent:
            return True
        return len(self.mogelijk(plek, kent)) >= MINSTENS

    def _dek(self, plek: int) -> int:
        """Holders that differ in any of five worlds with five values: who knows none of them, learns nothing."""
        per_waarde = (min(werelden, key=int.bit_count) for werelden in self._werelden[plek].values() if werelden)
        kleinste = sorted(per_waarde, key=int.bit_count)
        if len(kleinste) < MINSTENS:
            return _ONBEKEND
        samen = 0
        for houders in kleinste[:MINSTENS]:
            samen |= houders
        return samen

    def mogelijk(self, plek: int, kent: int) -> set[int]:
        """Values that stay possible for whoever knows these holders."""
        gevonden = set()
        for waarde, werelden in self._werelden[plek].items():
            for houders in werelden:
                if not houders & kent:
                    gevonden.add(waarde)
                    break
        return gevonden
