"""Ingest as a process of its own before a real Kafka and PostgreSQL, and an LDOS that pushes to it."""

import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from deploy import bronbeheer
from shared.contracts.topics import LDOS_DOSSIERS
from shared.runtime.keys import FileKeyStore
from tests.forked import Forked
from tests.ldos_client import LdosClient
from tests.stack import Database, KafkaUnderTest, free_port, read_topic, start_service, until

SOURCE = "urn:nld:oin:00000001234567890000:systeem:ldos"


@dataclass
class Ingang:
    """The service, what stands around it, and one registered source."""

    bootstrap: str
    database: Database
    folder: Path
    secret: str = ""
    port: int = field(default_factory=free_port)
    ops_port: int = field(default_factory=free_port)
    process: Forked | None = None

    @property
    def keys(self) -> FileKeyStore:
        return FileKeyStore(self.folder / "sleutels")

    def client(self, secret: str | None = None) -> LdosClient:
        """An LDOS with this secret; close its `http`."""
        http = httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", timeout=30)
        return LdosClient(http, self.secret if secret is None else secret)

    async def beheer(self, call: Callable[[asyncpg.Connection], Awaitable[Any]]) -> Any:
        """Something with the register, as `pos bron` does it."""
        connection = await asyncpg.connect(self.database.url("pos_beheer"))
        try:
            return await call(connection)
        finally:
            await connection.close()

    async def register(self, naam: str = "ldos", source: str = SOURCE, swvs: Sequence[str] = ("PO9901",)) -> str:
        """A new source; its secret."""
        secret: str = await self.beheer(lambda c: bronbeheer.add_source(c, self.keys, naam, source, swvs))
        return secret

    async def start(self, **settings: str) -> None:
        """Start it and wait until it listens."""
        own = {
            "POS_KAFKA": self.bootstrap,
            "POS_DATABASE_URL": self.database.url("pos_ingest"),
            "POS_SLEUTELS": str(self.folder / "sleutels"),
            "POS_DIENSTGEHEIM": str(self.folder / "dienst"),
            "POS_POORT": str(self.port),
            "POS_OPS_POORT": str(self.ops_port),
            "POS_KAFKA_BEVESTIGING_SECONDEN": "3",
        }
        self.process = start_service("ingest", self.folder / "ingest.log", **own | settings)
        await until(self._listens)

    async def _listens(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log()
        try:
            async with httpx.AsyncClient() as http:
                return (await http.get(f"http://127.0.0.1:{self.port}/v1/openapi.json")).status_code == 200
        except httpx.TransportError:
            return False

    async def ops(self, path: str) -> httpx.Response:
        async with httpx.AsyncClient() as http:
            return await http.get(f"http://127.0.0.1:{self.ops_port}{path}")

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Stop or kill it; its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(15)

    def log(self) -> str:
        """All that it said."""
        return (self.folder / "ingest.log").read_text("utf-8")

    async def records(self) -> list[Any]:
        """Everything on the raw topic, as aiokafka gives it."""
        return await read_topic(self.bootstrap, LDOS_DOSSIERS.naam)


@pytest.fixture
async def ingang(kafka: KafkaUnderTest, database: Database, tmp_path: Path) -> AsyncIterator[Ingang]:
    """Not started yet, so that a test can choose when; one source for PO9901 is registered."""
    made = Ingang(kafka.bootstrap, database, tmp_path)
    (tmp_path / "dienst").write_text("geheim-van-de-proef-0123456789abcdef")
    made.secret = await made.register()
    yield made
    if made.process is not None and made.process.poll() is None:
        made.end(signal.SIGKILL)


@pytest.fixture
async def ldos(ingang: Ingang) -> AsyncIterator[LdosClient]:
    """Ingest running, and the registered source before it."""
    await ingang.start()
    client = ingang.client()
    yield client
    await client.http.aclose()
