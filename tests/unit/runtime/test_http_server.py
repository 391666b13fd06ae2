"""HTTP in the loop of a service: ready, shared ports, a clean stop, and clients that never finish."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from shared.runtime import http_server
from shared.runtime.http import build_http
from shared.runtime.http_server import HttpServer
from tests.stack import free_port, until

Start = Callable[[FastAPI], Awaitable[int]]


@asynccontextmanager
async def served(app: FastAPI, port: int, *, shared: bool = False) -> AsyncIterator[HttpServer]:
    """A server that is ready; stopped at the end, within 5 seconds."""
    stop, server = asyncio.Event(), HttpServer(app, "127.0.0.1", port, shared=shared)
    running = asyncio.create_task(server.run(stop))
    try:
        await until(server.ready, 5)
        yield server
    finally:
        stop.set()
        await asyncio.wait_for(running, 5)


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """Serves an app until the end of the test, and says on which port."""
    async with AsyncExitStack() as stack:

        async def serve(app: FastAPI) -> int:
            port = free_port()
            await stack.enter_async_context(served(app, port))
            return port

        yield serve


@pytest.fixture
def app() -> FastAPI:
    """An app without a route of its own."""
    return build_http("Proef", "1.0.0")


@asynccontextmanager
async def connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection on which a test says what it likes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def test_processes_that_share_a_port_both_answer() -> None:
    port, answers = free_port(), set()
    apps = [build_http(naam, "1.0.0") for naam in ("een", "twee")]
    for each in apps:
        each.add_api_route("/wie", lambda titel=each.title: titel)

    async with served(apps[0], port, shared=True), served(apps[1], port, shared=True):
        for _ in range(200):
            async with httpx.AsyncClient() as client:
                answers.add((await client.get(f"http://127.0.0.1:{port}/wie")).json())
            if len(answers) == 2:
                break

    assert answers == {"een", "twee"}


async def test_a_port_that_is_not_shared_is_for_one(app: FastAPI, start: Start) -> None:
    port = await start(app)

    with pytest.raises(OSError, match="in use"):
        await HttpServer(app, "127.0.0.1", port, shared=True).run(asyncio.Event())


async def test_http_serves_until_stop(app: FastAPI) -> None:
    port = free_port()
    async with served(app, port) as server, httpx.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{port}/niets")

    assert answer.status_code == 404
    assert "server" not in answer.headers
    assert not server.ready()


async def test_a_request_head_that_stays_incomplete_ends_the_connection(
    app: FastAPI, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_server, "HEAD_SECONDS", 0.2)
    port = await start(app)

    async def closed_after(*parts: bytes) -> bytes:
        """What the server still says to someone who sends this and is then silent."""
        async with connected(port) as (reader, writer):
            for part in parts:
                writer.write(part)
                await asyncio.sleep(0.05)
            return await asyncio.wait_for(reader.read(), 5)

    whole = b"GET /niets HTTP/1.1\r\nhost: x\r\n\r\n"
    assert await closed_after() == b""
    assert await closed_after(b"POST /v1/gebeurt") == b""
    assert await closed_after(b"GET / HTTP/1.1\r\n", b"a: 1\r\n", b"b: 2\r\n") == b""
    assert (await closed_after(whole, b"GET /n")).startswith(b"HTTP/1.1 404")


async def test_the_end_of_a_large_body_is_no_head(app: FastAPI, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes in one piece, larger than a head may be; and its answer may take longer than a head."""
    monkeypatch.setattr(http_server, "HEAD_SECONDS", 0.1)

    async def neem(request: Request) -> int:
        groot = len(await request.body())
        await asyncio.sleep(0.3)
        return groot

    app.add_api_route("/bestand", neem, methods=["POST"])
    size = 2 * http_server.HEAD_BYTES

    async with connected(await start(app)) as (reader, writer):
        writer.write(f"POST /bestand HTTP/1.1\r\nhost: x\r\ncontent-length: {size}\r\n\r\n".encode())
        await asyncio.sleep(0.05)
        writer.write(b"x" * size)
        said = await asyncio.wait_for(reader.readline(), 5)

    assert said.startswith(b"HTTP/1.1 200"), said


async def test_a_request_head_without_end_is_refused(app: FastAPI, start: Start) -> None:
    port = await start(app)

    async def answer_to(head: bytes) -> bytes:
        async with connected(port) as (reader, writer):
            writer.write(head)
            return await asyncio.wait_for(reader.readline(), 5)

    many = b"a" * http_server.HEAD_BYTES
    assert b" 404 " in await answer_to(b"GET / HTTP/1.1\r\nhost: x\r\na: " + many[200:] + b"\r\n\r\n")
    assert b" 400 " in await answer_to(b"GET / HTTP/1.1\r\nhost: x\r\na: " + many)
    assert b" 400 " in await answer_to(b"GET /" + many)
    assert b" 400 " in await answer_to(b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * len(many))


async def test_head_of_an_endless_answer_ends(app: FastAPI, start: Start) -> None:
    ended = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        try:
            while True:
                yield b"."
                await asyncio.sleep(0.01)
        finally:
            ended.set()

    app.add_api_route("/stroom", lambda: StreamingResponse(endless()), response_model=None)
    port = await start(app)

    async with httpx.AsyncClient() as client:
        answer = await asyncio.wait_for(client.head(f"http://127.0.0.1:{port}/stroom"), 5)
    await asyncio.wait_for(ended.wait(), 5)

    assert (answer.status_code, answer.content) == (200, b"")


async def test_a_connection_may_rest_between_requests(
    app: FastAPI, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_server, "HEAD_SECONDS", 0.1)

    async with connected(await start(app)) as (reader, writer):
        for _ in range(2):
            writer.write(b"HEAD /niets HTTP/1.1\r\nhost: x\r\n\r\n")
            assert (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)).startswith(b"HTTP/1.1 404")
            await asyncio.sleep(0.3)
