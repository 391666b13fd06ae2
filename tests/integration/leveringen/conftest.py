"""The road of a delivery with real ends: door of ingest on a real broker, reader on a real database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import asyncpg
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from deploy.cli.levering import Bestemming, Uitslag, laad
from services.aggregator.organisatie import Leveringen
from services.ingest.leveringen import Balie
from services.ingest.leveringen_kafka import KafkaDeler
from services.ingest.leveringen_routes import build_router
from shared.contracts.bronnen.levering import Opdracht
from shared.contracts.bronnen.verzoek import MAX_BYTES
from shared.contracts.topics import BRONNEN_LEVERINGEN
from shared.runtime.clock import SystemClock
from shared.runtime.http import build_http
from shared.runtime.http_server import HttpServer
from shared.runtime.kafka import Producer, open_producer
from shared.runtime.postgres import Pool, open_pool, transaction
from shared.runtime.settings import KafkaSettings
from tests.stack import Database, KafkaUnderTest, free_port

GEHEIM = b"geheim van de eigen diensten"
TP = TopicPartition(BRONNEN_LEVERINGEN.naam, 0)


@dataclass
class Weg:
    """Deliver like the command line; what the reader changed stands in `gewijzigd`, one set per message.

    The next `mislukt` transactions of the reader are rolled back at their end, and tried again.
    """

    doel: Bestemming
    deler: KafkaDeler
    producer: Producer
    pool: Pool
    gewijzigd: list[set[int]] = field(default_factory=list)
    mislukt: int = 0

    async def laad(self, inhoud: bytes, soort: str = "organisatie", **opdracht: Any) -> Uitslag:
        if isinstance(opdracht.get("peildatum"), str):
            opdracht["peildatum"] = date.fromisoformat(opdracht["peildatum"])
        return await laad(self.doel, soort, inhoud, Opdracht(**{"wie": "test", **opdracht}))

    async def leden(self) -> set[tuple[int, str, int, int, int]]:
        """(swv, name of the vestiging, van, tot, bestuur)."""
        rijen = await self.pool.fetch(
            "SELECT swv, naam, van, tot, bestuur"
            " FROM organisatie.lidmaatschap JOIN organisatie.vestiging USING (vestiging)"
        )
        return {tuple(rij) for rij in rijen}

    async def versie(self) -> int:
        return int(await self.pool.fetchval("SELECT versie FROM organisatie.versie"))

    async def leveringen(self) -> list[asyncpg.Record]:
        return await self.pool.fetch("SELECT * FROM organisatie.levering ORDER BY nummer")

    async def lees(self, kafka: str) -> None:
        """Handle every message of the topic, one transaction each, until cancelled."""
        consumer = AIOKafkaConsumer(bootstrap_servers=kafka, auto_offset_reset="earliest")
        try:
            await consumer.start()
            consumer.assign([TP])
            async for record in consumer:
                while not await self._verwerk(record.value):
                    pass
        finally:
            await consumer.stop()

    async def _verwerk(self, bericht: bytes) -> bool:
        try:
            async with transaction(self.pool) as connection:
                swvs = await Leveringen().verwerk(connection, [bericht], SystemClock().now())
                if self.mislukt:
                    self.mislukt -= 1
                    raise MisluktError
        except MisluktError:
            return False
        self.gewijzigd.append(swvs)
        return True


class MisluktError(Exception):
    """A transaction that ends badly, on purpose."""


@asynccontextmanager
async def _beheer(database: Database) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database.url("pos_beheer"))
    try:
        yield connection
    finally:
        await connection.close()


@pytest.fixture
async def weg(kafka: KafkaUnderTest, database: Database) -> AsyncIterator[Weg]:
    poort = free_port()
    stop = asyncio.Event()

    async with (
        open_producer(KafkaSettings(kafka=kafka.bootstrap, ops_poort=1), "test") as producer,
        open_pool(database.url("pos_aggregator"), "test") as pool,
    ):
        deler = KafkaDeler(producer, 10)
        app = build_http("ingest", "1.0.0", body_max_bytes=MAX_BYTES)
        app.include_router(build_router(Balie(deler, deler, GEHEIM, SystemClock())))
        gevonden = Weg(
            Bestemming(f"http://127.0.0.1:{poort}", GEHEIM, lambda: _beheer(database)), deler, producer, pool
        )
        taken = [
            asyncio.create_task(HttpServer(app, "127.0.0.1", poort).run(stop)),
            asyncio.create_task(gevonden.lees(kafka.bootstrap)),
        ]
        try:
            yield gevonden
        finally:
            stop.set()
            taken[1].cancel()
            await asyncio.wait(taken, timeout=10)
