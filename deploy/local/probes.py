"""Asking a component whether it is ready."""

import asyncio
from collections.abc import Awaitable, Callable

from deploy.local.ports import HOST

Probe = Callable[[], Awaitable[bool]]


def http_ready(port: int, path: str = "/gereed", seconds: float = 2.0) -> Probe:
    """Whether a GET on the port is answered with 200."""

    async def ask() -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await _status(port, path) == 200
        except (OSError, TimeoutError, ValueError, IndexError):
            return False

    return ask


async def listens(port: int) -> bool:
    """Whether something accepts connections on the port."""
    try:
        async with asyncio.timeout(1):
            _reader, writer = await asyncio.open_connection(HOST, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True


async def _status(port: int, path: str) -> int:
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        return int((await reader.readline()).split()[1])
    finally:
        writer.close()
