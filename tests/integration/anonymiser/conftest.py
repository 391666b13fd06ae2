"""A real broker with empty topics, a key folder, and the anonymiser as a process of its own."""

import json
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.contracts.topics import DODE_LETTERS, LDOS_DOSSIERS, ONDERWIJS_ZAKEN
from shared.runtime.clock import SystemClock
from shared.runtime.kafka import Message, OffsetReader, open_producer, send_all
from shared.runtime.keys import FileKeyStore, seal
from shared.runtime.settings import KafkaSettings
from tests.forked import Forked
from tests.stack import KafkaUnderTest, read_topic, start_service, until

DAY = f"dag/{SystemClock().today()}"
DAY_BEFORE = f"dag/{SystemClock().today() - timedelta(days=1)}"
BRON = (("bron", b"3"),)


class Muur:
    """What stands around the anonymiser."""

    def __init__(self, servers: str, folder: Path) -> None:
        self.servers, self.folder = servers, folder
        self.keys = FileKeyStore(folder / "sleutels")
        self.settings = KafkaSettings(kafka=servers, ops_poort=1)
        self._processes: list[Forked] = []

    def start(self, sleutels: Path | None = None, batch: int = 5_000) -> Forked:
        """The service as an operator starts it."""
        process = start_service(
            "anonymiser",
            self.folder / "anonymiser.log",
            POS_KAFKA=self.servers,
            POS_SLEUTELS=str(sleutels or self.folder / "sleutels"),
            POS_BATCH_MAX_GEBEURTENISSEN=str(batch),
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
        return await read_topic(self.servers, topic)

    async def zaken(self) -> list[Any]:
        return await self.read(ONDERWIJS_ZAKEN.naam)

    async def letters(self) -> list[dict[str, Any]]:
        return [json.loads(record.value) for record in await self.read(DODE_LETTERS.naam)]

    async def until_published(self, zaken: int, letters: int = 0) -> None:
        async def there() -> bool:
            found = await self.count(ONDERWIJS_ZAKEN.naam), await self.count(DODE_LETTERS.naam)
            return found[0] >= zaken and found[1] >= letters

        await until(there)


@pytest.fixture
async def muur(kafka: KafkaUnderTest, tmp_path: Path) -> AsyncIterator[Muur]:
    """Empty topics and an empty key folder; processes are killed at the end."""
    made = Muur(kafka.bootstrap, tmp_path)
    yield made
    made.stop()


@pytest.fixture
def kill9() -> Callable[[Forked], None]:
    """The hardest stop there is."""

    def kill(process: Forked) -> None:
        process.send_signal(signal.SIGKILL)
        process.wait()

    return kill
