"""Wiring of the gateway: the only place that knows every part."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from fastapi import FastAPI

from services.gateway.adapters.accountbeheer import PostgresAccountboek
from services.gateway.adapters.accounts import Argon2, PostgresAccounts
from services.gateway.adapters.bezoeken import PostgresBezoekboek
from services.gateway.adapters.gegevens import PostgresGegevens
from services.gateway.adapters.huisstijl import PostgresHuisstijlen
from services.gateway.adapters.leesboek import Leesboek
from services.gateway.adapters.leveringen import PostgresLeveringen
from services.gateway.adapters.rapporten import KafkaMelder, PostgresRapporten
from services.gateway.adapters.sessies import PostgresSessies
from services.gateway.adapters.sjablonen import PostgresSjablonen
from services.gateway.adapters.stand import KafkaLogboek, PostgresTellingen
from services.gateway.adapters.tekenkamer import Tekenkamer
from services.gateway.adapters.vrijgaven import PostgresVrijgaven
from services.gateway.agents import WijzigingenLezer
from services.gateway.dashboards.beeld import Tekenaar
from services.gateway.handlers.accounts import Slot, Toegangspoort
from services.gateway.handlers.bundels import Bundelbalie
from services.gateway.handlers.rapporten import Rapportbalie
from services.gateway.handlers.sjablonen import Sjabloonbalie
from services.gateway.handlers.stand import Achterstand, meet_achterstand
from services.gateway.handlers.vrijgaven import Vrijgavenbalie
from services.gateway.paginas import Paginadiensten, voeg_toe
from services.gateway.routes import build_api, bundels, rapporten, sjablonen, vrijgaven
from services.gateway.routes.diensten import Diensten
from services.gateway.settings import Settings
from shared.contracts.bronnen.verzoek import lees_geheim
from shared.runtime.aflevering import Ontvangst
from shared.runtime.clock import Clock
from shared.runtime.errors import Unavailable
from shared.runtime.garbage import leave_alone_what_stays
from shared.runtime.http_server import HttpServer
from shared.runtime.kafka import OffsetReader, Producer, open_producer
from shared.runtime.postgres import Pool, open_pool, transaction
from shared.runtime.rest import rest
from shared.runtime.service import Runtime

_WAAK_SECONDEN = 2.0
_KIJK_SECONDEN = 0.1
# By then the first questions have made what is derived from new reference data.
_BEZINK_SECONDEN = 5.0


class Waker:
    """Knows whether the database answers, so that `/gereed` need not wait for it."""

    def __init__(self, pool: Pool) -> None:
        self._pool, self._antwoordt = pool, False

    def gereed(self) -> bool:
        return self._antwoordt

    async def run(self, stop: asyncio.Event) -> None:
        """Component: look every few seconds until `stop`."""
        while not stop.is_set():
            self._antwoordt = await self._kijk()
            await rest(_WAAK_SECONDEN, unless=stop)

    async def _kijk(self) -> bool:
        try:
            async with transaction(self._pool, readonly=True, acquire_seconds=_WAAK_SECONDEN) as verbinding:
                await verbinding.fetchval("SELECT versie FROM organisatie.versie")
        except Unavailable:
            return False
        return True


class Opwarmer:
    """What the first visitor would else wait for: the reference data in memory, and the drawing of charts begun.

    `settled` is called after that, and each time that other reference data came into memory.
    """

    def __init__(
        self, gegevens: PostgresGegevens, tekenaar: Tekenaar, ready: Callable[[], bool], settled: Callable[[], None]
    ) -> None:
        self._gegevens, self._tekenaar, self._ready, self._settled = gegevens, tekenaar, ready, settled

    async def run(self, stop: asyncio.Event) -> None:
        """Component: as soon as the database answers; until `stop`."""
        while not self._ready() and not stop.is_set():
            await rest(_KIJK_SECONDEN, unless=stop)
        if not stop.is_set():
            with suppress(Unavailable):
                await self._gegevens.warm_op()
            with suppress(Unavailable):
                await self._tekenaar.warm_op()
        bezonken = None
        while not stop.is_set():
            if self._gegevens.in_geheugen != bezonken:
                bezonken = self._gegevens.in_geheugen
                self._settled()
            await rest(_BEZINK_SECONDEN, unless=stop)


def maak_diensten(
    settings: Settings, pool: Pool, offsets: OffsetReader, clock: Clock, boek: Leesboek, gegevens: PostgresGegevens,
    tekenaar: Tekenaar,
) -> Diensten:  # fmt: skip
    """Ports filled in with PostgreSQL and Kafka."""
    tellingen, logboek = PostgresTellingen(pool), KafkaLogboek(offsets)
    return Diensten(
        gegevens=gegevens,
        sessies=PostgresSessies(pool),
        poort=Toegangspoort(
            PostgresAccounts(pool),
            Argon2(),
            clock,
            Slot(settings.inlog_pogingen, settings.inlog_slot_minuten),
            settings.token_max_dagen,
        ),
        achterstand=Achterstand(lambda: meet_achterstand(logboek, tellingen), clock),
        tellingen=tellingen,
        clock=clock,
        voorbeeld=settings.voorbeeld,
        frontends=settings.frontends,
        boek=boek,
        tekenaar=tekenaar,
        contact={"email": settings.contact_email, "url": settings.contact_url},
        dienstgeheim=lees_geheim(settings.dienstgeheim.read_text()) if settings.dienstgeheim else None,
    )


def _ontvangst(settings: Settings, diensten: Diensten) -> Ontvangst | None:
    if settings.ingest is None or diensten.dienstgeheim is None:
        return None
    return Ontvangst(settings.ingest, diensten.dienstgeheim)


def maak_paginadiensten(settings: Settings, pool: Pool, producer: Producer, diensten: Diensten) -> Paginadiensten:
    """What API and pages share besides figures, and what only pages do."""
    return Paginadiensten(
        rapporten=Rapportbalie(diensten.gegevens, PostgresRapporten(pool), KafkaMelder(producer), diensten.clock),
        sjablonen=Sjabloonbalie(PostgresSjablonen(pool)),
        vrijgaven=Vrijgavenbalie(PostgresVrijgaven(pool)),
        leveringen=PostgresLeveringen(pool),
        bezoekboek=PostgresBezoekboek(pool),
        accountboek=PostgresAccountboek(pool),
        hasher=Argon2(),
        huisstijlen=PostgresHuisstijlen(pool),
        ontvangst=_ontvangst(settings, diensten),
        middelen=settings.middelen,
    )


def maak_app(diensten: Diensten, eigen: Paginadiensten) -> FastAPI:
    """The API, and the pages on it."""
    app = build_api(diensten)
    app.include_router(bundels.build_router(diensten, Bundelbalie(eigen.rapporten)))
    app.include_router(rapporten.build_router(diensten, eigen.rapporten))
    app.include_router(sjablonen.build_router(diensten, eigen.sjablonen))
    app.include_router(vrijgaven.build_router(diensten, eigen.vrijgaven))
    voeg_toe(app, diensten, eigen)
    return app


async def wire(settings: Settings, runtime: Runtime) -> None:
    """Build the gateway. Raises Unavailable while the database is away."""
    dsn = settings.database_url.get_secret_value()
    pool = await runtime.enter(open_pool(dsn, runtime.naam, settings.database_verbindingen, leaves_nothing=True))
    offsets = await runtime.enter(OffsetReader(settings, "gateway-stand"))
    producer = await runtime.enter(open_producer(settings, runtime.naam))
    boek = await runtime.enter(Leesboek(pool))
    gegevens = PostgresGegevens(pool)
    tekenaar = Tekenaar(await runtime.enter(Tekenkamer()))
    diensten = maak_diensten(settings, pool, offsets, runtime.clock, boek, gegevens, tekenaar)
    app = maak_app(diensten, maak_paginadiensten(settings, pool, producer, diensten))
    server, waker = HttpServer(app, settings.dienst_adres, settings.poort, shared=settings.poort_gedeeld), Waker(pool)
    runtime.add(server)
    runtime.add(waker)
    runtime.add(Opwarmer(gegevens, diensten.tekenaar, waker.gereed, leave_alone_what_stays))
    runtime.add(WijzigingenLezer(settings, diensten.omroep))
    runtime.ready_when(server.ready)
    runtime.ready_when(waker.gereed)
