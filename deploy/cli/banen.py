"""Commands side by side, as many at once as there are lanes; they begin, and are shown whole, in the order of the list.

The first that is not done is heard while it speaks; what the others say waits for its turn in a file.
"""

import codecs
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from deploy.local.processes import Program, spawn, stop

_LOOK_SECONDS = 0.05
_CLEAN_UP_SECONDS = 60.0  # who is interrupted may end its own servers


@dataclass(frozen=True)
class Work:
    """One command. Put first in the list what takes longest, so that at the end nobody waits for one alone."""

    name: str
    command: Sequence[str]


@dataclass
class Speaker:
    """One piece of work: what it says, and afterwards its exit code and seconds."""

    work: Work
    program: Program
    process: Popen[bytes] | None = None
    began: float = 0.0
    seconds: float | None = None

    def begin(self) -> None:
        """Start it; it ends with us, however we end."""
        self.began = time.monotonic()
        self.process = spawn(self.program)

    def note(self) -> None:
        """See whether it is done."""
        if self.process is not None and self.seconds is None and self.process.poll() is not None:
            self.seconds = time.monotonic() - self.began

    @property
    def code(self) -> int:
        """Its exit code; ask when it is done."""
        assert self.process is not None
        return int(self.process.returncode)

    def speech(self, turn: Callable[[], None]) -> Iterator[str]:
        """Everything it says, as it comes, until it is done; `turn` lets the others go on meanwhile."""
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        with self.program.log.open("rb") as words:
            while self.seconds is None:
                turn()
                if heard := words.read():
                    yield decode(heard)
                else:
                    time.sleep(_LOOK_SECONDS)
            yield decode(words.read(), True)


class Lanes:
    """Who waits, who runs; `speakers` are in the order of the list."""

    def __init__(self, works: Sequence[Work], lanes: int, folder: Path) -> None:
        self.speakers = [Speaker(work, _program(work, folder / str(number))) for number, work in enumerate(works)]
        self._waiting = list(self.speakers)
        self._running: list[Speaker] = []
        self._lanes = lanes

    def turn(self) -> None:
        """See who is done, and begin as many as there is room for."""
        for each in self._running:
            each.note()
        self._running = [each for each in self._running if each.seconds is None]
        while self._waiting and len(self._running) < self._lanes:
            self._running.append(self._waiting.pop(0))
            self._running[-1].begin()

    def end(self) -> None:
        """Interrupt who still runs, and let it clean up."""
        for each in self._running:
            if each.process is not None:
                stop(each.process, each.program)


@contextmanager
def side_by_side(works: Sequence[Work], lanes: int) -> Iterator[Lanes]:
    """The lanes for as long as the block lasts; take the `speech` of every speaker, in order."""
    with tempfile.TemporaryDirectory(prefix="pos-test-") as folder:
        opened = Lanes(works, lanes, Path(folder))
        try:
            yield opened
        finally:
            opened.end()


def _program(work: Work, said: Path) -> Program:
    said.touch()
    return Program(
        work.command, said, stop_signal=signal.SIGINT, orphan_signal=signal.SIGINT, stop_seconds=_CLEAN_UP_SECONDS
    )
