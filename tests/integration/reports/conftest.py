"""The whole way of a document: gateway, topic and reports over a real database and a real broker."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from services.gateway.adapters.accounts import PostgresAccounts
from services.gateway.adapters.gegevens import PostgresGegevens
from services.gateway.adapters.rapporten import KafkaMelder, PostgresRapporten
from services.gateway.adapters.sessies import PostgresSessies
from services.gateway.adapters.sjablonen import PostgresSjablonen
from services.gateway.adapters.stand import PostgresTellingen
from services.gateway.handlers.accounts import Slot, Toegangspoort
from services.gateway.handlers.bundels import Bundelbalie
from services.gateway.handlers.rapporten import Rapportbalie
from services.gateway.handlers.sjablonen import Sjabloonbalie
from services.gateway.handlers.stand import Achterstand
from services.gateway.routes import build_api, bundels, rapporten, sjablonen
from services.gateway.routes.diensten import Diensten
from services.reports.adapters.gateway import GatewayCijfers
from services.reports.adapters.tabellen import PostgresVoorraad
from services.reports.handlers import Maker
from services.reports.word import schrijf
from shared.runtime.clock import FixedClock, amsterdam_date
from shared.runtime.kafka import open_producer
from shared.runtime.postgres import open_pool
from shared.runtime.settings import KafkaSettings
from tests.integration.gateway.huis import ARGON2, NU, maak_account
from tests.stack import Database

GEHEIM = b"geheim-van-de-diensten-in-deze-test"


@dataclass
class Melding:
    """Remembers what reports would be told."""

    rapporten: list[UUID] = field(default_factory=list)

    async def meld(self, *rapporten: UUID) -> None:
        self.rapporten.extend(rapporten)


@dataclass
class Straat:
    """The gateway's API, reports behind it, and eyes on the tables."""

    client: httpx.AsyncClient
    maker: Maker
    voorraad: PostgresVoorraad
    melding: Melding
    clock: FixedClock
    admin_url: str
    tokens: dict[tuple[str, ...], str] = field(default_factory=dict)

    async def kop(self, *rechten: str) -> dict[str, str]:
        """The header of somebody with these rights; the same rights are the same account."""
        if rechten not in self.tokens:
            self.tokens[rechten] = await maak_account(self.admin_url, rechten, self.clock.now())
        return {"Authorization": f"Bearer {self.tokens[rechten]}"}

    async def get(self, pad: str, *rechten: str) -> httpx.Response:
        return await self.client.get(pad, headers=await self.kop(*rechten))

    async def vraag(self, *rechten: str, **vraag: Any) -> httpx.Response:
        """Ask for a Gespreksrapport of a school."""
        body = {"soort": "gespreksrapport", "niveau": "school", "schooljaar": "2025-2026", **vraag}
        return await self.client.post("/v1/rapporten", json=body, headers=await self.kop(*rechten))

    async def document(self, *rechten: str, **vraag: Any) -> httpx.Response:
        """Ask it, make it, get it."""
        antwoord = await self.vraag(*rechten, **vraag)
        assert antwoord.status_code == 202, antwoord.text
        await self.maker.maak(UUID(antwoord.json()["id"]))
        return await self.get(f"{antwoord.headers['location']}/document", *rechten)

    async def sql(self, vraag: str, *waarden: Any) -> Any:
        """The first value of a query, as administrator."""
        verbinding = await asyncpg.connect(self.admin_url)
        try:
            return await verbinding.fetchval(vraag, *waarden)
        finally:
            await verbinding.close()


class LopendeKlok(FixedClock):
    """The time of the machine, on the day of the test's world."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return amsterdam_date(self.moment)


async def _geen() -> int:
    return 0


@asynccontextmanager
async def open_straat(database: Database, lopende_klok: bool = False) -> AsyncIterator[Straat]:
    """Everything over one database. `lopende_klok`: the time of now, for a pass that a process outside signs."""
    clock, melding = LopendeKlok(NU) if lopende_klok else FixedClock(NU), Melding()
    async with (
        open_pool(database.url("pos_gateway"), "gateway-proef", 5) as pool,
        open_pool(database.url("pos_reports"), "reports-proef", 5) as eigen,
    ):
        gegevens = PostgresGegevens(pool)
        diensten = Diensten(
            gegevens,
            Toegangspoort(PostgresAccounts(pool), ARGON2, clock, Slot(3, 15), 366),
            Achterstand(_geen, clock),
            PostgresTellingen(pool),
            clock,
            PostgresSessies(pool),
            dienstgeheim=GEHEIM,
        )
        api = build_api(diensten)
        balie = Rapportbalie(gegevens, PostgresRapporten(pool), melding, clock)
        api.include_router(bundels.build_router(diensten, Bundelbalie(balie)))
        api.include_router(rapporten.build_router(diensten, balie))
        api.include_router(sjablonen.build_router(diensten, Sjabloonbalie(PostgresSjablonen(pool))))
        transport = httpx.ASGITransport(api)
        async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
            voorraad = PostgresVoorraad(eigen)
            cijfers = GatewayCijfers(client, GEHEIM, clock)
            maker = Maker(voorraad, cijfers, schrijf, clock, 3, afspraken=cijfers)
            yield Straat(client, maker, voorraad, melding, clock, database.url())


@pytest.fixture
async def straat(gevuld: Database) -> AsyncIterator[Straat]:
    """The whole way, over the example region."""
    async with open_straat(gevuld) as geopend:
        yield geopend


@asynccontextmanager
async def melder(bootstrap: str) -> AsyncIterator[KafkaMelder]:
    """The gateway's real word to reports."""
    async with open_producer(KafkaSettings(kafka=bootstrap, ops_poort=1), "proef") as producer:
        yield KafkaMelder(producer)
