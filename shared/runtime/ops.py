"""The operator's port: `/metrics`, `/gezond` (the process turns), `/gereed` (it can do its work).

A small HTTP/1.1 server on asyncio, so that services without HTTP do not need a framework for three answers.
"""

import asyncio
from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from shared.runtime.metrics import gauge

_MAX_HEAD_BYTES = 8 * 1024
_READ_SECONDS = 5.0
_TEXT = "text/plain; charset=utf-8"
_REASONS = {
    200: "OK",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    503: "Service Unavailable",
}

Answer = tuple[int, str, bytes]


class OpsServer:
    """Answers on its own port for as long as the process lives.

    `ready` must be cheap and must not wait; it is called for every `/gereed` and every `/metrics`.
    """

    def __init__(self, host: str, port: int, ready: Callable[[], bool]) -> None:
        self._host, self._port, self._ready = host, port, ready
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """The port that is listened on (also when 0 was asked for)."""
        if self._server is None:
            raise RuntimeError("not started")
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def start(self) -> None:
        """Listen; an OSError says that the port is taken."""
        self._server = await asyncio.start_server(self._serve, self._host, self._port, limit=_MAX_HEAD_BYTES)

    async def close(self) -> None:
        """Stop listening; answers under way are cut off."""
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _READ_SECONDS)
            writer.write(_render(self._answer(head.split(b"\r\n", 1)[0])))
            await asyncio.wait_for(writer.drain(), _READ_SECONDS)
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # a caller that does not speak HTTP or went away: nothing to answer
        finally:
            writer.close()

    def _answer(self, request_line: bytes) -> Answer:
        match request_line.split(b" "):
            case [b"GET", target, _version]:
                return self._get(target.split(b"?", 1)[0])
            case [_method, _target, _version]:
                return 405, _TEXT, b"alleen GET\n"
            case _:
                return 400, _TEXT, b"geen HTTP\n"

    def _get(self, path: bytes) -> Answer:
        ready = self._ready()
        gauge("pos_dienst_gereed").set(ready)
        if path == b"/gezond":
            return 200, _TEXT, b"gezond\n"
        if path == b"/gereed":
            return (200, _TEXT, b"gereed\n") if ready else (503, _TEXT, b"nog niet gereed\n")
        if path == b"/metrics":
            return 200, CONTENT_TYPE_LATEST, generate_latest()
        return 404, _TEXT, b"onbekend\n"


def _render(answer: Answer) -> bytes:
    status, content_type, body = answer
    head = (
        f"HTTP/1.1 {status} {_REASONS[status]}\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
    )
    return head.encode("ascii") + body
