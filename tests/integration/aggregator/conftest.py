"""The aggregator's handler on a real PostgreSQL, without Kafka: tests hand it records themselves."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import asyncpg
import pytest

from services.aggregator.adapters import PostgresStore
from services.aggregator.handlers import Soort, Verwerker, Verwerkt
from services.aggregator.soorten import DodeLetters, Leveringen, Zaken
from shared.contracts.topics import BRONNEN_LEVERINGEN, DODE_LETTERS, ONDERWIJS_ZAKEN
from shared.contracts.zaken import Zaak
from shared.runtime.clock import FixedClock
from shared.runtime.consume import TP, Record
from shared.runtime.dead_letters import InvalidLimit
from shared.runtime.postgres import open_pool
from tests.stack import Database

NU = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ZAKEN = TP(ONDERWIJS_ZAKEN.naam, 0)


@dataclass
class Gemeld:
    """Remembers what open pages would be told."""

    alles: list[Verwerkt] = field(default_factory=list)

    def meld(self, verwerkt: Verwerkt) -> None:
        self.alles.append(verwerkt)


@dataclass
class Proef:
    """The handler, and eyes on its tables."""

    verwerker: Verwerker
    gemeld: Gemeld
    oog: asyncpg.Connection

    async def cellen(self) -> list[tuple[object, ...]]:
        """All leaf cells in key order."""
        return [tuple(rij) for rij in await self.oog.fetch("SELECT * FROM stand.cel ORDER BY 1, 2, 3, 4, 5, 6")]

    async def telling(self, tp: TP = ZAKEN) -> dict[str, int]:
        """Position and counts of a partition."""
        rij = await self.oog.fetchrow(
            "SELECT volgende, ontvangen, geteld, achterhaald, dubbel, dood FROM stand.partitie"
            " WHERE (topic, partitie) = ($1, $2)",
            *tp,
        )
        return dict(rij) if rij else {}

    async def redenen(self) -> list[tuple[int, str]]:
        """Dead letters as (position, reason)."""
        rijen = await self.oog.fetch("SELECT positie, reden FROM stand.dode_letter ORDER BY 1")
        return [tuple(rij) for rij in rijen]


@pytest.fixture
async def proef(database: Database) -> AsyncIterator[Proef]:
    clock, gemeld = FixedClock(NU), Gemeld()
    soorten: dict[str, Soort] = {
        ONDERWIJS_ZAKEN.naam: Zaken(InvalidLimit(100, 60, clock)),
        DODE_LETTERS.naam: DodeLetters(),
        BRONNEN_LEVERINGEN.naam: Leveringen(),
    }
    oog = await asyncpg.connect(database.url())
    async with open_pool(database.url("pos_aggregator"), "proef") as pool:
        yield Proef(Verwerker(PostgresStore(pool), soorten, gemeld, clock), gemeld, oog)
    await oog.close()


def records(*zaken: Zaak | bytes, vanaf: int = 0, tp: TP = ZAKEN) -> Sequence[Record]:
    """Messages at successive offsets."""
    return [
        Record(tp.topic, tp.partition, offset, None, z if isinstance(z, bytes) else z.naar_bytes(), (), 0)
        for offset, z in enumerate(zaken, start=vanaf)
    ]
