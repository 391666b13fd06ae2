"""The trace of a request on every line about it: the caller's own (W3C Trace Context), else a new one."""

import re
import secrets
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from shared.runtime.logging import bind_event

# Only the hexadecimal id is taken over; all zeros is none. Nothing else of the caller's may reach a log.
_TRACEPARENT: Final = re.compile(rb"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")


class Traced:
    """Around an app, so that the lines of its error handling carry the trace too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with bind_event(trace_id=_trace_id(scope)):
            await self._app(scope, receive, send)


def _trace_id(scope: Scope) -> str:
    given = next((value for name, value in scope["headers"] if name == b"traceparent"), b"")
    found = _TRACEPARENT.fullmatch(given)
    return found[1].decode() if found else secrets.token_hex(16)
