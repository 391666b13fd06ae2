"""The door of ingest without Kafka and PostgreSQL: fakes, one live source and one that was withdrawn."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from services.ingest.domain.oordeel import Gebeurtenis, Weigering
from services.ingest.domain.register import Bron, Register
from shared.runtime.errors import Unavailable
from tests.ldos_client import LdosClient, headers

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SOURCE = "urn:nld:oin:00000001234567890000:systeem:ldos"
OLD, NEW, WITHDRAWN = b"o" * 32, b"n" * 32, b"w" * 32
BRON = Bron(1, "ldos", SOURCE, frozenset({"PO9901", "VO9902"}), ingetrokken=False, secrets=(NEW, OLD))
GONE = Bron(2, "oud", SOURCE + ":oud", frozenset({"PO9901"}), ingetrokken=True, secrets=(WITHDRAWN,))


@dataclass
class FakeRegister:
    """A register that can be away, or know more after a refresh."""

    register: Register | None = field(default_factory=lambda: Register((GONE, BRON)))
    after_refresh: Register | None = None
    refreshed: int = 0

    def current(self) -> Register | None:
        return self.register

    async def refresh(self) -> None:
        self.refreshed += 1
        self.register = self.after_refresh or self.register


@dataclass
class FakeUitgever:
    """Keeps what is published; `away` stands for a Kafka that does not confirm, `gate` holds it up."""

    published: list[Gebeurtenis] = field(default_factory=list)
    away: bool = False
    gate: asyncio.Event | None = None
    entered: asyncio.Event = field(default_factory=asyncio.Event)

    async def publish(self, bron: Bron, gebeurtenissen: Sequence[Gebeurtenis]) -> None:
        self.entered.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.away:
            raise Unavailable("kafka")
        self.published.extend(gebeurtenissen)


@dataclass
class FakeWeigeringen:
    noted: list[tuple[int, str, str]] = field(default_factory=list)

    def note(self, bron: Bron, weigeringen: Sequence[Weigering]) -> None:
        self.noted.extend((bron.id, each.swv, each.fouten[0].code) for each in weigeringen)


@dataclass
class Door:
    """An ingest without Kafka and PostgreSQL, and an LDOS before it."""

    register: FakeRegister
    uitgever: FakeUitgever
    weigeringen: FakeWeigeringen
    http: httpx.AsyncClient
    ldos: LdosClient

    async def send(self, body: bytes, **changes: Any) -> httpx.Response:
        """A well signed batch with headers replaced; None takes one away."""
        sent: dict[str, Any] = headers(self.ldos.secret, body, moment=NOW.timestamp())
        sent.update({name.replace("_", "-"): value for name, value in changes.items()})
        kept = [(name, value) for name, value in sent.items() if value is not None]
        return await self.http.post("/v1/gebeurtenissen", content=body, headers=kept)

    async def push(self, events: Any) -> httpx.Response:
        return await self.send(json.dumps(events).encode())


def problem(response: httpx.Response) -> tuple[int, str]:
    """Status and code of an answer that is a problem."""
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == response.status_code
    return response.status_code, response.json()["code"]
