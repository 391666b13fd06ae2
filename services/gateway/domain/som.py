"""What the adapters give back: sums of cells and of base figures in one shape."""

from typing import NamedTuple

from shared.contracts.basis import Meting


class Los(NamedTuple):
    """A number of days that is known apart from the other measurements of its dossiers."""

    meting: Meting
    dagen: int


class Som(NamedTuple):
    """One summed group of cells. `maat` is the sum of the measure of the indicator.

    `schooljaar` is that of the question, None for what is open now; `jaar` that of the cells. `los` is filled for a
    duration whose days do not stand in the code.
    """

    reeks: int
    schooljaar: int | None
    swv: int
    code: int
    aantal: int
    maat: int
    jaar: int
    los: Los | None = None
