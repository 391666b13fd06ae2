"""The Kafka edge: batches of `ldos.dossiers` and lists with persons in, cases, lists and dead letters out.

A batch counts as handled only when the brokers have every message that came out of it. A stop in between gives the
same cases again, with the same bytes, and the aggregator counts a case once however often it comes.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from services.anonymiser.handlers import NORMAL, Handled, Reden, Vault, handle_record
from services.anonymiser.lijsten import ListVault, handle_list
from shared.contracts import topics
from shared.contracts.bronnen.lijsten import Lijstdeel
from shared.runtime.clock import Clock
from shared.runtime.consume import Record
from shared.runtime.dead_letters import DeadLetter, InvalidLimit, dead_letter_message
from shared.runtime.errors import Invalid
from shared.runtime.kafka import TP, Message, Producer, send_all
from shared.runtime.logging import get_logger
from shared.runtime.metrics import counter

GROUP = "anonymiser"
TOPICS = (topics.LDOS_DOSSIERS.naam, topics.BRONNEN_PERSOONSLIJSTEN.naam)
# The event loop also answers health checks and Kafka's heartbeat: give it a turn within some 20 ms.
_RECORDS_PER_TURN = 200
_LETTERS_PER_SEND = 5_000

log = get_logger(__name__)


@dataclass(slots=True)
class _Batch:
    """What comes out of one batch, before anything is sent."""

    messages: list[Message] = field(default_factory=list)
    invalid: list[tuple[int, Reden]] = field(default_factory=list)
    bsns: int = 0
    zaken: int = 0

    def add(self, handled: Handled) -> None:
        zaak = handled.zaak
        key = bytes.fromhex(zaak.zaak)
        self.messages.append(Message(topics.ONDERWIJS_ZAKEN.naam, zaak.naar_bytes(), key=key))
        self.bsns += handled.had_bsn
        self.zaken += 1

    def add_list(self, deel: Lijstdeel) -> None:
        self.messages.append(Message(topics.ONDERWIJS_LIJSTEN.naam, deel.naar_bytes(), partition=0))

    def put_aside(self, offset: int, reden: Reden, letter: Message) -> None:
        self.messages.append(letter)
        self.invalid.append((offset, reden))


class AnyVault(Vault, ListVault, Protocol):
    """All keys of this service."""


class Anonymiser:
    """BatchHandler of TOPICS; `check_keys` raises Fatal when the key store is not the right one."""

    def __init__(
        self,
        producer: Producer,
        vault: AnyVault,
        check_keys: Callable[[], Awaitable[None]],
        clock: Clock,
        limit: InvalidLimit,
    ) -> None:
        self._producer, self._vault, self._check_keys = producer, vault, check_keys
        self._clock, self._limit = clock, limit
        self._noted: dict[TP, int] = {}

    async def positions(self, partitions: Sequence[TP]) -> Mapping[TP, int | None]:
        """Go on from what the group committed: this service keeps nothing of its own."""
        await self._check_keys()
        return dict.fromkeys(partitions)

    async def handle(self, tp: TP, records: Sequence[Record]) -> None:
        """Anonymise all, and return when the brokers have all that came of it."""
        batch = _Batch()
        for count, record in enumerate(records, start=1):
            self._handle_one(record, batch)
            if count % _RECORDS_PER_TURN == 0 or tp.topic == topics.BRONNEN_PERSOONSLIJSTEN.naam:
                await asyncio.sleep(0)
        self._guard_against_flood(tp, batch)
        await send_all(self._producer, batch.messages)
        _measure(tp, batch)

    def _handle_one(self, record: Record, batch: _Batch) -> None:
        try:
            if record.topic == topics.BRONNEN_PERSOONSLIJSTEN.naam:
                batch.add_list(handle_list(record.value, self._vault))
            else:
                batch.add(handle_record(record.value, record.headers, self._vault))
        except Invalid as invalid:
            reden = Reden(invalid.reden)
            batch.put_aside(record.offset, reden, self._letter(TP(*record[:2]), record.offset, reden))

    def _letter(self, tp: TP, offset: int, reden: Reden) -> Message:
        return dead_letter_message(
            DeadLetter(
                dienst=GROUP, topic=tp.topic, partitie=tp.partition, offset=offset, reden=reden, tijd=self._clock.now()
            )
        )

    def _guard_against_flood(self, tp: TP, batch: _Batch) -> None:
        """Before anything is sent: many bad records at once are more likely our error than the source's."""
        seen_to = self._noted.get(tp, 0)  # a batch that is sent again must not be held against us twice
        fresh = [offset for offset, reden in batch.invalid if reden not in NORMAL and offset >= seen_to]
        if fresh:
            self._noted[tp] = fresh[-1] + 1
            self._limit.note(len(fresh))

    async def on_gap(self, tp: TP, expected: int, found: int) -> None:
        """Retention was faster than we were: one dead letter for each record, so that none is missed silently."""
        for start in range(expected, found, _LETTERS_PER_SEND):
            offsets = range(start, min(found, start + _LETTERS_PER_SEND))
            await send_all(self._producer, list(self._letters_of_gap(tp, offsets)))
        _tell(tp, {Reden.VERLOPEN: found - expected})

    def _letters_of_gap(self, tp: TP, offsets: range) -> Iterator[Message]:
        return (self._letter(tp, offset, Reden.VERLOPEN) for offset in offsets)


def _measure(tp: TP, batch: _Batch) -> None:
    counter("pos_zaken_total").inc(batch.zaken)
    counter("pos_bsn_total").inc(batch.bsns)
    _tell(tp, Counter(reden for _, reden in batch.invalid))


def _tell(tp: TP, by_reason: Mapping[Reden, int]) -> None:
    for reden, count in by_reason.items():
        log.warning("berichten terzijde gelegd", topic=tp.topic, partitie=tp.partition, reden=reden.value, aantal=count)
