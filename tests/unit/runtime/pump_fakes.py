"""A Kafka of lists and a handler that remembers, for the tests of the pump."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shared.runtime.consume.records import Record
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
