"""What is still sealed in Kafka, offered to the anonymiser once more: after a topic behind it was lost.

The same bytes at the end of the same partition: the order within a case stays, and a case counts once.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from services.aggregator.herbereken import Logboek
from shared.contracts.topics import LDOS_DOSSIERS
from shared.runtime.consume import Record
from shared.runtime.kafka import Message, OffsetReader, open_producer, send_all
from shared.runtime.settings import KafkaSettings

_PER_KEER: Final = 2_000


async def bied_opnieuw_aan(kafka: KafkaSettings, topic: str = LDOS_DOSSIERS.naam) -> int:
    """Put every message that is in the topic now at its end again; how many. Raises Unavailable.

    A stop half-way has offered some of them; doing it again does no harm.
    """
    async with OffsetReader(kafka, "herstel") as offsets:
        begin, einde = await offsets.begin_offsets(topic), await offsets.end_offsets(topic)
    async with Logboek(kafka, topic) as logboek, open_producer(kafka, "herstel") as producer:
        async for records in logboek.lees(begin, einde):
            for deel in _delen(records):
                await send_all(producer, [_bericht(record) for record in deel])
    return sum(einde[tp] - begin[tp] for tp in einde)


def _delen(records: Sequence[Record]) -> Iterator[Sequence[Record]]:
    return (records[plek : plek + _PER_KEER] for plek in range(0, len(records), _PER_KEER))


def _bericht(record: Record) -> Message:
    return Message(record.topic, record.value or b"", record.key, record.headers, record.partition)
