"""The servers that the other tests build on: fresh every time, and they come back after kill -9."""

import asyncpg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from deploy.migrations.runner import SERVICE_ROLES
from shared.contracts.topics import ALLE, ONDERWIJS_ZAKEN
from tests.stack import Database, KafkaUnderTest, PostgresUnderTest


async def _end_offset(bootstrap: str) -> int:
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap)
    await consumer.start()
    try:
        from aiokafka import TopicPartition

        ends = await consumer.end_offsets([TopicPartition(ONDERWIJS_ZAKEN.naam, 0)])
        return sum(int(each) for each in ends.values())
    finally:
        await consumer.stop()


async def _send_one(bootstrap: str) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all")
    await producer.start()
    try:
        await producer.send_and_wait(ONDERWIJS_ZAKEN.naam, b"{}", partition=0)
    finally:
        await producer.stop()


async def test_topics_are_as_declared(kafka: KafkaUnderTest) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
    await admin.start()
    try:
        found = await admin.describe_topics([topic.naam for topic in ALLE])
    finally:
        await admin.close()
    assert {each["topic"]: len(each["partitions"]) for each in found} == {t.naam: t.partities for t in ALLE}


async def test_topics_are_empty_again(kafka: KafkaUnderTest) -> None:
    await _send_one(kafka.bootstrap)
    assert await _end_offset(kafka.bootstrap) == 1

    await kafka.fresh_topics()

    assert await _end_offset(kafka.bootstrap) == 0


async def test_broker_keeps_what_it_confirmed_after_kill_9(kafka: KafkaUnderTest) -> None:
    await _send_one(kafka.bootstrap)

    kafka.servers[0].kill()
    kafka.servers[0].start()
    await kafka.wait()

    assert await _end_offset(kafka.bootstrap) == 1


@pytest.mark.parametrize("role", SERVICE_ROLES)
async def test_every_service_role_logs_in(database: Database, role: str) -> None:
    connection = await asyncpg.connect(database.url(role))
    try:
        assert await connection.fetchval("SELECT current_user") == role
    finally:
        await connection.close()


async def test_a_wrong_password_is_refused(database: Database) -> None:
    wrong = database.url("pos_gateway").replace(":" + database.passwords["pos_gateway"], ":fout")
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(wrong)


async def test_database_keeps_what_it_committed_after_kill_9(
    postgres_server: PostgresUnderTest, database: Database
) -> None:
    connection = await asyncpg.connect(database.url())
    await connection.execute("CREATE TABLE public.blijft AS SELECT 1 AS een")
    await connection.close()

    postgres_server.control.kill()
    postgres_server.control.start()
    await postgres_server.wait()

    connection = await asyncpg.connect(database.url())
    assert await connection.fetchval("SELECT een FROM public.blijft") == 1
    await connection.close()
