"""The chain without Kafka: pushed events through anonymiser, reducer and database to the API, and their judge."""

import hashlib
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import asyncpg

from services.aggregator.adapters import PostgresStore
from services.aggregator.handlers import Soort, Verwerker, Verwerkt
from services.aggregator.soorten import Leveringen, Lijsten, Zaken
from services.anonymiser.domain import anonymise
from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts import ldos
from shared.contracts.bronnen.levering import Opdracht, verdeel
from shared.contracts.bronnen.organisatie import OrganisatieRij
from shared.contracts.bronnen.soorten import ORGANISATIE, SOORTEN
from shared.contracts.topics import BRONNEN_LEVERINGEN, ONDERWIJS_LIJSTEN, ONDERWIJS_ZAKEN
from shared.runtime.clock import FixedClock
from shared.runtime.consume import TP, Record
from shared.runtime.dead_letters import InvalidLimit
from shared.runtime.postgres import open_pool
from tests import oracle
from tests.gebeurtenissen import as_bytes
from tests.integration.gateway.huis import NU, Huis, open_huis
from tests.integration.gateway.wereld import LOPEND, Lid, Sleutels
from tests.lijsten import delen as lijstdelen
from tests.stack import Database

Event = Mapping[str, Any]
_VELDEN = ("vestiging", "bestuur", "subregio", "swv", "schoolsoort", "van", "tot")


class _Stil:
    def meld(self, verwerkt: Verwerkt) -> None:
        return None


@dataclass
class Keten:
    """Push events and deliver reference data; ask the API through `huis`; `oracle()` judges."""

    verwerker: Verwerker
    huis: Huis
    oog: asyncpg.Connection
    clock: FixedClock
    events: list[Event] = field(default_factory=list)
    leden: Sequence[Lid] = ()
    _offset: dict[str, int] = field(default_factory=dict)

    async def push(self, *events: Event) -> None:
        """In this order, as one batch."""
        self.events += events
        await self._verwerk(ONDERWIJS_ZAKEN.naam, [_zaak(event) for event in events])

    async def lever(self, leden: Sequence[Lid]) -> None:
        """New reference data, in place of all that was delivered for these SWV's."""
        rijen = [_rij(nummer, lid) for nummer, lid in enumerate(leden, start=2)]
        sha256 = hashlib.sha256(repr(rijen).encode()).hexdigest()
        # Later than the one before: on equal days the newest delivery decides.
        self.clock.moment += timedelta(minutes=1)
        delen = verdeel(
            ORGANISATIE.naam, uuid4(), sha256, self.clock.now(), Opdracht(wie="proef", bevestigd=True), rijen
        )
        await self._verwerk(BRONNEN_LEVERINGEN.naam, [deel.naar_bytes() for deel in delen])
        assert await self.oog.fetchval("SELECT count(*) FROM organisatie.levering WHERE afgewezen IS NOT NULL") == 0
        self.leden = leden

    async def lijst(self, soort: str, inhoud: bytes, **opdracht: Any) -> None:
        """A list with persons, by the real reader and the real anonymiser."""
        delen = lijstdelen(soort, inhoud, Sleutels(), **opdracht)
        await self._verwerk(ONDERWIJS_LIJSTEN.naam, [deel.naar_bytes() for deel in delen])

    async def bestand(self, soort: str, inhoud: bytes, **opdracht: Any) -> None:
        """A file of any source, by the real reader."""
        if SOORTEN[soort].personen:
            await self.lijst(soort, inhoud, **opdracht)
            return
        self.clock.moment += timedelta(minutes=1)
        gegeven, som = Opdracht(**{"wie": "proef", **opdracht}), hashlib.sha256(inhoud).hexdigest()
        rijen = lees_bestand(SOORTEN[soort], inhoud).rijen
        delen = verdeel(soort, uuid4(), som, self.clock.now(), gegeven, rijen)
        await self._verwerk(BRONNEN_LEVERINGEN.naam, [deel.naar_bytes() for deel in delen])

    def oracle(self) -> oracle.Oracle:
        """The judge of everything that was pushed, in today's reference data."""
        leden = [
            oracle.Lidmaatschap(een.swv, een.vestiging, een.van, een.tot, een.bestuur, een.subregio)
            for een in self.leden
        ]
        return oracle.Oracle(oracle.nieuwste(self.events), leden, LOPEND)

    async def cellen(self) -> list[tuple[object, ...]]:
        """All leaf cells in key order."""
        return [tuple(rij) for rij in await self.oog.fetch("SELECT * FROM stand.cel ORDER BY 1, 2, 3, 4, 5, 6")]

    async def _verwerk(self, topic: str, waarden: Iterable[bytes]) -> None:
        begin = self._offset.get(topic, 0)
        records = [Record(topic, 0, offset, None, waarde, (), 0) for offset, waarde in enumerate(waarden, begin)]
        if records:
            await self.verwerker.handle(TP(topic, 0), records)
        self._offset[topic] = begin + len(records)


@asynccontextmanager
async def open_keten(database: Database) -> AsyncIterator[Keten]:
    """The chain over an empty database."""
    clock = FixedClock(NU)
    soorten: dict[str, Soort] = {
        ONDERWIJS_ZAKEN.naam: Zaken(InvalidLimit(100, 60, clock)),
        BRONNEN_LEVERINGEN.naam: Leveringen(),
        ONDERWIJS_LIJSTEN.naam: Lijsten(),
    }
    oog = await asyncpg.connect(database.url())
    async with (
        open_pool(database.url("pos_aggregator"), "keten") as pool,
        open_huis(database.url("pos_gateway"), database.url()) as huis,
    ):
        yield Keten(Verwerker(PostgresStore(pool), soorten, _Stil(), clock), huis, oog, clock)
    await oog.close()


def _zaak(event: Event) -> bytes:
    aanvaard = ldos.check(ldos.read(as_bytes(event)))
    assert isinstance(aanvaard, ldos.Accepted), aanvaard
    return anonymise(aanvaard, Sleutels(), 1).naar_bytes()


def _rij(nummer: int, lid: Lid) -> OrganisatieRij:
    return OrganisatieRij.model_validate(
        {
            **{naam: getattr(lid, naam) for naam in _VELDEN},
            "rij": nummer,
            "naam": f"School {lid.vestiging}",
            "plaats": "Plaats",
            "bestuur_naam": f"Bestuur {lid.bestuur}",
            "subregio_naam": lid.subregio and "Deel",
            "swv_naam": f"SWV {lid.swv}",
        }
    )
