"""The parts of the tests together are all of them, each once; and no more run at once than the machine can hold."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from deploy.cli.testdelen import KINDS, PARTS, Part, chosen_parts, lanes_here
from deploy.launcher.places import PROJECT

TESTS = {each for kind in KINDS for each in (PROJECT / "tests" / kind).rglob("test_*.py")}


def _found(part: Part) -> Iterator[Path]:
    """What pytest would collect."""
    words = part.arguments()
    left_out = [PROJECT / word.removeprefix("--ignore=") for word in words if word.startswith("--ignore=")]
    for place in (PROJECT / word for word in words if not word.startswith("--")):
        assert place.exists(), f"{part.title}: {place} is gone"
        for found in [place] if place.is_file() else place.rglob("test_*.py"):
            if not any(found.is_relative_to(each) for each in left_out):
                yield found


def test_every_test_file_is_in_exactly_one_part() -> None:
    assert Counter(found for part in PARTS for found in _found(part)) == dict.fromkeys(TESTS, 1)


def test_no_kind_of_test_is_forgotten() -> None:
    with_tests = {each.relative_to(PROJECT / "tests").parts[0] for each in (PROJECT / "tests").rglob("test_*.py")}

    assert with_tests == set(KINDS) == {part.kind for part in PARTS}


def test_what_takes_longest_begins_first() -> None:
    seconds = [part.seconds for part in chosen_parts(KINDS, whole=False)]

    assert seconds == sorted(seconds, reverse=True)
    assert min(seconds) > 0


def test_a_kind_in_one_piece_is_all_of_it() -> None:
    (whole,) = chosen_parts(["integration"], whole=True)

    assert set(_found(whole)) == {each for each in TESTS if "integration" in each.parts}


@pytest.mark.parametrize(
    ("cores", "gigabytes", "lanes"), [(2, 24, 3), (2, 7, 3), (2, 5, 2), (1, 24, 2), (8, 64, 3), (2, 1, 1)]
)
def test_as_many_lanes_as_cores_and_memory_allow(
    monkeypatch: pytest.MonkeyPatch, cores: int, gigabytes: int, lanes: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: Memory(gigabytes * 10**9))

    assert lanes_here() == lanes


class Memory:
    """What psutil answers, as far as it is asked."""

    def __init__(self, total: int) -> None:
        self.total = total
