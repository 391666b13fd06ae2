"""A corner that is not whole, made whole: the same program in integers, over the few columns that it uses.

A handful of columns touches a handful of rows, so this takes hardly longer than the program that chose them. That
there is nothing here says nothing about all columns.
"""

from collections.abc import Mapping
from typing import Final

import highspy
import numpy as np

from services.aggregator.vrijgave.toetsing.programma import Getallen, Programma, Reeks
from services.aggregator.vrijgave.toetsing.stelsel import Variabelen

_OPTIES: Final[Mapping[str, bool | int | str]] = {
    "output_flag": False, "threads": 1, "random_seed": 0, "mip_max_nodes": 100,
}  # fmt: skip


def maak_heel(programma: Programma, kolommen: Reeks, leden: Variabelen, verschil: int) -> Getallen | None:
    """Differences per variable of whole numbers, only in these columns, with which this sum differs so much; None: not
    found."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for naam, waarde in _OPTIES.items():
        highs.setOptionValue(naam, waarde)
    highs.passModel(_model(programma, kolommen, leden, verschil))
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    waarden = np.zeros(len(programma.hoogste))
    waarden[kolommen] = np.round(highs.getSolution().col_value)
    return programma.verschillen(waarden)


def _model(programma: Programma, kolommen: Reeks, leden: Variabelen, verschil: int) -> highspy.HighsLp:
    per = programma.per_kolom
    aantallen = per.begin[kolommen + 1] - per.begin[kolommen]
    begin = np.concatenate([[0], np.cumsum(aantallen)])
    plekken = np.repeat(per.begin[kolommen] - begin[:-1], aantallen) + np.arange(begin[-1])
    rijen, plaatsen = np.unique(per.rijen[plekken], return_inverse=True)
    # The sum that is asked for, as a last row of its own.
    som = np.zeros(len(programma.hoogste))
    som[list(leden)] = 1.0
    minder = programma.plek_minder[list(leden)]
    som[minder[minder >= 0]] = -1.0
    in_som = np.flatnonzero(som[kolommen])
    van = np.concatenate([np.repeat(np.arange(len(kolommen)), aantallen), in_som])
    rij = np.concatenate([plaatsen, np.full(len(in_som), len(rijen))])
    teken = np.concatenate([per.tekens[plekken], som[kolommen][in_som]])
    volgorde = np.argsort(van, kind="stable")
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(kolommen), len(rijen) + 1
    model.col_cost_ = np.ones(len(kolommen))
    model.col_lower_, model.col_upper_ = np.zeros(len(kolommen)), programma.hoogste[kolommen]
    model.row_lower_ = np.append(programma.laag[rijen], float(verschil))
    model.row_upper_ = np.append(programma.hoog[rijen], float(verschil))
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(kolommen)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.searchsorted(van[volgorde], np.arange(len(kolommen) + 1)).astype(np.int32)
    model.a_matrix_.index_, model.a_matrix_.value_ = rij[volgorde].astype(np.int32), teken[volgorde]
    return model
