"""Starting and ending programs: each in a group of its own, tied to this process, known by number and start time."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from deploy.launcher.places import PROJECT

SAME_SECONDS = 1.0  # two processes with one number differ more than this in start time


@dataclass(frozen=True)
class Program:
    """What to run. `user` is a numeric user id, or None for the user who runs this."""

    command: Sequence[str]
    log: Path
    env: Mapping[str, str] = field(default_factory=dict)
    user: int | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL
    stop_seconds: float = 10.0


@dataclass(frozen=True)
class Identity:
    """A process that cannot be mistaken for a later one with the same number."""

    pid: int
    started: float


def spawn(program: Program) -> subprocess.Popen[bytes]:
    """Start the program; its output goes to the end of its log."""
    user = -1 if program.user is None else program.user
    leash = [sys.executable, "-I", str(Path(__file__).with_name("leash.py")), str(os.getpid())]
    command = [*leash, str(int(program.orphan_signal)), str(user), *program.command]
    with program.log.open("ab") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=dict(program.env) or None,
            cwd="/" if program.user is not None else PROJECT,
            start_new_session=True,
        )


def stop(process: subprocess.Popen[bytes], program: Program) -> None:
    """End the program kindly, and its whole group by force when that takes too long."""
    if process.poll() is None:
        process.send_signal(program.stop_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(program.stop_seconds)
    kill_group(process.pid)
    process.wait()


def kill_group(pid: int) -> None:
    """SIGKILL to every process of the group that `pid` leads; nothing when it is gone."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def identity(pid: int) -> Identity | None:
    """The process with this number now, or None."""
    try:
        return Identity(pid, psutil.Process(pid).create_time())
    except psutil.Error:
        return None


def is_alive(known: Identity) -> bool:
    """Whether this very process still runs."""
    now = identity(known.pid)
    if now is None or abs(now.started - known.started) > SAME_SECONDS:
        return False
    try:
        return bool(psutil.Process(known.pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def kill_leftover(known: Identity, wait_seconds: float = 10.0) -> bool:
    """End a process of an earlier run that is still there; says whether there was one."""
    if not is_alive(known):
        return False
    kill_group(known.pid)
    deadline = time.monotonic() + wait_seconds
    while is_alive(known) and time.monotonic() < deadline:
        time.sleep(0.05)
    return True


def processor_seconds(pid: int) -> float:
    """What the process and its living children used of the processors until now."""
    try:
        leader = psutil.Process(pid)
        times = [process.cpu_times() for process in [leader, *leader.children(recursive=True)]]
    except psutil.Error:
        return 0.0
    return sum(time.user + time.system for time in times)


def memory_bytes(pid: int) -> int:
    """What the process and its children hold in memory, shared pages counted once where the system can tell."""
    try:
        leader = psutil.Process(pid)
        return sum(_own_memory(process) for process in [leader, *leader.children(recursive=True)])
    except psutil.Error:
        return 0


def _own_memory(process: psutil.Process) -> int:
    try:
        full = process.memory_full_info()
        return int(getattr(full, "pss", full.uss))
    except psutil.Error:
        with contextlib.suppress(psutil.Error):
            return int(process.memory_info().rss)
    return 0
