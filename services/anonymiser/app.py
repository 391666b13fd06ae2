"""Wiring: the key store, a producer, and the faust shell that feeds the handler."""

from functools import partial

from services.anonymiser.adapters import KeyVault, destroy_expired_days, measure_keys, refuse_wrong_store
from services.anonymiser.agents import GROUP, TOPICS, Anonymiser
from services.anonymiser.settings import Settings
from shared.runtime.consume import FaustConsumer
from shared.runtime.dead_letters import InvalidLimit
from shared.runtime.errors import Unavailable
from shared.runtime.kafka import OffsetReader, open_producer
from shared.runtime.keys import FileKeyStore
from shared.runtime.service import Periodic, Runtime

_MEASURE_SECONDS = 60.0


async def wire(settings: Settings, runtime: Runtime) -> None:
    """Assemble the service; nothing here connects yet."""
    store = FileKeyStore(settings.sleutels)
    producer = await runtime.enter(open_producer(settings, runtime.naam))
    offsets = await runtime.enter(OffsetReader(settings, f"{runtime.naam}-begin"))
    limit = InvalidLimit(settings.ongeldig_max, settings.ongeldig_venster_seconden, runtime.clock)
    check_keys = partial(refuse_wrong_store, store, offsets)
    handler = Anonymiser(producer, KeyVault(store), check_keys, runtime.clock, limit)
    consumer = FaustConsumer(settings, group=GROUP, topics=list(TOPICS), handler=handler)

    async def keep_to_schedule() -> None:
        try:
            destroy_expired_days(store, runtime.clock.today(), settings.ruw_bewaren_dagen)
            measure_keys(store, runtime.clock.today(), settings.ruw_bewaren_dagen)
        except OSError:
            raise Unavailable("sleutels") from None

    # Every minute, so that a key goes in the first minute of its day, however often the service was restarted.
    runtime.add(Periodic("sleutels", _MEASURE_SECONDS, keep_to_schedule))
    runtime.add(consumer)
    runtime.ready_when(consumer.ready)
