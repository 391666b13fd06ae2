"""Wiring: which adapter stands behind which port of ingest."""

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from services.ingest.adapters import Database, KafkaUitgever, PostgresRegister, Weigerteller
from services.ingest.handlers import Ontvangst
from services.ingest.leveringen import Balie
from services.ingest.leveringen_kafka import KafkaDeler, VerzegelendeDeler, geheim_van
from services.ingest.leveringen_routes import build_router as build_leveringen_router
from services.ingest.openapi import with_components
from services.ingest.routes import build_router
from services.ingest.settings import Settings
from shared.contracts.bronnen.verzoek import MAX_BYTES
from shared.runtime.http import build_http
from shared.runtime.http_server import HttpServer
from shared.runtime.kafka import open_producer
from shared.runtime.keys import FileKeyStore
from shared.runtime.service import Periodic, Runtime
from shared.runtime.trace import Traced

API_VERSION = "1.0.0"


def build_app(ontvangst: Ontvangst, settings: Settings) -> FastAPI:
    """The HTTP app over one Ontvangst; tests give it ports of their own."""
    app = build_http("Perspectief op School: ingest", API_VERSION, body_max_bytes=MAX_BYTES)
    app.include_router(build_router(ontvangst, settings))
    app.add_middleware(Traced)
    document = with_components(app.openapi())

    @app.get("/v1/openapi.json", include_in_schema=False)
    async def openapi() -> JSONResponse:
        return JSONResponse(document, headers={"Cache-Control": "max-age=300"})

    return app


async def wire(settings: Settings, runtime: Runtime) -> None:
    """Make the adapters, and hand the running parts to the runtime."""
    keystore = FileKeyStore(settings.sleutels)
    database = await runtime.enter(Database(settings.database_url.get_secret_value(), settings.database_verbindingen))
    producer = await runtime.enter(open_producer(settings, "ingest"))
    register = PostgresRegister(database, keystore, runtime.clock, settings.bronnen_minstens_seconden)
    weigerteller = Weigerteller(database, runtime.clock, settings.geweigerd_wegschrijven_seconden)
    uitgever = KafkaUitgever(producer, keystore, runtime.clock, settings.kafka_bevestiging_seconden)
    ontvangst = Ontvangst(register, uitgever, weigerteller, runtime.clock)
    app = build_app(ontvangst, settings)
    deler = KafkaDeler(producer, settings.kafka_bevestiging_seconden)
    personen = VerzegelendeDeler(producer, keystore, runtime.clock, settings.kafka_bevestiging_seconden)
    balie = Balie(deler, personen, geheim_van(settings.dienstgeheim), runtime.clock)
    app.include_router(build_leveringen_router(balie))
    server = HttpServer(app, settings.dienst_adres, settings.poort)
    runtime.add(Periodic("bronregister", settings.bronnen_ophalen_seconden, register.refresh))
    runtime.add(weigerteller)
    runtime.add(server)
    runtime.ready_when(server.ready)
    runtime.ready_when(lambda: register.current() is not None)
