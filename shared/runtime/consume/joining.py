"""Before a service joins its group: do the topics go on where its handler was?

A process that is going to stop for a repair must not look ready for a moment first, nor make its group divide the
partitions anew every few seconds. The pump asks the same again for each partition that it gets.
"""

import time
from collections.abc import Callable, Sequence

from shared.runtime.consume.records import BatchHandler
from shared.runtime.errors import TopicLost
from shared.runtime.kafka import TP, OffsetReader

LOST_SECONDS = 10.0
"""A leader that just took over may report an older end for a moment."""


class Joining:
    """Asked again and again until it says yes."""

    def __init__(
        self,
        handler: BatchHandler,
        offsets: OffsetReader,
        topics: Sequence[str],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._handler, self._offsets, self._topics, self._now = handler, offsets, topics, now
        self._lost_since: float | None = None

    async def fits(self) -> bool:
        """May we join? False: ask again soon.

        Raises:
            Unavailable: Kafka, a topic or the handler's store does not answer; ask again.
            TopicLost: a topic has ended before our place for ten seconds.
            Fatal: the handler does not take a gap.
        """
        begins, ends = await self._bounds()
        stored = await self._handler.positions(sorted(ends))
        known = {tp: place for tp, place in stored.items() if place is not None}
        for tp, place in known.items():
            if place < begins[tp]:
                await self._handler.on_gap(tp, place, begins[tp])
        lost = [tp for tp, place in known.items() if place > ends[tp]]
        if lost:
            self._give_time(lost[0], known[lost[0]], ends[lost[0]])
        return not lost

    async def _bounds(self) -> tuple[dict[TP, int], dict[TP, int]]:
        begins: dict[TP, int] = {}
        ends: dict[TP, int] = {}
        for topic in self._topics:
            begins |= await self._offsets.begin_offsets(topic)
            ends |= await self._offsets.end_offsets(topic)
        return begins, ends

    def _give_time(self, tp: TP, place: int, end: int) -> None:
        now = self._now()
        self._lost_since = now if self._lost_since is None else self._lost_since
        if now - self._lost_since > LOST_SECONDS:
            raise TopicLost(tp.topic, tp.partition, place, end)
