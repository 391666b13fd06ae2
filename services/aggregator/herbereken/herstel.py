"""After a topic was lost, made anew, or cut off by retention: read on from where it begins now (ADR 0052).

The positions in the database are right and the topic is not: only an operator may decide that what is gone, is gone.
The cases that are held stay, so nothing that was counted is lost, and whatever comes again counts once. The log no
longer explains the stand from its beginning: a checkpoint is made, so that it can be recomputed from here on.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

import asyncpg

from services.aggregator.handlers import Positie, digest
from services.aggregator.herbereken import ijkpunt
from services.aggregator.herbereken.fouten import LooptAl
from services.aggregator.herbereken.logboek import Logboek
from services.aggregator.herbereken.vergelijking import Verbinding, som
from services.aggregator.herbereken.verloop import SLOT
from shared.contracts.topics import ALLE, ONDERWIJS_ZAKEN
from shared.runtime.clock import Clock
from shared.runtime.consume import TP
from shared.runtime.kafka import OffsetReader
from shared.runtime.postgres import unavailable_guard
from shared.runtime.settings import KafkaSettings

_POSITIES: Final = "SELECT topic, partitie, volgende, laatste FROM stand.partitie ORDER BY topic, partitie"
_VERDER: Final = "UPDATE stand.partitie SET volgende = $3, laatste = NULL WHERE topic = $1 AND partitie = $2"
# Their places are those of a topic that is no more: the same place may get another letter.
_OUDE_LETTERS: Final = """
    UPDATE stand.dode_letter SET topic = $1 || ' (tot ' || to_char($3::timestamptz, 'YYYY-MM-DD HH24:MI:SS') || ')',
        afgehandeld_op = coalesce(afgehandeld_op, $3)
    WHERE topic = $1 AND partitie = $2
"""


class Breuk(NamedTuple):
    """A partition that does not fit our position: where we are, and where it begins and ends now."""

    tp: TP
    volgende: int
    begin: int
    einde: int

    @property
    def opnieuw_gemaakt(self) -> bool:
        """Is it another topic than the one we read, so that every place in it means something else?"""
        return self.begin <= self.volgende


async def onderzoek(dsn: str, kafka: KafkaSettings) -> list[Breuk]:
    """Every partition that the aggregator can't go on with. Raises Unavailable."""
    with unavailable_guard():
        connection = await asyncpg.connect(dsn, timeout=10)
        try:
            posities = await _posities(connection)
        finally:
            await connection.close(timeout=5)
    return await _breuken(kafka, posities)


async def herstel(dsn: str, kafka: KafkaSettings, clock: Clock) -> list[Breuk]:
    """Set every broken partition to where its topic begins now, and make a checkpoint when cases are among them.

    Raises:
        Unavailable: PostgreSQL or Kafka does not answer; nothing has changed.
        LooptAl: a recomputation runs, for longer than a minute; nothing has changed.
    """
    with unavailable_guard():
        connection = await asyncpg.connect(dsn, timeout=10, server_settings={"lock_timeout": "60000"})
        try:
            await _alleen(connection)
            async with connection.transaction():
                posities = await _posities(connection, " FOR UPDATE")
                breuken = await _breuken(kafka, posities)
                await _zet_verder(connection, breuken, clock.now())
        finally:
            await connection.close(timeout=5)
    return breuken


async def _alleen(connection: Verbinding) -> None:
    """The aggregator, started again and again meanwhile, may just be at its nightly work: that ends soon."""
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", SLOT)
    except asyncpg.LockNotAvailableError:
        raise LooptAl from None


async def _posities(connection: Verbinding, slot: str = "") -> dict[TP, Positie]:
    rijen = await connection.fetch(_POSITIES + slot)
    return {TP(rij["topic"], rij["partitie"]): Positie(rij["volgende"], rij["laatste"]) for rij in rijen}


async def _breuken(kafka: KafkaSettings, posities: Mapping[TP, Positie]) -> list[Breuk]:
    gevonden: list[Breuk] = []
    async with OffsetReader(kafka, "herstel") as offsets:
        for topic in sorted({tp.topic for tp in posities} & {een.naam for een in ALLE}):
            begin, einde = await offsets.begin_offsets(topic), await offsets.end_offsets(topic)
            bekend = {tp: positie for tp, positie in posities.items() if tp.topic == topic}
            anders = await _andere(kafka, topic, bekend, begin, einde)
            gevonden += [
                Breuk(tp, positie.volgende, begin.get(tp, 0), einde.get(tp, 0))
                for tp, positie in bekend.items()
                if tp in anders or not begin.get(tp, 0) <= positie.volgende <= einde.get(tp, 0)
            ]
    return gevonden


async def _andere(
    kafka: KafkaSettings, topic: str, bekend: Mapping[TP, Positie], begin: Mapping[TP, int], einde: Mapping[TP, int]
) -> set[TP]:
    """Partitions with another message at the place before ours than the one we handled."""
    voor = {
        tp: positie.volgende - 1
        for tp, positie in bekend.items()
        if positie.laatste is not None and begin.get(tp, 0) < positie.volgende <= einde.get(tp, 0)
    }
    anders: set[TP] = set()
    async with Logboek(kafka, topic) as logboek:
        async for [record] in logboek.lees(voor, {tp: plaats + 1 for tp, plaats in voor.items()}):
            tp = TP(record.topic, record.partition)
            if digest(record) != bekend[tp].laatste:
                anders.add(tp)
    return anders


async def _zet_verder(connection: Verbinding, breuken: Sequence[Breuk], nu: datetime) -> None:
    for breuk in breuken:
        await connection.execute(_VERDER, *breuk.tp, breuk.begin)
        if breuk.opnieuw_gemaakt:
            await connection.execute(_OUDE_LETTERS, *breuk.tp, nu)
    if any(breuk.tp.topic == ONDERWIJS_ZAKEN.naam for breuk in breuken):
        await ijkpunt.maak(connection, await som(connection, "stand.cel", "stand.zaak"), nu)
