"""Other worlds that look the same: found with linear programs over the differences from the true world.

The difference of each variable is `meer - minder`, both ≥ 0, and the program makes their sum as small as possible.
So a world found changes few cells, and serves against every attacker who knows none of the cells that it changes.
The programs are near to networks: their corners are almost always whole numbers; where they are not, the same
program is solved in integers. A program without solution is a proof: no world of whole numbers is there either.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Final

import highspy
import numpy as np
import numpy.typing as npt

from services.aggregator.vrijgave.toetsing.houdbaar import Houdbaar
from services.aggregator.vrijgave.toetsing.stelsel import (
    ONBEGRENSD,
    Afgebroken,
    Stelsel,
    Tegenwereld,
    Variabelen,
    Waarneming,
)

_RUIMTE: Final = 1e-6
_MAX_STAPPEN: Final = 200_000
"""Simplex steps per program (a limit that does not depend on the machine, as seconds would)."""

_HOEKEN: Final = 8
_SECONDEN: Final = 60.0
"""So long may one program take: only ever the end of an audit, never a verdict."""

Reeks = npt.NDArray[np.int64]


class OplosserFaalt(Exception):
    """The solver gave no answer: neither a world nor a proof that there is none."""


class Zoeker:
    """Looks for worlds in one Stelsel. `sommen` are the sums that may be asked for, by their place in the list.
    `bewijst`: is it wanted what the answer "none" rests on? `grondig`: look for integers until there is an answer; else
    "none" may also mean that no whole corner was found quickly, and rests on nothing."""

    def __init__(
        self, stelsel: Stelsel, sommen: Sequence[Variabelen], *, bewijst: bool = True, grondig: bool = True
    ) -> None:
        self._stelsel, self._bewijst, self._grondig = stelsel, bewijst, grondig
        self._aantal = len(stelsel.waarden)
        # Only what is not zero can be less.
        self._minder = np.flatnonzero(stelsel.waarden > 0)
        self._plek_minder = np.full(self._aantal, -1, np.int64)
        self._plek_minder[self._minder] = self._aantal + np.arange(len(self._minder))
        self._hoogste = self._meeste()
        self._eerste_som = len(stelsel.waarnemingen)
        self._sommen = sommen
        # A sum of one cell is asked for by its columns, which needs no row.
        lange = [plek for plek, leden in enumerate(sommen) if len(leden) > 1]
        self._rij = {plek: self._eerste_som + nummer for nummer, plek in enumerate(lange)}
        self._vast = 0
        self.opgelost = 0
        self.bewijs: frozenset[int] = frozenset()
        self._highs = self._maak()
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
        self._eis(som, verschil)
        self.bewijs = frozenset()
        try:
            gevonden = self._los_op()
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
        if som in self._rij:
            laag, hoog = (-highspy.kHighsInf, highspy.kHighsInf) if verschil is None else (verschil, verschil)
            self._highs.changeRowBounds(self._rij[som], float(laag), float(hoog))
            return
        (lid,) = self._sommen[som]
        vast = 0 if verschil is None else max(verschil, 0)
        meest = self._hoogste[lid] if verschil is None else vast
        self._highs.changeColBounds(lid, float(vast), float(meest))
        minder = int(self._plek_minder[lid])
        if minder >= 0:
            vast = 0 if verschil is None else max(-verschil, 0)
            meest = self._hoogste[minder] if verschil is None else vast
            self._highs.changeColBounds(minder, float(vast), float(meest))

    def _bewijs(self) -> frozenset[int]:
        """Cells of the candidate release that the proof "there is no such world" rests on; empty: not known."""
        _, is_er, straal = self._highs.getDualRay()  # type: ignore[attr-defined]
        if not is_er:
            return frozenset()
        rijen = np.flatnonzero(np.abs(np.array(straal)[: self._eerste_som]) > _RUIMTE)
        return frozenset(bron for rij in rijen for bron in self._stelsel.waarnemingen[int(rij)].bron)

    def _los_op(self) -> npt.NDArray[np.float64] | None:
        gevonden = self._draai()
        if gevonden is None and self._bewijst:
            self.bewijs = self._bewijs()
        if gevonden is None or _is_heel(gevonden):
            return gevonden
        andere = self._andere_hoek()
        return self._in_gehelen() if andere is None and self._grondig else andere

    def _andere_hoek(self) -> npt.NDArray[np.float64] | None:
        """Where a corner is not whole, another nearly as good one often is: ten times as fast as integers."""
        alle = np.arange(self._aantal + len(self._minder), dtype=np.int32)
        try:
            for poging in range(_HOEKEN):
                # Always the same weights: no chance decides.
                gewichten = np.random.default_rng(poging).uniform(1.0, 1.5, len(alle))
                self._highs.changeColsCost(len(alle), alle, gewichten)
                gevonden = self._draai()
                if gevonden is not None and _is_heel(gevonden):
                    return gevonden
        finally:
            self._highs.changeColsCost(len(alle), alle, np.ones(len(alle)))
        return None

    def _in_gehelen(self) -> npt.NDArray[np.float64] | None:
        alle = np.arange(self._aantal + len(self._minder), dtype=np.int32)
        soorten = {
            soort: np.full(len(alle), soort.value, np.uint8)
            for soort in (highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous)
        }
        self._highs.changeColsIntegrality(len(alle), alle, soorten[highspy.HighsVarType.kInteger])
        try:
            return self._draai()
        finally:
            self._highs.changeColsIntegrality(len(alle), alle, soorten[highspy.HighsVarType.kContinuous])

    def _draai(self) -> npt.NDArray[np.float64] | None:
        # Every program begins at the true world: that is near (measured: 40 % less time than from the program
        # before), and an answer never depends on the questions before it.
        self.opgelost += 1
        self._highs.setBasis(self._basis)
        # HiGHS counts the time of all programs together.
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + _SECONDEN)
        self._highs.run()
        match self._highs.getModelStatus():
            case highspy.HighsModelStatus.kOptimal:
                kolommen = np.array(self._highs.getSolution().col_value)
                verschil: npt.NDArray[np.float64] = kolommen[: self._aantal].copy()
                verschil[self._minder] -= kolommen[self._aantal :]
                return verschil
            case highspy.HighsModelStatus.kInfeasible:
                return None
            case highspy.HighsModelStatus.kTimeLimit:
                raise Afgebroken
            case toestand:
                raise OplosserFaalt(self._highs.modelStatusToString(toestand))

    def _tegenwereld(self, verschil: npt.NDArray[np.float64]) -> Tegenwereld:
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
        minder = self._plek_minder[variabelen]
        kolommen = np.concatenate([variabelen, minder[minder >= 0]]).astype(np.int32)
        hoogste = np.zeros(len(kolommen)) if vast else self._hoogste[kolommen]
        self._highs.changeColsBounds(len(kolommen), kolommen, np.zeros(len(kolommen)), hoogste)

    def _meeste(self) -> npt.NDArray[np.float64]:
        """How much more and how much less each count may be: nothing below zero, nothing where zero is known."""
        meer = np.full(self._aantal, highspy.kHighsInf)
        minder = self._stelsel.waarden.astype(float)
        for plek in self._stelsel.nul:
            meer[plek] = minder[plek] = 0.0
        return np.concatenate([meer, minder[self._minder]])

    def _maak(self) -> highspy.Highs:
        stelsel, model = self._stelsel, highspy.HighsLp()
        lange = [Waarneming(self._sommen[plek], -ONBEGRENSD, ONBEGRENSD) for plek in self._rij]
        rijen, kolommen = [*stelsel.waarnemingen, *lange], len(self._hoogste)
        model.num_col_, model.num_row_ = kolommen, len(rijen)
        model.col_cost_ = np.ones(kolommen)
        model.col_lower_, model.col_upper_ = np.zeros(kolommen), self._hoogste
        waar = [stelsel.som(een.erbij) - stelsel.som(een.eraf) for een in rijen]
        model.row_lower_ = np.array([_grens(een.laag, ware) for een, ware in zip(rijen, waar, strict=True)])
        model.row_upper_ = np.array([_grens(een.hoog, ware) for een, ware in zip(rijen, waar, strict=True)])
        _vul(model, rijen, self._plek_minder.tolist())
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for naam, waarde in _OPTIES.items():
            highs.setOptionValue(naam, waarde)
        highs.passModel(model)
        return highs


_OPTIES: Final[Mapping[str, bool | int | float | str]] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    # With a basis to begin from, presolve costs more than it saves.
    "presolve": "off",
    "simplex_iteration_limit": _MAX_STAPPEN,
    "mip_max_nodes": _MAX_STAPPEN,
}


def _is_heel(verschil: npt.NDArray[np.float64]) -> bool:
    return bool(np.abs(verschil - np.round(verschil)).max() <= _RUIMTE)


def _grens(grens: int, waar: int) -> float:
    if abs(grens) >= ONBEGRENSD:
        return highspy.kHighsInf if grens > 0 else -highspy.kHighsInf
    return float(grens - waar)


def _vul(model: highspy.HighsLp, rijen: Collection[Waarneming], plek_minder: Sequence[int]) -> None:
    plekken: list[int] = []
    tekens: list[float] = []
    begin = [0]
    for een in rijen:
        for leden, teken in ((een.erbij, 1.0), (een.eraf, -1.0)):
            minder = [plek_minder[lid] for lid in leden if plek_minder[lid] >= 0]
            plekken += [*leden, *minder]
            tekens += [teken] * len(leden) + [-teken] * len(minder)
        begin.append(len(plekken))
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.array(begin, np.int32)
    model.a_matrix_.index_ = np.array(plekken, np.int32)
    model.a_matrix_.value_ = np.array(tekens)
