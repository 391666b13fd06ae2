"""The pump against a Kafka of lists: gaps, topics that were lost or made anew, and what is read twice."""

import pytest

from shared.runtime.consume import pump as pump_module
from shared.runtime.consume.pump import Pump
from shared.runtime.errors import LogGap, TopicLost
from tests.unit.runtime.pump_fakes import A, B, FakeKafka, FakeStore

pytestmark = pytest.mark.usefixtures("short_pauses")


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
