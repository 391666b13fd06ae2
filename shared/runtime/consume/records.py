"""What the consuming shell hands over, and the port that a service fills in."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from shared.runtime.kafka import TP


class Record(NamedTuple):
    """One message as it lies in Kafka; parsing is the handler's, inside its own `try`."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]
    timestamp_ms: int


class BatchHandler(Protocol):
    """The Kafka edge of a service.

    Every method may raise Unavailable: the same call is made again after a pause, nothing is skipped.
    Anything that is not Unavailable or Displaced ends the process at once, without a commit.
    """

    async def positions(self, partitions: Sequence[TP]) -> Mapping[TP, int | None]:
        """The offset to start at, per partition; None: what the group committed last, or else the first."""
        ...

    async def handle(self, tp: TP, records: Sequence[Record]) -> None:
        """Handle records of one partition, offsets without gaps. On return all of it is durable.

        Raises:
            Displaced: the store is at another offset; the partition goes on from there.
        """
        ...

    async def on_gap(self, tp: TP, expected: int, found: int) -> None:
        """Offsets from `expected` up to `found` are gone. Return to go on from `found`; raise Fatal to stop."""
        ...


class Source(Protocol):
    """What the pump needs from a Kafka consumer. Every method raises Unavailable when Kafka does not answer."""

    async def fetch(self, partitions: frozenset[TP], max_wait_seconds: float) -> Mapping[TP, Sequence[Record]]:
        """What is there now, in offset order; waits only when there is nothing."""
        ...

    async def bounds(self, partitions: Sequence[TP]) -> Mapping[TP, tuple[int, int]]:
        """(first offset that exists, offset of the next message)."""
        ...

    async def committed(self, partitions: Sequence[TP]) -> Mapping[TP, int | None]: ...

    async def seek(self, targets: Mapping[TP, int]) -> None: ...
