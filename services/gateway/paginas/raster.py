"""Which figures would leave a hole beside them in the grid of a wide screen."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any


def alleenstaand(figuren: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Codes of figures of half a row that have no neighbour: of an odd number on end the last one.

    `figuren`: those of one answer, in order, each with `code` and `plaats` (services.gateway.dashboards.model).
    """
    gevonden = set()
    for plaats, op_rij in groupby(figuren, key=lambda figuur: figuur["plaats"]):
        rij = list(op_rij)
        if plaats == "half" and len(rij) % 2:
            gevonden.add(str(rij[-1]["code"]))
    return frozenset(gevonden)
