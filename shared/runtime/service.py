"""One entry for every service: settings, logs, the operator's port, signals, components, a clean stop.

A component runs until `stop` is set. When one ends or raises before that, the process ends with a code that says
whether starting again helps (`exits.Exit`).
"""

import asyncio
import signal
import threading
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import NoReturn, Protocol, TypeVar

from shared.runtime.clock import Clock, SystemClock
from shared.runtime.errors import Fatal, Unavailable
from shared.runtime.exits import Exit, code_of, leave
from shared.runtime.logging import configure, get_logger, log_lost_exception
from shared.runtime.ops import OpsServer
from shared.runtime.rest import rest
from shared.runtime.settings import ServiceSettings, load

log = get_logger(__name__)

Settings = TypeVar("Settings", bound=ServiceSettings)
Entered = TypeVar("Entered")


class Component(Protocol):
    """A part of a service that lives as long as the service."""

    async def run(self, stop: asyncio.Event) -> None:
        """Return soon after `stop` is set, never before."""
        ...


class Runtime:
    """What `wire` gets to build a service with."""

    def __init__(self, naam: str, clock: Clock, stack: AsyncExitStack) -> None:
        self.naam, self.clock, self._stack = naam, clock, stack
        self.components: list[Component] = []
        self._checks: list[Callable[[], bool]] = []

    async def enter(self, resource: AbstractAsyncContextManager[Entered]) -> Entered:
        """Open a pool, producer or the like; closed after all components ended, the last one first."""
        return await self._stack.enter_async_context(resource)

    def add(self, component: Component) -> None:
        """Run this once everything is wired."""
        self.components.append(component)

    def ready_when(self, check: Callable[[], bool]) -> None:
        """`/gereed` says yes when all checks do."""
        self._checks.append(check)

    def ready(self) -> bool:
        """Do all checks say yes, and is the service wired?"""
        return bool(self.components) and all(check() for check in self._checks)


class Periodic:
    """Calls something every so many seconds; Unavailable is logged and tried at the next turn."""

    def __init__(self, naam: str, seconds: float, call: Callable[[], Awaitable[None]]) -> None:
        self._naam, self._seconds, self._call = naam, seconds, call

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await self._call()
            except Unavailable as error:
                log.warning("taak overgeslagen", naam=self._naam, exc_info=error)
            await rest(self._seconds, unless=stop)


Wire = Callable[[Settings, Runtime], Awaitable[None]]


NewLoop = Callable[[], asyncio.AbstractEventLoop]


def run(
    naam: str, settings_type: type[Settings], wire: Wire[Settings], new_loop: NewLoop = asyncio.new_event_loop
) -> NoReturn:
    """Run a service until SIGTERM or SIGINT. The whole of every `services/<naam>/__main__.py`.

    `new_loop`: makes the event loop that it runs on.
    """
    configure(naam)
    try:
        settings = load(settings_type)
        configure(naam, settings.log)
        with asyncio.Runner(loop_factory=new_loop) as runner:
            code = runner.run(_main(naam, settings, wire))
    except Exception as error:
        log.critical("dienst stopt", exc_info=error, code=int(code_of(error)))
        code = code_of(error)
    leave(code)


async def _main(naam: str, settings: Settings, wire: Wire[Settings]) -> Exit:
    asyncio.get_running_loop().set_exception_handler(log_lost_exception)
    stop = asyncio.Event()
    _listen(stop, settings.stop_seconden)
    async with AsyncExitStack() as stack:
        runtime = Runtime(naam, SystemClock(), stack)
        ops = OpsServer(settings.dienst_adres, settings.ops_poort, runtime.ready)
        await ops.start()
        stack.push_async_callback(ops.close)
        if await _wired(settings, runtime, wire, stop):
            log.info("dienst draait", poort=ops.port)
            await _run_all(runtime.components, stop)
    log.info("dienst is gestopt")
    return Exit.CLEAN


async def _wired(settings: Settings, runtime: Runtime, wire: Wire[Settings], stop: asyncio.Event) -> bool:
    """Wire, for as long as something we need is not there yet; a stop meanwhile ends that."""
    while not stop.is_set():
        try:
            await wire(settings, runtime)
            return True
        except Unavailable as error:
            log.warning("dienst wacht met starten", exc_info=error)
            runtime.components.clear()
        await rest(1.0, unless=stop)
    return False


async def _run_all(components: list[Component], stop: asyncio.Event) -> None:
    tasks = [asyncio.create_task(component.run(stop), name=type(component).__name__) for component in components]
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    ended_early = not stop.is_set()
    stop.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    errors = [result for result in results if isinstance(result, BaseException)]
    # A Fatal tells the operator what to do; show that one when several components fail together.
    for error in sorted(errors, key=lambda error: not isinstance(error, Fatal)):
        raise error
    if ended_early:
        raise RuntimeError("a component ended by itself")


def _listen(stop: asyncio.Event, seconds: float) -> None:
    loop = asyncio.get_running_loop()

    def on_signal(number: int) -> None:
        log.info("dienst stopt op verzoek", signaal=signal.Signals(number).name)
        # A thread, for the loop itself may be what hangs.
        guard = threading.Timer(seconds, leave, [Exit.SLOW_STOP])
        guard.daemon = True
        guard.start()
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, on_signal, number)
