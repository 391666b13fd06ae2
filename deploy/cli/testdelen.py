"""The kinds of tests, cut into parts that run beside each other; and how many may do so on this machine."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import psutil

from deploy.cli.banen import Work

KINDS: Final = ("unit", "contracts", "property", "integration", "e2e", "browser", "chaos", "docs")
NEEDS_STACK: Final = {"integration", "e2e", "browser", "chaos"}
# A part spends half of its time waiting for its own Kafka, PostgreSQL or Chromium: one more than there are cores keeps
# those at work. With still more, what must come in time comes too late.
MOST_LANES: Final = 3
BYTES_OF_A_LANE: Final = 2 * 10**9


@dataclass(frozen=True)
class Part:
    """A share of one kind: all its tests, or only these folders and files below tests/<kind>, or all but those.

    `seconds` is what it took once, beside others on two cores: what takes longest begins first.
    """

    kind: str
    seconds: int = 0
    name: str = ""
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """How the output calls it."""
        return f"{self.kind}: {self.name}" if self.name else self.kind

    def work(self, extra: Sequence[str]) -> Work:
        """The command; `extra` goes to pytest."""
        return Work(self.title, [sys.executable, "-m", "pytest", *self.arguments(), "-q", *extra])

    def arguments(self) -> Sequence[str]:
        """What pytest is told to run."""
        folder = f"tests/{self.kind}"
        if self.only:
            return [f"{folder}/{place}" for place in self.only]
        return [folder, *(f"--ignore={folder}/{place}" for place in self.but)]


def _cut(kind: str, seconds: int, *named: Part) -> Sequence[Part]:
    """These parts, and one with all that is in none of them: a new test always runs."""
    return (*named, Part(kind, seconds, "overig", but=tuple(place for part in named for place in part.only)))


PARTS: Final = (
    Part("unit", 130),
    Part("contracts", 5),
    Part("property", 35),
    *_cut(
        "integration",
        400,
        Part("integration", 430, "gateway", ("gateway",)),
        Part("integration", 420, "herbereken", ("herbereken", "runtime")),
    ),
    Part("e2e", 420),
    Part("browser", 790),
    Part("chaos", 235),
    Part("docs", 11),
)


def chosen_parts(kinds: Sequence[str], whole: bool) -> Sequence[Part]:
    """The parts of these kinds in the order in which they begin; `whole`: each kind in one piece."""
    found = [Part(kind) for kind in kinds] if whole else [part for part in PARTS if part.kind in kinds]
    return sorted(found, key=lambda part: -part.seconds)


def lanes_here() -> int:
    """How many parts run beside each other here: by cores, and by memory."""
    return max(1, min(MOST_LANES, (os.cpu_count() or 1) + 1, psutil.virtual_memory().total // BYTES_OF_A_LANE))
