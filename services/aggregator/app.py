"""Wiring of the aggregator: store, what each topic means, consumer."""

from services.aggregator.adapters import PostgresStore
from services.aggregator.agents import KafkaMelder, consumer
from services.aggregator.bewaard import Bewaard
from services.aggregator.handlers import Soort, Verwerker
from services.aggregator.nacht import Nacht
from services.aggregator.settings import Settings
from services.aggregator.soorten import DodeLetters, Leveringen, Lijsten, Zaken
from services.aggregator.vrijgave.rooster import Rooster
from services.aggregator.vrijgave.toetsing.uitvoering import Toetser
from shared.contracts.topics import BRONNEN_LEVERINGEN, DODE_LETTERS, ONDERWIJS_LIJSTEN, ONDERWIJS_ZAKEN
from shared.runtime.dead_letters import InvalidLimit
from shared.runtime.kafka import open_producer
from shared.runtime.postgres import open_pool
from shared.runtime.service import Periodic, Runtime

_METEN_SECONDEN = 5.0
_BEWAARD_SECONDEN = 600.0


async def wire(settings: Settings, runtime: Runtime) -> None:
    """Put the parts together; see shared.runtime.service."""
    pool = await runtime.enter(
        open_pool(settings.database_url.get_secret_value(), runtime.naam, settings.database_verbindingen)
    )
    producer = await runtime.enter(open_producer(settings, client_id=runtime.naam))
    limiet = InvalidLimit(settings.ongeldig_max, settings.ongeldig_venster_seconden, runtime.clock)
    soorten: dict[str, Soort] = {
        ONDERWIJS_ZAKEN.naam: Zaken(limiet),
        ONDERWIJS_LIJSTEN.naam: Lijsten(),
        DODE_LETTERS.naam: DodeLetters(),
        BRONNEN_LEVERINGEN.naam: Leveringen(),
    }
    store = PostgresStore(pool)
    await store.begin()
    melder = KafkaMelder(producer)
    lezer = consumer(settings, Verwerker(store, soorten, melder, runtime.clock))
    runtime.add(lezer)
    runtime.add(melder)
    nacht = Nacht(settings, pool, runtime.clock)
    runtime.add(Periodic("tellingen", _METEN_SECONDEN, store.meet))
    runtime.add(Periodic("herberekening", _METEN_SECONDEN, nacht.meet))
    runtime.add(Periodic("bewaard", _BEWAARD_SECONDEN, Bewaard(settings, pool, runtime.clock).meet))
    runtime.add(nacht)
    rooster = Rooster(settings, pool, runtime.clock, melder, Toetser(settings.vrijgave_toets_seconden))
    runtime.add(Periodic("vrijgaven", _METEN_SECONDEN, rooster.meet))
    runtime.add(rooster)
    runtime.ready_when(lezer.ready)
