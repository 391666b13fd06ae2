"""The consuming component of a service: faust app, pump and watchdog as one thing that runs until stop."""

import asyncio
from collections.abc import Sequence

from shared.runtime.consume.faust_shell import ShellApp, build_app
from shared.runtime.consume.joining import Joining
from shared.runtime.consume.pump import Pump
from shared.runtime.consume.records import BatchHandler
from shared.runtime.consume.watchdog import Watchdog
from shared.runtime.errors import Unavailable
from shared.runtime.exits import die, leave
from shared.runtime.kafka import OffsetReader
from shared.runtime.logging import get_logger
from shared.runtime.rest import rest
from shared.runtime.settings import ConsumeSettings

_LAST_BATCH_SECONDS = 6.0
_LEAVE_GROUP_SECONDS = 2.0

log = get_logger(__name__)


class FaustConsumer:
    """Reads `topics` as consumer group `group` into `handler`.

    Any number of processes may run with the same group, up to the number of partitions.
    """

    def __init__(self, settings: ConsumeSettings, group: str, topics: Sequence[str], handler: BatchHandler) -> None:
        self._settings, self._group, self._topics, self._handler = settings, group, topics, handler
        self._watchdog: Watchdog | None = None

    def ready(self) -> bool:
        """Kafka answers and the group is joined."""
        return self._watchdog is not None and self._watchdog.reachable is True

    def backlog(self) -> int | None:
        """Records of our partitions that are not handled yet; None: not known yet."""
        return self._watchdog.backlog if self._watchdog else None

    async def run(self, stop: asyncio.Event) -> None:
        """Read until `stop`; then finish the batch in hand, commit and leave the group."""
        async with OffsetReader(self._settings, f"{self._group}-waakhond") as offsets:
            if not await self._wait_for_topics(Joining(self._handler, offsets, self._topics), stop):
                return
            app = build_app(self._settings, self._group, self._topics, self._handler, offsets, die)
            pump = app.pump
            watchdog = Watchdog(pump, offsets, self._group, self._topics, self._settings.stilstand_seconden, leave)
            self._watchdog = watchdog
            await self._serve(app, pump, watchdog, stop)

    async def _wait_for_topics(self, joining: Joining, stop: asyncio.Event) -> bool:
        while not stop.is_set():
            try:
                if await joining.fits():
                    return True
            except Unavailable as error:
                log.warning("wacht op kafka en de topics", exc_info=error)
            await rest(1.0, unless=stop)
        return False

    async def _serve(self, app: ShellApp, pump: Pump, watchdog: Watchdog, stop: asyncio.Event) -> None:
        tasks = [
            asyncio.create_task(_live(app), name="faust"),
            asyncio.create_task(watchdog.run(), name="waakhond"),
            asyncio.create_task(stop.wait(), name="stop"),
        ]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if not stop.is_set():
            for task in done:
                task.result()
            raise RuntimeError("faust stopped by itself")
        for task in tasks[1:]:
            task.cancel()
        await _let_go(app, pump)


async def _live(app: ShellApp) -> None:
    await app.start()
    await app.wait_until_stopped()
    if app.crash_reason is not None:
        raise RuntimeError("faust crashed") from app.crash_reason


async def _let_go(app: ShellApp, pump: Pump) -> None:
    try:
        app.consumer.stop_flow()
        await asyncio.wait_for(pump.release(), _LAST_BATCH_SECONDS)
        await asyncio.wait_for(app.consumer.commit(), _LEAVE_GROUP_SECONDS)
        await asyncio.wait_for(app.stop(), _LEAVE_GROUP_SECONDS)
    except TimeoutError:
        log.warning("niet op tijd klaar; wat niet is vastgelegd, wordt na de start opnieuw gelezen")
