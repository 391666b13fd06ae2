"""What is still sealed in Kafka, offered to the anonymiser once more: after a topic behind it was lost.

The same bytes at the end of the same partition: the order within a case stays, and a case counts once.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError
from aiokafka.structs import TopicPartition

from shared.contracts.topics import LDOS_DOSSIERS
from shared.runtime.kafka import TP, Message, OffsetReader, Producer, kafka_guard, open_producer, security, send_all
from shared.runtime.settings import KafkaSettings

_WACHT_MS: Final = 5_000
_PER_KEER: Final = 2_000


async def bied_opnieuw_aan(kafka: KafkaSettings, topic: str = LDOS_DOSSIERS.naam) -> int:
    """Put every message that is in the topic now at its end again; how many. Raises Unavailable.

    A stop half-way has offered some of them; doing it again does no harm.
    """
    async with OffsetReader(kafka, "herstel") as offsets, open_producer(kafka, "herstel") as producer:
        begin, einde = await offsets.begin_offsets(topic), await offsets.end_offsets(topic)
        consumer = AIOKafkaConsumer(
            client_id="herstel", enable_auto_commit=False, auto_offset_reset="earliest", **security(kafka)
        )
        try:
            with kafka_guard():
                await consumer.start()
            return sum([await _partitie(consumer, producer, tp, begin[tp], tot) for tp, tot in einde.items()])
        finally:
            with suppress(KafkaError, OSError, TimeoutError):
                await consumer.stop()


async def _partitie(consumer: AIOKafkaConsumer, producer: Producer, tp: TP, van: int, tot: int) -> int:
    plek, aantal = TopicPartition(*tp), 0
    consumer.assign([plek])
    consumer.seek(plek, van)
    while van < tot:
        with kafka_guard():
            rauwe = (await consumer.getmany(plek, timeout_ms=_WACHT_MS, max_records=_PER_KEER)).get(plek, [])
        if not rauwe:
            break
        berichten = _berichten(tp, [rauw for rauw in rauwe if rauw.offset < tot])
        await send_all(producer, berichten)
        van, aantal = rauwe[-1].offset + 1, aantal + len(berichten)
    return aantal


def _berichten(tp: TP, rauwe: Sequence[Any]) -> list[Message]:
    return [Message(tp.topic, rauw.value or b"", rauw.key, tuple(rauw.headers), tp.partition) for rauw in rauwe]
