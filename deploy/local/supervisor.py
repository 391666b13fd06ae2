"""The process that runs one stack: starts everything in order, keeps it alive, stops it in reverse order.

`python -m deploy.local.supervisor MAP OPTIES` where OPTIES is JSON (see `command`). It holds the slot of the state
folder for as long as it lives, and writes what it knows there; `./pos status` reads that.
"""

import asyncio
import contextlib
import errno
import json
import logging
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from deploy.kafka.create import create_topics
from deploy.launcher.errors import UserError
from deploy.launcher.locking import try_hold
from deploy.launcher.places import cache_folder
from deploy.local import kafka, logboeken, postgres
from deploy.local.components import Component, Options, log_file, needed_ports, service_components
from deploy.local.ports import check_free
from deploy.local.processes import Identity, kill_leftover
from deploy.local.state import KEPT_EVENTS, Event, Part, Snapshot, StateFolder, new_snapshot
from deploy.local.unprivileged import collect_garbage
from deploy.local.watch import Watched
from deploy.migrations.runner import SERVICE_ROLES, migrate, set_passwords
from shared.contracts.topics import met_bewaartermijn
from shared.runtime.clock import SystemClock

ALREADY_UP = 3
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
WRITE_AGAIN_SECONDS = 2.0

One = TypeVar("One")
Other = TypeVar("Other")


class Supervisor:
    """One stack. All of it runs in one thread; the snapshot is written at every change."""

    def __init__(self, state: StateFolder, options: Options) -> None:
        self._state = state
        self._options = options
        self._watched: list[Watched] = []
        self._snapshot = new_snapshot(options.port_base)
        self._keepers: list[asyncio.Task[None]] = []
        self._unwritten = False

    async def run(self, stop: asyncio.Event) -> bool:
        """Start, watch until `stop`, end everything; False when the start failed."""
        self._write()
        logboeken.draai(self._state.logs, SystemClock().today(), lopend=False)
        turning = asyncio.create_task(logboeken.houd_bij(self._state.logs, SystemClock().today))
        try:
            return await self._run(stop)
        finally:
            turning.cancel()

    async def _run(self, stop: asyncio.Event) -> bool:
        try:
            ended = await _until(stop, self._start())
            if not ended:
                self._change(fase="klaar", stap="")
                self._keepers = [asyncio.create_task(each.keep_alive()) for each in self._watched]
                self._keepers.append(asyncio.create_task(self._write_later()))
                await _until(stop, asyncio.gather(*self._keepers))
        except Exception as problem:  # whatever went wrong, the parts must be ended and the reason told
            error = _first(problem)
            logging.error("mislukt", exc_info=None if isinstance(error, UserError) else error)
            await self._stop(fase="mislukt", fout=str(error) or type(error).__name__)
            return False
        await self._stop(fase="gestopt")
        return True

    async def _start(self) -> None:
        cache = cache_folder(os.environ)
        collect_garbage()
        check_free(needed_ports(self._options))
        broker, admin_url = await _both(self._start_kafka(cache), self._start_postgres(cache))
        self._change(stap="topics en tabellen", kafka=broker)
        topics = met_bewaartermijn(self._options.ruw_bewaren_dagen)
        await _both(create_topics(broker, self._options.brokers, topics), self._migrate(admin_url))
        services = self._services(broker, admin_url)
        self._change(stap="diensten", adressen=_addresses(self._options))
        await self._start_all(services)

    async def _start_kafka(self, cache: Path) -> str:
        if self._options.kafka is not None:
            self._set_part(Part(naam="kafka", toestand="extern"))
            return self._options.kafka
        cluster = await asyncio.to_thread(self._cluster, cache, self._tell_from_thread())
        await self._start_all([self._broker(cluster, number) for number in cluster.numbers])
        return cluster.bootstrap

    def _cluster(self, cache: Path, say: Callable[[str], None]) -> kafka.KafkaCluster:
        options = self._options
        return kafka.prepare(cache, self._state.folder, options.ports, options.brokers, say)

    def _services(self, broker: str, admin_url: str) -> list[Component]:
        return service_components(self._options, self._state, broker, admin_url)

    def _broker(self, cluster: kafka.KafkaCluster, number: int) -> Component:
        name = "kafka" if number == 1 else f"kafka-{number}"

        async def ready() -> bool:
            return await cluster.is_ready(number)

        program = cluster.program(number, log_file(self._state, name))
        return Component(name, program, ready, self._options.ports.broker(number), ready_seconds=120)

    async def _start_postgres(self, cache: Path) -> str:
        if self._options.database_url is not None:
            self._set_part(Part(naam="postgresql", toestand="extern"))
            return self._options.database_url
        password, port = self._state.secret("postgres"), self._options.ports.postgres
        server = await asyncio.to_thread(
            postgres.prepare, cache, self._state.folder, port, password, self._tell_from_thread()
        )
        program = server.program(log_file(self._state, "postgresql"))
        await self._start_all([Component("postgresql", program, server.is_ready, port)])
        return server.url()

    async def _migrate(self, admin_url: str) -> None:
        if applied := len(await migrate(admin_url)):
            self._tell(f"{applied} {'migratie' if applied == 1 else 'migraties'} toegepast.")
        await set_passwords(admin_url, {role: self._state.secret(role) for role in SERVICE_ROLES})

    async def _start_all(self, components: Sequence[Component]) -> None:
        watched = [Watched(component, self._set_part, self._tell) for component in components]
        self._watched += watched
        for each in watched:
            self._set_part(each.part)
        async with asyncio.TaskGroup() as group:
            for each in watched:
                group.create_task(each.start())

    async def _stop(self, **changes: Any) -> None:
        self._change(fase="stopt")
        for keeper in self._keepers:
            keeper.cancel()
        for layer in _in_reverse(self._watched):
            await asyncio.gather(*(each.stop() for each in layer))
        self._change(**changes)

    def _set_part(self, part: Part) -> None:
        others = {each.naam: each for each in self._snapshot.onderdelen}
        self._change(onderdelen=tuple({**others, part.naam: part}.values()))

    def _tell(self, text: str) -> None:
        event = Event(op=time.time(), tekst=text.strip())
        logging.info(event.tekst)
        self._change(gebeurtenissen=(*self._snapshot.gebeurtenissen, event)[-KEPT_EVENTS:])

    def _tell_from_thread(self) -> Callable[[str], None]:
        """The same for work in a thread: the snapshot is changed by one thread only."""
        loop = asyncio.get_running_loop()

        def tell(text: str) -> None:
            loop.call_soon_threadsafe(self._tell, text)

        return tell

    def _change(self, **changes: Any) -> None:
        self._snapshot = self._snapshot.model_copy(update=changes)
        self._write()

    def _write(self) -> None:
        """A disk that is full must not end what we watch: what could not be written is written later."""
        try:
            self._state.write(self._snapshot)
            self._unwritten = False
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            self._unwritten = True

    async def _write_later(self) -> None:
        while True:
            await asyncio.sleep(WRITE_AGAIN_SECONDS)
            if self._unwritten:
                self._write()


def clean_leftovers(before: Snapshot | None) -> list[str]:
    """End what an earlier supervisor left behind when it was killed; gives the names."""
    if before is None:
        return []
    kill_leftover(Identity(before.supervisor, before.supervisor_gestart))
    known = [(part.naam, part.identity) for part in before.onderdelen]
    return [name for name, found in known if found is not None and kill_leftover(found)]


def _in_reverse(watched: Sequence[Watched]) -> list[list[Watched]]:
    """Services first, then the broker and the database that they write to."""
    below = [each for each in watched if each.part.naam.startswith(("kafka", "postgresql"))]
    return [[each for each in watched if each not in below], below]


def _addresses(options: Options) -> dict[str, str]:
    ports = options.ports
    return {"pagina's": f"http://127.0.0.1:{ports.gateway}", "ontvangst": f"http://127.0.0.1:{ports.ingest}"}


async def _both(one: Coroutine[Any, Any, One], other: Coroutine[Any, Any, Other]) -> tuple[One, Other]:
    """The results of two jobs side by side; when one fails, the other is cancelled."""
    async with asyncio.TaskGroup() as group:
        first, second = group.create_task(one), group.create_task(other)
    return first.result(), second.result()


def _first(problem: Exception) -> Exception:
    """The error itself, out of the groups that task groups put around it."""
    while isinstance(problem, ExceptionGroup):
        problem = problem.exceptions[0]
    return problem


async def _until(stop: asyncio.Event, work: Awaitable[Any]) -> bool:
    """Do the work unless `stop` comes first; says whether it came."""
    job, waiting = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait({job, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if job.done():
        job.result()
        return False
    job.cancel()
    with contextlib.suppress(asyncio.CancelledError, ExceptionGroup):
        await job
    return True


async def _main(state: StateFolder, options: Options) -> bool:
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    return await Supervisor(state, options).run(stop)


def main() -> None:
    """Entry of the supervisor process."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # it complains loudly about a broker that still starts
    state, options = StateFolder(Path(sys.argv[1])), _options(sys.argv[2], os.environ)
    state.make()
    if try_hold(state.slot) is None:
        sys.exit(ALREADY_UP)
    for name in clean_leftovers(state.read()):
        logging.info("opgeruimd van een vorige keer: %s", name)
    sys.exit(0 if asyncio.run(_main(state, options)) else 1)


def command(state: StateFolder, options: Options) -> list[str]:
    """How to run the supervisor of a stack; addresses with passwords travel by environment, not by argument."""
    names = ("port_base", "brokers", "example", "ruw_bewaren_dagen", "zaken_bewaren_jaren")
    shown = {name: getattr(options, name) for name in names} | {"werkers": dict(options.werkers)}
    return [sys.executable, "-m", "deploy.local.supervisor", str(state.folder), json.dumps(shown)]


def _options(shown: str, environ: Mapping[str, str]) -> Options:
    external = {"database_url": environ.get("POS_DATABASE_URL"), "kafka": environ.get("POS_KAFKA")}
    return Options(**{**json.loads(shown), **external})


if __name__ == "__main__":
    main()
