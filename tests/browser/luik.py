"""A door between the gateway and its database that can be shut: the database is there, and nobody gets to it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


class Luik:
    """Passes bytes on while it is open; shut, it breaks what is under way and refuses the rest."""

    def __init__(self, dsn: str) -> None:
        delen = urlsplit(dsn)
        self._doel = delen.hostname or "127.0.0.1", delen.port or 5432
        self._dsn, self._netloc = dsn, delen.netloc
        self._lijnen: set[asyncio.StreamWriter] = set()
        self._open = True
        self.lus = asyncio.new_event_loop()
        self.poort = 0

    @property
    def dsn(self) -> str:
        """The same database, through the door."""
        wie = self._netloc.rpartition("@")[0]
        return self._dsn.replace(self._netloc, f"{wie}@127.0.0.1:{self.poort}", 1)

    async def begin(self) -> None:
        self._server = await asyncio.start_server(self._verbind, "127.0.0.1", 0)
        self.poort = self._server.sockets[0].getsockname()[1]

    async def eind(self) -> None:
        """Nothing stays open behind it."""
        self._server.close()
        self._verbreek()
        taken = asyncio.all_tasks() - {asyncio.current_task()}
        for taak in taken:
            taak.cancel()
        await asyncio.gather(*taken, return_exceptions=True)

    def zet(self, open_: bool) -> None:
        """Open or shut."""
        self._open = open_
        if not open_:
            self.lus.call_soon_threadsafe(self._verbreek)

    def _verbreek(self) -> None:
        for lijn in self._lijnen:
            lijn.transport.abort()

    async def _verbind(self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        if not self._open:
            schrijver.transport.abort()
            return
        daar, erheen = await asyncio.open_connection(*self._doel)
        self._lijnen |= {schrijver, erheen}
        await asyncio.gather(self._pomp(lezer, erheen), self._pomp(daar, schrijver))
        self._lijnen -= {schrijver, erheen}

    async def _pomp(self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while blok := await lezer.read(65_536):
                schrijver.write(blok)
                await schrijver.drain()
        schrijver.transport.abort()


@contextmanager
def luik(dsn: str) -> Iterator[Luik]:
    """An open door, in a thread of its own."""
    gemaakt = Luik(dsn)
    draad = threading.Thread(target=gemaakt.lus.run_forever, daemon=True)
    draad.start()
    asyncio.run_coroutine_threadsafe(gemaakt.begin(), gemaakt.lus).result(10)
    try:
        yield gemaakt
    finally:
        asyncio.run_coroutine_threadsafe(gemaakt.eind(), gemaakt.lus).result(10)
        gemaakt.lus.call_soon_threadsafe(gemaakt.lus.stop)
        draad.join(10)
        gemaakt.lus.close()
