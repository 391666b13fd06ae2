"""Processes under care: they come back, they tell, and nothing survives its keeper."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.launcher.places import PROJECT
from deploy.local import watch
from deploy.local.components import Component
from deploy.local.processes import Identity, Program, identity, is_alive, kill_leftover, spawn, stop
from deploy.local.watch import StartFailedError, Watched
from shared.runtime.exits import Exit
from tests.stack import until

SLEEP = "import time; time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('klaar', flush=True); time.sleep(600)"
)
KEEPER = """
import sys, time
from pathlib import Path
from deploy.local.processes import Program, spawn
child = spawn(Program([sys.executable, "-c", "import time; time.sleep(600)"], Path(sys.argv[1])))
print(child.pid, flush=True)
time.sleep(600)
"""


def _program(code: str, log: Path, **options: float) -> Program:
    return Program([sys.executable, "-c", code], log, dict(os.environ), **options)  # type: ignore[arg-type]


def _eventually(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


async def _ready() -> bool:
    return True


async def _never() -> bool:
    return False


async def test_a_killed_component_comes_back(tmp_path: Path) -> None:
    told: list[str] = []
    component = Component("proef", _program(SLEEP, tmp_path / "log"), _ready)
    watched = Watched(component, lambda _part: None, told.append)
    await watched.start()
    first = watched.part.pid
    assert first is not None
    keeper = asyncio.create_task(watched.keep_alive())

    os.kill(first, signal.SIGKILL)
    await until(lambda: watched.part.herstarts > 0 and watched.part.toestand == "gereed", 10)

    assert watched.part.pid != first
    assert "proef is gestopt" in told[0]
    assert told[-1] == "proef werkt weer."
    keeper.cancel()
    await watched.stop()


async def test_a_component_that_ends_at_once_shows_its_last_lines(tmp_path: Path) -> None:
    code = "print('de schijf is vol'); raise SystemExit(7)"
    watched = Watched(Component("proef", _program(code, tmp_path / "log"), _never), lambda _p: None, lambda _t: None)
    with pytest.raises(StartFailedError, match=r"(?s)proef stopt meteen \(code 7\).*de schijf is vol"):
        await watched.start()


async def test_what_awaits_repair_leaves_the_rest_up_and_goes_on_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "REPAIRED_SECONDS", 0.5)
    told: list[str] = []
    repaired = tmp_path / "hersteld"
    says = json.dumps({"melding": "De cijfers zijn anders geteld.", "herstel": "Draai: ./pos herbereken"})
    code = f"""
import pathlib, sys, time
if not pathlib.Path({str(repaired)!r}).exists():
    print({says!r}); sys.exit({int(Exit.REPAIR)})
time.sleep(600)"""

    async def ready() -> bool:
        return repaired.exists()

    component = Component("proef", _program(code, tmp_path / "log"), ready)
    watched = Watched(component, lambda _part: None, told.append)
    await watched.start()
    assert watched.part.toestand == "herstel nodig"
    keeper = asyncio.create_task(watched.keep_alive())
    await asyncio.sleep(0.5)
    repaired.touch()
    await until(lambda: watched.part.toestand == "gereed", 20)

    assert told[0] == "proef wacht op herstel. De cijfers zijn anders geteld. Draai: ./pos herbereken"
    assert told[1:] == ["proef werkt weer."]
    keeper.cancel()
    await watched.stop()


async def test_what_awaits_repair_does_not_look_ready_in_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "LONGEST_PAUSE", 0.2)
    says, states = json.dumps({"melding": "Weg.", "herstel": "Draai: ./pos herstel"}), list[str]()
    code = f"import sys, time; time.sleep(0.6); print({says!r}); sys.exit({int(Exit.REPAIR)})"
    component = Component("proef", _program(code, tmp_path / "log"), _ready)
    told: list[str] = []
    watched = Watched(component, lambda part: states.append(part.toestand), told.append)
    await watched.start()
    keeper = asyncio.create_task(watched.keep_alive())
    await until(lambda: bool(told), 10)
    states.clear()

    await until(lambda: len(states) == 4, 20)

    assert set(states) == {"herstel nodig"}
    assert len(told) == 1
    keeper.cancel()
    await watched.stop()


async def test_a_component_that_never_gets_ready_is_given_up(tmp_path: Path) -> None:
    component = Component("proef", _program(SLEEP, tmp_path / "log"), _never, ready_seconds=0.5)
    watched = Watched(component, lambda _p: None, lambda _t: None)
    with pytest.raises(StartFailedError, match="wordt niet gereed"):
        await watched.start()
    await watched.stop()


def test_who_does_not_listen_is_killed(tmp_path: Path) -> None:
    program = _program(STUBBORN, tmp_path / "log", stop_seconds=0.3)
    process = spawn(program)
    assert _eventually(lambda: "klaar" in (tmp_path / "log").read_text())
    stop(process, program)
    assert process.returncode == -signal.SIGKILL


def test_a_leftover_is_known_by_its_start_time(tmp_path: Path) -> None:
    process = spawn(_program(SLEEP, tmp_path / "log"))
    known = identity(process.pid)
    assert known is not None
    assert not kill_leftover(Identity(known.pid, known.started - 100))
    assert process.poll() is None
    assert kill_leftover(known)
    assert process.wait() == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties a child to its parent")
def test_nothing_survives_a_killed_keeper(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KEEPER, str(tmp_path / "log")]
    env = {**os.environ, "PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as keeper:
        assert keeper.stdout is not None
        child = identity(int(keeper.stdout.readline()))
        assert child is not None
        keeper.kill()
    assert _eventually(lambda: not is_alive(child))
