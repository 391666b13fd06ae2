"""A small line without axes over the schooljaren of a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

BREEDTE, HOOGTE = 96, 26


@dataclass(frozen=True, slots=True)
class Lijntje:
    """`punten` over whole schooljaren; `open_` is the point of the running year."""

    punten: str
    open_: tuple[float, float] | None
    woorden: str


def lijntje(kolommen: Sequence[Mapping[str, Any]], cellen: Sequence[Any]) -> Lijntje | None:
    """The line of the cells whose column is in it. None where fewer than two whole schooljaren have a number."""
    delen = sorted(
        ((str(kolom["schooljaar"]), cel) for kolom, cel in zip(kolommen, cellen, strict=True) if kolom["inLijn"]),
        key=lambda deel: deel[0],
    )
    top = max((cel["waarde"] or 0 for _, cel in delen), default=0) or 1
    stap = (BREEDTE - 8) / max(1, len(delen) - 1)
    punten = [
        (4 + nummer * stap, HOOGTE - 4 - (HOOGTE - 8) * cel["waarde"] / top, cel["status"] == "p")
        for nummer, (_, cel) in enumerate(delen)
        if cel["waarde"] is not None
    ]
    heel = [(x, y) for x, y, voorlopig in punten if not voorlopig]
    if len(heel) < 2:
        return None
    open_ = next(((x, y) for x, y, voorlopig in punten if voorlopig), None)
    woorden = ", ".join(f"{jaar}: {cel['tekst']}" for jaar, cel in delen)
    return Lijntje(" ".join(f"{x:.1f},{y:.1f}" for x, y in heel), open_, woorden)
