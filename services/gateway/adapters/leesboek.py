"""The read audit in PostgreSQL: lines gather for a moment and are written together; read with row level security.

What is promised: an answer leaves only after its line stands in the queue; a stop of the process (SIGTERM) writes the
whole queue before the pool closes; with a full queue (the database is away) answers wait. A kill -9 loses what was
gathered in the last moment, at most `wacht` seconds of lines.
"""

import asyncio
from contextlib import suppress
from dataclasses import fields
from operator import attrgetter
from types import TracebackType
from typing import Any, Final, Self

import asyncpg

from services.gateway.domain.leesverslag import Leesregel, Leesvraag
from shared.runtime.backoff import pauses
from shared.runtime.errors import Unavailable
from shared.runtime.logging import get_logger
from shared.runtime.metrics import counter, gauge
from shared.runtime.postgres import Connection, Pool, transaction
from shared.runtime.rest import rest

log = get_logger(__name__)

_VELDEN: Final = tuple(veld.name for veld in fields(Leesregel))
_ALS_RIJ: Final = attrgetter(*_VELDEN)
_KOLOMMEN: Final = ", ".join(_VELDEN)
_SCHRIJF: Final = (
    f"INSERT INTO toegang.leesverslag ({_KOLOMMEN}) VALUES ({', '.join(f'${n}' for n in range(1, len(_VELDEN) + 1))})"
)
_GEVRAAGD: Final = """
    FROM toegang.leesverslag
    WHERE swvs @> ARRAY[$1]::smallint[] AND ($2::text IS NULL OR naam = $2)
      AND ($3::text IS NULL OR eenheden @> ARRAY[$3]) AND op >= $4 AND op < $5
"""
_TEL: Final = f"SELECT count(*) {_GEVRAAGD}"
_LEES: Final = f"SELECT {_KOLOMMEN} {_GEVRAAGD} ORDER BY op DESC, id DESC LIMIT $6 OFFSET $7"
_STOP_SECONDEN: Final = 8.0


class Leesboek:
    """Boek (services.gateway.routes.leeswacht) over the pool of pos_gateway; enter it before the server starts."""

    def __init__(self, pool: Pool, grootte: int = 500, wacht: float = 0.5, ruimte: int = 20_000) -> None:
        self._pool, self._grootte, self._wacht = pool, grootte, wacht
        self._rij: asyncio.Queue[Leesregel] = asyncio.Queue(ruimte)
        self._einde = asyncio.Event()
        self._taak: asyncio.Task[None] | None = None

    async def noteer(self, regel: Leesregel) -> None:
        await self._rij.put(regel)

    async def geschreven(self) -> None:
        """Returns when every line so far is in the database."""
        await self._rij.join()

    async def __aenter__(self) -> Self:
        self._taak = asyncio.create_task(self._schrijf_door(), name="leesboek")
        return self

    async def __aexit__(
        self, _soort: type[BaseException] | None, _fout: BaseException | None, _spoor: TracebackType | None
    ) -> None:
        assert self._taak is not None, "entered"
        self._einde.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._rij.join(), _STOP_SECONDEN)
        self._taak.cancel()
        with suppress(asyncio.CancelledError):
            await self._taak
        if not self._rij.empty():
            log.error("leesverslag niet af: de database antwoordt niet", aantal=self._rij.qsize())

    async def _schrijf_door(self) -> None:
        while True:
            regels = [await self._rij.get()]
            await rest(self._wacht, unless=self._einde)
            while len(regels) < self._grootte and not self._rij.empty():
                regels.append(self._rij.get_nowait())
            await self._schrijf(regels)
            for _ in regels:
                self._rij.task_done()

    async def _schrijf(self, regels: list[Leesregel]) -> None:
        """Again and again until it stands there."""
        wachten = pauses()
        while True:
            try:
                async with transaction(self._pool) as verbinding:
                    await verbinding.executemany(_SCHRIJF, map(_ALS_RIJ, regels))
            except Unavailable as fout:
                log.warning("leesverslag wacht op de database", exc_info=fout)
                gauge("pos_leesverslag_wacht").set(self._rij.qsize() + len(regels))
                await asyncio.sleep(next(wachten))
            else:
                counter("pos_leesregels_total").inc(len(regels))
                gauge("pos_leesverslag_wacht").set(self._rij.qsize())
                return


async def lees(verbinding: Connection, vraag: Leesvraag) -> tuple[list[Leesregel], int]:
    """One page of what is asked, the newest first, and how many lines there are."""
    grens: tuple[Any, ...] = (vraag.swv, vraag.naam, vraag.eenheid, vraag.van, vraag.tot)
    aantal: int = await verbinding.fetchval(_TEL, *grens)
    rijen = await verbinding.fetch(_LEES, *grens, vraag.hoogstens, vraag.overslaan)
    return [_regel(rij) for rij in rijen], aantal


def _regel(rij: asyncpg.Record) -> Leesregel:
    velden: Any = (tuple(waarde) if isinstance(waarde, list) else waarde for waarde in rij)
    return Leesregel(*velden)
