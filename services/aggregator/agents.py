"""Kafka edge: which topics are read, and the word that goes out when figures changed."""

import asyncio

from services.aggregator.handlers import Verwerker, Verwerkt
from services.aggregator.settings import Settings
from shared.contracts.eenheden import swv_code
from shared.contracts.topics import (
    BRONNEN_LEVERINGEN,
    DODE_LETTERS,
    INDICATOREN_GEWIJZIGD,
    ONDERWIJS_LIJSTEN,
    ONDERWIJS_ZAKEN,
)
from shared.contracts.wijzigingen import Wijziging
from shared.runtime.consume import FaustConsumer
from shared.runtime.errors import Unavailable
from shared.runtime.kafka import Message, Producer, send_all
from shared.runtime.logging import get_logger
from shared.runtime.rest import rest

GROEP = "aggregator"
TOPICS = (ONDERWIJS_ZAKEN.naam, ONDERWIJS_LIJSTEN.naam, DODE_LETTERS.naam, BRONNEN_LEVERINGEN.naam)

_RUST_SECONDEN = 0.2
_log = get_logger(__name__)


def consumer(settings: Settings, verwerker: Verwerker) -> FaustConsumer:
    """The consumer of everything that moves the stand."""
    return FaustConsumer(settings, group=GROEP, topics=list(TOPICS), handler=verwerker)


class KafkaMelder:
    """Says on `indicatoren.gewijzigd` whose figures changed, at most a few times a second.

    A lost word costs an open page its live refresh, no more: so nothing waits for it.
    """

    def __init__(self, producer: Producer) -> None:
        self._producer = producer
        self._swvs: set[int] = set()
        self._schooljaren: set[int] = set()
        self._organisatie = False
        self._vrijgave: int | None = None
        self._iets = asyncio.Event()

    def meld(self, verwerkt: Verwerkt) -> None:
        """Remember what changed; `run` tells it."""
        self._swvs |= verwerkt.swvs
        self._schooljaren |= verwerkt.schooljaren
        self._organisatie |= verwerkt.organisatie
        self._vrijgave = verwerkt.vrijgave or self._vrijgave
        self._iets.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Tell what changed until `stop` is set."""
        while not stop.is_set():
            await rest(_RUST_SECONDEN, unless=self._iets)
            if self._iets.is_set():
                await self._vertel()
                await asyncio.sleep(_RUST_SECONDEN)

    async def _vertel(self) -> None:
        wijziging = Wijziging(
            swvs=tuple(swv_code(swv) for swv in sorted(self._swvs)),
            schooljaren=tuple(sorted(self._schooljaren)),
            organisatie=self._organisatie,
            vrijgave=self._vrijgave,
        )
        self._swvs, self._schooljaren, self._organisatie, self._vrijgave = set(), set(), False, None
        self._iets.clear()
        try:
            await send_all(self._producer, [Message(INDICATOREN_GEWIJZIGD.naam, wijziging.naar_bytes(), partition=0)])
        except Unavailable as fout:
            _log.warning("wijziging niet gemeld", exc_info=fout)
