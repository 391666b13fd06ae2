"""The garbage collector of a process that answers while somebody waits."""

import gc
from typing import Final

# With the standard 700 the young generation is walked some fifty times for one dashboard.
_YOUNG: Final = 10_000


def leave_alone_what_stays() -> None:
    """Call when all that stays is there (modules, routes, reference data), and again when much of it was replaced.

    A full collection would walk it each time, and nothing is answered meanwhile (docs/metingen.md). Here is one.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
