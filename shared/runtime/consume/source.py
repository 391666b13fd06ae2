"""The pump's `Source` on faust's consumer thread: the client is touched only inside the thread that owns it.

Ends and committed offsets are asked over other connections: on the client's own they would wait behind a fetch that
waits for news.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from aiokafka import AIOKafkaConsumer
from aiokafka.structs import OffsetAndMetadata, TopicPartition

from shared.runtime.consume.records import Record
from shared.runtime.kafka import TP, OffsetReader, kafka_guard

_ASK_SECONDS = 10.0

Offset = TypeVar("Offset")


class ConsumerThread(Protocol):
    """The part of faust's consumer thread that is used here."""

    def _ensure_consumer(self) -> AIOKafkaConsumer: ...

    async def call_thread(self, fun: Callable[..., Awaitable[Any]], *args: Any) -> Any: ...

    async def getmany(self, active_partitions: Any, timeout: float) -> Mapping[Any, Sequence[Any]]: ...


class ThreadSource:
    """Reads, seeks and commits by the client of the thread. Raises Unavailable when Kafka does not answer."""

    def __init__(self, thread: ConsumerThread, offsets: OffsetReader, group: str) -> None:
        self._thread, self._offsets, self._group = thread, offsets, group

    async def fetch(self, partitions: frozenset[TP], max_wait_seconds: float) -> Mapping[TP, Sequence[Record]]:
        with kafka_guard():
            fetched = await self._thread.getmany(set(partitions), max_wait_seconds)
        return {TP(tp.topic, tp.partition): [_record(raw) for raw in raws] for tp, raws in fetched.items()}

    async def bounds(self, partitions: Sequence[TP]) -> Mapping[TP, tuple[int, int]]:
        begins = await self._of_topics(self._offsets.begin_offsets, partitions)
        ends = await self._of_topics(self._offsets.end_offsets, partitions)
        return {tp: (begins[tp], ends[tp]) for tp in partitions}

    async def committed(self, partitions: Sequence[TP]) -> Mapping[TP, int | None]:
        async def of_group(topic: str) -> Mapping[TP, int | None]:
            return await self._offsets.committed(self._group, topic)

        return await self._of_topics(of_group, partitions)

    async def _of_topics(
        self, ask: Callable[[str], Awaitable[Mapping[TP, Offset]]], partitions: Sequence[TP]
    ) -> dict[TP, Offset]:
        found: dict[TP, Offset] = {}
        for topic in {tp.topic for tp in partitions}:
            found |= await ask(topic)
        return found

    async def seek(self, targets: Mapping[TP, int]) -> None:
        await self._in_thread(self._seek, targets)

    async def _seek(self, targets: Mapping[TP, int]) -> None:
        for tp, offset in targets.items():
            self._thread._ensure_consumer().seek(TopicPartition(*tp), offset)

    async def commit(self, offsets: Mapping[TP, int]) -> None:
        """Tell Kafka where the group is; partitions that are no longer ours are left out."""
        await self._in_thread(self._commit, offsets)

    async def _commit(self, offsets: Mapping[TP, int]) -> None:
        client = self._thread._ensure_consumer()
        ours = client.assignment()
        told = {TopicPartition(*tp): OffsetAndMetadata(offset, "") for tp, offset in offsets.items()}
        kept = {tp: offset for tp, offset in told.items() if tp in ours}
        if kept:
            await client.commit(kept)

    async def _in_thread(self, call: Callable[..., Awaitable[Any]], argument: Any) -> Any:
        async def within_limit() -> Any:
            return await asyncio.wait_for(call(argument), _ASK_SECONDS)

        with kafka_guard():
            return await self._thread.call_thread(within_limit)


def _record(raw: Any) -> Record:
    return Record(raw.topic, raw.partition, raw.offset, raw.key, raw.value, raw.headers, raw.timestamp or 0)
