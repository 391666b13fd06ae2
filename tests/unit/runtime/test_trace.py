"""Ids on every line: the place of the messages of a batch, and the trace of a request."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from shared.runtime.consume.pump import Pump
from shared.runtime.consume.records import Record
from shared.runtime.errors import Unavailable
from shared.runtime.kafka import TP
from shared.runtime.trace import Traced
from tests.unit.runtime.pump_fakes import A, FakeKafka, FakeStore

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


def _bound() -> dict[str, Any]:
    return structlog.contextvars.get_contextvars()


@dataclass
class _Listening(FakeStore):
    bound: list[Any] = field(default_factory=list)

    async def handle(self, tp: TP, records: Sequence[Record]) -> None:
        self.bound.append(_bound().get("eventId"))
        await super().handle(tp, records)


@pytest.mark.usefixtures("short_pauses")
async def test_while_a_batch_is_handled_its_place_is_bound_also_when_it_is_tried_again() -> None:
    store = _Listening(errors=[Unavailable("x")])
    pump = Pump(store, FakeKafka({A: [7, 8, 10]}))
    pump.assign([A])

    await pump.turn()

    assert store.bound == ["t/0/7-8", "t/0/7-8", "t/0/10-10"]
    assert _bound() == {}


async def _tell(scope: Scope, receive: Receive, send: Send) -> None:
    await JSONResponse(_bound())(Request(scope).scope, receive, send)


@pytest.mark.parametrize(
    ("traceparent", "taken"),
    [
        (f"00-{TRACE}-00f067aa0ba902b7-01", True),
        (f"00-{'0' * 32}-00f067aa0ba902b7-01", False),
        (f"00-{TRACE}-00f067aa0ba902b7-01 Fatima", False),
        ("Fatima de Vries", False),
        (None, False),
    ],
)
async def test_the_trace_of_the_caller_or_a_new_one(traceparent: str | None, taken: bool) -> None:
    transport = httpx.ASGITransport(Traced(_tell))
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        given = {"traceparent": traceparent} if traceparent else {}
        first, second = [(await client.get("/", headers=given)).json()["traceId"] for _ in range(2)]

    assert re.fullmatch(r"[0-9a-f]{32}", first)
    assert (first == TRACE) is taken
    assert (first == second) is taken
    assert _bound() == {}
