"""Kafka by aiokafka: producing until the brokers have it, and reading offsets. Consuming is in `consume`."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka import errors as kafka_errors
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.structs import TopicPartition

from shared.runtime.errors import Invalid, NoAccess, Unavailable
from shared.runtime.logging import get_logger
from shared.runtime.settings import KafkaSettings

_MAX_MESSAGE_BYTES = 1_000_000
_UNKNOWN_TOPIC = 3
_REFUSED = (
    kafka_errors.TopicAuthorizationFailedError,
    kafka_errors.GroupAuthorizationFailedError,
    kafka_errors.ClusterAuthorizationFailedError,
    kafka_errors.AuthenticationFailedError,
    kafka_errors.SaslAuthenticationFailed,
)
_TOO_LARGE = (kafka_errors.MessageSizeTooLargeError, kafka_errors.RecordListTooLargeError)

Answer = TypeVar("Answer")

log = get_logger(__name__)


class TP(NamedTuple):
    """One partition of a topic."""

    topic: str
    partition: int


@dataclass(frozen=True)
class Message:
    """What is sent; `partition` None: chosen by the key."""

    topic: str
    value: bytes
    key: bytes | None = None
    headers: tuple[tuple[str, bytes], ...] = ()
    partition: int | None = None


class Receipt(NamedTuple):
    """Where the brokers put a message."""

    topic: str
    partition: int
    offset: int


def security(settings: KafkaSettings) -> dict[str, Any]:
    """The arguments of every aiokafka client that say who and where: servers, TLS, account."""
    protocol = settings.kafka_beveiliging
    arguments: dict[str, Any] = {"bootstrap_servers": settings.kafka, "security_protocol": protocol}
    if protocol.endswith("SSL"):
        arguments["ssl_context"] = ssl.create_default_context(cafile=settings.kafka_ca)
    if protocol.startswith("SASL"):
        password = settings.kafka_wachtwoord
        arguments |= {
            "sasl_mechanism": settings.kafka_mechanisme,
            "sasl_plain_username": settings.kafka_gebruiker,
            "sasl_plain_password": password.get_secret_value() if password else None,
        }
    return arguments


@contextmanager
def kafka_guard() -> Iterator[None]:
    """Turns errors of the client: refused is NoAccess, too large is Invalid, all else is Unavailable."""
    try:
        yield
    except _REFUSED as error:
        raise NoAccess("Kafka") from error
    except _TOO_LARGE as error:
        raise Invalid("te_groot") from error
    except (kafka_errors.KafkaError, OSError, TimeoutError) as error:
        raise Unavailable("kafka") from error


class Producer:
    """Sends idempotently and waits for all in-sync replicas; makes itself anew when its sequence is broken."""

    def __init__(self, settings: KafkaSettings, client_id: str) -> None:
        self._settings, self._client_id = settings, client_id
        self._client: AIOKafkaProducer | None = None
        self._renewing = asyncio.Lock()

    async def client(self) -> AIOKafkaProducer:
        """The started client below. Raises Unavailable, NoAccess."""
        async with self._renewing:
            if self._client is None:
                self._client = await self._start()
            return self._client

    async def _start(self) -> AIOKafkaProducer:
        client = AIOKafkaProducer(
            client_id=self._client_id, acks="all", enable_idempotence=True, compression_type="lz4", linger_ms=2,
            max_batch_size=256 * 1024, max_request_size=_MAX_MESSAGE_BYTES, request_timeout_ms=10_000,
            **security(self._settings),
        )  # fmt: skip
        with kafka_guard():
            await _start_or_close(client.start, client.stop)
        return client

    async def renew(self, broken: AIOKafkaProducer) -> None:
        """Drop a client that cannot go on; the next call makes another."""
        async with self._renewing:
            if self._client is broken:
                self._client = None
                await _stop_quietly(broken)

    async def close(self) -> None:
        """Send what is buffered and leave, within a few seconds."""
        if self._client is not None:
            await _stop_quietly(self._client)


async def _stop_quietly(client: AIOKafkaProducer) -> None:
    with suppress(kafka_errors.KafkaError, OSError, TimeoutError):
        await asyncio.wait_for(client.stop(), 5)


@asynccontextmanager
async def open_producer(settings: KafkaSettings, client_id: str) -> AsyncIterator[Producer]:
    """A producer for as long as the block runs; connects at the first message."""
    producer = Producer(settings, client_id)
    try:
        yield producer
    finally:
        await producer.close()


async def send_all(producer: Producer, messages: Sequence[Message], seconds: float = 10.0) -> list[Receipt]:
    """Send all, and return when every broker that must have them has them; receipts in the same order.

    Raises:
        Unavailable: not all are acknowledged within `seconds`; some may have arrived, so send all again.
        Invalid: `te_groot`, one of them is larger than a topic takes.
    """
    client = await producer.client()
    try:
        with kafka_guard():
            return await asyncio.wait_for(_send(client, messages), seconds)
    except Unavailable as error:
        if isinstance(error.__cause__, kafka_errors.KafkaError) and not error.__cause__.retriable:
            await producer.renew(client)
        raise


async def _send(client: AIOKafkaProducer, messages: Sequence[Message]) -> list[Receipt]:
    waiting = [
        await client.send(m.topic, m.value, key=m.key, partition=m.partition, headers=list(m.headers)) for m in messages
    ]
    await asyncio.wait(waiting)
    acknowledged = [future.result() for future in waiting]
    return [Receipt(result.topic, result.partition, result.offset) for result in acknowledged]


class OffsetReader:
    """Reads where topics end and how far groups are, over connections of its own; never joins a group."""

    def __init__(self, settings: KafkaSettings, client_id: str = "offsets", seconds: float = 5.0) -> None:
        self._settings, self._client_id, self._seconds = settings, client_id, seconds
        self._consumer: AIOKafkaConsumer | None = None
        self._admin: AIOKafkaAdminClient | None = None
        self._connecting = asyncio.Lock()

    async def __aenter__(self) -> "OffsetReader":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Drop the connections; the next question makes new ones."""
        consumer, admin = self._consumer, self._admin
        self._consumer = self._admin = None
        with suppress(kafka_errors.KafkaError, OSError, TimeoutError):
            if consumer is not None:
                await asyncio.wait_for(consumer.stop(), self._seconds)
            if admin is not None:
                await asyncio.wait_for(admin.close(), self._seconds)

    async def begin_offsets(self, topic: str) -> dict[TP, int]:
        """First offset that still exists, per partition. Raises Unavailable."""
        return await self._ask(self._offsets(topic, "beginning_offsets"))

    async def end_offsets(self, topic: str) -> dict[TP, int]:
        """Offset of the next message, per partition. Raises Unavailable."""
        return await self._ask(self._offsets(topic, "end_offsets"))

    async def committed(self, group: str, topic: str) -> dict[TP, int | None]:
        """What a group committed, per partition of the topic; None: nothing yet. Raises Unavailable."""
        return await self._ask(self._committed(group, topic))

    async def backlog(self, group: str, topic: str) -> int:
        """Messages of the topic that the group has not committed. Raises Unavailable."""
        begins, ends = await self.begin_offsets(topic), await self.end_offsets(topic)
        committed = await self.committed(group, topic)
        return sum(max(0, end - max(begins[tp], committed[tp] or 0)) for tp, end in ends.items())

    async def _ask(self, question: Awaitable[Answer]) -> Answer:
        try:
            with kafka_guard():
                return await asyncio.wait_for(question, self._seconds)
        except Unavailable:
            await self.close()
            raise

    async def _offsets(self, topic: str, method: str) -> dict[TP, int]:
        consumer = await self._connected()
        found: Mapping[TopicPartition, int] = await getattr(consumer, method)(await self._partitions(topic))
        return {TP(tp.topic, tp.partition): offset for tp, offset in found.items()}

    async def _committed(self, group: str, topic: str) -> dict[TP, int | None]:
        partitions = await self._partitions(topic)
        admin = await self._administrator()
        found = await admin.list_consumer_group_offsets(group, partitions=partitions)
        offsets = {TP(tp.topic, tp.partition): meta.offset for tp, meta in found.items()}
        return {TP(*tp): offset if (offset := offsets.get(TP(*tp), -1)) >= 0 else None for tp in partitions}

    async def _partitions(self, topic: str) -> list[TopicPartition]:
        admin = await self._administrator()
        (described,) = await admin.describe_topics([topic])
        if described["error_code"] or not described["partitions"]:
            raise kafka_errors.for_code(described["error_code"] or _UNKNOWN_TOPIC)
        numbers = sorted(part["partition"] for part in described["partitions"])
        return [TopicPartition(topic, number) for number in numbers]

    async def _administrator(self) -> AIOKafkaAdminClient:
        async with self._connecting:
            if self._admin is None:
                admin = AIOKafkaAdminClient(
                    client_id=self._client_id,
                    request_timeout_ms=int(self._seconds * 1000),
                    **security(self._settings),
                )
                await _start_or_close(admin.start, admin.close)
                self._admin = admin
            return self._admin

    async def _connected(self) -> AIOKafkaConsumer:
        async with self._connecting:
            if self._consumer is None:
                consumer = AIOKafkaConsumer(
                    client_id=self._client_id,
                    auto_offset_reset="earliest",
                    enable_auto_commit=False,
                    request_timeout_ms=int(self._seconds * 1000),
                    **security(self._settings),
                )
                await _start_or_close(consumer.start, consumer.stop)
                self._consumer = consumer
            return self._consumer


async def _start_or_close(start: Callable[[], Awaitable[None]], close: Callable[[], Awaitable[None]]) -> None:
    try:
        await start()
    except BaseException:
        await close()
        raise
