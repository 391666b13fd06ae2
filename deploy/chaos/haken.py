"""Hooks in a running service, put there from outside: die at a chosen point, hang, or see another time.

`dienst.py` sets them before the service is imported. What they do is read from small files at every step, so the
runner steers a process that is running; without those files they do nothing.
"""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from asyncpg.connection import Connection

from shared.runtime import kafka
from shared.runtime.clock import SystemClock


@dataclass(frozen=True)
class Sturing:
    """The files that steer one process: `punt` where to die (or `hang`), `klok` seconds to add to the time."""

    map: Path
    naam: str

    def bestand(self, soort: str) -> Path:
        """The file of this kind."""
        return self.map / f"{self.naam}.{soort}"

    def lees(self, soort: str) -> str:
        """Its content; empty when it is not there."""
        try:
            return self.bestand(soort).read_text()
        except OSError:
            return ""

    def zet(self, soort: str, tekst: str) -> None:
        """Write it as a whole: the process may be reading."""
        half = self.bestand(f"{soort}.half")
        half.write_text(tekst)
        half.replace(self.bestand(soort))

    def wis(self, soort: str) -> None:
        """Take it away."""
        self.bestand(soort).unlink(missing_ok=True)

    def langs(self, punt: str) -> None:
        """We are at this point: die if that was asked, after having said so."""
        if self.lees("punt") == punt:
            self.sterf(punt)

    def sterf(self, punt: str) -> None:
        """kill -9 of ourselves."""
        self.wis("punt")
        self.zet("geraakt", punt)
        os.kill(os.getpid(), signal.SIGKILL)


class Opdrachten:
    """Counts the statements of each transaction that begins with one that holds `merk`; points `sql:N` and `commit:…`.

    `sql:N` dies before the N-th statement after BEGIN; when there are fewer, before COMMIT, and says `commit:voor`.
    """

    def __init__(self, sturing: Sturing, merk: str) -> None:
        self._sturing, self._merk = sturing, merk
        self._nummer: WeakKeyDictionary[Connection[Any], int | None] = WeakKeyDictionary()

    async def om(self, connection: "Connection[Any]", vraag: str, doe: Callable[[], Awaitable[Any]]) -> Any:
        """Around one statement."""
        if vraag.startswith("BEGIN"):
            self._nummer[connection] = 0
        elif vraag.startswith("COMMIT"):
            return await self._commit(connection, doe)
        else:
            await self._tel(connection, vraag)
        return await doe()

    async def _tel(self, connection: "Connection[Any]", vraag: str) -> None:
        nummer = self._nummer.get(connection)
        if nummer is None or (nummer == 0 and self._merk not in vraag):
            self._nummer[connection] = None
            return
        self._nummer[connection] = nummer + 1
        self._sturing.langs(f"sql:{nummer + 1}")
        if self._sturing.lees("punt") == "hang":
            self._sturing.wis("punt")
            self._sturing.zet("geraakt", "hang")
            await asyncio.sleep(3600)

    async def _commit(self, connection: "Connection[Any]", doe: Callable[[], Awaitable[Any]]) -> Any:
        nummer = self._nummer.pop(connection, None)
        punt = self._sturing.lees("punt") if nummer else ""
        if punt == "commit:voor" or punt.startswith("sql:"):
            self._sturing.sterf("commit:voor")
        klaar = asyncio.ensure_future(doe())
        if punt == "commit:tijdens":
            await asyncio.sleep(0)
            self._sturing.sterf(punt)
        answer = await klaar
        if punt == "commit:na":
            self._sturing.sterf(punt)
        return answer


def om_opdrachten(sturing: Sturing, merk: str) -> None:
    """Put the points `sql:N`, `commit:…` and `hang` around asyncpg."""
    teller = Opdrachten(sturing, merk)
    binnen: Any = Connection  # its private parts, which no stub knows: everything with values passes `_execute`
    execute, met_waarden = binnen.execute, binnen._execute

    async def zonder_waarden(self: "Connection[Any]", query: str, *args: Any, timeout: float | None = None) -> Any:
        if args:
            return await execute(self, query, *args, timeout=timeout)
        return await teller.om(self, query.lstrip(), lambda: execute(self, query, timeout=timeout))

    async def een_vraag(self: "Connection[Any]", query: str, *rest: Any, **meer: Any) -> Any:
        return await teller.om(self, query.lstrip(), lambda: met_waarden(self, query, *rest, **meer))

    binnen.execute, binnen._execute = zonder_waarden, een_vraag


def om_kafka(sturing: Sturing) -> None:
    """Points `kafka:voor` (nothing is sent), `kafka:tijdens` (on its way), `kafka:na` (all brokers have it)."""
    zend = kafka._send

    async def met_punten(client: Any, messages: Sequence[kafka.Message]) -> list[kafka.Receipt]:
        if not messages:
            return await zend(client, messages)
        sturing.langs("kafka:voor")
        klaar = asyncio.ensure_future(zend(client, messages))
        if sturing.lees("punt") == "kafka:tijdens":
            await asyncio.sleep(0.004)
            sturing.sterf("kafka:tijdens")
        receipts = await klaar
        sturing.langs("kafka:na")
        return receipts

    kafka._send = met_punten


def om_document(sturing: Sturing) -> None:
    """Points `document:voor` and `document:na` around the writing of a Word file."""
    from services.reports import word

    schrijf = word.schrijf

    def met_punten(document: Any) -> bytes:
        sturing.langs("document:voor")
        inhoud = schrijf(document)
        sturing.langs("document:na")
        return inhoud

    word.schrijf = met_punten


def om_de_klok(sturing: Sturing) -> None:
    """The system clock as this service sees it, so many seconds off."""
    nu = SystemClock.now

    def verschoven(self: SystemClock) -> datetime:
        return nu(self) + timedelta(seconds=float(sturing.lees("klok") or 0))

    SystemClock.now = verschoven  # type: ignore[method-assign]
