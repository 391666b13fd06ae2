"""Topics, messages and worker processes for the tests of the consuming shell."""

import asyncio
import os
import signal
import sqlite3
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from shared.runtime.kafka import Message, OffsetReader, open_producer, send_all
from shared.runtime.settings import KafkaSettings
from tests.forked import Forked, nursery
from tests.integration.runtime.worker import SCHEMA
from tests.stack import Database, KafkaUnderTest, free_port, until

WORKER = "tests.integration.runtime.worker"


@dataclass
class Proef:
    """One topic, one file in which workers count, and the workers."""

    kafka: str
    folder: Path
    topic: str = field(default_factory=lambda: f"proef.{uuid.uuid4().hex[:8]}")
    workers: list[Forked] = field(default_factory=list)

    @property
    def bestand(self) -> Path:
        return self.folder / "stand.sqlite"

    @property
    def settings(self) -> KafkaSettings:
        return KafkaSettings(kafka=self.kafka, ops_poort=1)

    def start(self, **options: str) -> Forked:
        """A worker; its log lines go to a file per worker."""
        env = os.environ | {
            "POS_KAFKA": self.kafka,
            "POS_OPS_POORT": str(free_port()),
            "POS_BESTAND": str(self.bestand),
            "POS_GROEP": self.topic,
            "POS_TOPIC": self.topic,
        }
        env |= {f"POS_{name.upper()}": value for name, value in options.items()}
        worker = nursery(WORKER, "shared.runtime.consume").start(env, self.folder / f"worker-{len(self.workers)}.log")
        self.workers.append(worker)
        return worker

    async def freeze(self, worker: Forked) -> None:
        """Stop a worker between two transactions (SQLite has one lock, which a frozen process would keep)."""
        while True:
            worker.send_signal(signal.SIGSTOP)
            with closing(sqlite3.connect(self.bestand, timeout=0.2, isolation_level=None)) as db:
                try:
                    db.execute("BEGIN IMMEDIATE")
                    return
                except sqlite3.OperationalError:
                    worker.send_signal(signal.SIGCONT)
            await asyncio.sleep(0.01)

    def log(self, number: int = 0) -> str:
        """What a worker said."""
        return (self.folder / f"worker-{number}.log").read_text()

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Rows of the file of the workers."""
        with closing(sqlite3.connect(self.bestand, timeout=20)) as db:
            db.executescript(SCHEMA)
            return db.execute(question).fetchall()

    def seen(self) -> list[str]:
        """All counted records, also what was counted twice."""
        return [row[0] for row in self.ask("SELECT id FROM gezien")]

    async def until_seen(self, count: int, seconds: float = 60.0) -> None:
        """Wait until so many records were counted."""
        await until(lambda: len(self.seen()) >= count, seconds)

    def processes(self) -> set[int]:
        """The workers that counted something."""
        return {row[0] for row in self.ask("SELECT DISTINCT proces FROM gezien")}

    def gaps(self) -> list[tuple[Any, ...]]:
        """(partition, expected, found) of every reported gap."""
        return self.ask("SELECT partitie, verwacht, gevonden FROM gaten")

    async def send(self, values: Sequence[str], partition: int | None = None) -> None:
        """Put values in the topic, spread by key."""
        async with open_producer(self.settings, "proef") as producer:
            for at in range(0, len(values), 1_000):
                part = values[at : at + 1_000]
                await send_all(producer, [self._message(value, partition) for value in part])

    def _message(self, value: str, partition: int | None) -> Message:
        return Message(self.topic, value.encode(), key=value.encode(), partition=partition)

    async def lag(self) -> int:
        """Records that the group has not committed."""
        async with OffsetReader(self.settings) as offsets:
            return await offsets.backlog(self.topic, self.topic)


@pytest.fixture
def kafka_servers(kafka_server: KafkaUnderTest) -> str:
    """Where the broker of this session is."""
    return kafka_server.bootstrap


@pytest.fixture
def database_url(database: Database) -> str:
    """A fresh database, as its administrator."""
    return database.url()


@pytest.fixture
async def proef(kafka_servers: str, tmp_path: Path) -> AsyncIterator[Proef]:
    """A new topic of six partitions; workers are killed at the end."""
    made = Proef(kafka_servers, tmp_path)
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka_servers)
    await admin.start()
    await admin.create_topics([NewTopic(made.topic, 6, 1)])
    yield made
    for worker in made.workers:
        worker.kill()
        worker.wait()
    await admin.delete_topics([made.topic])
    await admin.close()


@pytest.fixture
def values() -> list[str]:
    """Twenty thousand different records."""
    return [f"r{number}" for number in range(20_000)]
