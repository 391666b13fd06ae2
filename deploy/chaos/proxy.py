"""A TCP proxy of our own between a service and a server: slow, narrow, cut, silent in one or both directions."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from enum import Enum

HOST = "127.0.0.1"
_BROK = 64 * 1024


class Toestand(Enum):
    """What the line does now."""

    OPEN = "open"
    DICHT = "dicht"
    """Every connection is reset and none is taken."""
    STIL = "stil"
    """Connections stay, nothing comes through: half-open, as behind a router that went away."""
    EENZIJDIG = "eenzijdig"
    """Questions go through, answers do not."""


@dataclass
class Proxy:
    """Listens on `poort` (0: any free one; known after `start`) and passes on to `doel`."""

    naam: str
    doel: int
    poort: int = 0
    vertraging: float = 0.0
    """Seconds that each piece waits, in both directions."""
    per_seconde: float = 0.0
    """Bytes a second in each direction; 0: as many as there are."""
    toestand: Toestand = Toestand.OPEN
    _server: asyncio.Server | None = None
    _lijnen: set[asyncio.Task[None]] = field(default_factory=set)
    _anders: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self) -> None:
        """Begin to listen."""
        self._server = await asyncio.start_server(self._lijn, HOST, self.poort)
        self.poort = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """End every line."""
        if self._server is not None:
            self._server.close()
        await self.knip()

    async def knip(self) -> None:
        """Reset what is connected now."""
        for lijn in list(self._lijnen):
            lijn.cancel()
        await asyncio.gather(*self._lijnen, return_exceptions=True)

    async def zet(self, toestand: Toestand) -> None:
        """Change what the line does; what was held back comes through when it opens."""
        self.toestand = toestand
        self._anders.set()
        self._anders = asyncio.Event()
        if toestand is Toestand.DICHT:
            await self.knip()

    async def _lijn(self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        taak = asyncio.current_task()
        assert taak is not None
        self._lijnen.add(taak)
        try:
            if self.toestand is not Toestand.DICHT:
                await self._verbind(lezer, schrijver)
            schrijver.close()
        except (OSError, asyncio.CancelledError):
            schrijver.transport.abort()
        finally:
            self._lijnen.discard(taak)

    async def _verbind(self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        verder, terug = await asyncio.open_connection(HOST, self.doel)
        try:
            heen = asyncio.create_task(self._pomp(lezer, terug, antwoord=False))
            weer = asyncio.create_task(self._pomp(verder, schrijver, antwoord=True))
            try:
                await asyncio.wait({heen, weer}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for taak in (heen, weer):
                    taak.cancel()
                await asyncio.gather(heen, weer, return_exceptions=True)
            terug.close()
        except BaseException:
            terug.transport.abort()
            raise

    async def _pomp(self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter, antwoord: bool) -> None:
        with contextlib.suppress(OSError):
            while brok := await lezer.read(_BROK):
                if self.vertraging:
                    await asyncio.sleep(self.vertraging)
                if self.per_seconde:
                    await asyncio.sleep(len(brok) / self.per_seconde)
                while self._houdt_op(antwoord):
                    await self._anders.wait()
                schrijver.write(brok)
                await schrijver.drain()

    def _houdt_op(self, antwoord: bool) -> bool:
        return self.toestand is Toestand.STIL or (self.toestand is Toestand.EENZIJDIG and antwoord)
