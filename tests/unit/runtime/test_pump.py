"""The pump against a Kafka of lists: order, gaps, retry in place, revocation."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from shared.runtime.consume import pump as pump_module
from shared.runtime.consume.pump import Pump
from shared.runtime.consume.records import Record
from shared.runtime.errors import Displaced, LogGap, TopicLost, Unavailable
from shared.runtime.kafka import TP

A, B = TP("t", 0), TP("t", 1)


@dataclass
class FakeKafka:
    """Partitions as lists of offsets that exist; it hands out what lies at or after the position."""

    logs: dict[TP, list[int]]
    group: dict[TP, int] = field(default_factory=dict)
    at: dict[TP, int] = field(default_factory=dict)
    failures: list[Exception] = field(default_factory=list)
    most: int = 100

    async def fetch(self, partitions: frozenset[TP], max_wait_seconds: float) -> Mapping[TP, Sequence[Record]]:
        if self.failures:
            raise self.failures.pop()
        return {tp: records for tp in sorted(partitions) if (records := self._take(tp))}

    def _take(self, tp: TP) -> list[Record]:
        offsets = [offset for offset in self.logs[tp] if offset >= self.at[tp]][: self.most]
        if offsets:
            self.at[tp] = offsets[-1] + 1
        return [Record(tp.topic, tp.partition, offset, None, b"x", (), 1_000) for offset in offsets]

    async def bounds(self, partitions: Sequence[TP]) -> Mapping[TP, tuple[int, int]]:
        return {tp: (self.logs[tp][0], self.logs[tp][-1] + 1) if self.logs[tp] else (0, 0) for tp in partitions}

    async def committed(self, partitions: Sequence[TP]) -> Mapping[TP, int | None]:
        return {tp: self.group.get(tp) for tp in partitions}

    async def seek(self, targets: Mapping[TP, int]) -> None:
        self.at.update(targets)


@dataclass
class FakeStore:
    """A handler that remembers offsets and fails when told to."""

    start: dict[TP, int | None] = field(default_factory=dict)
    got: list[tuple[TP, list[int]]] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)
    gaps: list[tuple[TP, int, int]] = field(default_factory=list)
    gap_error: Exception | None = None

    async def positions(self, partitions: Sequence[TP]) -> Mapping[TP, int | None]:
        return {tp: self.start.get(tp) for tp in partitions}

    async def handle(self, tp: TP, records: Sequence[Record]) -> None:
        if self.errors:
            raise self.errors.pop()
        self.got.append((tp, [record.offset for record in records]))

    async def on_gap(self, tp: TP, expected: int, found: int) -> None:
        if self.gap_error:
            raise self.gap_error
        self.gaps.append((tp, expected, found))


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same steps, without the waiting."""
    monkeypatch.setattr(pump_module, "_PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(pump_module, "pauses", lambda: iter([0.001] * 1_000))


async def test_starts_at_the_store_then_the_group_then_the_first() -> None:
    kafka = FakeKafka({A: [0, 1, 2, 3], B: [5, 6, 7]}, group={A: 1, B: 6})
    store = FakeStore(start={A: 2, B: None})
    pump = Pump(store, kafka)
    pump.assign([A, B])

    await pump.turn()

    assert store.got == [(A, [2, 3]), (B, [6, 7])]
    assert pump.handled == {A: 4, B: 8}


async def test_without_any_position_reading_starts_at_the_first_record() -> None:
    kafka, store = FakeKafka({A: [7, 8]}), FakeStore()
    pump = Pump(store, kafka)
    pump.assign([A])

    await pump.turn()

    assert store.got == [(A, [7, 8])]
    assert store.gaps == []


async def test_unavailable_brings_the_same_records_again() -> None:
    kafka, store = FakeKafka({A: [0, 1]}), FakeStore(errors=[Unavailable("x"), Unavailable("x")])
    pump = Pump(store, kafka)
    pump.assign([A])

    await pump.turn()

    assert store.got == [(A, [0, 1])]


async def test_displaced_goes_on_where_the_store_is() -> None:
    kafka, store = FakeKafka({A: [0, 1, 2, 3]}), FakeStore(errors=[Displaced(3)])
    pump = Pump(store, kafka)
    pump.assign([A])

    await pump.turn()
    assert pump.handled == {}
    await pump.turn()

    assert store.got == [(A, [3])]


async def test_a_bug_passes_through_and_nothing_counts_as_handled() -> None:
    kafka, store = FakeKafka({A: [0]}), FakeStore(errors=[ValueError()])
    pump = Pump(store, kafka)
    pump.assign([A])

    with pytest.raises(ValueError):  # noqa: PT011 (any error of a handler)
        await pump.turn()

    assert pump.handled == {}


async def test_a_hole_in_the_middle_is_reported_before_reading_on() -> None:
    kafka, store = FakeKafka({A: [0, 1, 5, 6]}), FakeStore()
    pump = Pump(store, kafka)
    pump.assign([A])

    await pump.turn()

    assert store.got == [(A, [0, 1]), (A, [5, 6])]
    assert store.gaps == [(A, 2, 5)]


async def test_a_hole_at_the_start_is_reported() -> None:
    kafka, store = FakeKafka({A: [5, 6]}), FakeStore(start={A: 3})
    pump = Pump(store, kafka)
    pump.assign([A])

    await pump.turn()

    assert store.gaps == [(A, 3, 5)]
    assert store.got == [(A, [5, 6])]


async def test_a_handler_may_refuse_a_gap() -> None:
    kafka, store = FakeKafka({A: [5, 6]}), FakeStore(start={A: 3}, gap_error=LogGap("t", 0, 3, 5))
    pump = Pump(store, kafka)
    pump.assign([A])

    with pytest.raises(LogGap):
        await pump.turn()

    assert store.got == []


async def test_a_topic_that_ends_before_our_place_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pump_module, "_LOST_SECONDS", 0.05)
    kafka, store = FakeKafka({A: [0, 1]}), FakeStore(start={A: 9})
    pump = Pump(store, kafka)
    pump.assign([A])

    async def turn_on() -> None:
        for _ in range(1_000):
            await pump.turn()

    with pytest.raises(TopicLost) as lost:
        await turn_on()

    assert "eindigt bij 2" in lost.value.melding
    assert store.got == []


async def test_a_client_that_jumps_back_asks_the_store_where_to_be() -> None:
    kafka, store = FakeKafka({A: [0, 1, 2, 3]}), FakeStore(start={A: 0})
    pump = Pump(store, kafka)
    pump.assign([A])
    await pump.turn()
    store.start[A], kafka.at[A] = 3, 0

    await pump.turn()
    kafka.logs[A].append(4)
    await pump.turn()

    assert store.got == [(A, [0, 1, 2, 3]), (A, [3, 4])]


async def test_a_topic_made_anew_is_read_from_its_beginning_when_only_the_group_knew_where_we_were() -> None:
    kafka, store = FakeKafka({A: [0, 1, 2]}, group={A: 0}), FakeStore()
    pump = Pump(store, kafka)
    pump.assign([A])
    await pump.turn()
    # Made anew, grown past our place, and the client starts at its beginning: what is there now, we have never seen.
    kafka.group[A], kafka.logs[A], kafka.at[A] = 3, [0, 1, 2, 3, 4], 0

    await pump.turn()
    await pump.turn()

    assert store.got == [(A, [0, 1, 2]), (A, [0, 1, 2, 3, 4])]


async def test_a_topic_shorter_than_the_group_knew_is_read_from_its_beginning_however_fast_it_grows() -> None:
    kafka, store = FakeKafka({A: [0, 1]}, group={A: 3}), FakeStore()
    pump = Pump(store, kafka)
    pump.assign([A])

    await pump.turn()
    kafka.logs[A] += [2, 3, 4]
    await pump.turn()

    assert store.got == [(A, [0, 1, 2, 3, 4])]


async def test_a_doubted_topic_is_read_from_its_beginning_when_only_the_group_knew_where_we_were() -> None:
    kafka, store = FakeKafka({A: [0, 1]}, group={A: 0}), FakeStore()
    pump = Pump(store, kafka)
    pump.assign([A])
    await pump.turn()
    kafka.group[A], kafka.logs[A] = 2, [0, 1, 2, 3]
    pump.doubt([A])

    await pump.turn()

    assert store.got == [(A, [0, 1]), (A, [0, 1, 2, 3])]


async def test_what_is_doubted_is_positioned_anew_before_more_is_read() -> None:
    kafka, store = FakeKafka({A: [0, 1], B: [0]}), FakeStore(start={A: 0})
    pump = Pump(store, kafka)
    pump.assign([A, B])
    await pump.turn()
    store.start[A] = 1
    pump.doubt([A])
    kafka.logs[A].append(2)

    await pump.turn()

    assert store.got == [(A, [0, 1]), (B, [0]), (A, [1, 2])]


async def test_after_a_silence_the_handler_sees_the_message_before_its_place_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The topic may be another that grew past our place meanwhile; only who knows that message can tell."""
    monkeypatch.setattr(pump_module, "_SURE_SECONDS", 0.0)
    kafka = FakeKafka({A: [0, 1, 2], B: [0, 1, 2]}, group={B: 3})
    store = FakeStore(start={A: 3})
    pump = Pump(store, kafka)
    pump.assign([A, B])
    await pump.turn()
    store.start[A] = 2
    kafka.logs = {A: [0, 1, 2, 3, 5], B: [0, 1, 2, 3]}

    await pump.turn()
    assert store.got == [(B, [3])]
    await pump.turn()

    assert store.got == [(B, [3]), (A, [2, 3]), (A, [5])]
    assert store.gaps == [(A, 4, 5)]
    assert pump.handled == {A: 6, B: 4}


async def test_in_a_steady_flow_nothing_is_read_twice() -> None:
    kafka = FakeKafka({A: [0, 1, 2, 3]}, most=1)
    store = FakeStore(start={A: 0})
    pump = Pump(store, kafka)
    pump.assign([A])

    for _ in range(4):
        await pump.turn()

    assert store.got == [(A, [0]), (A, [1]), (A, [2]), (A, [3])]


async def test_kafka_away_for_a_moment_ends_nothing() -> None:
    kafka, store = FakeKafka({A: [0]}, failures=[Unavailable("kafka")]), FakeStore()
    pump = Pump(store, kafka)
    pump.assign([A])

    await pump.turn()
    await pump.turn()

    assert store.got == [(A, [0])]


async def test_release_waits_for_the_batch_in_hand() -> None:
    entered, leave = asyncio.Event(), asyncio.Event()

    class Slow(FakeStore):
        async def handle(self, tp: TP, records: Sequence[Record]) -> None:
            entered.set()
            await leave.wait()

    pump = Pump(Slow(), FakeKafka({A: [0]}))
    pump.assign([A])
    turn = asyncio.create_task(pump.turn())
    await entered.wait()
    release = asyncio.create_task(pump.release())
    await asyncio.sleep(0.01)
    assert not release.done()

    leave.set()
    await asyncio.gather(turn, release)

    assert pump.handled == {A: 1}
    assert pump.positions == {}


async def test_release_gives_up_a_batch_that_is_being_retried() -> None:
    class Down(FakeStore):
        async def handle(self, tp: TP, records: Sequence[Record]) -> None:
            raise Unavailable("postgresql")

    pump = Pump(Down(), FakeKafka({A: [0]}))
    pump.assign([A])
    turn = asyncio.create_task(pump.turn())
    await asyncio.sleep(0.02)

    await pump.release()
    await asyncio.wait_for(turn, 1)

    assert pump.handled == {}


async def test_records_fetched_before_a_rebalance_are_dropped() -> None:
    fetching, go_on = asyncio.Event(), asyncio.Event()

    class Waiting(FakeKafka):
        async def fetch(self, partitions: frozenset[TP], max_wait_seconds: float) -> Mapping[TP, Sequence[Record]]:
            fetched = await super().fetch(partitions, max_wait_seconds)
            fetching.set()
            await go_on.wait()
            return fetched

    store = FakeStore()
    pump = Pump(store, Waiting({A: [0], B: [0]}))
    pump.assign([A])
    turn = asyncio.create_task(pump.turn())
    await fetching.wait()
    await pump.release()
    pump.assign([B])
    go_on.set()
    await turn

    await pump.turn()

    assert store.got == [(B, [0])]
