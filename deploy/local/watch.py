"""Keeping components alive: start, wait until ready, notice an end, start again after a pause."""

import asyncio
import contextlib
import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from deploy.launcher.errors import UserError
from deploy.local.components import Component
from deploy.local.processes import identity, kill_group, spawn, stop
from deploy.local.state import Part
from shared.runtime.exits import Exit

LOOK_SECONDS = 0.2
HEALTH_SECONDS = 5.0
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
STEADY_SECONDS = 60.0
TRIES_AT_START = 3
LOG_LINES_SHOWN = 6
IN_REPAIR = "herstel nodig"
REPAIRED_SECONDS = 6.0
"""What was to be repaired is, once the process has been ready for so long: until then it may find that it is not."""

Report = Callable[[Part], None]
Tell = Callable[[str], None]


class StartFailedError(UserError):
    """A component did not become ready; the message shows its last log lines."""


@dataclass
class Watched:
    """One component under our care. `report` hears every change, `tell` what an operator should know."""

    component: Component
    report: Report
    tell: Tell
    part: Part = field(init=False)
    process: subprocess.Popen[bytes] | None = None
    _pause: float = FIRST_PAUSE
    _since: float = 0.0
    _in_repair: bool = False

    def __post_init__(self) -> None:
        self.part = Part(naam=self.component.naam, poort=self.component.poort)

    async def start(self) -> None:
        """Start, and return when ready, or when it ends to be repaired beside the others.

        Raises:
            StartFailedError: after a few ends or too long a wait.
        """
        for _attempt in range(TRIES_AT_START):
            self._spawn()
            if await self._becomes_ready(self.component.ready_seconds):
                return
            if self._awaits_repair():
                return
            if self.process is not None and self.process.poll() is None:
                break
        raise StartFailedError(self._why_not())

    async def keep_alive(self) -> None:
        """For ever: notice an end, start again. Cancelled by the supervisor when it stops."""
        looked = time.monotonic()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self.process is not None and self.process.poll() is not None:
                await self._restart()
            elif time.monotonic() - looked >= HEALTH_SECONDS:
                self._set(toestand="gereed" if await self.component.ready() else "hapert")
                looked = time.monotonic()

    async def stop(self) -> None:
        """End it, and return when it is gone."""
        if self.process is not None:
            await asyncio.to_thread(stop, self.process, self.component.program)
        self._set(toestand="gestopt", pid=None, gestart=None)

    def _awaits_repair(self) -> bool:
        """Did it end because an operator must repair something first? Told once; we keep trying to start it."""
        if self.process is None or self.process.poll() != Exit.REPAIR:
            return False
        if not self._in_repair:
            self.tell(f"{self.part.naam} wacht op herstel. {_last_words(self.component.program.log)}")
        self._in_repair, self._pause = True, LONGEST_PAUSE
        self._set(toestand=IN_REPAIR, pid=None, gestart=None)
        return True

    def _spawn(self) -> None:
        self.process = spawn(self.component.program)
        self._since = time.monotonic()
        found = identity(self.process.pid)
        state, since = IN_REPAIR if self._in_repair else "start", found.started if found else time.time()
        self._set(toestand=state, pid=self.process.pid, gestart=since)

    async def _becomes_ready(self, seconds: float) -> bool:
        deadline, ready_since = time.monotonic() + seconds, None
        while time.monotonic() < deadline:
            assert self.process is not None
            if self.process.poll() is not None:
                kill_group(self.process.pid)
                return False
            ready_since = (ready_since or time.monotonic()) if await self.component.ready() else None
            if ready_since and (not self._in_repair or time.monotonic() - ready_since >= REPAIRED_SECONDS):
                self._in_repair = False
                self._set(toestand="gereed")
                return True
            await asyncio.sleep(LOOK_SECONDS)
        return False

    async def _restart(self) -> None:
        assert self.process is not None
        kill_group(self.process.pid)
        if time.monotonic() - self._since > STEADY_SECONDS:
            self._pause = FIRST_PAUSE
        code = self.process.returncode
        if not self._awaits_repair():
            self._tell_end(code)
        await asyncio.sleep(self._pause)
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        self._spawn()
        if await self._becomes_ready(self.component.ready_seconds):
            self.tell(f"{self.part.naam} werkt weer.")

    def _tell_end(self, code: int) -> None:
        self.tell(f"{self.part.naam} is gestopt (code {code}); nieuwe start over {self._pause:.1f} s.")
        self._set(toestand="herstart", pid=None, gestart=None, herstarts=self.part.herstarts + 1)

    def _set(self, **changes: object) -> None:
        changed = self.part.model_copy(update=changes)
        if changed != self.part:
            self.part = changed
            self.report(changed)

    def _why_not(self) -> str:
        code = None if self.process is None else self.process.poll()
        how = "wordt niet gereed" if code is None else f"stopt meteen (code {code})"
        log = self.component.program.log
        shown = "\n".join(f"  {line[:300]}" for line in _tail(log, LOG_LINES_SHOWN))
        return f"{self.part.naam} {how}. De laatste regels van {log}:\n{shown}"


def _tail(log: Path, count: int) -> list[str]:
    try:
        return log.read_text(errors="replace").splitlines()[-count:]
    except OSError:
        return []


def _last_words(log: Path) -> str:
    """What a service said on its last log lines: what is wrong, and what repairs it."""
    for line in reversed(_tail(log, LOG_LINES_SHOWN)):
        with contextlib.suppress(ValueError, TypeError, KeyError):
            said = json.loads(line)
            return f"{said['melding']} {said['herstel']}"
    return f"Zie {log}."
