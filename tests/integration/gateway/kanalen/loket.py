"""API, pages and documents as one visitor with some rights meets them, over one database."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
from fastapi import FastAPI

from services.gateway.adapters.accountbeheer import PostgresAccountboek
from services.gateway.adapters.accounts import PostgresAccounts
from services.gateway.adapters.bezoeken import PostgresBezoekboek
from services.gateway.adapters.gegevens import PostgresGegevens
from services.gateway.adapters.huisstijl import PostgresHuisstijlen
from services.gateway.adapters.leesboek import Leesboek
from services.gateway.adapters.leveringen import PostgresLeveringen
from services.gateway.adapters.rapporten import PostgresRapporten
from services.gateway.adapters.sessies import PostgresSessies
from services.gateway.adapters.sjablonen import PostgresSjablonen
from services.gateway.adapters.stand import PostgresTellingen
from services.gateway.adapters.vrijgaven import PostgresVrijgaven
from services.gateway.app import maak_app
from services.gateway.handlers.accounts import Slot, Toegangspoort
from services.gateway.handlers.rapporten import Rapportbalie
from services.gateway.handlers.sjablonen import Sjabloonbalie
from services.gateway.handlers.stand import Achterstand
from services.gateway.handlers.vrijgaven import Vrijgavenbalie
from services.gateway.paginas import Paginadiensten
from services.gateway.routes.diensten import Diensten
from services.reports.adapters.gateway import GatewayCijfers
from services.reports.adapters.tabellen import PostgresVoorraad
from services.reports.handlers import Maker
from services.reports.word import schrijf
from shared.runtime.clock import FixedClock
from shared.runtime.postgres import open_pool
from tests.integration.gateway.huis import ARGON2, DIENSTGEHEIM, NU, maak_account
from tests.integration.gateway.kanalen.wereld import EENHEDEN, paden
from tests.stack import Database

Antwoorden = dict[str, httpx.Response]


@dataclass
class Wie:
    """Headers of each role that came by, and what it got before anything was changed: once for all tests."""

    koppen: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    voor: dict[str, Antwoorden] = field(default_factory=dict)


@dataclass
class Loket:
    """Everything that answers."""

    client: httpx.AsyncClient
    app: FastAPI
    maker: Maker
    admin_url: str
    sessies: PostgresSessies
    wie: Wie
    gemeld: list[UUID]

    async def koppen(self, rol: str) -> dict[str, dict[str, str]]:
        """Headers of a token, and of a browser that is logged in."""
        if not rol:
            return {"token": {}, "sessie": {}}
        if rol not in self.wie.koppen:
            naam = f"wie-{uuid4()}"
            token = await maak_account(self.admin_url, [rol], NU, naam)
            verbinding = await asyncpg.connect(self.admin_url)
            account = await verbinding.fetchval("SELECT id FROM toegang.account WHERE naam = $1", naam)
            await verbinding.close()
            koekje = await self.sessies.begin(account, NU)
            self.wie.koppen[rol] = {
                "token": {"Authorization": f"Bearer {token}"},
                "sessie": {"Cookie": f"sessie={koekje}"},
            }
        return self.wie.koppen[rol]

    async def get(self, rol: str, pad: str, **koppen: str) -> httpx.Response:
        """One answer, by token from the API and by session from the pages."""
        eigen = await self.koppen(rol)
        kop = eigen["token" if pad.startswith("/v1/") else "sessie"]
        return await self.client.get(pad, headers={**kop, **koppen})

    async def alles(self, rol: str, eenheden: Iterable[str] = EENHEDEN) -> Antwoorden:
        """Every channel, asked for every unit, as it is now."""
        return {pad: await self.get(rol, pad) for pad in paden(eenheden)}

    async def voor(self, rol: str) -> Antwoorden:
        """The same, as it was before anything changed."""
        if rol not in self.wie.voor:
            self.wie.voor[rol] = await self.alles(rol)
        return self.wie.voor[rol]

    async def document(self, rol: str, **gevraagd: Any) -> httpx.Response | None:
        """A document or bundle, made at once; None: refused."""
        kop = (await self.koppen(rol))["token"]
        antwoord = await self.client.post("/v1/rapporten", json={**gevraagd, "schooljaar": "2025-2026"}, headers=kop)
        if antwoord.status_code != 202:
            return None
        while self.gemeld:
            await self.maker.maak(self.gemeld.pop())
        return await self.client.get(f"{antwoord.headers['location']}/document", headers=kop)


class _Gemeld:
    """Where the balie says what is to be made."""

    def __init__(self, gemeld: list[UUID]) -> None:
        self._gemeld = gemeld

    async def meld(self, *rapporten: UUID) -> None:
        self._gemeld += rapporten


async def _geen() -> int:
    return 0


@asynccontextmanager
async def open_loket(database: Database, wie: Wie) -> AsyncIterator[Loket]:
    """Everything that answers, over this database."""
    clock, gemeld = FixedClock(NU), list[UUID]()
    async with (
        open_pool(database.url("pos_gateway"), "gateway-proef", 5) as pool,
        open_pool(database.url("pos_reports"), "reports-proef", 3) as eigen,
        Leesboek(pool, wacht=0.05) as boek,
    ):
        sessies, poort = PostgresSessies(pool), Toegangspoort(PostgresAccounts(pool), ARGON2, clock, Slot(3, 15), 366)
        diensten = Diensten(
            PostgresGegevens(pool), poort, Achterstand(_geen, clock), PostgresTellingen(pool), clock, sessies,
            dienstgeheim=DIENSTGEHEIM, boek=boek,
        )  # fmt: skip
        api = maak_app(diensten, Paginadiensten(
            rapporten=Rapportbalie(diensten.gegevens, PostgresRapporten(pool), _Gemeld(gemeld), clock),
            sjablonen=Sjabloonbalie(PostgresSjablonen(pool)), vrijgaven=Vrijgavenbalie(PostgresVrijgaven(pool)),
            leveringen=PostgresLeveringen(pool), bezoekboek=PostgresBezoekboek(pool),
            accountboek=PostgresAccountboek(pool), hasher=ARGON2, huisstijlen=PostgresHuisstijlen(pool),
        ))  # fmt: skip
        async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://gateway") as client:
            maker = Maker(PostgresVoorraad(eigen), GatewayCijfers(client, DIENSTGEHEIM, clock), schrijf, clock, 3)
            yield Loket(client, api, maker, database.url(), sessies, wie, gemeld)
