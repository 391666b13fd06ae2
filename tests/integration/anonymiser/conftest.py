"""A real broker with empty topics, a key folder, and the anonymiser as a process of its own."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer

from shared.contracts.topics import DODE_LETTERS, LDOS_DOSSIERS, ONDERWIJS_ZAKEN
from shared.runtime.clock import SystemClock
from shared.runtime.kafka import Message, OffsetReader, open_producer, send_all
from shared.runtime.keys import FileKeyStore, seal
from shared.runtime.settings import KafkaSettings
from tests.stack import KafkaUnderTest

ROOT = Path(__file__).parents[3]
DAY = f"dag/{SystemClock().today()}"
DAY_BEFORE = f"dag/{SystemClock().today() - timedelta(days=1)}"
BRON = (("bron", b"3"),)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Muur:
    """What stands around the anonymiser."""

    def __init__(self, servers: str, folder: Path) -> None:
        self.servers, self.folder = servers, folder
        self.keys = FileKeyStore(folder / "sleutels")
        self.settings = KafkaSettings(kafka=servers, ops_poort=1)
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, sleutels: Path | None = None, batch: int = 5_000) -> subprocess.Popen[bytes]:
        """The service as an operator starts it."""
        env = os.environ | {
            "POS_KAFKA": self.servers,
            "POS_SLEUTELS": str(sleutels or self.folder / "sleutels"),
            "POS_OPS_POORT": str(free_port()),
            "POS_INSTANTIE": "1",
            "POS_BATCH_MAX_GEBEURTENISSEN": str(batch),
        }
        with (self.folder / "anonymiser.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "services.anonymiser"], cwd=ROOT, env=env, stdout=log, stderr=log
            )
        self._processes.append(process)
        return process

    def stop(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()

    def log(self) -> str:
        """All that it said, of all its lives."""
        return (self.folder / "anonymiser.log").read_text("utf-8")

    def seal(self, received: bytes, day: str = DAY) -> bytes:
        """As ingest seals."""
        return seal(day, self.keys.get(day, create=True), received)

    async def push(
        self, values: Sequence[bytes | None], headers: tuple[tuple[str, bytes], ...] = (("bron", b"3"),)
    ) -> None:
        """Put records in the raw topic, spread over its partitions."""
        partitions = LDOS_DOSSIERS.partities
        async with open_producer(self.settings, "proef") as producer:
            messages = [
                # A tombstone is no message that we ever send, so the type does not know it.
                Message(LDOS_DOSSIERS.naam, value, b"sleutel", headers, number % partitions)  # type: ignore[arg-type]
                for number, value in enumerate(values)
            ]
            for start in range(0, len(messages), 2_000):
                await send_all(producer, messages[start : start + 2_000])

    async def push_events(self, events: Sequence[dict[str, Any]], day: str = DAY) -> None:
        await self.push([self.seal(json.dumps(event).encode(), day) for event in events])

    async def count(self, topic: str) -> int:
        """Messages in a new topic."""
        async with OffsetReader(self.settings, "proef") as offsets:
            return sum((await offsets.end_offsets(topic)).values())

    async def read(self, topic: str) -> list[Any]:
        """Every record of a topic, as aiokafka gives it."""
        consumer = AIOKafkaConsumer(
            topic, bootstrap_servers=self.servers, auto_offset_reset="earliest", max_poll_records=5_000
        )
        await consumer.start()
        try:
            ends = await consumer.end_offsets(consumer.assignment())
            found: list[Any] = []
            while len(found) < sum(ends.values()):
                for records in (await consumer.getmany(timeout_ms=500)).values():
                    found.extend(records)
            return found
        finally:
            await consumer.stop()

    async def zaken(self) -> list[Any]:
        return await self.read(ONDERWIJS_ZAKEN.naam)

    async def letters(self) -> list[dict[str, Any]]:
        return [json.loads(record.value) for record in await self.read(DODE_LETTERS.naam)]

    async def until(self, true: Callable[[], Awaitable[bool]], seconds: float = 60.0) -> None:
        """Wait for the effect, with a deadline."""
        async with asyncio.timeout(seconds):
            while not await true():
                await asyncio.sleep(0.1)

    async def until_published(self, zaken: int, letters: int = 0) -> None:
        async def there() -> bool:
            found = await self.count(ONDERWIJS_ZAKEN.naam), await self.count(DODE_LETTERS.naam)
            return found[0] >= zaken and found[1] >= letters

        await self.until(there)


@pytest.fixture
async def muur(kafka: KafkaUnderTest, tmp_path: Path) -> AsyncIterator[Muur]:
    """Empty topics and an empty key folder; processes are killed at the end."""
    made = Muur(kafka.bootstrap, tmp_path)
    yield made
    made.stop()


@pytest.fixture
def kill9() -> Callable[[subprocess.Popen[bytes]], None]:
    """The hardest stop there is."""

    def kill(process: subprocess.Popen[bytes]) -> None:
        process.send_signal(signal.SIGKILL)
        process.wait()

    return kill
