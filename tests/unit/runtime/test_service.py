"""Starting and stopping: components, readiness, exit codes, HTTP in the same loop."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import Request
from fastapi.responses import StreamingResponse

from shared.runtime import http_server, service
from shared.runtime.errors import LogGap, NoAccess, Unavailable
from shared.runtime.exits import Exit, code_of
from shared.runtime.http import build_http
from shared.runtime.http_server import HttpServer
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


async def test_processes_that_share_a_port_both_answer() -> None:
    port, stop = free_port(), asyncio.Event()
    apps = [build_http(naam, "1.0.0") for naam in ("een", "twee")]
    servers = [HttpServer(app, "127.0.0.1", port, shared=True) for app in apps]
    running = [asyncio.create_task(server.run(stop)) for server in servers]
    for app in apps:
        app.add_api_route("/wie", lambda titel=app.title: titel)
    while not all(server.ready() for server in servers):
        await asyncio.sleep(0.01)

    answers = set()
    for _ in range(200):
        async with httpx.AsyncClient() as client:
            answers.add((await client.get(f"http://127.0.0.1:{port}/wie")).json())
        if len(answers) == 2:
            break
    stop.set()
    await asyncio.gather(*running)

    assert answers == {"een", "twee"}


async def test_a_port_that_is_not_shared_is_for_one() -> None:
    port, stop = free_port(), asyncio.Event()
    app = build_http("Proef", "1.0.0")
    first = HttpServer(app, "127.0.0.1", port)
    running = asyncio.create_task(first.run(stop))
    while not first.ready():
        await asyncio.sleep(0.01)

    with pytest.raises(OSError, match="in use"):
        await HttpServer(app, "127.0.0.1", port, shared=True).run(stop)

    stop.set()
    await asyncio.wait_for(running, 5)


async def test_http_serves_until_stop() -> None:
    port, stop = free_port(), asyncio.Event()
    server = HttpServer(build_http("Proef", "1.0.0"), "127.0.0.1", port)
    running = asyncio.create_task(server.run(stop))
    while not server.ready():
        await asyncio.sleep(0.01)

    async with httpx.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{port}/niets")
    stop.set()
    await asyncio.wait_for(running, 5)

    assert answer.status_code == 404
    assert "server" not in answer.headers
    assert not server.ready()


async def test_a_request_head_that_stays_incomplete_ends_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_server, "HEAD_SECONDS", 0.2)
    port, stop = free_port(), asyncio.Event()
    server = HttpServer(build_http("Proef", "1.0.0"), "127.0.0.1", port)
    running = asyncio.create_task(server.run(stop))
    while not server.ready():
        await asyncio.sleep(0.01)

    async def closed_after(*parts: bytes) -> bytes:
        """What the server still says to someone who sends this and is then silent."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for part in parts:
            writer.write(part)
            await asyncio.sleep(0.05)
        said = await asyncio.wait_for(reader.read(), 5)
        writer.close()
        return said

    whole = b"GET /niets HTTP/1.1\r\nhost: x\r\n\r\n"
    assert await closed_after() == b""
    assert await closed_after(b"POST /v1/gebeurt") == b""
    assert await closed_after(b"GET / HTTP/1.1\r\n", b"a: 1\r\n", b"b: 2\r\n") == b""
    assert (await closed_after(whole, b"GET /n")).startswith(b"HTTP/1.1 404")

    stop.set()
    await asyncio.wait_for(running, 5)


async def test_the_end_of_a_large_body_is_no_head(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes in one piece, larger than a head may be; and its answer may take longer than a head."""
    monkeypatch.setattr(http_server, "HEAD_SECONDS", 0.1)
    port, stop, app = free_port(), asyncio.Event(), build_http("Proef", "1.0.0")

    async def neem(request: Request) -> int:
        groot = len(await request.body())
        await asyncio.sleep(0.3)
        return groot

    app.add_api_route("/bestand", neem, methods=["POST"])
    server = HttpServer(app, "127.0.0.1", port)
    running = asyncio.create_task(server.run(stop))
    while not server.ready():
        await asyncio.sleep(0.01)

    size = 2 * http_server.HEAD_BYTES
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"POST /bestand HTTP/1.1\r\nhost: x\r\ncontent-length: {size}\r\n\r\n".encode())
    await asyncio.sleep(0.05)
    writer.write(b"x" * size)
    said = await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    stop.set()
    await asyncio.wait_for(running, 5)

    assert said.startswith(b"HTTP/1.1 200"), said


async def test_a_request_head_without_end_is_refused() -> None:
    port, stop = free_port(), asyncio.Event()
    server = HttpServer(build_http("Proef", "1.0.0"), "127.0.0.1", port)
    running = asyncio.create_task(server.run(stop))
    while not server.ready():
        await asyncio.sleep(0.01)

    async def answer_to(head: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head)
        said = await asyncio.wait_for(reader.readline(), 5)
        writer.close()
        return said

    many = b"a" * http_server.HEAD_BYTES
    assert b" 404 " in await answer_to(b"GET / HTTP/1.1\r\nhost: x\r\na: " + many[200:] + b"\r\n\r\n")
    assert b" 400 " in await answer_to(b"GET / HTTP/1.1\r\nhost: x\r\na: " + many)
    assert b" 400 " in await answer_to(b"GET /" + many)
    assert b" 400 " in await answer_to(b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * len(many))

    stop.set()
    await asyncio.wait_for(running, 5)


async def test_head_of_an_endless_answer_ends() -> None:
    ended = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        try:
            while True:
                yield b"."
                await asyncio.sleep(0.01)
        finally:
            ended.set()

    app = build_http("Proef", "1.0.0")
    app.add_api_route("/stroom", lambda: StreamingResponse(endless()), response_model=None)
    port, stop = free_port(), asyncio.Event()
    running = asyncio.create_task(HttpServer(app, "127.0.0.1", port).run(stop))
    async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=5)) as client:
        answer = await asyncio.wait_for(client.head(f"http://127.0.0.1:{port}/stroom"), 5)
    await asyncio.wait_for(ended.wait(), 5)
    stop.set()
    await asyncio.wait_for(running, 5)

    assert (answer.status_code, answer.content) == (200, b"")


async def test_a_connection_may_rest_between_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_server, "HEAD_SECONDS", 0.1)
    port, stop = free_port(), asyncio.Event()
    server = HttpServer(build_http("Proef", "1.0.0"), "127.0.0.1", port)
    running = asyncio.create_task(server.run(stop))
    while not server.ready():
        await asyncio.sleep(0.01)

    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(2):
        writer.write(b"HEAD /niets HTTP/1.1\r\nhost: x\r\n\r\n")
        assert (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)).startswith(b"HTTP/1.1 404")
        await asyncio.sleep(0.3)
    writer.close()

    stop.set()
    await asyncio.wait_for(running, 5)


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
