"""The stack under fire: the supervisor of `./pos up` in this process, services with hooks, proxies before servers."""

import asyncio
import os
import signal
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil

from deploy.chaos.haken import Sturing
from deploy.chaos.proxy import HOST, Proxy
from deploy.cli import run_stack
from deploy.launcher.errors import UserError
from deploy.launcher.locking import try_hold
from deploy.local.components import Component, Options, service_environment
from deploy.local.kafka import KafkaCluster
from deploy.local.ports import free_base
from deploy.local.postgres import DATABASE
from deploy.local.state import Part, StateFolder
from deploy.local.supervisor import Supervisor
from deploy.local.unprivileged import collect_garbage

START_SECONDEN = 180.0
EXTRA_OMGEVING = {"POS_STILSTAND_SECONDEN": "20", "POS_VERGETEN_SECONDEN": "3"}
"""Shorter than in earnest: what takes a minute there would make every run wait that long."""


class StartMisluktError(UserError):
    """The stack under fire did not come up."""


@dataclass(frozen=True)
class _Cluster(KafkaCluster):
    """Brokers with a listener more: the one that the services see, by way of the proxy."""

    lijnen: Mapping[int, Proxy] = field(default_factory=dict)

    def _server_settings(self, number: int) -> dict[str, str]:
        settings = super()._server_settings(number)
        lijn = self.lijnen[number]
        return settings | {
            "listeners": f"{settings['listeners']},DIENSTEN://{HOST}:{lijn.doel}",
            "advertised.listeners": f"{settings['advertised.listeners']},DIENSTEN://{HOST}:{lijn.poort}",
            "listener.security.protocol.map": f"{settings['listener.security.protocol.map']},DIENSTEN:PLAINTEXT",
        }


@dataclass(frozen=True)
class Lijnen:
    """Every proxy."""

    brokers: Mapping[int, Proxy]
    database: Proxy
    ontvangst: Proxy

    @property
    def alle(self) -> list[Proxy]:
        return [*self.brokers.values(), self.database, self.ontvangst]

    @property
    def kafka(self) -> str:
        """Bootstrap servers as the services see them."""
        return ",".join(f"{HOST}:{lijn.poort}" for lijn in self.brokers.values())


class _Supervisor(Supervisor):
    """As always, but for where the services find their servers and how they are started."""

    def __init__(self, state: StateFolder, options: Options, lijnen: Lijnen, sturing: Path) -> None:
        super().__init__(state, options)
        self._lijnen, self._sturing = lijnen, sturing

    def _cluster(self, cache: Path, say: Callable[[str], None]) -> KafkaCluster:
        gewoon = super()._cluster(cache, say)
        bekend = {een.name: getattr(gewoon, een.name) for een in fields(gewoon)}
        cluster = _Cluster(**bekend, lijnen=self._lijnen.brokers)
        cluster.format_storage()
        return cluster

    def _services(self, broker: str, admin_url: str) -> list[Component]:  # noqa: ARG002
        delen = urlsplit(admin_url)
        adres = f"{delen.netloc.rpartition('@')[0]}@{HOST}:{self._lijnen.database.poort}"
        gewoon = super()._services(self._lijnen.kafka, urlunsplit(delen._replace(netloc=adres)))
        return [self._met_haken(component) for component in gewoon]

    def _met_haken(self, component: Component) -> Component:
        program = component.program
        command = [*program.command[:-1], "deploy.chaos.dienst", component.naam, str(self._sturing)]
        return replace(component, program=replace(program, command=command, env={**program.env, **EXTRA_OMGEVING}))


@dataclass
class Stapel:
    """A running stack and its handles. Everything that is done to it goes through here."""

    state: StateFolder
    options: Options
    lijnen: Lijnen
    _sturing: Path

    @property
    def delen(self) -> dict[str, Part]:
        """The parts by name, as the supervisor knows them."""
        snapshot = self.state.read()
        return {} if snapshot is None else {deel.naam: deel for deel in snapshot.onderdelen}

    @property
    def bootstrap(self) -> str:
        """Kafka without a proxy between."""
        return ",".join(f"{HOST}:{self.options.ports.broker(n)}" for n in range(1, self.options.brokers + 1))

    @property
    def gateway(self) -> str:
        return f"http://{HOST}:{self.options.ports.gateway}"

    def diensten(self, soort: str) -> list[str]:
        """The processes of a service by name."""
        return [naam for naam in self.delen if naam.partition("-")[0] == soort]

    def omgeving(self, soort: str) -> dict[str, str]:
        """The environment of one more process of a service; give it a port and a name of its own."""
        database = f"postgresql://postgres@{HOST}:{self.lijnen.database.poort}/{DATABASE}"
        return service_environment(soort, self.options, self.state, self.lijnen.kafka, database) | EXTRA_OMGEVING

    def sturing(self, naam: str) -> Sturing:
        """The steering files of one process."""
        return Sturing(self._sturing, naam)

    def pid(self, naam: str) -> int | None:
        """Its process number now."""
        deel = self.delen.get(naam)
        return None if deel is None else deel.pid

    def sein(self, naam: str, signaal: signal.Signals, kinderen: bool = False) -> bool:
        """Send a signal to a part (and what it started); False when it does not run now."""
        pid = self.pid(naam)
        try:
            if pid is None:
                return False
            groep = psutil.Process(pid).children(recursive=True) if kinderen else []
            os.kill(pid, signaal)
            for kind in groep:
                kind.send_signal(signaal)
        except (psutil.Error, ProcessLookupError):
            return False
        return True

    def heel(self) -> bool:
        """Does every part work?"""
        return all(deel.toestand == "gereed" for deel in self.delen.values())


@asynccontextmanager
async def onder_vuur(brokers: int, werkers: Mapping[str, int]) -> AsyncIterator[Stapel]:
    """A stack in a temporary folder on free ports for as long as the block lasts; leaves nothing behind."""
    options = Options(free_base(), brokers, werkers=werkers)
    run_stack.fetch_all(options)
    lijnen = await _lijnen(options)
    try:
        with tempfile.TemporaryDirectory(prefix="pos-chaos-") as map_:
            state, sturing = StateFolder(Path(map_) / "stapel"), Path(map_) / "sturing"
            state.make()
            sturing.mkdir()
            slot = try_hold(state.slot)
            assert slot is not None, "een nieuwe map is van ons"
            stop = asyncio.Event()
            supervisor = asyncio.create_task(_Supervisor(state, options, lijnen, sturing).run(stop))
            try:
                await _klaar(state, supervisor)
                yield Stapel(state, options, lijnen, sturing)
            finally:
                _laat_los(state)
                stop.set()
                await supervisor
                os.close(slot)
    finally:
        for lijn in lijnen.alle:
            await lijn.stop()
        collect_garbage()


def _laat_los(state: StateFolder) -> None:
    """What is frozen cannot stop."""
    snapshot = state.read()
    for deel in snapshot.onderdelen if snapshot else ():
        if deel.pid:
            try:
                proces = psutil.Process(deel.pid)
                for een in (proces, *proces.children(recursive=True)):
                    een.send_signal(signal.SIGCONT)
            except psutil.Error:
                continue


async def _lijnen(options: Options) -> Lijnen:
    ports = options.ports
    lijnen = Lijnen(
        {nummer: Proxy(f"kafka-{nummer}", _vrije_poort()) for nummer in range(1, options.brokers + 1)},
        Proxy("database", ports.postgres),
        Proxy("ontvangst", ports.ingest),
    )
    for lijn in lijnen.alle:
        await lijn.start()
    return lijnen


def _vrije_poort() -> int:
    with socket.socket() as probeer:
        probeer.bind((HOST, 0))
        poort: int = probeer.getsockname()[1]
    return poort


async def _klaar(state: StateFolder, supervisor: asyncio.Task[bool]) -> None:
    async with asyncio.timeout(START_SECONDEN):
        while not ((snapshot := state.read()) and snapshot.fase == "klaar"):
            if supervisor.done():
                raise StartMisluktError((snapshot.fout if snapshot else None) or "De stapel is niet gestart.")
            await asyncio.sleep(0.1)
