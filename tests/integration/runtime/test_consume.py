"""The consuming shell on a real broker: nothing lost, nothing twice in the store, whatever is killed."""

import asyncio
import random
import signal
from collections import Counter

from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from aiokafka.structs import TopicPartition

from shared.runtime.exits import Exit
from tests.integration.runtime.conftest import Proef
from tests.stack import KafkaUnderTest, until


def exactly_once(proef: Proef, values: list[str]) -> None:
    assert Counter(proef.seen()) == Counter(values)


async def test_all_records_once_and_the_group_catches_up(proef: Proef, values: list[str]) -> None:
    await proef.send(values)
    worker = proef.start()

    await proef.until_seen(len(values))

    async def caught_up() -> bool:
        return await proef.lag() == 0

    exactly_once(proef, values)
    await until(caught_up, 10)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == Exit.CLEAN


async def test_live_records_are_handled_within_a_second(proef: Proef) -> None:
    proef.start()
    await proef.send(["eerste"])
    await until(lambda: len(proef.seen()) == 1)

    waits = []
    for number in range(20):
        started = asyncio.get_running_loop().time()
        await proef.send([f"live{number}"])
        await proef.until_seen(number + 2, 5)
        waits.append(asyncio.get_running_loop().time() - started)

    assert max(waits) < 1.0


async def test_kill_inside_a_transaction(proef: Proef, values: list[str]) -> None:
    values = [*values[:5_000], "kill", *values[5_000:]]
    await proef.send(values)
    worker = proef.start()
    assert await asyncio.to_thread(worker.wait, 60) == -signal.SIGKILL

    proef.start()
    await proef.until_seen(len(values))

    exactly_once(proef, values)


async def test_kill_again_and_again(proef: Proef, values: list[str]) -> None:
    rng = random.Random(7)
    for at in range(0, len(values), 4_000):
        await proef.send(values[at : at + 4_000])
        worker = proef.start(batch_max_gebeurtenissen="50", instantie="a")
        await proef.until_seen(at + rng.randrange(100, 3_000))
        worker.kill()
        await asyncio.to_thread(worker.wait)

    proef.start(instantie="a")
    await proef.until_seen(len(values))
    exactly_once(proef, values)


async def test_two_workers_share_and_rebalance(proef: Proef, values: list[str]) -> None:
    first = proef.start(batch_max_gebeurtenissen="20")
    await proef.send(values[:5_000])
    second = proef.start(batch_max_gebeurtenissen="20")
    await proef.send(values[5_000:10_000])
    await until(lambda: "partitie begint" in proef.log(1))
    await proef.send(values[10_000:15_000])
    await until(lambda: len(proef.processes()) == 2)
    first.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(first.wait, 10) == Exit.CLEAN
    await proef.send(values[15_000:])

    await proef.until_seen(len(values))

    exactly_once(proef, values)
    assert second.poll() is None


async def test_a_frozen_worker_that_wakes_up_does_no_harm(proef: Proef, values: list[str]) -> None:
    zombie = proef.start(batch_max_gebeurtenissen="20")
    await proef.send(values[:10_000])
    await until(lambda: len(proef.seen()) > 100)
    await proef.freeze(zombie)
    proef.start(batch_max_gebeurtenissen="20")
    await proef.until_seen(10_000)
    zombie.send_signal(signal.SIGCONT)
    await proef.send(values[10_000:])

    await proef.until_seen(len(values))

    exactly_once(proef, values)


async def test_a_killed_broker_comes_back(proef: Proef, values: list[str], kafka_server: KafkaUnderTest) -> None:
    worker = proef.start()
    await proef.send(values[:1_000])
    await proef.until_seen(1_000)

    for at in (1_000, 2_000):
        kafka_server.servers[0].kill()
        await asyncio.sleep(3)
        kafka_server.servers[0].start()
        await kafka_server.wait()
        await proef.send(values[at : at + 1_000])
        await proef.until_seen(at + 1_000, 30)

    exactly_once(proef, values[:3_000])
    assert worker.poll() is None


async def test_unavailable_is_retried_in_place(proef: Proef) -> None:
    await proef.send(["a", "onbereikbaar", "b"], partition=2)
    proef.start()

    await until(lambda: len(proef.seen()) == 3)

    assert proef.log().count("onbereikbaar, zelfde stap opnieuw") == 3


async def test_a_bug_ends_the_process_and_commits_nothing(proef: Proef) -> None:
    await proef.send(["goed"], partition=0)
    worker = proef.start()
    await until(lambda: proef.seen() == ["goed"])
    await proef.send(["bug"], partition=0)

    assert await asyncio.to_thread(worker.wait, 30) == Exit.BUG

    assert proef.seen() == ["goed"]
    assert await proef.lag() >= 1
    assert "builtins.ValueError" in proef.log()
    assert "geheime inhoud" not in proef.log()


async def test_positions_of_the_group_lose_nothing(proef: Proef, values: list[str]) -> None:
    await proef.send(values)
    worker = proef.start(batch_max_gebeurtenissen="50", posities="kafka", instantie="a")
    await until(lambda: len(proef.seen()) > 2_000)
    worker.kill()
    await asyncio.to_thread(worker.wait)

    proef.start(posities="kafka", instantie="a")
    await until(lambda: len(set(proef.seen())) >= len(values))

    # At least once: what was handled after the last commit comes again.
    assert set(proef.seen()) == set(values)
    assert len(proef.seen()) < len(values) * 1.5


async def test_a_gap_is_seen(proef: Proef, values: list[str]) -> None:
    worker = proef.start(instantie="a")
    await proef.send(values[:100], partition=1)
    await until(lambda: len(proef.seen()) == 100)
    worker.kill()
    await asyncio.to_thread(worker.wait)
    await proef.send(values[100:200], partition=1)
    await delete_before(proef, 1, 150)

    proef.start(instantie="a")
    await until(lambda: len(proef.seen()) == 150)

    assert proef.gaps() == [(1, 100, 150)]


async def test_a_gap_can_stop_the_service(proef: Proef, values: list[str]) -> None:
    await proef.send(values[:100], partition=1)
    worker = proef.start(gat="stop")
    await until(lambda: len(proef.seen()) == 100)
    worker.kill()
    await asyncio.to_thread(worker.wait)
    await proef.send(values[100:200], partition=1)
    await delete_before(proef, 1, 150)

    worker = proef.start(gat="stop")

    assert await asyncio.to_thread(worker.wait, 60) == Exit.FATAL
    assert "Er is een gat." in proef.log(1)


async def delete_before(proef: Proef, partition: int, offset: int) -> None:
    """As if retention removed everything before `offset`."""
    admin = AIOKafkaAdminClient(bootstrap_servers=proef.kafka)
    await admin.start()
    await admin.delete_records({TopicPartition(proef.topic, partition): RecordsToDelete(before_offset=offset)})
    await admin.close()
