"""When the machine gives no memory, file or thread for a moment: the same document again, but not for ever."""

import errno
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from shared.runtime.backoff import pauses
from shared.runtime.errors import Unavailable

_POGINGEN: Final = 9
_NUMMERS: Final = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN})

Geduld = Callable[[], Iterator[float]]
"""Seconds to wait before each next try; at the end of them a document is given up."""


class Schaarste(Unavailable):
    """There was too little of something that the machine may have again soon."""

    def __init__(self) -> None:
        super().__init__("geheugen of bestanden")


def geduld() -> Iterator[float]:
    """About half a minute in all: a document that needs more than there is must not keep the others waiting."""
    return islice(pauses(0.5), _POGINGEN)


def is_schaarste(fout: BaseException) -> bool:
    """Whether this error, or what caused it, says that something ran out."""
    gevonden: BaseException | None = fout
    while gevonden is not None:
        if isinstance(gevonden, MemoryError) or (isinstance(gevonden, OSError) and gevonden.errno in _NUMMERS):
            return True
        # The only word that Python has for it.
        if isinstance(gevonden, RuntimeError) and "can't start new thread" in str(gevonden):
            return True
        gevonden = gevonden.__cause__ or gevonden.__context__
    return False
