"""The aggregator's handler on a real PostgreSQL: cases of six partitions and lists, handed over one batch at a time."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import pytest

from services.aggregator.adapters import PostgresStore
from services.aggregator.handlers import Soort, Verwerker, Verwerkt
from services.aggregator.soorten import Leveringen, Lijsten, Zaken
from services.anonymiser.domain import anonymise
from shared.contracts import ldos
from shared.contracts.bronnen.lijsten import Lijstdeel
from shared.contracts.cellen import INDELINGEN, Kubus
from shared.contracts.eenheden import swv_code, vestiging_code
from shared.contracts.topics import BRONNEN_LEVERINGEN, ONDERWIJS_LIJSTEN, ONDERWIJS_ZAKEN
from shared.contracts.zaken import Zaak
from shared.runtime.clock import FixedClock
from shared.runtime.consume import TP, Record
from shared.runtime.dead_letters import InvalidLimit
from shared.runtime.errors import Unavailable
from shared.runtime.postgres import open_pool
from tests.gebeurtenissen import as_bytes
from tests.lijsten import NU, Sleutels, delen
from tests.stack import Database

Telling = Counter[tuple[Any, ...]]
"""(swv, schooljaar, vestiging, values of the fields …) → number."""


class _Stil:
    def meld(self, verwerkt: Verwerkt) -> None:
        return None


@dataclass
class Proef:
    """Hand over cases and lists; look at the cells."""

    verwerker: Verwerker
    oog: asyncpg.Connection
    sleutels: Sleutels = field(default_factory=Sleutels)
    pogingen: int = 0
    _offset: Counter[TP] = field(default_factory=Counter)

    def anoniem(self, event: Mapping[str, Any]) -> Zaak:
        aanvaard = ldos.check(ldos.read(as_bytes(event)))
        assert isinstance(aanvaard, ldos.Accepted), aanvaard
        return anonymise(aanvaard, self.sleutels, 1)

    async def push(self, *zaken: Zaak, partitie: int = 0) -> None:
        await self._geef(TP(ONDERWIJS_ZAKEN.naam, partitie), [zaak.naar_bytes() for zaak in zaken])

    async def lever(self, soort: str, inhoud: bytes, **opdracht: Any) -> None:
        await self.geef_delen(delen(soort, inhoud, self.sleutels, **opdracht))

    async def geef_delen(self, lijst: list[Lijstdeel]) -> None:
        await self._geef(TP(ONDERWIJS_LIJSTEN.naam, 0), [deel.naar_bytes() for deel in lijst])

    async def _geef(self, tp: TP, waarden: list[bytes]) -> None:
        if waarden:
            begin = self._offset[tp]
            self._offset[tp] += len(waarden)
            records = [Record(*tp, offset, None, waarde, (), 0) for offset, waarde in enumerate(waarden, begin)]
            while not await self._een_poging(tp, records):
                pass

    async def _een_poging(self, tp: TP, records: list[Record]) -> bool:
        """As the consumer does: what passes by itself (partitions that wait for each other) is done again."""
        try:
            await self.verwerker.handle(tp, records)
        except Unavailable:
            self.pogingen += 1
            return False
        return True

    async def cellen(self, kubus: Kubus) -> Telling:
        """The cells of one kubus, unpacked."""
        velden = INDELINGEN[kubus].velden.values()
        return Counter(
            {
                (
                    swv_code(rij["swv"]),
                    rij["schooljaar"],
                    None if rij["vestiging"] < 0 else vestiging_code(rij["vestiging"]),
                    *(veld.waarden[veld.lees(rij["code"])] for veld in velden),
                ): rij["aantal"]
                for rij in await self.oog.fetch("SELECT * FROM stand.cel WHERE kubus = $1", int(kubus))
            }
        )

    async def afgewezen(self) -> list[str | None]:
        """What became of each delivery: None when applied (or a repeat)."""
        rijen = await self.oog.fetch("SELECT afgewezen FROM organisatie.levering ORDER BY nummer")
        return [rij["afgewezen"] for rij in rijen]


@asynccontextmanager
async def open_proef(database: Database) -> AsyncIterator[Proef]:
    clock = FixedClock(NU)
    soorten: dict[str, Soort] = {
        ONDERWIJS_ZAKEN.naam: Zaken(InvalidLimit(100, 60, clock)),
        ONDERWIJS_LIJSTEN.naam: Lijsten(),
        BRONNEN_LEVERINGEN.naam: Leveringen(),
    }
    oog = await asyncpg.connect(database.url())
    async with open_pool(database.url("pos_aggregator"), "proef") as pool:
        yield Proef(Verwerker(PostgresStore(pool), soorten, _Stil(), clock), oog)
    await oog.close()


@pytest.fixture
async def proef(database: Database) -> AsyncIterator[Proef]:
    async with open_proef(database) as gevonden:
        yield gevonden
