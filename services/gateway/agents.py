"""Kafka edge: reads which figures changed, and passes it on to the open pages.

Every gateway process reads all of it, from now on: no consumer group, nothing to commit, nothing to catch up.
"""

import asyncio
from typing import Protocol

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from pydantic import ValidationError

from shared.contracts.topics import INDICATOREN_GEWIJZIGD
from shared.contracts.wijzigingen import Wijziging
from shared.runtime.backoff import pauses
from shared.runtime.kafka import security
from shared.runtime.logging import get_logger
from shared.runtime.rest import rest
from shared.runtime.settings import KafkaSettings

_POLL_MS = 500

log = get_logger(__name__)


class Doorgever(Protocol):
    """Who wants to know."""

    def meld(self, wijziging: Wijziging) -> None: ...

    def sluit(self) -> None:
        """The process stops."""
        ...


class WijzigingenLezer:
    """Component: reads topic indicatoren.gewijzigd from its end. Without Kafka pages work, but do not refresh."""

    def __init__(self, settings: KafkaSettings, doorgever: Doorgever) -> None:
        self._settings, self._doorgever = settings, doorgever

    async def run(self, stop: asyncio.Event) -> None:
        """Read until `stop`, and begin again after an error."""
        wachten = pauses()
        while not stop.is_set():
            try:
                await self._lees(stop)
            except (KafkaError, OSError) as fout:
                log.warning("wijzigingen zijn niet te lezen", fout=type(fout).__name__)
                await rest(next(wachten), unless=stop)
        self._doorgever.sluit()

    async def _lees(self, stop: asyncio.Event) -> None:
        consumer = AIOKafkaConsumer(
            client_id="gateway-wijzigingen", group_id=None, enable_auto_commit=False, auto_offset_reset="latest",
            **security(self._settings),
        )  # fmt: skip
        partitie = TopicPartition(INDICATOREN_GEWIJZIGD.naam, 0)
        await consumer.start()
        try:
            consumer.assign([partitie])
            await consumer.seek_to_end(partitie)
            while not stop.is_set():
                for records in (await consumer.getmany(timeout_ms=_POLL_MS)).values():
                    for record in records:
                        self._meld(record.value)
        finally:
            await consumer.stop()

    def _meld(self, waarde: bytes | None) -> None:
        try:
            self._doorgever.meld(Wijziging.van_bytes(waarde or b""))
        except ValidationError:
            log.warning("onleesbare wijziging overgeslagen")
