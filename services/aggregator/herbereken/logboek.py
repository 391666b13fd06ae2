"""The anonymised log, read from position to position by aiokafka's getmany: in order and without a hole.

No consumer group: reading it again moves nobody.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Final, Self

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError
from aiokafka.structs import TopicPartition

from services.aggregator.herbereken.fouten import LogBegintTeLaat
from shared.contracts.topics import ONDERWIJS_ZAKEN
from shared.runtime.consume import TP, Record
from shared.runtime.errors import LogGap, TopicLost
from shared.runtime.kafka import OffsetReader, kafka_guard, security
from shared.runtime.settings import KafkaSettings

_STIL_SECONDEN: Final = 30.0
_OPHALEN_BYTES: Final = 4 * 1024 * 1024
_WACHT_MS: Final = 500


class Logboek:
    """A topic to read pieces of; `grootte` is about how many messages come at a time. Raises Unavailable."""

    def __init__(self, settings: KafkaSettings, topic: str = ONDERWIJS_ZAKEN.naam, grootte: int = 10_000) -> None:
        self._settings, self.topic, self._grootte = settings, topic, grootte
        self._offsets = OffsetReader(settings, "herberekening-offsets")
        self._consumer: AIOKafkaConsumer | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _soort: type[BaseException] | None, _fout: BaseException | None, _spoor: TracebackType | None
    ) -> None:
        await self._offsets.close()
        if self._consumer is not None:
            # aiokafka ends a task of its own; one that never had its turn would end us instead.
            await asyncio.sleep(0)
            with suppress(KafkaError, OSError, TimeoutError):
                await asyncio.wait_for(self._consumer.stop(), 5)

    async def begin(self) -> dict[TP, int]:
        """First offset that still exists, per partition."""
        return await self._offsets.begin_offsets(self.topic)

    async def lees(self, van: Mapping[TP, int], tot: Mapping[TP, int]) -> AsyncIterator[list[Record]]:
        """Messages from `van` up to (not including) `tot`; each list is of one partition, in order, without a gap.

        Raises:
            LogBegintTeLaat: the first ones are gone.
            LogGap: there is a hole further on.
            TopicLost: the topic ends before `tot`.
        """
        volgende = {tp: van.get(tp, 0) for tp, einde in tot.items() if van.get(tp, 0) < einde}
        if not volgende:
            return
        await self._controleer(volgende, tot)
        consumer = await self._verbonden()
        consumer.assign([TopicPartition(*tp) for tp in volgende])
        for tp, offset in volgende.items():
            consumer.seek(TopicPartition(*tp), offset)
        async for stuk in self._stukken(consumer, volgende, tot):
            yield stuk

    async def _controleer(self, volgende: Mapping[TP, int], tot: Mapping[TP, int]) -> None:
        begin, einden = await self.begin(), await self._offsets.end_offsets(self.topic)
        for tp, offset in volgende.items():
            if begin.get(tp, 0) > offset:
                raise LogBegintTeLaat(tp.topic, tp.partition, offset, begin[tp])
            if einden.get(tp, 0) < tot[tp]:
                raise TopicLost(tp.topic, tp.partition, tot[tp], einden.get(tp, 0))

    async def _stukken(
        self, consumer: AIOKafkaConsumer, volgende: dict[TP, int], tot: Mapping[TP, int]
    ) -> AsyncIterator[list[Record]]:
        klaar: dict[TP, list[Record]] = {tp: [] for tp in volgende}
        while klaar:
            for tp, nieuw in (await _haal(consumer, list(klaar))).items():
                _sluit_aan(tp, volgende[tp], nieuw)
                klaar[tp] += [record for record in nieuw if record.offset < tot[tp]]
                volgende[tp] = nieuw[-1].offset + 1
                if len(klaar[tp]) >= self._grootte or volgende[tp] >= tot[tp]:
                    yield klaar[tp]
                    klaar[tp] = []
                if volgende[tp] >= tot[tp]:
                    del klaar[tp]
                    consumer.pause(TopicPartition(*tp))

    async def _verbonden(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            consumer = AIOKafkaConsumer(
                client_id="herberekening", enable_auto_commit=False, auto_offset_reset="none",
                max_partition_fetch_bytes=_OPHALEN_BYTES, max_poll_records=None, **security(self._settings),
            )  # fmt: skip
            with kafka_guard():
                try:
                    await consumer.start()
                except BaseException:
                    await consumer.stop()
                    raise
            self._consumer = consumer
        return self._consumer


async def _haal(consumer: AIOKafkaConsumer, partities: Sequence[TP]) -> dict[TP, list[Record]]:
    """What comes next, at least something. Raises Unavailable when nothing comes for half a minute."""
    gezocht = [TopicPartition(*tp) for tp in partities]
    with kafka_guard():
        async with asyncio.timeout(_STIL_SECONDEN):
            while True:
                gevonden: Mapping[Any, Sequence[Any]] = await consumer.getmany(*gezocht, timeout_ms=_WACHT_MS)
                if gevonden:
                    break
    return {TP(tp.topic, tp.partition): [_record(rauw) for rauw in rauwe] for tp, rauwe in gevonden.items()}


def _sluit_aan(tp: TP, verwacht: int, records: Sequence[Record]) -> None:
    for record in records:
        if record.offset != verwacht:
            raise LogGap(tp.topic, tp.partition, verwacht, record.offset)
        verwacht += 1


def _record(rauw: Any) -> Record:
    return Record(rauw.topic, rauw.partition, rauw.offset, rauw.key, rauw.value, rauw.headers, rauw.timestamp or 0)
