"""What counts as too little of something for a moment, and how long that is waited for."""

import errno

import pytest

from services.reports.handlers.schaarste import geduld, is_schaarste


def _door(oorzaak: Exception) -> Exception:
    """An error of a library around it."""
    try:
        raise ValueError from oorzaak
    except ValueError as fout:
        return fout


@pytest.mark.parametrize(
    "fout",
    [
        MemoryError(),
        OSError(errno.EMFILE, "Too many open files"),
        OSError(errno.ENFILE, "Too many open files in system"),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        RuntimeError("can't start new thread"),
        _door(OSError(errno.EMFILE, "Too many open files")),
    ],
    ids=repr,
)
def test_what_the_machine_may_have_again_soon(fout: Exception) -> None:
    assert is_schaarste(fout)


@pytest.mark.parametrize(
    "fout", [OSError(errno.ENOENT, "weg"), RuntimeError("anders"), ValueError(), _door(KeyError())]
)
def test_our_own_error_is_none(fout: Exception) -> None:
    assert not is_schaarste(fout)


def test_patience_outlasts_a_shortage_of_seconds_and_ends() -> None:
    assert 10 < sum(geduld()) < 40
