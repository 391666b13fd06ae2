"""uvicorn as a component: in the same loop as the rest, without its own signals, logging or access lines."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 10.0
HEAD_BYTES = 64 * 1024


class _QuietServer(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class _ImpatientProtocol(HttpToolsProtocol):
    """Closes a connection on which the head of a request stays incomplete, and refuses a head without end; uvicorn
    would wait for ever and read on."""

    _deadline: asyncio.TimerHandle | None = None
    _awaits_head = True
    _heads = 0
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_watching()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        heads, awaited = self._heads, self._awaits_head
        super().data_received(data)
        if self._heads > heads:
            self._head_bytes = 0
            self._stop_watching()
        elif awaited:
            # Not the end of a body, after which a head is awaited too.
            self._wait_on(len(data))

    def on_headers_complete(self) -> None:
        self._awaits_head, self._heads = False, self._heads + 1
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._awaits_head = True
        super().on_message_complete()

    def _wait_on(self, size: int) -> None:
        self._head_bytes += size
        if self._head_bytes <= HEAD_BYTES:
            self._watch()
        elif not self.transport.is_closing():
            self.send_400_response("Request head too large.")

    def _watch(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_watching(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class HttpServer:
    """Serves `app` until stop; open requests get `drain_seconds` to end.

    `shared`: other processes of this service listen on the same port, and the kernel deals out the connections.
    """

    def __init__(self, app: FastAPI, host: str, port: int, drain_seconds: int = 5, *, shared: bool = False) -> None:
        self._address, self._shared = (host, port), shared
        config = uvicorn.Config(
            app, host=host, port=port, log_config=None, access_log=False, server_header=False, date_header=True,
            lifespan="off", http=_ImpatientProtocol, timeout_graceful_shutdown=drain_seconds, timeout_keep_alive=30,
        )  # fmt: skip
        self._server = _QuietServer(config)

    def ready(self) -> bool:
        """True while the port is listened on."""
        return self._server.started and not self._server.should_exit

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop`; a port that is taken ends the process."""
        sockets = [self._socket()] if self._shared else None
        serving = asyncio.ensure_future(self._server.serve(sockets))
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        self._server.should_exit = True
        stopping.cancel()
        await serving
        if not stop.is_set():
            raise RuntimeError("the HTTP server stopped by itself")

    def _socket(self) -> socket.socket:
        ours = socket.socket()
        for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):
            ours.setsockopt(socket.SOL_SOCKET, option, 1)
        try:
            ours.bind(self._address)
        except OSError:
            ours.close()
            raise
        return ours
