"""The HTTP side of a service: one app factory with the headers, errors and metrics that all answers share."""

import time
from collections.abc import Mapping
from types import MappingProxyType

from fastapi import FastAPI, Request
from starlette.datastructures import MutableHeaders
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.runtime.logging import get_logger
from shared.runtime.metrics import counter, histogram
from shared.runtime.problem import Fout, Problem, TooLarge, add_problem_handlers, answer

__all__ = ["Fout", "Problem", "build_http", "read_body"]

SECURITY_HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_MIB = 1024 * 1024

log = get_logger(__name__)


def build_http(
    titel: str, version: str, *, body_max_bytes: int = _MIB, openapi_url: str | None = None,
    body_max_of: Mapping[str, int] = MappingProxyType({}),
) -> FastAPI:  # fmt: skip
    """An app without routes; `version` is that of the API (semver), sent as `API-Version` with every 2xx and 3xx.

    `body_max_of`: the paths where a larger body may come, and how large; one that ends with a slash: all under it.

    A route may set any of `SECURITY_HEADERS` itself: the default is only filled in where it is absent.
    """
    app = FastAPI(
        title=titel, version=version, openapi_url=openapi_url, docs_url=None, redoc_url=None,
        redirect_slashes=False,
    )  # fmt: skip
    add_problem_handlers(app)
    app.add_middleware(BodyLimit, max_bytes=body_max_bytes, max_of=body_max_of)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Envelope, version=version)
    return app


class HeadAsGet:
    """Whatever has GET has HEAD (RFC 9110, 9.3.2): the same answer, which ends after its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                await send({"type": "http.response.body", "body": b""})

        as_get = {**scope, "method": "GET"}
        try:
            await self._app(as_get, receive, send_head)
        finally:
            scope["route"] = as_get.get("route")


class Envelope:
    """Sets the shared headers and counts the answer under its route template (never the path itself)."""

    def __init__(self, app: ASGIApp, version: str) -> None:
        self._app, self._version = app, version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.monotonic()
        status, started_answer = 500, False

        async def send_with_headers(message: Message) -> None:
            nonlocal status, started_answer
            if message["type"] == "http.response.start":
                started_answer = True
                status = message["status"]
                self._set_headers(MutableHeaders(scope=message), status)
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:
            log.error("verzoek is mislukt", exc_info=error)
            if started_answer:
                raise
            await answer(Problem(500))(scope, receive, send_with_headers)
        finally:
            _count(scope, status, time.monotonic() - started)

    def _set_headers(self, headers: MutableHeaders, status: int) -> None:
        for name, value in SECURITY_HEADERS.items():
            headers.setdefault(name, value)
        if 200 <= status < 400:
            headers.setdefault("API-Version", self._version)


def _count(scope: Scope, status: int, seconds: float) -> None:
    route = scope.get("route")
    template = str(getattr(route, "path", "onbekend")) if isinstance(route, BaseRoute) else "onbekend"
    method = scope["method"] if scope["method"] in _METHODS else "anders"
    counter("pos_http_verzoeken_total").labels(template, method, str(status)).inc()
    histogram("pos_http_seconden").labels(template, method).observe(seconds)


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class BodyLimit:
    """Refuses a body over `max_bytes`, by its stated length and by what really arrives."""

    def __init__(self, app: ASGIApp, max_bytes: int, max_of: Mapping[str, int]) -> None:
        self._app, self._max, self._max_of = app, max_bytes, max_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            maximum = self._maximum(scope["path"])
            scope.setdefault("state", {})["body_max_bytes"] = maximum
            receive = _counted(scope, receive, maximum)
        await self._app(scope, receive, send)

    def _maximum(self, path: str) -> int:
        for place, maximum in self._max_of.items():
            if path == place or (place.endswith("/") and path.startswith(place)):
                return maximum
        return self._max


def _counted(scope: Scope, receive: Receive, maximum: int) -> Receive:
    received = 0

    async def limited() -> Message:
        nonlocal received
        if received == 0 and _stated_length(scope) > maximum:
            raise TooLarge(maximum)
        message = await receive()
        received += len(message.get("body", b""))
        if received > maximum:
            raise TooLarge(maximum)
        return message

    return limited


def _stated_length(scope: Scope) -> int:
    stated = dict(scope["headers"]).get(b"content-length", b"0")
    return int(stated) if stated.isdigit() else 0


async def read_body(request: Request, max_bytes: int) -> bytes:
    """The whole body, for a route with a lower limit than the app.

    Raises:
        TooLarge: 413.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > max_bytes:
            raise TooLarge(max_bytes)
    return bytes(body)
