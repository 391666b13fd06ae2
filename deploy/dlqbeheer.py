"""Dead letters: what there are, and offering them again; what must be pushed again: deploy/hiaten.py."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import asyncpg
from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition

from shared.contracts import codes
from shared.contracts.topics import LDOS_DOSSIERS, ONDERWIJS_ZAKEN
from shared.runtime.kafka import TP, Message, OffsetReader, Producer, kafka_guard, open_producer, security, send_all
from shared.runtime.settings import KafkaSettings

VERLOPEN: Final = "verlopen"
AAN_TE_BIEDEN: Final = (LDOS_DOSSIERS.naam, ONDERWIJS_ZAKEN.naam)
"""Topics that may be offered again: whatever comes of it, a case counts once."""
NOOIT: Final = frozenset({VERLOPEN, codes.SLEUTEL_VERNIETIGD, codes.BEWAARTERMIJN_VERSTREKEN, "conflict"})
"""Reasons that offering again can't change: the message is gone, or was put aside on purpose."""
_PER_KEER: Final = 200
_WACHT_MS: Final = 2_000

_VOORWAARDEN: Final = """
    ($1::text IS NULL OR dienst = $1) AND ($2::text IS NULL OR topic = $2) AND ($3::text IS NULL OR reden = $3)
    AND ($4::bool OR afgehandeld_op IS NULL)
"""
_LIJST: Final = f"""
    SELECT dienst, topic, partitie, positie, reden, op, afgehandeld_op FROM stand.dode_letter
    WHERE {_VOORWAARDEN} ORDER BY op DESC, topic, partitie, positie DESC LIMIT $5
"""
_TEL: Final = f"""
    SELECT dienst, reden, count(*) AS aantal FROM stand.dode_letter WHERE {_VOORWAARDEN}
    GROUP BY dienst, reden ORDER BY count(*) DESC, dienst, reden
"""
_TE_DOEN: Final = f"""
    SELECT dienst, topic, partitie, positie, reden, op, afgehandeld_op FROM stand.dode_letter
    WHERE {_VOORWAARDEN} AND topic = ANY ($5::text[]) AND reden <> ALL ($6::text[])
    ORDER BY topic, partitie, positie
"""
_AFGEHANDELD: Final = f"UPDATE stand.dode_letter SET afgehandeld_op = $5 WHERE {_VOORWAARDEN}"
_EEN_AFGEHANDELD: Final = """
    UPDATE stand.dode_letter SET afgehandeld_op = $5
    WHERE (dienst, topic, partitie, positie) = ($1::text, $2::text, $3::int, $4::bigint)
"""


@dataclass(frozen=True)
class Keuze:
    """Which letters; None: all. `ook_afgehandeld` also shows what was handled."""

    dienst: str | None = None
    topic: str | None = None
    reden: str | None = None
    ook_afgehandeld: bool = False

    @property
    def velden(self) -> tuple[object, ...]:
        """As the questions above want them."""
        return self.dienst, self.topic, self.reden, self.ook_afgehandeld


class Regel(NamedTuple):
    """One letter: where the message stands and why it was put aside."""

    dienst: str
    topic: str
    partitie: int
    positie: int
    reden: str
    op: datetime
    afgehandeld_op: datetime | None


class Aangeboden(NamedTuple):
    """What became of offering again: offered, and no longer in Kafka."""

    aangeboden: int
    weg: int


async def lijst(connection: asyncpg.Connection, keuze: Keuze, hoogstens: int) -> list[Regel]:
    """The newest letters."""
    return [Regel(*rij) for rij in await connection.fetch(_LIJST, *keuze.velden, hoogstens)]


async def aantallen(connection: asyncpg.Connection, keuze: Keuze) -> list[tuple[str, str, int]]:
    """(service, reason, number), most first."""
    return [tuple(rij) for rij in await connection.fetch(_TEL, *keuze.velden)]


async def handel_af(connection: asyncpg.Connection, keuze: Keuze, nu: datetime) -> int:
    """Note that these need nothing any more; how many."""
    return int((await connection.execute(_AFGEHANDELD, *keuze.velden, nu)).split()[-1])


async def opnieuw(connection: asyncpg.Connection, kafka: KafkaSettings, keuze: Keuze, nu: datetime) -> Aangeboden:
    """Put the messages of these letters on their topic again, unchanged, and note them as handled.

    A stop half-way offers some of them twice, which counts as a repeat. Raises Unavailable.
    """
    rijen = await connection.fetch(_TE_DOEN, *keuze.velden, list(AAN_TE_BIEDEN), sorted(NOOIT))
    regels, gedaan = [Regel(*rij) for rij in rijen], 0
    if not regels:
        return Aangeboden(0, 0)
    async with lezer_van(kafka) as lezer, open_producer(kafka, "dlq") as producer:
        for begin in range(0, len(regels), _PER_KEER):
            gevonden = await lezer.lees(regels[begin : begin + _PER_KEER])
            await _bied_aan(connection, producer, gevonden, nu)
            gedaan += len(gevonden)
    return Aangeboden(gedaan, len(regels) - gedaan)


async def _bied_aan(
    connection: asyncpg.Connection, producer: Producer, gevonden: Mapping[Regel, Message], nu: datetime
) -> None:
    if gevonden:
        await send_all(producer, list(gevonden.values()))
        await connection.executemany(_EEN_AFGEHANDELD, [(*regel[:4], nu) for regel in gevonden])


class Lezer:
    """Single messages by their place; joins no group."""

    def __init__(self, consumer: AIOKafkaConsumer, offsets: OffsetReader) -> None:
        self._consumer, self._offsets = consumer, offsets
        self._grenzen: dict[TP, tuple[int, int]] = {}

    async def lees(self, regels: Sequence[Regel]) -> dict[Regel, Message]:
        """The messages that are still there."""
        gevonden: dict[Regel, Message] = {}
        for regel in regels:
            bericht = await self._een(TP(regel.topic, regel.partitie), regel.positie)
            if bericht is not None:
                gevonden[regel] = bericht
        return gevonden

    async def laatste_voor(self, topic: str, moment: datetime) -> datetime | None:
        """When the last message before this moment was written; None when there is none left."""
        begin = await self._offsets.begin_offsets(topic)
        gezocht = {TopicPartition(*tp): int(moment.timestamp() * 1000) for tp in begin}
        with kafka_guard():
            eerste = await self._consumer.offsets_for_times(gezocht)
        einden = await self._offsets.end_offsets(topic)
        tijden = [
            await self._tijd(tp, eerste[TopicPartition(*tp)].offset - 1 if eerste[TopicPartition(*tp)] else einde - 1)
            for tp, einde in einden.items()
        ]
        bekend = [tijd for tijd in tijden if tijd is not None]
        return datetime.fromtimestamp(max(bekend) / 1000, moment.tzinfo) if bekend else None

    async def gepusht(self, tp: TP, van: int, tot: int) -> tuple[frozenset[int], list[datetime]]:
        """Numbers of the sources, and the times, of the messages `van`…`tot` that are still there; opens nothing."""
        bronnen, tijden = set[int](), list[datetime]()
        begin, einde = await self._grens(tp)
        for rauw in await self._reeks(tp, max(van, begin), min(tot + 1, einde)):
            bronnen |= {int(waarde) for naam, waarde in rauw.headers if naam == "bron" and waarde.isdigit()}
            tijden.append(datetime.fromtimestamp(rauw.timestamp / 1000, UTC))
        return frozenset(bronnen), tijden

    async def _tijd(self, tp: TP, offset: int) -> int | None:
        rauw = await self._rauw(tp, offset)
        return None if rauw is None else int(rauw.timestamp)

    async def _een(self, tp: TP, offset: int) -> Message | None:
        rauw = await self._rauw(tp, offset)
        if rauw is None:
            return None
        return Message(tp.topic, rauw.value or b"", rauw.key, tuple(rauw.headers), tp.partition)

    async def _reeks(self, tp: TP, van: int, tot: int) -> list[Any]:
        """The messages from `van` up to `tot`, one fetch after another."""
        gelezen, plek = list[Any](), TopicPartition(*tp)
        with kafka_guard():
            self._consumer.assign([plek])
            self._consumer.seek(plek, van)
            while van < tot:
                records = (await self._consumer.getmany(plek, timeout_ms=_WACHT_MS)).get(plek, [])
                if not records:
                    break
                gelezen += [record for record in records if record.offset < tot]
                van = records[-1].offset + 1
        return gelezen

    async def _rauw(self, tp: TP, offset: int) -> Any:
        begin, einde = await self._grens(tp)
        if not begin <= offset < einde:
            return None
        plek = TopicPartition(*tp)
        with kafka_guard():
            if self._consumer.assignment() != {plek}:
                self._consumer.assign([plek])
            self._consumer.seek(plek, offset)
            records = (await self._consumer.getmany(plek, timeout_ms=_WACHT_MS, max_records=1)).get(plek, [])
        return records[0] if records and records[0].offset == offset else None

    async def _grens(self, tp: TP) -> tuple[int, int]:
        if tp not in self._grenzen:
            begin, einde = await self._offsets.begin_offsets(tp.topic), await self._offsets.end_offsets(tp.topic)
            self._grenzen |= {each: (begin[each], einde[each]) for each in einde}
        return self._grenzen.get(tp, (0, 0))


@asynccontextmanager
async def lezer_van(kafka: KafkaSettings) -> AsyncIterator[Lezer]:
    consumer = AIOKafkaConsumer(
        client_id="dlq", enable_auto_commit=False, auto_offset_reset="earliest", **security(kafka)
    )
    async with OffsetReader(kafka, "dlq") as offsets:
        try:
            with kafka_guard():
                await consumer.start()
            yield Lezer(consumer, offsets)
        finally:
            # aiokafka ends a task of its own; one that never had its turn would end us instead.
            await asyncio.sleep(0)
            await consumer.stop()
