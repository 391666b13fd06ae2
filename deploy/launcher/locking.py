"""A file that only one process at a time holds; the system lets go of it when that process ends, however it ends."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def _nothing() -> None:
    return None


@contextmanager
def only_one(path: Path, waiting: Callable[[], None] = _nothing) -> Iterator[None]:
    """Hold `path`; when another process holds it, call `waiting` once and wait for it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _taken(handle):
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def try_hold(path: Path) -> int | None:
    """Hold `path` until this process ends or closes the returned descriptor; None when another process holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    if _taken(handle):
        return handle
    os.close(handle)
    return None


def is_held(path: Path) -> bool:
    """Whether some process holds `path` now."""
    if not path.exists():
        return False
    handle = try_hold(path)
    if handle is None:
        return True
    os.close(handle)
    return False


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
