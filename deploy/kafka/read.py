"""What a running broker really does with the topics, whatever we once declared."""

from collections.abc import Iterable, Mapping
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from shared.runtime.kafka import kafka_guard, security
from shared.runtime.settings import KafkaSettings


async def topic_settings(settings: KafkaSettings, topics: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Per topic that exists, each setting that holds, as text (`retention.ms` → `604800000`). Raises Unavailable."""
    admin = AIOKafkaAdminClient(client_id="lezen", **security(settings))
    with kafka_guard():
        await admin.start()
        try:
            present = set(await admin.list_topics())
            wanted = [ConfigResource(ConfigResourceType.TOPIC, topic) for topic in topics if topic in present]
            answers: list[Any] = list(await admin.describe_configs(wanted)) if wanted else []
        finally:
            await admin.close()
    # A resource is (error, message, type, name, entries), an entry (name, value, …).
    return {found[3]: {entry[0]: entry[1] for entry in found[4]} for answer in answers for found in answer.resources}
