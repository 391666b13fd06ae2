"""A real Kafka and a real PostgreSQL for the tests: started once per session on free ports, ended with it."""

import asyncio
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import asyncpg
from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient

from deploy.kafka.create import create_topics
from deploy.launcher.places import cache_folder
from deploy.local import kafka, postgres
from deploy.local.components import role_url
from deploy.local.ports import HOST, Ports, free_base
from deploy.local.processes import Program, spawn, stop
from deploy.migrations.runner import SERVICE_ROLES, migrate, set_passwords
from shared.contracts.topics import ALLE, Topic
from shared.runtime.kafka import OffsetReader
from shared.runtime.settings import KafkaSettings
from tests.forked import Forked, nursery

TEMPLATE = "sjabloon"
# The tests restart servers, they do not pull the plug: without these the disk is the slowest part.
FAST = {"fsync": "off", "full_page_writes": "off"}


@dataclass
class Server:
    """A program under a test's control: kill it, stop it, start it again on the same data."""

    program: Program
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; waiting until it is ready is up to the owner."""
        self.process = spawn(self.program)

    def kill(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it kindly."""
        if self.process is not None:
            stop(self.process, self.program)


@dataclass(frozen=True)
class KafkaUnderTest:
    """The broker, or three of them."""

    cluster: kafka.KafkaCluster
    servers: tuple[Server, ...]

    @property
    def bootstrap(self) -> str:
        """Addresses for clients."""
        return self.cluster.bootstrap

    async def wait(self) -> None:
        """Until every broker confirms a message."""
        await kafka.wait_until_ready(self.cluster)

    async def fresh_topics(self, topics: Iterable[Topic] = ALLE) -> None:
        """Every declared topic empty; the positions that consumer groups had in them are gone with them.

        A topic in which nothing was ever written is as good as new.
        """
        wanted = list(topics)
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap)
        await admin.start()
        try:
            present = set(await admin.list_topics())
            if gone := await _written(self.bootstrap, [topic for topic in wanted if topic.naam in present]):
                await admin.delete_topics(gone)
                await _until_gone(admin, set(gone))
        finally:
            await admin.close()
        await create_topics(self.bootstrap, self.cluster.brokers, wanted)


@dataclass(frozen=True)
class Database:
    """One migrated database; `url()` logs in as the administrator, `url("pos_gateway")` as that service."""

    name: str
    admin_url: str
    passwords: Mapping[str, str]

    def url(self, role: str | None = None) -> str:
        """The address to log in as `role`."""
        return self.admin_url if role is None else role_url(self.admin_url, role, self.passwords[role])


@dataclass
class PostgresUnderTest:
    """The database server."""

    server: postgres.PostgresServer
    control: Server
    passwords: dict[str, str] = field(default_factory=dict)

    async def wait(self) -> None:
        """Until a query is answered."""
        await postgres.wait_until_ready(self.server)

    async def make_template(self) -> None:
        """Migrate once; every database of a test is a copy of this one."""
        await self._execute(f"CREATE DATABASE {TEMPLATE}")
        url = self.server.url(database=TEMPLATE)
        await migrate(url)
        self.passwords = {role: secrets.token_urlsafe(12) for role in SERVICE_ROLES}
        await set_passwords(url, self.passwords)

    async def new_database(self, migrated: bool = True, like: Database | None = None) -> Database:
        """A fresh database, in about a tenth of a second; `like` another it holds what that holds.

        Nobody may be connected to the other.
        """
        name = f"proef_{secrets.token_hex(4)}"
        template = like.name if like else TEMPLATE
        await self._execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if migrated else ""))
        return Database(name, self.server.url(database=name), self.passwords)

    async def drop_database(self, database: Database) -> None:
        """Remove it, also when somebody is still connected."""
        await self._execute(f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)")

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self.server.url(database="postgres"))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@contextmanager
def running_kafka(
    folder: Path, brokers: int = 1, settings: Mapping[str, str] | None = None
) -> Iterator[KafkaUnderTest]:
    """A cluster of its own for as long as the block lasts; `settings` of the broker go over our own."""
    cluster = replace(
        kafka.prepare(cache(), folder, Ports(free_base()), brokers, _silent), settings=dict(settings or {})
    )
    cluster.format_storage()
    servers = tuple(Server(cluster.program(n, folder / f"kafka-{n}.log")) for n in cluster.numbers)
    under_test = KafkaUnderTest(cluster, servers)
    try:
        for each in servers:
            each.start()
        asyncio.run(under_test.wait())
        yield under_test
    finally:
        for each in servers:
            each.stop()


@contextmanager
def running_postgres(folder: Path, settings: Mapping[str, str] = FAST) -> Iterator[PostgresUnderTest]:
    """A server of its own for as long as the block lasts, with the migrated template in it."""
    port = Ports(free_base()).postgres
    server = postgres.prepare(cache(), folder, port, secrets.token_urlsafe(16), _silent, settings)
    under_test = PostgresUnderTest(server, Server(server.program(folder / "postgresql.log")))
    try:
        under_test.control.start()
        asyncio.run(_ready_with_template(under_test))
        yield under_test
    finally:
        under_test.control.stop()
        shutil.rmtree(server.data if server.data.parent == folder else server.data.parent)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


async def until(true: Callable[[], bool | Awaitable[bool]], seconds: float = 60.0) -> None:
    """Wait for an effect. Raises TimeoutError after `seconds`."""
    async with asyncio.timeout(seconds):
        while not (await answer if isinstance(answer := true(), Awaitable) else answer):
            await asyncio.sleep(0.05)


def start_service(name: str, log: Path, **settings: str) -> Forked:
    """`python -m services.<name>` with these variables; what it says goes to the end of `log`."""
    env = os.environ | {"POS_OPS_POORT": str(free_port()), "POS_INSTANTIE": "1"} | settings
    return nursery(f"services.{name}", f"services.{name}.app").start(env, log)


async def read_topic(bootstrap: str, topic: str) -> list[Any]:
    """Every record of a topic, as aiokafka gives it."""
    consumer = AIOKafkaConsumer(
        topic, bootstrap_servers=bootstrap, auto_offset_reset="earliest", max_poll_records=5_000
    )
    await consumer.start()
    try:
        ends = await consumer.end_offsets(consumer.assignment())
        found: list[Any] = []
        while len(found) < sum(ends.values()):
            for records in (await consumer.getmany(timeout_ms=500)).values():
                found.extend(records)
        return found
    finally:
        await consumer.stop()


def cache() -> Path:
    """The cache of this user; `./pos test` has filled it."""
    return cache_folder(os.environ)


async def _ready_with_template(under_test: PostgresUnderTest) -> None:
    await under_test.wait()
    await under_test.make_template()


async def _written(bootstrap: str, topics: Iterable[Topic]) -> list[str]:
    """Names of the topics in which something was ever written."""
    async with OffsetReader(KafkaSettings(kafka=bootstrap, ops_poort=1), "proef") as offsets:
        return [topic.naam for topic in topics if any((await offsets.end_offsets(topic.naam)).values())]


async def _until_gone(admin: AIOKafkaAdminClient, names: set[str]) -> None:
    deadline = time.monotonic() + 10
    while names & set(await admin.list_topics()):
        if time.monotonic() > deadline:
            raise TimeoutError("topics are not deleted")
        await asyncio.sleep(0.05)


def _silent(_line: str) -> None:
    return None
