"""Kafka edge: which topics are read, and the word that goes out when figures changed."""

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from services.aggregator.handlers import Verwerker, Verwerkt
from services.aggregator.settings import Settings
from shared.contracts.eenheden import swv_code
from shared.contracts.topics import BRONNEN_LEVERINGEN, DODE_LETTERS, INDICATOREN_GEWIJZIGD, ONDERWIJS_ZAKEN
from shared.contracts.wijzigingen import Wijziging
from shared.runtime.consume import FaustConsumer
from shared.runtime.logging import get_logger

GROEP = "aggregator"
TOPICS = (ONDERWIJS_ZAKEN.naam, DODE_LETTERS.naam, BRONNEN_LEVERINGEN.naam)

_log = get_logger(__name__)


def consumer(settings: Settings, verwerker: Verwerker) -> FaustConsumer:
    """The consumer of everything that moves the stand."""
    return FaustConsumer(settings, group=GROEP, topics=list(TOPICS), handler=verwerker)


class KafkaMelder:
    """Says on `indicatoren.gewijzigd` whose figures changed. A lost word costs a page its live refresh, no more."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self._producer = producer

    async def meld(self, verwerkt: Verwerkt) -> None:
        """Hand the word to the producer without waiting for the broker."""
        wijziging = Wijziging(
            swvs=tuple(swv_code(swv) for swv in sorted(verwerkt.swvs)),
            schooljaren=tuple(sorted(verwerkt.schooljaren)),
            organisatie=verwerkt.organisatie,
        )
        try:
            await self._producer.send(INDICATOREN_GEWIJZIGD.naam, wijziging.naar_bytes(), partition=0)
        except (KafkaError, TimeoutError) as fout:
            _log.warning("wijziging niet gemeld", fout=type(fout).__name__)
