"""Starting and stopping: components, readiness, exit codes."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from shared.runtime import service
from shared.runtime.errors import LogGap, NoAccess, Unavailable
from shared.runtime.exits import Exit, code_of
from shared.runtime.service import Periodic, Runtime
from shared.runtime.settings import ServiceSettings
from tests.stack import free_port


class Waiting:
    """A component that does what it must: run until stop."""

    def __init__(self) -> None:
        self.ended = False

    async def run(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.ended = True


class Failing:
    """A component that breaks."""

    async def run(self, stop: asyncio.Event) -> None:
        raise LogGap("t", 0, 3, 5)


@pytest.fixture
def settings() -> ServiceSettings:
    # The guard of a slow stop outlives the test: it must not end the test run.
    return ServiceSettings(ops_poort=free_port(), stop_seconden=86_400)


async def test_sigterm_stops_components_and_closes_resources_in_order(settings: ServiceSettings) -> None:
    closed: list[str] = []
    waiting = Waiting()

    @asynccontextmanager
    async def resource() -> AsyncIterator[str]:
        yield "pool"
        closed.append("pool" if waiting.ended else "too early")

    async def wire(_settings: ServiceSettings, runtime: Runtime) -> None:
        assert await runtime.enter(resource()) == "pool"
        runtime.add(waiting)
        asyncio.get_running_loop().call_later(0.2, os.kill, os.getpid(), signal.SIGTERM)

    assert await service._main("proef", settings, wire) is Exit.CLEAN
    assert closed == ["pool"]


async def test_one_broken_component_ends_all(settings: ServiceSettings) -> None:
    waiting = Waiting()

    async def wire(_settings: ServiceSettings, runtime: Runtime) -> None:
        runtime.add(waiting)
        runtime.add(Failing())

    with pytest.raises(LogGap) as error:
        await service._main("proef", settings, wire)

    assert waiting.ended
    assert code_of(error.value) is Exit.REPAIR
    assert code_of(NoAccess("PostgreSQL")) is Exit.FATAL
    assert code_of(ValueError()) is Exit.BUG


async def test_a_service_waits_for_what_is_not_there_yet(settings: ServiceSettings) -> None:
    tries = 0

    async def wire(_settings: ServiceSettings, runtime: Runtime) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise Unavailable("postgresql")
        runtime.add(Failing())

    with pytest.raises(LogGap):
        await service._main("proef", settings, wire)
    assert tries == 2


async def test_readiness_asks_every_check(settings: ServiceSettings) -> None:
    answers: list[int] = []
    yes = False

    async def ask(stop_after: int) -> None:
        async with httpx.AsyncClient() as client:
            answers.append((await client.get(f"http://127.0.0.1:{settings.ops_poort}/gereed")).status_code)

    class Asking:
        async def run(self, stop: asyncio.Event) -> None:
            nonlocal yes
            await ask(0)
            yes = True
            await ask(1)
            raise LogGap("t", 0, 0, 1)

    async def wire(_settings: ServiceSettings, runtime: Runtime) -> None:
        runtime.ready_when(lambda: True)
        runtime.ready_when(lambda: yes)
        runtime.add(Asking())

    with pytest.raises(LogGap):
        await service._main("proef", settings, wire)
    assert answers == [503, 200]


async def test_a_periodic_task_survives_an_outage() -> None:
    stop, calls = asyncio.Event(), 0

    async def call() -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise Unavailable("kafka")
        stop.set()

    await asyncio.wait_for(Periodic("opruimen", 0.01, call).run(stop), 5)

    assert calls == 2
