"""`./pos up`, `status` and `down`, as a user types them, with real servers and real services."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.launcher.places import PROJECT
from deploy.local.ports import free_base
from deploy.local.processes import Identity, is_alive
from deploy.local.state import Snapshot, StateFolder
from tests.stack import cache

RECOVERY_SECONDS = 60


class Stack:
    """One stack under test, in its own folder and on its own ports."""

    def __init__(self, folder: Path) -> None:
        self.state = StateFolder(folder)
        self.port_base = free_base()

    def pos(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `./pos`."""
        command = [sys.executable, "-m", "deploy.cli", *arguments, "--dir", str(self.state.folder)]
        env = {**os.environ, "PYTHONPATH": str(PROJECT), "POS_CACHE": str(cache())}
        return subprocess.run(command, capture_output=True, text=True, env=env, cwd=PROJECT, check=False, timeout=180)

    def up(self) -> subprocess.CompletedProcess[str]:
        """`./pos up -d`."""
        return self.pos("up", "-d", "--port-base", str(self.port_base))

    def snapshot(self) -> Snapshot:
        """What the supervisor knows."""
        found = self.state.read()
        assert found is not None
        return found

    def pid(self, name: str) -> int:
        """The process of a component."""
        found = next(part.pid for part in self.snapshot().onderdelen if part.naam == name)
        assert found is not None
        return found


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack that is up."""
    made = Stack(tmp_path_factory.mktemp("stapel"))
    started = made.up()
    assert started.returncode == 0, started.stderr
    yield made
    made.pos("down")


def test_up_is_healthy_when_it_returns(stack: Stack) -> None:
    status = stack.pos("status")
    assert status.returncode == 0, status.stdout
    for name in ("kafka", "postgresql", "ingest", "anonymiser", "aggregator"):
        assert re.search(rf"{name} +gereed", status.stdout)


def test_a_second_up_says_that_it_is_up(stack: Stack) -> None:
    before = stack.snapshot().supervisor
    again = stack.up()
    assert again.returncode == 0
    assert "draait al" in again.stdout
    assert stack.snapshot().supervisor == before


def test_another_stack_on_the_same_ports_is_refused_before_it_starts(stack: Stack, tmp_path: Path) -> None:
    other = Stack(tmp_path)
    other.port_base = stack.port_base
    refused = other.up()
    assert refused.returncode == 1
    assert f"Poort {stack.port_base}" in refused.stderr
    assert not other.state.is_up()


@pytest.mark.parametrize("name", ["ingest", "aggregator", "postgresql", "kafka"])
def test_a_killed_component_is_back_within_a_minute(stack: Stack, name: str) -> None:
    killed = stack.pid(name)
    os.kill(killed, signal.SIGKILL)

    deadline = time.monotonic() + RECOVERY_SECONDS
    while not _recovered(stack, name, killed):
        assert time.monotonic() < deadline, stack.pos("status").stdout
        time.sleep(0.2)


def test_nothing_survives_a_killed_supervisor_and_up_starts_again(stack: Stack) -> None:
    before = stack.snapshot()
    parts = [part.identity for part in before.onderdelen]
    os.kill(before.supervisor, signal.SIGKILL)

    deadline = time.monotonic() + RECOVERY_SECONDS
    while any(isinstance(each, Identity) and is_alive(each) for each in parts):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert stack.pos("status").returncode == 3
    assert stack.up().returncode == 0


def test_no_secret_is_in_state_or_logs(stack: Stack) -> None:
    secrets = [path.read_text() for path in (stack.state.folder / "geheimen").iterdir()]
    texts = [path.read_text(errors="replace") for path in stack.state.logs.iterdir()]
    texts.append(json.dumps(stack.snapshot().model_dump()))
    assert not [secret for secret in secrets for text in texts if secret in text]


def test_down_ends_everything_and_a_second_down_says_so(stack: Stack) -> None:
    parts = [part.identity for part in stack.snapshot().onderdelen]
    assert stack.pos("down").returncode == 0
    assert not any(isinstance(each, Identity) and is_alive(each) for each in parts)
    assert "draait niets" in stack.pos("down").stdout
    assert stack.pos("status").returncode == 3


def _recovered(stack: Stack, name: str, killed: int) -> bool:
    parts = stack.snapshot().onderdelen
    return all(part.toestand == "gereed" for part in parts) and all(
        part.pid != killed for part in parts if part.naam == name
    )
