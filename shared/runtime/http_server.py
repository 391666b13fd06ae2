"""uvicorn as a component: in the same loop as the rest, without its own signals, logging or access lines."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI


class _QuietServer(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class HttpServer:
    """Serves `app` until stop; open requests get `drain_seconds` to end."""

    def __init__(self, app: FastAPI, host: str, port: int, drain_seconds: int = 5) -> None:
        config = uvicorn.Config(
            app, host=host, port=port, log_config=None, access_log=False, server_header=False, date_header=True,
            lifespan="off", timeout_graceful_shutdown=drain_seconds, timeout_keep_alive=30,
        )  # fmt: skip
        self._server = _QuietServer(config)

    def ready(self) -> bool:
        """True while the port is listened on."""
        return self._server.started and not self._server.should_exit

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop`; a port that is taken ends the process."""
        serving = asyncio.ensure_future(self._server.serve())
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        self._server.should_exit = True
        stopping.cancel()
        await serving
        if not stop.is_set():
            raise RuntimeError("the HTTP server stopped by itself")
