"""The heart of consuming: positions, order, gaps, retrying in place. It knows no Kafka client (see `faust_shell`).

Properties, tested in tests/unit/runtime/test_pump.py:
- a partition is read from where the store says, record after record; a hole is never stepped over unseen;
- a record counts as handled only after `handle` returned;
- after a silence the handler sees the message before its place again, where it knows it: the topic may be another;
- a failure that passes is retried with the same records; one that does not ends the process.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from shared.runtime.backoff import pauses
from shared.runtime.consume.joining import LOST_SECONDS
from shared.runtime.consume.records import BatchHandler, Record, Source
from shared.runtime.errors import Displaced, TopicLost, Unavailable
from shared.runtime.kafka import TP
from shared.runtime.logging import bind_event, get_logger
from shared.runtime.metrics import counter, histogram

_FETCH_SECONDS = 0.5
_LOST_SECONDS = LOST_SECONDS
_PAUSE_SECONDS = 0.1
# Faster than this no topic is deleted, made anew and filled past our place.
_SURE_SECONDS = 1.0

Result = TypeVar("Result")

log = get_logger(__name__)


class _Revoked(Exception):
    """The partitions were taken from us while we worked: forget what is in hand."""


class Pump:
    """Moves records of the partitions we have from `source` to `handler`, one turn at a time."""

    def __init__(self, handler: BatchHandler, source: Source) -> None:
        self._handler, self._source = handler, source
        self._epoch = 0
        self._waiting: dict[TP, int | None] = {}
        self._next: dict[TP, int] = {}
        self._handled: dict[TP, int] = {}
        self._lost_since: dict[TP, float] = {}
        self._fell_back: set[TP] = set()
        self._doubted: set[TP] = set()
        self._sure_at: dict[TP, float] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self.alive_at = time.monotonic()
        self.newest_ms = 0

    @property
    def positions(self) -> Mapping[TP, int]:
        """The next offset of every partition that is being read."""
        return self._next

    @property
    def handled(self) -> Mapping[TP, int]:
        """Per partition the offset up to which everything is durable: what may be committed."""
        return self._handled

    def assign(self, partitions: Iterable[TP]) -> None:
        """From now on these are ours; each is positioned before anything is read from it."""
        self._forget()
        self._waiting = dict.fromkeys(partitions)

    async def release(self) -> None:
        """Nothing is ours any more; returns when the batch in hand is done or given up. `handled` stays."""
        self._next, self._waiting = {}, {}
        self._epoch += 1
        await self._idle.wait()

    def doubt(self, partitions: Iterable[TP]) -> None:
        """These may be of another topic by now (it was away, or is shorter): recognise them before reading on."""
        self._doubted |= set(partitions)

    def _forget(self) -> None:
        self._epoch += 1
        self._next, self._waiting, self._handled, self._lost_since = {}, {}, {}, {}
        self._fell_back, self._doubted = set(), set()

    async def turn(self) -> None:
        """Position what is new, fetch once, handle what came. Raises what ends the process."""
        epoch = self._epoch
        for tp in self._doubted & self._next.keys():
            self._read_all_again(tp, self._next[tp])
            self._reposition(tp, None)
        self._doubted.clear()
        try:
            if self._waiting:
                await self._position(epoch)
            if self._next:
                await self._fetch_and_handle(epoch)
            else:
                await asyncio.sleep(_PAUSE_SECONDS)
        except _Revoked:
            return
        except Unavailable as error:
            log.warning("kafka antwoordt niet, wij proberen het opnieuw", exc_info=error)
            await asyncio.sleep(_PAUSE_SECONDS * 5)

    async def _position(self, epoch: int) -> None:
        forced = dict(self._waiting)
        partitions = sorted(forced)
        stored = await self._insist(epoch, lambda: self._handler.positions(partitions))
        committed = await self._source.committed(partitions)
        bounds = await self._source.bounds(partitions)
        self._check_epoch(epoch)
        for tp in partitions:
            begin, end = bounds[tp]
            hint = None if tp in self._fell_back else committed.get(tp)
            wanted = _first_known(forced[tp], stored.get(tp), hint, begin)
            if wanted > end:
                await self._maybe_lost(tp, wanted, end, stored.get(tp) is None)
            else:
                await self._start_at(epoch, tp, wanted, begin)

    async def _start_at(self, epoch: int, tp: TP, wanted: int, begin: int) -> None:
        if wanted < begin:
            await self._report_gap(epoch, tp, wanted, begin)
        start = max(wanted, begin)
        await self._source.seek({tp: start})
        self._check_epoch(epoch)
        self._lost_since.pop(tp, None)
        self._fell_back.discard(tp)
        self._waiting.pop(tp, None)
        self._next[tp] = start
        self._handled.pop(tp, None)
        self._sure_at[tp] = time.monotonic()
        log.info("partitie begint", topic=tp.topic, partitie=tp.partition, offset=start)

    async def _maybe_lost(self, tp: TP, wanted: int, end: int, only_a_hint: bool) -> None:
        """A place of the handler itself that is not there stops us; one that only the group knew: read all there is."""
        now = time.monotonic()
        if only_a_hint:
            # At once: a topic that was made anew may soon be longer than the hint, and would be read from its middle.
            self._read_all_again(tp, wanted)
        elif now - self._lost_since.setdefault(tp, now) > _LOST_SECONDS:
            raise TopicLost(tp.topic, tp.partition, wanted, end)
        await asyncio.sleep(_PAUSE_SECONDS)

    def _read_all_again(self, tp: TP, expected: int) -> None:
        log.error("topic opnieuw gemaakt of ingekort", topic=tp.topic, partitie=tp.partition, verwacht=expected)
        counter("pos_topic_ingekort_total").labels(tp.topic).inc()
        self._fell_back.add(tp)

    async def _fetch_and_handle(self, epoch: int) -> None:
        fetched = await self._source.fetch(frozenset(self._next), _FETCH_SECONDS)
        self._check_epoch(epoch)
        for tp, records in fetched.items():
            if records and tp in self._next and await self._looks_back(epoch, tp):
                continue
            for run in _runs(records):
                if tp in self._next:
                    await self._accept(epoch, tp, run)

    async def _looks_back(self, epoch: int, tp: TP) -> bool:
        """After a silence, what comes may be of a topic that was made anew and is longer than our place by now: read
        on from where the handler recognises it. False: nothing to look back for."""
        if time.monotonic() - self._sure_at[tp] < _SURE_SECONDS:
            return False
        self._sure_at[tp] = time.monotonic()
        stored = (await self._insist(epoch, lambda: self._handler.positions([tp]))).get(tp)
        if stored is None or stored >= self._next[tp]:
            return False
        await self._source.seek({tp: stored})
        self._check_epoch(epoch)
        self._next[tp] = stored
        return True

    async def _accept(self, epoch: int, tp: TP, run: Sequence[Record]) -> None:
        expected, first = self._next[tp], run[0].offset
        if first < expected:
            # The client went back by itself: our offset was out of range, so this is another topic, or a shorter one.
            # By now it may be longer again; the offset alone says nothing. The handler must recognise it.
            self._read_all_again(tp, expected)
            self._reposition(tp, None)
            return
        if first > expected:
            await self._report_gap(epoch, tp, expected, first)
        await self._deliver(epoch, tp, run)

    async def _deliver(self, epoch: int, tp: TP, run: Sequence[Record]) -> None:
        started = time.monotonic()
        try:
            # Once per batch, which costs nothing that can be measured; per event it would.
            with bind_event(event_id=f"{tp.topic}/{tp.partition}/{run[0].offset}-{run[-1].offset}"):
                await self._insist(epoch, lambda: self._handler.handle(tp, run))
        except Displaced as moved:
            counter("pos_batches_total").labels(tp.topic, "verplaatst").inc()
            log.info("partitie gaat elders verder", topic=tp.topic, partitie=tp.partition, offset=moved.expected)
            self._reposition(tp, moved.expected)
            await asyncio.sleep(_PAUSE_SECONDS)
            return
        _observe(tp, len(run), time.monotonic() - started)
        self.newest_ms = run[-1].timestamp_ms
        if epoch == self._epoch:
            self._next[tp] = run[-1].offset + 1
            self._sure_at[tp] = time.monotonic()
        # Durable is durable, also when the partition was revoked meanwhile: the last commit may tell it.
        self._handled[tp] = run[-1].offset + 1

    def _reposition(self, tp: TP, target: int | None) -> None:
        self._next.pop(tp, None)
        self._handled.pop(tp, None)
        self._waiting[tp] = target

    async def _report_gap(self, epoch: int, tp: TP, expected: int, found: int) -> None:
        log.error("gat in het log", topic=tp.topic, partitie=tp.partition, verwacht=expected, gevonden=found)
        await self._insist(epoch, lambda: self._handler.on_gap(tp, expected, found))
        counter("pos_gat_gebeurtenissen_total").labels(tp.topic).inc(found - expected)

    async def _insist(self, epoch: int, call: Callable[[], Awaitable[Result]]) -> Result:
        for pause in pauses():
            self._check_epoch(epoch)
            self._idle.clear()
            try:
                return await call()
            except Unavailable as error:
                log.warning("onbereikbaar, zelfde stap opnieuw", exc_info=error, pauze_seconden=round(pause, 2))
            finally:
                self.alive_at = time.monotonic()
                self._idle.set()
            await self._pause(epoch, pause)
        raise AssertionError("pauses never end")

    async def _pause(self, epoch: int, seconds: float) -> None:
        until = time.monotonic() + seconds
        while epoch == self._epoch and time.monotonic() < until:
            await asyncio.sleep(_PAUSE_SECONDS)

    def _check_epoch(self, epoch: int) -> None:
        if epoch != self._epoch:
            raise _Revoked


def _first_known(*offsets: int | None) -> int:
    return next(offset for offset in offsets if offset is not None)


def _runs(records: Sequence[Record]) -> Iterator[Sequence[Record]]:
    """Split where an offset is missing; almost always one run."""
    start = 0
    if records and records[-1].offset - records[0].offset + 1 != len(records):
        for index in range(1, len(records)):
            if records[index].offset != records[index - 1].offset + 1:
                yield records[start:index]
                start = index
    if records:
        yield records[start:]


def _observe(tp: TP, count: int, seconds: float) -> None:
    counter("pos_gelezen_total").labels(tp.topic).inc(count)
    counter("pos_batches_total").labels(tp.topic, "klaar").inc()
    histogram("pos_batch_grootte").labels(tp.topic).observe(count)
    histogram("pos_batch_seconden").labels(tp.topic).observe(seconds)
