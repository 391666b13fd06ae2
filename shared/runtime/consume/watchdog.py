"""Watches that reading goes on: backlog without progress ends the process, the supervisor starts it again.

It asks Kafka over connections of its own: a consumer that hangs would also report an old end.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

from aiokafka.errors import UnknownTopicOrPartitionError

from shared.runtime.consume.pump import Pump
from shared.runtime.errors import Unavailable
from shared.runtime.exits import Exit
from shared.runtime.kafka import TP, OffsetReader
from shared.runtime.logging import get_logger
from shared.runtime.metrics import gauge

_POLL_SECONDS = 1.0

log = get_logger(__name__)


class Watchdog:
    """Polls the backlog of a group, exports it, and calls `leave` after `limit_seconds` without a sign of life."""

    def __init__(
        self,
        pump: Pump,
        offsets: OffsetReader,
        group: str,
        topics: Sequence[str],
        limit_seconds: float,
        leave: Callable[[Exit], NoReturn],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pump, self._offsets, self._group, self._topics = pump, offsets, group, topics
        self._limit, self._leave, self._now = limit_seconds, leave, now
        self._quiet_since = self._now()
        self._behind_since: dict[str, float] = {}
        self._mark: Mapping[TP, int] = {}
        self.reachable: bool | None = None
        self.backlog: int | None = None

    async def run(self) -> None:
        """Poll until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(_POLL_SECONDS)

    async def look(self) -> None:
        """One poll."""
        try:
            at, ends = await self._where(), await self._ends()
        except Unavailable as error:
            if isinstance(error.__cause__, UnknownTopicOrPartitionError):
                self._pump.doubt(self._pump.positions)
            if self.reachable is not False:
                log.warning("achterstand onbekend, kafka antwoordt niet", exc_info=error)
            self.reachable = False
            self._bark_after(self._limit * 2)
            return
        self.reachable = True
        self._pump.doubt(tp for tp, offset in at.items() if offset > ends.get(tp, 0))
        self.backlog = self._export(at, ends)
        if self.backlog == 0 or at != self._mark or self._pump.alive_at > self._quiet_since:
            self._quiet_since, self._mark = self._now(), at
        self._bark_after(self._limit)

    async def _ends(self) -> dict[TP, int]:
        return {tp: end for topic in self._topics for tp, end in (await self._offsets.end_offsets(topic)).items()}

    async def _where(self) -> dict[TP, int]:
        """Our positions; without partitions of our own (a spare, or thrown out): where the group is."""
        if self._pump.positions:
            return dict(self._pump.positions)
        found: dict[TP, int] = {}
        for topic in self._topics:
            begins = await self._offsets.begin_offsets(topic)
            committed = await self._offsets.committed(self._group, topic)
            found |= {tp: max(begin, committed[tp] or 0) for tp, begin in begins.items()}
        return found

    def _export(self, at: Mapping[TP, int], ends: Mapping[TP, int]) -> int:
        total = 0
        for topic in self._topics:
            behind = sum(max(0, ends.get(tp, 0) - offset) for tp, offset in at.items() if tp.topic == topic)
            gauge("pos_achterstand_gebeurtenissen").labels(topic).set(behind)
            gauge("pos_achterstand_seconden").labels(topic).set(self._age(topic, behind))
            total += behind
        return total

    def _age(self, topic: str, behind: int) -> float:
        if behind == 0:
            self._behind_since.pop(topic, None)
            return 0.0
        since = self._behind_since.setdefault(topic, time.time())
        return time.time() - (self._pump.newest_ms / 1000 or since)

    def _bark_after(self, seconds: float) -> None:
        quiet = self._now() - self._quiet_since
        if quiet > seconds:
            log.critical("geen voortgang, dienst stopt", seconden=round(quiet), groep=self._group)
            self._leave(Exit.STUCK)
