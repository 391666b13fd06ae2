"""Before the group is joined: a topic that ended before our place, or lost what we did not read, stops us unseen."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from shared.runtime.consume.faust_shell import _Thread
from shared.runtime.consume.joining import LOST_SECONDS, Joining
from shared.runtime.errors import LogGap, TopicLost, Unavailable
from shared.runtime.kafka import TP
from shared.runtime.settings import ConsumeSettings

A, B = TP("t", 0), TP("t", 1)
ENDS, BEGINS = {A: 10, B: 5}, {A: 0, B: 2}


class Offsets:
    """Where the topic begins and ends."""

    async def begin_offsets(self, topic: str) -> dict[TP, int]:
        return dict(BEGINS)

    async def end_offsets(self, topic: str) -> dict[TP, int]:
        return dict(ENDS)


class Store:
    """A handler that was at these places, and takes no gap."""

    def __init__(self, **places: int | None) -> None:
        self.places = {TP("t", int(naam[1:])): place for naam, place in places.items()}
        self.away = False

    async def positions(self, partitions: Sequence[TP]) -> Mapping[TP, int | None]:
        if self.away:
            raise Unavailable("postgresql")
        return {tp: self.places.get(tp) for tp in partitions}

    async def on_gap(self, tp: TP, expected: int, found: int) -> None:
        raise LogGap(tp.topic, tp.partition, expected, found)


def joining(store: Store, now: list[float]) -> Joining:
    return Joining(cast(Any, store), cast(Any, Offsets()), ["t"], now=lambda: now[0])


@pytest.mark.parametrize("store", [Store(), Store(p0=10, p1=5), Store(p0=0, p1=2), Store(p0=None, p1=3)])
async def test_who_fits_joins_at_once(store: Store) -> None:
    assert await joining(store, [0.0]).fits()


async def test_a_place_past_the_end_is_given_ten_seconds_and_is_lost_then() -> None:
    store, now = Store(p0=11, p1=5), [1.0]
    start = joining(store, now)
    assert not await start.fits()
    now[0] += LOST_SECONDS
    assert not await start.fits()
    now[0] += 0.1
    with pytest.raises(TopicLost, match="verder bij 11, maar het topic eindigt bij 10"):
        await start.fits()


async def test_an_old_end_that_passes_is_no_loss() -> None:
    store, now = Store(p0=11), [0.0]
    start = joining(store, now)
    assert not await start.fits()
    store.places[A] = 10
    assert await start.fits()


async def test_what_is_gone_and_was_not_read_stops_us_before_we_join() -> None:
    with pytest.raises(LogGap, match="berichten 1 tot en met 1"):
        await joining(Store(p1=1), [0.0]).fits()


async def test_a_store_that_is_away_is_asked_again() -> None:
    store = Store(p0=3)
    store.away = True
    start = joining(store, [0.0])
    with pytest.raises(Unavailable):
        await start.fits()
    store.away = False
    assert await start.fits()


async def test_a_topic_that_came_back_is_noticed_soon_and_a_killed_member_too() -> None:
    settings = ConsumeSettings(kafka="127.0.0.1:1", ops_poort=1)
    thread = object.__new__(_Thread)
    thread.app = cast(Any, SimpleNamespace(consume_settings=settings, conf=SimpleNamespace(id="g")))

    client = cast(Any, thread._create_consumer(cast(Any, None)))
    await client.stop()

    # A deleted topic is seen with the next look at the metadata; aiokafka's own five minutes would hide it (R5, F12).
    assert client._client._metadata_max_age_ms <= 15_000
    assert client._session_timeout_ms <= 10_000
