"""The gateway as a browser meets it, over a filled database: real routes, rights, accounts and sessions; no Kafka."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import httpx
import uvicorn
from fastapi import FastAPI

from deploy.local.ports import free_base
from services.aggregator.lijsten.leveringen import Lijstleveringen
from services.aggregator.organisatie import Leveringen
from services.anonymiser.lijsten import anonymise_list
from services.gateway import app as gateway
from services.gateway.adapters.accountbeheer import PostgresAccountboek
from services.gateway.adapters.accounts import Argon2, PostgresAccounts
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
from services.gateway.handlers.accounts import Slot, Toegangspoort
from services.gateway.handlers.rapporten import Rapportbalie
from services.gateway.handlers.sjablonen import Sjabloonbalie
from services.gateway.handlers.stand import Achterstand
from services.gateway.handlers.stroom import Omroep
from services.gateway.handlers.vrijgaven import Vrijgavenbalie
from services.gateway.paginas import Paginadiensten
from services.gateway.routes.diensten import Diensten
from services.ingest.leveringen import Balie
from services.ingest.leveringen_routes import build_router
from shared.contracts.bronnen.levering import Deel
from shared.contracts.wijzigingen import Wijziging
from shared.runtime.aflevering import Ontvangst
from shared.runtime.clock import FixedClock, SystemClock
from shared.runtime.postgres import Pool, open_pool, transaction
from tests.browser.vulling import WACHTWOORD
from tests.lijsten import Sleutels

NU = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
POGINGEN = 5
GEHEIM = b"geheim van de eigen diensten"


@dataclass(frozen=True)
class Draaiend:
    """A gateway that answers at `adres`; pages of another origin may ask it from port `frontend`.

    `client` is for questions to the API: making one anew costs more than most answers.
    """

    adres: str
    lus: asyncio.AbstractEventLoop
    omroep: Omroep
    frontend: int
    client: httpx.Client
    _passen: dict[str, str] = field(default_factory=dict)

    def pas(self, naam: str) -> dict[str, str]:
        """The header of this account, by a token of its own that is made once."""
        if naam not in self._passen:
            gegeven = self.client.post("/v1/tokens", auth=(naam, WACHTWOORD), json={"naam": "proef", "geldigDagen": 1})
            self._passen[naam] = str(gegeven.json()["token"])
        return {"Authorization": f"Bearer {self._passen[naam]}"}

    def meld(self, wijziging: Wijziging) -> None:
        """Say that figures changed, as the aggregator would."""
        self.lus.call_soon_threadsafe(self.omroep.meld, wijziging)


class _Stil:
    """No reports service listens."""

    async def meld(self, *rapporten: UUID) -> None:
        return None


class _Direct:
    """Deliveries go to the aggregator's own code at once, on its own role: Kafka is tested elsewhere."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def publish(self, delen: Sequence[Deel]) -> None:
        for deel in delen:
            async with transaction(self._pool) as connection:
                await Leveringen().verwerk(connection, [deel.naar_bytes()], NU)


class _Personen:
    """Lists with persons likewise, past the anonymiser's own code."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def publish(self, delen: Sequence[Deel]) -> None:
        for deel in delen:
            async with transaction(self._pool) as connection:
                await Lijstleveringen().verwerk(connection, [anonymise_list(deel, Sleutels())], NU)


def met_ingest(app: FastAPI, pool: Pool) -> None:
    """Hang the door of ingest on this app."""
    app.include_router(build_router(Balie(_Direct(pool), _Personen(pool), GEHEIM, SystemClock())))


async def _geen() -> int:
    return 0


def maak_app(pool: Pool, boek: Leesboek, omroep: Omroep, middelen: Path, adres: str, frontend: str) -> FastAPI:
    """The app of the gateway over this database, at a fixed moment and without Kafka."""
    clock, gegevens = FixedClock(NU), PostgresGegevens(pool)
    poort = Toegangspoort(PostgresAccounts(pool), Argon2(), clock, Slot(POGINGEN, 15), 30)
    sessies = PostgresSessies(pool)
    diensten = Diensten(
        gegevens, poort, Achterstand(_geen, clock), PostgresTellingen(pool), clock, sessies, voorbeeld=True,
        omroep=omroep, boek=boek, frontends=(frontend,),
    )  # fmt: skip
    return gateway.maak_app(diensten, Paginadiensten(
        rapporten=Rapportbalie(gegevens, PostgresRapporten(pool), _Stil(), clock),
        sjablonen=Sjabloonbalie(PostgresSjablonen(pool)), vrijgaven=Vrijgavenbalie(PostgresVrijgaven(pool)),
        leveringen=PostgresLeveringen(pool), bezoekboek=PostgresBezoekboek(pool),
        accountboek=PostgresAccountboek(pool), hasher=Argon2(), huisstijlen=PostgresHuisstijlen(pool),
        ontvangst=Ontvangst(adres, GEHEIM), middelen=middelen,
    ))  # fmt: skip


@contextmanager
def draaiend(dsn: str, middelen: Path, poort: int | None = None, aggregator: str | None = None) -> Iterator[Draaiend]:
    """The gateway in a thread of its own for as long as the block lasts; with ingest when `aggregator` (a DSN) is."""
    nummer = poort or free_base()
    frontend = nummer + 1
    gestart, einde = threading.Event(), threading.Event()
    gevonden: list[Draaiend] = []

    async def draai() -> None:
        omroep = Omroep()
        async with AsyncExitStack() as stapel:
            pool = await stapel.enter_async_context(open_pool(dsn, "gateway-browsertest", leaves_nothing=True))
            boek = await stapel.enter_async_context(Leesboek(pool))
            app = maak_app(pool, boek, omroep, middelen, f"http://127.0.0.1:{nummer}", f"http://localhost:{frontend}")
            if aggregator:
                met_ingest(app, await stapel.enter_async_context(open_pool(aggregator, "ingest-browsertest")))
            config = uvicorn.Config(
                app, host="127.0.0.1", port=nummer, log_level="error", lifespan="off", timeout_graceful_shutdown=1
            )
            server = uvicorn.Server(config)
            bezig = asyncio.create_task(server.serve())
            while not server.started and not bezig.done():
                await asyncio.sleep(0.02)
            lus, adres = asyncio.get_running_loop(), f"http://localhost:{nummer}"
            gevonden.append(Draaiend(adres, lus, omroep, frontend, client))
            gestart.set()
            while not einde.is_set() and not bezig.done():
                await asyncio.sleep(0.05)
            server.should_exit = True
            await bezig

    draad = threading.Thread(target=lambda: asyncio.run(draai()), daemon=True)
    # No connection is kept: the server may close it in the same moment in which we ask.
    geen = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(base_url=f"http://localhost:{nummer}", timeout=30, limits=geen) as client:
        draad.start()
        assert gestart.wait(30), "de gateway start niet"
        try:
            yield gevonden[0]
        finally:
            einde.set()
            draad.join(10)
