"""The pump against a Kafka of lists: where it starts, retry in place, revocation."""

import asyncio
from collections.abc import Mapping, Sequence

import pytest

from shared.runtime.consume.pump import Pump
from shared.runtime.consume.records import Record
from shared.runtime.errors import Displaced, Unavailable
from shared.runtime.kafka import TP
from tests.unit.runtime.pump_fakes import A, B, FakeKafka, FakeStore

pytestmark = pytest.mark.usefixtures("short_pauses")


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
