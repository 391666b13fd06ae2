"""Other worlds that look the same: found with linear programs over the differences from the true world.

The difference of each variable is `meer - minder`, both ≥ 0, and the program makes their sum as small as possible.
So a world found changes few cells, and serves against every attacker who knows none of the cells that it changes.
The programs are near to networks: their corners are almost always whole numbers; where they are not, the same
program is solved in integers. A program without solution is a proof: no world of whole numbers is there either.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import highspy
import numpy as np
import numpy.typing as npt

from services.aggregator.vrijgave.toetsing.grenzen import Grens, Grenzen
from services.aggregator.vrijgave.toetsing.heel import maak_heel
from services.aggregator.vrijgave.toetsing.houdbaar import Houdbaar
from services.aggregator.vrijgave.toetsing.programma import Getallen, Programma, Reeks
from services.aggregator.vrijgave.toetsing.stelsel import Afgebroken, Stelsel, Tegenwereld, Variabelen, bits

_RUIMTE: Final = 1e-6
_HOEKEN: Final = 8
_SECONDEN: Final = 60.0
"""So long may one program take: only ever the end of an audit, never a verdict."""


class OplosserFaalt(Exception):
    """The solver gave no answer: neither a world nor a proof that there is none."""


class Zoeker:
    """Looks for worlds in one Stelsel. `sommen` are the sums that may be asked for, by their place in the list.
    `grondig`: look for integers until there is an answer; else "none" may also mean that no whole corner was found
    quickly, and rests on nothing."""

    def __init__(self, stelsel: Stelsel, sommen: Sequence[Variabelen], *, grondig: bool = True) -> None:
        self._stelsel, self._sommen, self._grondig = stelsel, sommen, grondig
        self._programma = Programma(stelsel, sommen)
        self._highs = self._programma.highs
        self._grenzen = Grenzen()
        self._vast = 0
        self.opgelost = 0
        self.bewijs: frozenset[int] = frozenset()
        self._highs.run()
        self._basis = self._highs.getBasis()

    def kent(self, houders: int) -> None:
        """From now on the cells of these holders are as they truly are."""
        if houders == self._vast:
            return
        self._begrens(self._van(houders & ~self._vast), vast=True)
        self._begrens(self._van(self._vast & ~houders), vast=False)
        self._vast = houders

    def wereld(self, som: int, waarde: int) -> Tegenwereld | None:
        """A world in which the sum has this value; None: there is none. Raises OplosserFaalt, Afgebroken."""
        verschil = waarde - self._stelsel.som(self._sommen[som])
        bekend = self._grenzen.vind(som, verschil, self._vast)
        self.bewijs = frozenset() if bekend is None else bekend.bewijs
        if bekend is not None:
            return None
        self._eis(som, verschil)
        try:
            gevonden = self._los_op(som, verschil)
        finally:
            self._eis(som, None)
        return None if gevonden is None else self._bekeken(self._tegenwereld(gevonden), som, verschil)

    def _bekeken(self, wereld: Tegenwereld, som: int, verschil: int) -> Tegenwereld:
        """A world proves that nobody is confined: what a solver says is looked at before it is believed."""
        gevraagd = sum(wereld.verschil.get(lid, 0) for lid in self._sommen[som])
        if gevraagd != verschil or wereld.houders & self._vast or not self._houdbaar.past(wereld):
            raise OplosserFaalt("geen wereld die klopt")
        return wereld

    @cached_property
    def _houdbaar(self) -> Houdbaar:
        return Houdbaar(self._stelsel)

    def _eis(self, som: int, verschil: int | None) -> None:
        """Ask that a sum differs so much; None: ask nothing any more."""
        rij = self._programma.rij_van.get(som)
        if rij is not None:
            laag, hoog = (-highspy.kHighsInf, highspy.kHighsInf) if verschil is None else (verschil, verschil)
            self._highs.changeRowBounds(rij, float(laag), float(hoog))
            return
        (lid,) = self._sommen[som]
        hoogste = self._programma.hoogste
        vast = 0 if verschil is None else max(verschil, 0)
        meest = hoogste[lid] if verschil is None else vast
        self._highs.changeColBounds(lid, float(vast), float(meest))
        minder = int(self._programma.plek_minder[lid])
        if minder >= 0:
            vast = 0 if verschil is None else max(-verschil, 0)
            meest = hoogste[minder] if verschil is None else vast
            self._highs.changeColBounds(minder, float(vast), float(meest))

    def _bewijs(self, som: int, verschil: int) -> frozenset[int]:
        """Cells of the candidate release that the proof "there is no such world" rests on; empty: not known."""
        _, is_er, straal = self._highs.getDualRay()  # type: ignore[attr-defined]
        if not is_er:
            return frozenset()
        gewichten = np.array(straal)
        rijen = np.flatnonzero(np.abs(gewichten[: len(self._stelsel.waarnemingen)]) > _RUIMTE)
        bewijs = frozenset(bron for rij in rijen for bron in self._stelsel.waarnemingen[int(rij)].bron)
        zwaar = np.flatnonzero(self._programma.prijzen(gewichten))
        nodig = self._vast & bits(self._programma.houders[zwaar])
        self._grenzen.onthoud(som, Grens(verschil, nodig, bewijs))
        return bewijs

    def _los_op(self, som: int, verschil: int) -> Getallen | None:
        gevonden = self._draai()
        if gevonden is None:
            self.bewijs = self._bewijs(som, verschil)
        if gevonden is None or _is_heel(gevonden):
            return gevonden
        heel = self._maak_heel(gevonden, som, verschil)
        return self._in_gehelen() if heel is None and self._grondig else heel

    def _maak_heel(self, gevonden: Getallen, som: int, verschil: int) -> Getallen | None:
        """Where a corner is not whole, the columns that it uses often hold a world of whole numbers; or those of
        other corners nearly as good do."""
        leden, alle = self._sommen[som], self._alle
        kolommen = self._programma.kolommen_van(gevonden)
        try:
            for poging in range(_HOEKEN):
                heel = maak_heel(self._programma, kolommen, leden, verschil)
                if heel is not None:
                    return heel
                # Always the same weights: no chance decides.
                gewichten = np.random.default_rng(poging).uniform(1.0, 1.5, len(alle))
                self._highs.changeColsCost(len(alle), alle, gewichten)
                andere = self._draai()
                if andere is None or _is_heel(andere):
                    return andere
                kolommen = np.union1d(kolommen, self._programma.kolommen_van(andere))
        finally:
            self._highs.changeColsCost(len(alle), alle, np.ones(len(alle)))
        return None

    def _in_gehelen(self) -> Getallen | None:
        alle = self._alle
        soorten = {
            soort: np.full(len(alle), soort.value, np.uint8)
            for soort in (highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous)
        }
        self._highs.changeColsIntegrality(len(alle), alle, soorten[highspy.HighsVarType.kInteger])
        try:
            return self._draai()
        finally:
            self._highs.changeColsIntegrality(len(alle), alle, soorten[highspy.HighsVarType.kContinuous])

    @cached_property
    def _alle(self) -> npt.NDArray[np.int32]:
        return np.arange(len(self._programma.hoogste), dtype=np.int32)

    def _draai(self) -> Getallen | None:
        # Every program begins at the true world: that is near (measured: 40 % less time than from the program
        # before), and an answer never depends on the questions before it.
        self.opgelost += 1
        self._highs.setBasis(self._basis)
        # HiGHS counts the time of all programs together.
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + _SECONDEN)
        self._highs.run()
        match self._highs.getModelStatus():
            case highspy.HighsModelStatus.kOptimal:
                return self._programma.verschillen(np.array(self._highs.getSolution().col_value))
            case highspy.HighsModelStatus.kInfeasible:
                return None
            case highspy.HighsModelStatus.kTimeLimit:
                raise Afgebroken
            case toestand:
                raise OplosserFaalt(self._highs.modelStatusToString(toestand))

    def _tegenwereld(self, verschil: Getallen) -> Tegenwereld:
        anders = np.flatnonzero(np.abs(verschil) > 0.5)
        return Tegenwereld(
            {int(plek): round(float(verschil[plek])) for plek in anders},
            self._stelsel.masker(tuple(anders.tolist())) if len(anders) else 0,
        )

    def _van(self, houders: int) -> Reeks:
        if not houders:
            return np.empty(0, np.int64)
        nummers = [nummer for nummer in range(houders.bit_length()) if houders >> nummer & 1]
        return np.flatnonzero(np.isin(self._stelsel.houders, nummers))

    def _begrens(self, variabelen: Reeks, vast: bool) -> None:
        if not len(variabelen):
            return
        minder = self._programma.plek_minder[variabelen]
        kolommen = np.concatenate([variabelen, minder[minder >= 0]]).astype(np.int32)
        hoogste = np.zeros(len(kolommen)) if vast else self._programma.hoogste[kolommen]
        self._highs.changeColsBounds(len(kolommen), kolommen, np.zeros(len(kolommen)), hoogste)


def _is_heel(verschil: Getallen) -> bool:
    return bool(np.abs(verschil - np.round(verschil)).max() <= _RUIMTE)
