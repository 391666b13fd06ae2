"""The gateway in a test: its API over a real database, with accounts made for the occasion."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import httpx

from services.gateway.adapters.accounts import Argon2, PostgresAccounts
from services.gateway.adapters.gegevens import PostgresGegevens
from services.gateway.adapters.leesboek import Leesboek
from services.gateway.adapters.sessies import PostgresSessies
from services.gateway.adapters.stand import PostgresTellingen
from services.gateway.domain.tokens import nieuw_token, token_hash
from services.gateway.handlers.accounts import Slot, Toegangspoort
from services.gateway.handlers.stand import Achterstand, Plaatsen, meet_achterstand
from services.gateway.routes import build_api
from services.gateway.routes.diensten import Diensten
from shared.runtime.clock import FixedClock
from shared.runtime.postgres import open_pool
from tests.stack import Database

NU = datetime(2026, 11, 22, 9, tzinfo=UTC)
ARGON2 = Argon2()
DIENSTGEHEIM = b"proef" * 8

Json = Any


@dataclass
class Logboek:
    """Offsets as a test wants them."""

    ruw: dict[tuple[str, int], int] = field(default_factory=dict)
    anoniem: dict[tuple[str, int], int] = field(default_factory=dict)
    verder: dict[tuple[str, int], int] = field(default_factory=dict)

    async def ruw_einde(self) -> Plaatsen:
        return dict(self.ruw)

    async def geanonimiseerd_tot(self) -> Plaatsen:
        return dict(self.anoniem)

    async def verder_einde(self) -> Plaatsen:
        return dict(self.verder)


@dataclass
class Huis:
    """The API, its clock, and a way to become somebody."""

    client: httpx.AsyncClient
    clock: FixedClock
    logboek: Logboek
    admin_url: str
    boek: Leesboek
    diensten: Diensten
    tokens: dict[tuple[str, ...], str] = field(default_factory=dict)

    async def token(self, *rechten: str) -> str:
        """A token of an account with these rights, each as 'swv:PO9901'."""
        if rechten not in self.tokens:
            self.tokens[rechten] = await maak_account(self.admin_url, rechten, self.clock.now())
        return self.tokens[rechten]

    async def get(self, pad: str, *rechten: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """GET as somebody with these rights; without rights: without token."""
        eigen = {"Authorization": f"Bearer {await self.token(*rechten)}"} if rechten else {}
        return await self.client.get(pad, headers={**eigen, **(headers or {})})

    async def stuur(self, methode: str, pad: str, wie: str, inhoud: Json = None, zag: str | None = None) -> Any:
        """A request with a body as `wie`; `zag` is the ETag that it saw."""
        headers = {"Authorization": f"Bearer {await self.token(wie)}", **({"If-Match": zag} if zag else {})}
        return await self.client.request(methode, pad, json=inhoud, headers=headers)

    async def waarden(self, indicator: str, vraag: str, *rechten: str) -> Json:
        """The answer of waarden, which must be 200."""
        antwoord = await self.get(f"/v1/indicatoren/{indicator}/waarden?{vraag}", *rechten)
        assert antwoord.status_code == 200, antwoord.text
        return json.loads(antwoord.content)


async def maak_account(
    url: str, rechten: Sequence[str], nu: datetime, naam: str | None = None, wachtwoord: str | None = None
) -> str:
    """An account with these rights, and a token of it."""
    verbinding = await asyncpg.connect(url)
    try:
        account = await verbinding.fetchval(
            "INSERT INTO toegang.account (naam, wachtwoord) VALUES ($1, $2) RETURNING id",
            *(naam or f"gebruiker-{uuid4()}", wachtwoord and ARGON2.hash(wachtwoord)),
        )
        for recht in rechten:
            rol, _, eenheid = recht.partition(":")
            await verbinding.execute("INSERT INTO toegang.recht VALUES ($1, $2, $3)", account, rol, eenheid)
        token = nieuw_token()
        await verbinding.execute(
            "INSERT INTO toegang.token (id, account, naam, hash, gemaakt_op, geldig_tot) VALUES ($1,$2,$3,$4,$5,$6)",
            *(uuid4(), account, "proef", token_hash(token), nu, nu + timedelta(days=1)),
        )
    finally:
        await verbinding.close()
    return token


@asynccontextmanager
async def open_huis(gateway_url: str, admin_url: str, connections: int = 5) -> AsyncIterator[Huis]:
    """The API over this database, logged in as pos_gateway; Kafka is what `logboek` says."""
    clock, logboek = FixedClock(NU), Logboek()
    async with (
        open_pool(gateway_url, "gateway-proef", connections, leaves_nothing=True) as pool,
        Leesboek(pool, wacht=0.01) as boek,
    ):
        tellingen = PostgresTellingen(pool)
        diensten = Diensten(
            gegevens=PostgresGegevens(pool),
            poort=Toegangspoort(PostgresAccounts(pool), ARGON2, clock, Slot(3, 15), 366),
            achterstand=Achterstand(lambda: meet_achterstand(logboek, tellingen), clock),
            tellingen=tellingen,
            clock=clock,
            sessies=PostgresSessies(pool),
            dienstgeheim=DIENSTGEHEIM,
            boek=boek,
        )
        transport = httpx.ASGITransport(build_api(diensten))
        async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
            yield Huis(client, clock, logboek, admin_url, boek, diensten)


@asynccontextmanager
async def open_huis_en_wis(database: Database, *tabellen: str) -> AsyncIterator[Huis]:
    """The API over a database that tests share; afterwards these tables are empty, with all that hangs on them."""
    async with open_huis(database.url("pos_gateway"), database.url()) as geopend:
        yield geopend
    verbinding = await asyncpg.connect(database.url())
    try:
        # Triggers keep history from being deleted.
        await verbinding.execute("SET session_replication_role = replica")
        await verbinding.execute(f"TRUNCATE {', '.join(tabellen)} CASCADE")
    finally:
        await verbinding.close()
