"""Retention of the raw topic really removes: on a broker of its own, whose check runs every second."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from deploy.kafka.create import create_topics
from deploy.kafka.read import topic_settings
from shared.contracts.topics import LDOS_DOSSIERS, ONDERWIJS_ZAKEN, Topic
from shared.runtime.kafka import Message, OffsetReader, open_producer, send_all
from shared.runtime.settings import KafkaSettings
from tests.stack import KafkaUnderTest, running_kafka

MARK = b"DitStaatOpHetRuweTopic"
RIGHT_OF_IT = b"DitStaatRechtsVanDeMuur"


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaUnderTest]:
    """Its own, for the interval of the check is a setting of the broker."""
    with running_kafka(
        tmp_path_factory.mktemp("kafka"),
        settings={"log.retention.check.interval.ms": "500", "log.initial.task.delay.ms": "0"},
    ) as kafka:
        yield kafka


async def produce(bootstrap: str) -> None:
    """What retention must not wait for: every partition keeps its newest segment open."""
    async with open_producer(KafkaSettings(kafka=bootstrap, ops_poort=1), "proef") as producer:
        for number in range(LDOS_DOSSIERS.partities):
            raw = [Message(LDOS_DOSSIERS.naam, MARK * 20, b"k", (("bron", b"1"),), number) for _ in range(50)]
            await send_all(producer, [*raw, Message(ONDERWIJS_ZAKEN.naam, RIGHT_OF_IT, b"k", (), number)])


async def shorten(bootstrap: str, topic: Topic = LDOS_DOSSIERS) -> None:
    """As if the retention had passed."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    settings = {**topic.config(1), "retention.ms": "1000", "file.delete.delay.ms": "500"}
    await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic.naam, settings)])
    await admin.close()


def files_with(folder: Path, mark: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and mark in path.read_bytes()]


async def test_what_is_past_the_retention_is_gone_from_the_disk(broker: KafkaUnderTest) -> None:
    folder = broker.cluster.folder
    await create_topics(broker.bootstrap, 1)
    await produce(broker.bootstrap)
    assert len(files_with(folder, MARK)) == LDOS_DOSSIERS.partities

    await shorten(broker.bootstrap)
    deadline = time.monotonic() + 60
    while files_with(folder, MARK) and time.monotonic() < deadline:
        await asyncio.sleep(0.5)

    assert files_with(folder, MARK) == []
    raw = [path for path in folder.rglob("ldos.dossiers-*/*") if path.suffix in (".log", ".deleted")]
    assert sum(path.stat().st_size for path in raw) == 0
    assert not [path for path in raw if path.suffix == ".deleted"]
    async with OffsetReader(KafkaSettings(kafka=broker.bootstrap, ops_poort=1)) as offsets:
        assert await offsets.begin_offsets(LDOS_DOSSIERS.naam) == await offsets.end_offsets(LDOS_DOSSIERS.naam)
    assert len(files_with(folder, RIGHT_OF_IT)) == ONDERWIJS_ZAKEN.partities, "nothing else is touched"


async def test_the_broker_has_what_is_declared(broker: KafkaUnderTest) -> None:
    topic = replace(LDOS_DOSSIERS, retentie_dagen=2)
    await create_topics(broker.bootstrap, 1, [topic])

    found = (await topic_settings(KafkaSettings(kafka=broker.bootstrap, ops_poort=1), [topic.naam]))[topic.naam]

    assert {name: found[name] for name in topic.config(1)} == topic.config(1)


async def test_cases_leave_the_log_too(broker: KafkaUnderTest) -> None:
    """Thirteen months are no promise on paper: what is older goes from the disk, the newest segment too."""
    folder = broker.cluster.folder
    await create_topics(broker.bootstrap, 1)
    await produce(broker.bootstrap)

    await shorten(broker.bootstrap, ONDERWIJS_ZAKEN)
    deadline = time.monotonic() + 60
    while files_with(folder, RIGHT_OF_IT) and time.monotonic() < deadline:
        await asyncio.sleep(0.5)

    assert files_with(folder, RIGHT_OF_IT) == []
