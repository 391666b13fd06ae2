"""Wiring of reports: tables, gateway, maker, consumer, and what happens by the clock."""

from datetime import timedelta

from services.reports.adapters.gateway import open_gateway
from services.reports.adapters.opmaak import opmaak
from services.reports.adapters.tabellen import PostgresVoorraad
from services.reports.adapters.toetsrapporten import PostgresToetsrapporten
from services.reports.agents import Werkplaats, consumer
from services.reports.handlers import Maker, Opruimer
from services.reports.handlers.toetsrapporten import Toetsrapporten
from services.reports.settings import Settings
from services.reports.word import schrijf
from shared.contracts.bronnen.verzoek import lees_geheim
from shared.runtime.metrics import gauge
from shared.runtime.postgres import open_pool
from shared.runtime.service import Periodic, Runtime

_VERGETEN_SECONDEN = 5.0
_METEN_SECONDEN = 5.0
_TOETSRAPPORT_SECONDEN = 5.0
_OPRUIMEN_SECONDEN = 3600.0


async def wire(settings: Settings, runtime: Runtime) -> None:
    """Put the parts together; see shared.runtime.service."""
    dsn, clock = settings.database_url.get_secret_value(), runtime.clock
    pool = await runtime.enter(open_pool(dsn, runtime.naam, settings.database_verbindingen))
    voorraad = PostgresVoorraad(pool)
    geheim = lees_geheim(settings.dienstgeheim.read_text())
    cijfers = await runtime.enter(open_gateway(settings.gateway, geheim, settings.gateway_seconden, clock))
    maker = Maker(voorraad, cijfers, schrijf, clock, settings.pogingen_max, settings.voorbeeld, cijfers, opmaak())
    bewaren = timedelta(days=settings.bewaren_dagen)
    gauge("pos_bewaard_termijn_seconden").labels("documenten").set(bewaren.total_seconds())
    opruimer = Opruimer(voorraad, maker, clock, timedelta(seconds=settings.vergeten_seconden), bewaren)
    lezer = consumer(settings, Werkplaats(maker))
    runtime.add(lezer)
    runtime.add(Periodic("vergeten", _VERGETEN_SECONDEN, opruimer.maak_vergeten))
    runtime.add(Periodic("opruimen", _OPRUIMEN_SECONDEN, opruimer.ruim_op))
    runtime.add(Periodic("wachtend", _METEN_SECONDEN, voorraad.meet))
    toetsrapporten = Toetsrapporten(PostgresToetsrapporten(pool).pak, schrijf, clock, settings.voorbeeld)
    runtime.add(Periodic("toetsrapporten", _TOETSRAPPORT_SECONDEN, toetsrapporten.maak))
    runtime.ready_when(lezer.ready)
