"""The watchdog: silence with backlog ends the process, work and retrying do not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NoReturn

import pytest
from aiokafka.errors import UnknownTopicOrPartitionError

from shared.runtime.consume.watchdog import Watchdog
from shared.runtime.errors import Unavailable
from shared.runtime.exits import Exit
from shared.runtime.kafka import TP

A = TP("t", 0)


class LeftError(Exception):
    """Stands for the end of the process."""


def leave(code: Exit) -> NoReturn:
    assert code is Exit.STUCK
    raise LeftError


@dataclass
class FakePump:
    """Where the pump is and when it last did something."""

    positions: dict[TP, int] = field(default_factory=dict)
    alive_at: float = 0.0
    newest_ms: int = 0
    doubted: set[TP] = field(default_factory=set)

    def doubt(self, partitions: Iterable[TP]) -> None:
        self.doubted |= set(partitions)


@dataclass
class FakeOffsets:
    """Where the topic ends and the group is."""

    end: int = 0
    group: int | None = None
    down: bool = False
    gone: bool = False

    async def end_offsets(self, topic: str) -> dict[TP, int]:
        if self.gone:
            raise Unavailable("kafka") from UnknownTopicOrPartitionError()
        if self.down:
            raise Unavailable("kafka")
        return {A: self.end}

    async def begin_offsets(self, topic: str) -> dict[TP, int]:
        return {A: 0}

    async def committed(self, group: str, topic: str) -> dict[TP, int | None]:
        return {A: self.group}


@dataclass
class Scene:
    """A watchdog with a limit of 60 s and a clock that a test moves."""

    pump: FakePump
    offsets: FakeOffsets
    dog: Watchdog
    now: list[float]


@pytest.fixture
def scene() -> Scene:
    now = [1_000.0]
    pump, offsets = FakePump(), FakeOffsets()
    dog = Watchdog(pump, offsets, "g", ["t"], 60.0, leave, now=lambda: now[0])  # type: ignore[arg-type]
    return Scene(pump, offsets, dog, now)


async def pass_time(scene: Scene, seconds: int) -> None:
    for _ in range(seconds):
        scene.now[0] += 1
        await scene.dog.look()


async def test_no_backlog_is_no_reason(scene: Scene) -> None:
    scene.pump.positions, scene.offsets.end = {A: 5}, 5

    await pass_time(scene, 200)

    assert scene.dog.backlog == 0
    assert scene.dog.reachable


async def test_backlog_without_progress_ends_the_process(scene: Scene) -> None:
    scene.pump.positions, scene.offsets.end = {A: 5}, 9

    with pytest.raises(LeftError):
        await pass_time(scene, 62)
    assert scene.dog.backlog == 4


async def test_progress_and_retrying_are_signs_of_life(scene: Scene) -> None:
    scene.pump.positions, scene.offsets.end = {A: 0}, 1_000
    for step in range(10):
        await pass_time(scene, 50)
        if step % 2:
            scene.pump.positions = {A: step}
        else:
            scene.pump.alive_at = scene.now[0]


async def test_thrown_out_of_the_group_while_nobody_reads(scene: Scene) -> None:
    scene.offsets.end, scene.offsets.group = 9, 5

    with pytest.raises(LeftError):
        await pass_time(scene, 62)


async def test_a_spare_worker_is_content_while_others_read(scene: Scene) -> None:
    scene.offsets.end = 10_000
    for at in range(0, 200, 10):
        scene.offsets.group = at
        await pass_time(scene, 10)


async def test_kafka_away_is_given_twice_the_time(scene: Scene) -> None:
    scene.offsets.down = True
    await pass_time(scene, 115)
    assert scene.dog.reachable is False

    with pytest.raises(LeftError):
        await pass_time(scene, 10)


async def test_a_topic_that_is_shorter_than_our_place_is_doubted(scene: Scene) -> None:
    scene.pump.positions, scene.offsets.end = {A: 5}, 5
    await pass_time(scene, 1)
    assert not scene.pump.doubted

    scene.offsets.end = 3
    await pass_time(scene, 1)

    assert scene.pump.doubted == {A}


async def test_a_topic_that_was_away_is_doubted_and_a_broker_that_was_away_is_not(scene: Scene) -> None:
    scene.pump.positions, scene.offsets.down = {A: 5}, True
    await pass_time(scene, 1)
    assert not scene.pump.doubted

    scene.offsets.down, scene.offsets.gone = False, True
    await pass_time(scene, 1)

    assert scene.pump.doubted == {A}
