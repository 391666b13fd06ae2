"""Processes that tests start often, without reading all their packages again each time.

A nursery reads the packages once and forks for every start; the child then runs the module as `python -m` does, with
the environment and the log that it is given. Two seconds of processor become a few milliseconds, and a test may kill
it like any process. The tests of the whole stack (e2e) start services as an operator does.
"""

import contextlib
import json
import os
import runpy
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from deploy.launcher.places import PROJECT

_LOOK_SECONDS = 0.02


class Forked:
    """One started process; the part of `subprocess.Popen` that tests use."""

    def __init__(self, pid: int, ending: Path) -> None:
        self.pid, self._ending = pid, ending
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit code (minus the signal that killed it), or None while it runs."""
        if self.returncode is None and self._ending.exists():
            self.returncode = int(self._ending.read_text())
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Until it ended. Raises subprocess.TimeoutExpired."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if deadline is not None and time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(["forked"], timeout or 0.0)
            time.sleep(_LOOK_SECONDS)
        return code

    def send_signal(self, number: signal.Signals) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Nursery:
    """The side of the tests: asks for children."""

    def __init__(self, module: str, imports: str) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pos-forked-"))
        command = [sys.executable, "-m", "tests.forked", module, imports, str(self._folder)]
        self._process = subprocess.Popen(
            command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def start(self, env: Mapping[str, str], log: Path) -> Forked:
        """A child with exactly this environment; what it says goes to the end of `log`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"env": dict(env), "log": str(log)}) + "\n")
        pid = int(self._process.stdout.readline())
        return Forked(pid, self._folder / str(pid))


@cache
def nursery(module: str, imports: str) -> Nursery:
    """The nursery of this session for a module; it ends when the tests do, for then its standard input closes."""
    return Nursery(module, imports)


def _serve(module: str, folder: Path) -> None:
    """The side of the children: fork on request, write down how each ended."""
    while True:
        _note_ended(folder)
        if select.select([sys.stdin], [], [], _LOOK_SECONDS)[0]:
            asked = sys.stdin.readline()
            if not asked:
                shutil.rmtree(folder, ignore_errors=True)
                return
            if (pid := os.fork()) == 0:
                _become(module, **json.loads(asked))
            sys.stdout.write(f"{pid}\n")
            sys.stdout.flush()


def _note_ended(folder: Path) -> None:
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            half = folder / f"{ended[0]}.half"
            half.write_text(str(os.waitstatus_to_exitcode(ended[1])))
            half.replace(folder / str(ended[0]))


def _become(module: str, env: Mapping[str, str], log: str) -> NoReturn:
    os.environ.clear()
    os.environ.update(env)
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number, source in ((0, os.open(os.devnull, os.O_RDONLY)), (1, said), (2, said)):
        os.dup2(source, number)
    code = 1
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    import_module(sys.argv[2])
    _serve(sys.argv[1], Path(sys.argv[3]))
