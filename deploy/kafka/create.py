"""Makes the declared topics on a broker: what is missing is made, what differs in settings is set right.

A topic is never deleted here, and its partitions are never changed: that would break the order within a case.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, for_code

from deploy.launcher.errors import UserError
from shared.contracts.topics import ALLE, Topic, replicas

OK, TOPIC_ALREADY_EXISTS = 0, 36


class TopicMismatchError(UserError):
    """A topic exists with another number of partitions than declared; the message is Dutch."""


async def create_topics(bootstrap: str, brokers: int, topics: Iterable[Topic] = ALLE, seconds: float = 30.0) -> None:
    """Bring the topics in line with what is declared, and wait until every partition has a leader."""
    declared = list(topics)
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        async with asyncio.timeout(seconds):
            present = set(await admin.list_topics())
            await _make(admin, [topic for topic in declared if topic.naam not in present], brokers)
            await _set_right(admin, [topic for topic in declared if topic.naam in present], brokers)
            while not await _all_led(admin, declared):
                await asyncio.sleep(0.05)
    finally:
        await admin.close()


async def _make(admin: AIOKafkaAdminClient, topics: list[Topic], brokers: int) -> None:
    if not topics:
        return
    new = [
        NewTopic(topic.naam, topic.partities, replicas(brokers), topic_configs=topic.config(brokers))
        for topic in topics
    ]
    answer: Any = await admin.create_topics(new)
    _raise_first((code for _name, code, *_rest in answer.topic_errors), allowed={OK, TOPIC_ALREADY_EXISTS})


async def _set_right(admin: AIOKafkaAdminClient, topics: list[Topic], brokers: int) -> None:
    if not topics:
        return
    wanted = [ConfigResource(ConfigResourceType.TOPIC, topic.naam, topic.config(brokers)) for topic in topics]
    answers: list[Any] = list(await admin.alter_configs(wanted))
    for answer in answers:
        _raise_first((code for code, *_rest in answer.resources), allowed={OK})


async def _all_led(admin: AIOKafkaAdminClient, topics: list[Topic]) -> bool:
    found = await admin.describe_topics([topic.naam for topic in topics])
    partitions = {each["topic"]: each["partitions"] for each in found if each["error_code"] == OK}
    for topic in topics:
        if topic.naam in partitions and len(partitions[topic.naam]) != topic.partities:
            raise TopicMismatchError(
                f"Topic {topic.naam} heeft {len(partitions[topic.naam])} partities; "
                f"dat moeten er {topic.partities} zijn.\n"
                "Maak een nieuwe topic of herstel een back-up: het aantal verandert niet vanzelf."
            )
    return all(
        topic.naam in partitions and all(each["leader"] >= 0 for each in partitions[topic.naam]) for topic in topics
    )


def _raise_first(codes: Iterable[int], allowed: set[int]) -> None:
    for code in codes:
        if code not in allowed:
            error: type[KafkaError] = for_code(code)
            raise error()
