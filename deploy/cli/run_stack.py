"""Starting, following and stopping the supervisor of a stack."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from deploy.assets import install as page_files
from deploy.cli.options import cache
from deploy.launcher.errors import UserError
from deploy.launcher.main import say
from deploy.local import jars, postgres
from deploy.local.components import Options, needed_ports
from deploy.local.ports import check_free
from deploy.local.processes import Identity, Program, is_alive, spawn
from deploy.local.state import Snapshot, StateFolder
from deploy.local.supervisor import clean_leftovers, command
from deploy.local.unprivileged import postgres_user

LOOK_SECONDS = 0.1
STOP_SECONDS = 90

Show = Callable[[Snapshot], None]


class StartFailedError(UserError):
    """The stack did not come up."""


class NotStoppedError(UserError):
    """The stack did not go down in time."""


class StopAskedError(Exception):
    """The user or the system asked us to end."""


def fetch_all(options: Options) -> None:
    """Have everything in the cache that the stack needs, with progress."""
    if options.kafka is None:
        jars.fetch(jars.kafka_jars(), cache(), say, "Kafka")
    if options.database_url is None:
        postgres.unpacked_binaries(cache(), postgres_user(), say)
    page_files.ensure(cache())


def start(state: StateFolder, options: Options, tied: bool) -> int:
    """Start the supervisor and give its process number; `tied`: it ends when we end."""
    fetch_all(options)
    state.make()
    for name in clean_leftovers(state.read()):
        say(f"Opgeruimd van een vorige keer: {name}")
    check_free(needed_ports(options))
    log = state.logs / "supervisor.log"
    environment = {**os.environ, "POS_CACHE": str(cache())}
    if tied:
        program = Program(command(state, options), log, environment, orphan_signal=signal.SIGTERM)
        return spawn(program).pid
    with log.open("ab") as output:
        return subprocess.Popen(
            command(state, options), stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment,
            start_new_session=True,
        ).pid  # fmt: skip


def follow(state: StateFolder, pid: int, show: Show, until_ready: bool) -> Snapshot:
    """Show the snapshots of supervisor `pid` until it is ready (or has ended); StartFailedError when it failed."""
    while True:
        runs = _runs(pid)  # asked first: its last words are on disk once it has ended
        snapshot = state.read()
        if snapshot is not None and snapshot.supervisor == pid:
            show(snapshot)
            if snapshot.fase == "mislukt":
                raise StartFailedError(snapshot.fout or f"Het starten is mislukt; zie {state.logs}.")
            if snapshot.fase == "gestopt" or (until_ready and snapshot.fase == "klaar"):
                return snapshot
        if not runs:
            raise StartFailedError(f"De stapel is onverwacht gestopt; zie {state.logs / 'supervisor.log'}.")
        time.sleep(LOOK_SECONDS if snapshot is None or snapshot.fase == "start" else 1.0)


def stop(state: StateFolder) -> bool:
    """Stop the stack and wait until it is gone, also what a killed supervisor left behind; says whether it was up."""
    snapshot = state.read()
    if snapshot is None:
        return False
    was_up = state.is_up()
    known = Identity(snapshot.supervisor, snapshot.supervisor_gestart)
    if was_up and is_alive(known):
        with contextlib.suppress(ProcessLookupError):
            os.kill(known.pid, signal.SIGTERM)
        _wait_until_down(state, known)
    return bool(clean_leftovers(snapshot)) or was_up


def _wait_until_down(state: StateFolder, known: Identity) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    while state.is_up() or _runs(known.pid):
        if time.monotonic() > deadline:
            raise NotStoppedError(f"De stapel stopt niet. Kijk in {state.logs}, of herhaal: ./pos down")
        time.sleep(LOOK_SECONDS)


def _runs(pid: int) -> bool:
    """Whether the process still runs; reaps it when it is our own child."""
    with contextlib.suppress(ChildProcessError):
        done, _status = os.waitpid(pid, os.WNOHANG)
        return done == 0
    return is_alive_now(pid)


def is_alive_now(pid: int) -> bool:
    """Whether a process has this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def stop_signals() -> Iterator[None]:
    """Within this block Ctrl-C, a closed terminal and `kill` raise StopAskedError."""

    def asked(_number: int, _frame: object) -> None:
        raise StopAskedError

    before = {each: signal.signal(each, asked) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
