"""How a process ends. The supervisor starts it again; after `FATAL` an operator must act first,
after `REPAIR` too, while the rest of the stack stays up."""

import os
import sys
from enum import IntEnum
from typing import NoReturn

from shared.runtime.errors import Fatal, NeedsRepair
from shared.runtime.logging import get_logger

log = get_logger(__name__)


class Exit(IntEnum):
    """Exit codes of a service."""

    CLEAN = 0
    BUG = 70
    STUCK = 71
    FATAL = 72
    SLOW_STOP = 73
    REPAIR = 74


def code_of(error: BaseException) -> Exit:
    """The exit code that belongs to an error which nothing handles."""
    if isinstance(error, NeedsRepair):
        return Exit.REPAIR
    return Exit.FATAL if isinstance(error, Fatal) else Exit.BUG


def die(error: BaseException) -> NoReturn:
    """End at once because of `error`: no clean-up may mark a record as handled."""
    log.critical("dienst stopt onmiddellijk", exc_info=error, code=int(code_of(error)))
    leave(code_of(error))


def leave(code: Exit) -> NoReturn:
    """End the process now, with what was logged so far."""
    sys.stdout.flush()
    os._exit(code)
