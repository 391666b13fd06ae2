"""What a sum or a duration says of the number of dossiers to whoever knows a part of them exactly.

€ 46.000 of which 40.000 is mine: the others have one dossier at least, and two where they have more than half of it,
for no dossier is larger than the others together. All mine took two weeks, nine in ten took no more than twelve: the
others have some. How much that says depends on who looks; taken here is what it says to whoever learns the most.
"""

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from services.aggregator.vrijgave.indeling import Eenheid
from shared.contracts.indicatoren import Maat

if TYPE_CHECKING:
    from services.aggregator.vrijgave.toetsing.opbouw import Bouwer

_UIT_EEN_SOM: Final = 2
"""A sum never proves that others have more dossiers than this."""
_UIT_DUREN: Final = 10
"""Nine in ten within some weeks, none of them mine: there are ten times as many dossiers as I have."""

Aantallen = npt.NDArray[np.int64]


class Kennis:
    """The smallest number of dossiers that sums and durations of a figure leave, per unit."""

    def __init__(self, bouwer: "Bouwer") -> None:
        self._b = bouwer
        self._minstens: dict[tuple[int, Eenheid, Maat], Aantallen] = {}

    def minstens(self, moment: int, eenheid: Eenheid, plaats: int, maat: Maat) -> int:
        """Of one cell (place in `vakken`) of which a sum, or how long it took, is told."""
        sleutel = (moment, eenheid, maat)
        if sleutel not in self._minstens:
            eigen, alle = self._bekend(moment, eenheid)
            # Who knows a whole cell learns nothing of it.
            bij = eigen + np.minimum(alle - eigen, _UIT_EEN_SOM) if maat is Maat.BEDRAG else _UIT_DUREN * eigen
            self._minstens[sleutel] = np.minimum(np.where(eigen < alle, bij, 0).max(axis=0, initial=0), alle)
        return int(self._minstens[sleutel][plaats])

    def _bekend(self, moment: int, eenheid: Eenheid) -> tuple[Aantallen, Aantallen]:
        """True numbers per attacker and cell, as far as the attacker knows them; and of all per cell."""
        een = self._b.momenten[moment]
        leeg = [0] * len(self._b.onderwerp.vakken)
        houders = sorted(een.eenheden[eenheid])
        per_houder = np.array([een.per_houder.get(houder, leeg) for houder in houders], np.int64)
        per_houder = per_houder.reshape(len(houders), len(leeg))
        plekken = [self._b.nummer[houder] for houder in houders]
        # Attackers who know the same part of this unit count once.
        kent = sorted({tuple(wie.kent >> plek & 1 for plek in plekken) for wie in self._b.aanvallers})
        return np.array(kent, np.int64).reshape(len(kent), len(houders)) @ per_houder, per_houder.sum(axis=0)
