"""A figure of a page: sentence, chart, table and definition belong together. Pure data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.gateway.paginas.gegevens import Waarde
from shared.contracts.indicatoren import Indicator, Uitleg

Spec = Mapping[str, Any]
Cel = str | Waarde


@dataclass(frozen=True, slots=True)
class Tabel:
    """The same numbers as the chart. The first cell of a row names it; `nadruk`: the name of the row to stand out."""

    kolommen: tuple[str, ...]
    rijen: tuple[tuple[Cel, ...], ...]
    nadruk: str | None = None

    def waarden(self) -> Iterable[Waarde]:
        """Every value in it."""
        return (cel for rij in self.rijen for cel in rij if isinstance(cel, Waarde))


@dataclass(frozen=True, slots=True)
class Begrip:
    """What a figure shows when it is no indicator of the catalogue: the same explanation beside it."""

    code: str
    titel: str
    uitleg: Uitleg


@dataclass(frozen=True, slots=True)
class Figuur:
    """One figure. `spec` is the Vega-Lite chart without size; None where there is nothing to draw: `leeg` says why.

    `breedte` and `hoogte` (pixels) fit its place on a wide screen. `beschrijving` is
    what a reader who does not see the chart gets in its place; the numbers are in the table. `stand_per`: the day of
    its own source; None: the moment of the page. `heel`: over the whole width, below the table of the next level.
    """

    naam: str
    titel: str
    zin: str
    tabel: Tabel
    indicatoren: tuple[Indicator | Begrip, ...]
    spec: Spec | None = None
    beschrijving: str = ""
    leeg: str = ""
    noten: tuple[str, ...] = ()
    hoogte: int = 260
    breedte: int = 560
    breed: bool = False
    legenda: Sequence[tuple[str, str]] = field(default=())
    stand_per: date | None = None
    heel: bool = False

    @property
    def statussen(self) -> frozenset[str]:
        """Statuses that occur, for the legend."""
        return frozenset(waarde.status for waarde in self.tabel.waarden() if waarde.status)
