"""A real Kafka and PostgreSQL, the aggregator as a process of its own, and cases put straight on its topic."""

import random
import signal
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from services.aggregator.herbereken import Vergelijking, Wijze, herbereken
from shared.contracts.topics import DODE_LETTERS, ONDERWIJS_ZAKEN
from shared.contracts.zaken import Zaak
from shared.runtime.clock import SystemClock
from shared.runtime.kafka import Message, OffsetReader, open_producer, send_all
from shared.runtime.settings import KafkaSettings
from tests.bouwers import besloten, dossier, zaak
from tests.forked import Forked
from tests.stack import Database, KafkaUnderTest, start_service, until

ROOT = Path(__file__).parents[3]
GIF = (b"", b"{", b"null", b'{"zaak": "Jan"}', b"\xff\x00")


@dataclass
class Huis:
    """The aggregator, what it reads and writes, and eyes on its tables."""

    bootstrap: str
    database: Database
    folder: Path
    oog: asyncpg.Connection
    processen: list[Forked] = field(default_factory=list)

    @property
    def kafka(self) -> KafkaSettings:
        return KafkaSettings(kafka=self.bootstrap, ops_poort=1)

    @property
    def dsn(self) -> str:
        return self.database.url("pos_aggregator")

    def start(self, **instellingen: str) -> Forked:
        """The service as an operator starts it."""
        eigen = {
            "POS_KAFKA": self.bootstrap,
            "POS_DATABASE_URL": self.dsn,
            "POS_BATCH_MAX_GEBEURTENISSEN": "200",
            "POS_NACHT_OM": "23:59",
        }
        proces = start_service("aggregator", self.folder / "aggregator.log", **eigen | instellingen)
        self.processen.append(proces)
        return proces

    def stop(self) -> None:
        for proces in self.processen:
            proces.send_signal(signal.SIGKILL)
            proces.wait()

    async def duw(self, berichten: Sequence[Zaak | bytes]) -> None:
        """Put cases on the topic as the anonymiser does; bytes go as they are, under a key of their own."""
        async with open_producer(self.kafka, "proef") as producer:
            for begin in range(0, len(berichten), 500):
                await send_all(producer, [_bericht(een) for een in berichten[begin : begin + 500]])

    async def bij(self) -> None:
        """Wait until the running stand has everything that is on the topics."""
        async with OffsetReader(self.kafka, "proef") as offsets:

            async def waar() -> bool:
                einde: dict[Any, int] = {}
                for topic in (ONDERWIJS_ZAKEN.naam, DODE_LETTERS.naam):
                    einde |= {(tp.topic, tp.partition): o for tp, o in (await offsets.end_offsets(topic)).items() if o}
                rijen = await self.oog.fetch("SELECT topic, partitie, volgende FROM stand.partitie")
                stand = {(rij[0], rij[1]): rij[2] for rij in rijen}
                return all(stand.get(tp) == offset for tp, offset in einde.items())

            await until(waar)

    async def herbereken(self, wijze: Wijze) -> Vergelijking:
        """As the command does it."""
        return await herbereken(self.dsn, self.kafka, wijze, SystemClock(), grootte=300)

    async def waarde(self, vraag: str, *waarden: Any) -> Any:
        return await self.oog.fetchval(vraag, *waarden)


def _bericht(een: Zaak | bytes) -> Message:
    if isinstance(een, bytes):
        return Message(ONDERWIJS_ZAKEN.naam, een, key=een or b"leeg")
    return Message(ONDERWIJS_ZAKEN.naam, een.naar_bytes(), key=bytes.fromhex(een.zaak))


def verhaal(seed: int, zaken: int = 300, swvs: Sequence[str] = ("PO9901", "VO9901")) -> list[Zaak | bytes]:
    """Histories of cases, shuffled, with repeats, conflicts and poison."""
    kans = random.Random(seed)
    eenmaal = [
        zaak(nummer, versie, _inhoud(kans), bron=1 + nummer % 2, swv=swvs[nummer % len(swvs)])
        for nummer in range(1, zaken + 1)
        for versie in range(1, kans.randint(2, 5))
    ]
    herhaald = kans.sample(eenmaal, len(eenmaal) // 5)
    botsend = [een.model_copy(update={"dossier": _anders(een)}) for een in kans.sample(eenmaal, len(eenmaal) // 20)]
    alles: list[Zaak | bytes] = [*eenmaal, *herhaald, *botsend, *(GIF * 3)]
    kans.shuffle(alles)
    return alles


def _inhoud(kans: random.Random) -> dict[str, Any] | None:
    velden = {"leerjaar": kans.choice([1, 4, 8, None]), "vestiging": kans.choice(["99AB00", "99CD01"])}
    return kans.choice([dossier(**velden), besloten(**velden), besloten(**velden), None])


def _anders(een: Zaak) -> Any:
    ander = zaak(1, 1, dossier(leerjaar=2, herkomst="sbo"))
    return ander.dossier


@pytest.fixture
async def huis(kafka: KafkaUnderTest, database: Database, tmp_path: Path) -> AsyncIterator[Huis]:
    """Empty topics, an empty stand; the aggregator is not started yet."""
    oog = await asyncpg.connect(database.url())
    made = Huis(kafka.bootstrap, database, tmp_path, oog)
    yield made
    made.stop()
    await oog.close()
