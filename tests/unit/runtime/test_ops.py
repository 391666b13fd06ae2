"""The operator's port."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from shared.runtime.ops import OpsServer


@pytest.fixture
async def server() -> AsyncIterator[OpsServer]:
    """A server that is not ready yet."""
    made = OpsServer("127.0.0.1", 0, lambda: False)
    await made.start()
    yield made
    await made.close()


async def get(server: OpsServer, path: str) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.get(f"http://127.0.0.1:{server.port}{path}")


async def test_alive_is_not_ready(server: OpsServer) -> None:
    assert (await get(server, "/gezond")).status_code == 200
    assert (await get(server, "/gereed")).status_code == 503


async def test_metrics(server: OpsServer) -> None:
    answer = await get(server, "/metrics?x=1")

    assert answer.headers["content-type"].startswith("text/plain")
    assert "pos_dienst_gereed 0.0" in answer.text


async def test_ready() -> None:
    server = OpsServer("127.0.0.1", 0, lambda: True)
    await server.start()

    assert (await get(server, "/gereed")).text == "gereed\n"
    assert (await get(server, "/anders")).status_code == 404
    await server.close()


@pytest.mark.parametrize(
    ("sent", "status"),
    [(b"POST /metrics HTTP/1.1\r\n\r\n", b"405"), (b"hallo\r\n\r\n", b"400"), (b"x" * 20_000 + b"\r\n\r\n", b"")],
)
async def test_nonsense_does_no_harm(server: OpsServer, sent: bytes, status: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(sent)
    try:
        answer = await reader.read()
    except ConnectionResetError:
        answer = b""
    writer.close()

    assert answer[9:12] == status
    assert (await get(server, "/gezond")).status_code == 200
