"""faust as the shell around the pump: group membership, rebalances, the consumer thread and the commit timer are its.

Records never pass its streams and agents: those acknowledge in a `finally` also what failed (faust #315, #527), and
stop near 8,000 events a second. Read this with faust-streaming 0.15.3 beside it; the version is pinned.

How faust calls us in a rebalance: `on_partitions_revoked` → `stop_flow` → `wait_empty` (the pump lets go, one last
commit) → aiokafka joins the group anew → `perform_seek` (the pump gets its partitions) → `resume_flow`.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import aiokafka
import faust
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from aiokafka.errors import ConsumerStoppedError
from faust.app.base import BootStrategy
from faust.transport.drivers import aiokafka as driver

from shared.runtime.consume.pump import Pump
from shared.runtime.consume.records import BatchHandler
from shared.runtime.consume.source import ThreadSource
from shared.runtime.errors import Unavailable
from shared.runtime.kafka import TP, OffsetReader, security
from shared.runtime.logging import get_logger
from shared.runtime.metrics import counter
from shared.runtime.settings import ConsumeSettings

_SECOND_MS = 1_000
_FAUST_LOGGER = logging.getLogger("faust.shell")

log = get_logger(__name__)


class _Thread(driver.AIOKafkaConsumerThread):
    """faust's consumer thread (own event loop, so that heartbeats go on during a long batch), with our client."""

    app: "ShellApp"
    logger = _FAUST_LOGGER
    mundane_level = "debug"

    def _create_consumer(self, loop: asyncio.AbstractEventLoop) -> aiokafka.AIOKafkaConsumer:  # noqa: ARG002
        settings, group = self.app.consume_settings, self.app.conf.id
        member = f"{group}-{settings.instantie}" if settings.instantie else None
        return aiokafka.AIOKafkaConsumer(
            client_id=group, group_id=group, group_instance_id=member, enable_auto_commit=False,
            auto_offset_reset="earliest", partition_assignment_strategy=[RoundRobinPartitionAssignor],
            max_poll_records=settings.batch_max_gebeurtenissen,
            max_partition_fetch_bytes=settings.ophalen_max_bytes,
            fetch_max_wait_ms=_SECOND_MS // 2,
            # A killed member is missed after the session; a stopped one says goodbye.
            session_timeout_ms=10 * _SECOND_MS, heartbeat_interval_ms=2 * _SECOND_MS,
            rebalance_timeout_ms=30 * _SECOND_MS, max_poll_interval_ms=600 * _SECOND_MS,
            # A topic that was away and came back is noticed with the next look at the metadata.
            request_timeout_ms=30 * _SECOND_MS, retry_backoff_ms=200, metadata_max_age_ms=15 * _SECOND_MS,
            **security(settings),
        )  # fmt: skip


class _Consumer(driver.Consumer):
    """faust's consumer, feeding the pump instead of streams."""

    app: "ShellApp"
    logger = _FAUST_LOGGER
    mundane_level = "debug"
    _thread: _Thread

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = ThreadSource(self._thread, self.app.offsets, self.app.conf.id)
        self.pump = Pump(self.app.handler, self.source)
        self._told: dict[TP, int] = {}

    def _new_consumer_thread(self) -> _Thread:
        return _Thread(self, loop=self.loop, beacon=self.beacon)

    async def _drain_messages(self, fetcher: Any) -> None:
        """faust's fetcher runs this for as long as the app lives."""
        while not (self.should_stop or fetcher.should_stop):
            if not self.flow_active:
                await self.can_resume_flow.wait()
                continue
            try:
                await self.pump.turn()
            except ConsumerStoppedError:
                return
            except Exception as error:
                self.app.die(error)

    async def perform_seek(self) -> None:
        """Called once a rebalance is through. Must not wait: faust gives up silently when this takes long."""
        counter("pos_herverdelingen_total").labels(self.app.conf.id).inc()
        assigned = {TP(tp.topic, tp.partition) for tp in self.assignment()}
        self._told.clear()
        log.info("partities toegewezen", groep=self.app.conf.id, aantal=len(assigned))
        self.pump.assign(assigned)

    async def wait_empty(self) -> None:
        """Called before partitions are given up, and at the end."""
        await self.pump.release()
        await self.commit()

    async def force_commit(self, topics: Any = None, start_new_transaction: bool = True) -> bool:  # noqa: ARG002
        """Called by faust's timer. A commit that fails is tried again by the next: it is a hint, not the truth."""
        offsets = {tp: offset for tp, offset in self.pump.handled.items() if self._told.get(tp) != offset}
        if not offsets:
            return False
        try:
            await self.source.commit(offsets)
        except Unavailable as error:
            log.warning("offsets vastleggen mislukt", exc_info=error)
            return False
        self._told.update(offsets)
        return True

    def verify_event_path(self, now: float, tp: Any) -> None:
        """faust's own watchdog looks at streams, which we do not use."""


class _Transport(driver.Transport):
    Consumer = _Consumer


class _Boot(BootStrategy):
    # Producing is shared.runtime.kafka's: faust's own producer cannot wait for an acknowledgement.
    enable_kafka_producer = False
    enable_web = False


class ShellApp(faust.App):
    """A faust app without streams, tables, web server or producer."""

    BootStrategy = _Boot
    logger = _FAUST_LOGGER
    mundane_level = "debug"
    consume_settings: ConsumeSettings
    handler: BatchHandler
    offsets: OffsetReader
    die: Callable[[BaseException], NoReturn]

    @property
    def pump(self) -> Pump:
        """The pump inside this app's consumer."""
        consumer = self.consumer
        assert isinstance(consumer, _Consumer)
        return consumer.pump

    def _new_transport(self) -> _Transport:
        return _Transport(self.conf.broker_consumer, self)

    async def on_first_start(self) -> None:
        """faust would make a folder for tables here."""


def build_app(
    settings: ConsumeSettings,
    group: str,
    topics: Sequence[str],
    handler: BatchHandler,
    offsets: OffsetReader,
    die: Callable[[BaseException], NoReturn],
) -> ShellApp:
    """A faust app that reads `topics` as `group` into `handler`. Call it inside a running loop; start it once."""
    app = ShellApp(
        group,
        broker=[f"kafka://{server}" for server in settings.kafka.split(",")],
        broker_commit_interval=settings.commit_interval_seconden,
        processing_guarantee="at_least_once",
        consumer_auto_offset_reset="earliest",
        key_serializer="raw",
        value_serializer="raw",
        store="memory://",
        topic_allow_declare=False,
        topic_disable_leader=True,
        stream_wait_empty=True,
        stream_recovery_delay=0.0,
        web_enabled=False,
        autodiscover=False,
        logging_config=None,
    )
    app.consume_settings, app.handler, app.offsets, app.die = settings, handler, offsets, die
    app.topics.add(app.topic(*topics, internal=False))
    return app
