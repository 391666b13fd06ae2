"""The linear program of a Stelsel, over the differences from the true world.

Of each variable there is a column for what it is more and, where it can be less, one for what it is less; a row for
each observation, and one for each longer sum that may be asked for.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import highspy
import numpy as np
import numpy.typing as npt

from services.aggregator.vrijgave.toetsing.stelsel import ONBEGRENSD, Stelsel, Variabelen, Waarneming

_RUIS: Final = 1e-9
_MAX_STAPPEN: Final = 200_000
"""Simplex steps per program (a limit that does not depend on the machine, as seconds would)."""

Reeks = npt.NDArray[np.int64]
Getallen = npt.NDArray[np.float64]

_OPTIES: Final[Mapping[str, bool | int | float | str]] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    # With a basis to begin from, presolve costs more than it saves.
    "presolve": "off",
    "simplex_iteration_limit": _MAX_STAPPEN,
    "mip_max_nodes": _MAX_STAPPEN,
}


class PerKolom(NamedTuple):
    """The same matrix by column: where the entries of each begin, their rows, and their signs."""

    begin: Reeks
    rijen: Reeks
    tekens: Getallen


class Programma:
    """The columns and rows, and the solver that holds them. `rij_van`: the row of each longer sum."""

    def __init__(self, stelsel: Stelsel, sommen: Sequence[Variabelen]) -> None:
        self._stelsel, self.aantal = stelsel, len(stelsel.waarden)
        # Only what is not zero can be less.
        self.minder = np.flatnonzero(stelsel.waarden > 0)
        self.plek_minder = np.full(self.aantal, -1, np.int64)
        self.plek_minder[self.minder] = self.aantal + np.arange(len(self.minder))
        self.hoogste = self._meeste()
        self.houders = np.concatenate([stelsel.houders, stelsel.houders[self.minder]])
        # A sum of one cell is asked for by its columns, which needs no row.
        lange = [plek for plek, leden in enumerate(sommen) if len(leden) > 1]
        self.rij_van = {plek: len(stelsel.waarnemingen) + nummer for nummer, plek in enumerate(lange)}
        gevraagd = [Waarneming(sommen[plek], -ONBEGRENSD, ONBEGRENSD) for plek in lange]
        self._lengtes, self._kolommen, self._tekens = _matrix(
            [*stelsel.waarnemingen, *gevraagd], self.plek_minder.tolist()
        )
        self.laag, self.hoog = self._ruimte(len(gevraagd))
        self.highs = self._maak()

    def prijzen(self, straal: Getallen) -> Getallen:
        """What each column weighs in a proof (dual ray, a number per row): zero where it does not matter."""
        gewichten = self._tekens * np.repeat(straal, self._lengtes)
        prijs: Getallen = np.bincount(self._kolommen, gewichten, len(self.hoogste)).astype(np.float64, copy=False)
        prijs[np.abs(prijs) <= _RUIS * max(1.0, float(np.abs(straal).max(initial=0.0)))] = 0.0
        return prijs

    def _meeste(self) -> Getallen:
        """How much more and how much less each count may be: nothing below zero, nothing where zero is known."""
        meer = np.full(self.aantal, highspy.kHighsInf)
        minder = self._stelsel.waarden.astype(float)
        for plek in self._stelsel.nul:
            meer[plek] = minder[plek] = 0.0
        return np.concatenate([meer, minder[self.minder]])

    def _ruimte(self, gevraagd: int) -> tuple[Getallen, Getallen]:
        """How far each row may go; a sum that is not asked for anywhere."""
        gezegd = list(zip(self._stelsel.waarnemingen, self._stelsel.gezegd, strict=True))
        vrij = np.full(gevraagd, highspy.kHighsInf)
        laag = np.array([_grens(een.laag, waar) for een, waar in gezegd])
        hoog = np.array([_grens(een.hoog, waar) for een, waar in gezegd])
        return np.concatenate([laag, -vrij]), np.concatenate([hoog, vrij])

    def _maak(self) -> highspy.Highs:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.hoogste), len(self._lengtes)
        model.col_cost_ = np.ones(len(self.hoogste))
        model.col_lower_, model.col_upper_ = np.zeros(len(self.hoogste)), self.hoogste
        model.row_lower_, model.row_upper_ = self.laag, self.hoog
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(self._lengtes)]).astype(np.int32)
        model.a_matrix_.index_, model.a_matrix_.value_ = self._kolommen, self._tekens
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for naam, waarde in _OPTIES.items():
            highs.setOptionValue(naam, waarde)
        highs.passModel(model)
        return highs

    @cached_property
    def per_kolom(self) -> PerKolom:
        """Made when it is first asked for: most programs have whole corners."""
        volgorde = np.argsort(self._kolommen, kind="stable")
        begin = np.searchsorted(self._kolommen[volgorde], np.arange(len(self.hoogste) + 1))
        rijen = np.repeat(np.arange(len(self._lengtes)), self._lengtes)[volgorde]
        return PerKolom(begin, rijen, self._tekens[volgorde])

    def verschillen(self, waarden: Getallen) -> Getallen:
        """From a value per column to a difference per variable."""
        verschil: Getallen = waarden[: self.aantal].copy()
        verschil[self.minder] -= waarden[self.aantal :]
        return verschil

    def kolommen_van(self, verschil: Getallen) -> Reeks:
        """The columns that are not zero in such differences."""
        meer, minder = np.flatnonzero(verschil > _RUIS), np.flatnonzero(verschil < -_RUIS)
        return np.sort(np.concatenate([meer, self.plek_minder[minder]]))


def _grens(grens: int, waar: int) -> float:
    if abs(grens) >= ONBEGRENSD:
        return highspy.kHighsInf if grens > 0 else -highspy.kHighsInf
    return float(grens - waar)


def _matrix(rijen: Collection[Waarneming], plek_minder: Sequence[int]) -> tuple[Reeks, npt.NDArray[np.int32], Getallen]:
    """Per row how many columns it has; those columns, row after row; and their signs."""
    plekken: list[int] = []
    tekens: list[float] = []
    lengtes: list[int] = []
    for een in rijen:
        begin = len(plekken)
        for leden, teken in ((een.erbij, 1.0), (een.eraf, -1.0)):
            minder = [plek for lid in leden if (plek := plek_minder[lid]) >= 0]
            plekken += leden
            plekken += minder
            tekens += [teken] * len(leden) + [-teken] * len(minder)
        lengtes.append(len(plekken) - begin)
    return np.array(lengtes, np.int64), np.array(plekken, np.int32), np.array(tekens)
