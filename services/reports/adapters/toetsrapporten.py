"""Audit reports in PostgreSQL (schema rapporten, role pos_reports)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from services.reports.handlers.toetsrapporten import TeMaken
from shared.contracts.toetsrapport import POGINGEN_MAX, Toetsgegevens, van_json
from shared.runtime.postgres import Connection, Pool, transaction

_PAK: Final = """
    SELECT vrijgave, gegevens FROM rapporten.toetsrapport WHERE document IS NULL AND pogingen < $1
    ORDER BY vrijgave LIMIT 1 FOR UPDATE SKIP LOCKED
"""
_KLAAR: Final = "UPDATE rapporten.toetsrapport SET document = $2 WHERE vrijgave = $1"
_MISLUKT: Final = "UPDATE rapporten.toetsrapport SET pogingen = pogingen + 1 WHERE vrijgave = $1"


class PostgresTeMaken:
    """A report in hand, on the connection that holds its lock."""

    def __init__(self, verbinding: Connection, nummer: int, gegevens: str) -> None:
        self._verbinding, self._nummer, self._gegevens = verbinding, nummer, gegevens

    @property
    def nummer(self) -> int:
        return self._nummer

    def gegevens(self) -> Toetsgegevens:
        return van_json(self._gegevens)

    async def klaar(self, document: bytes) -> None:
        await self._verbinding.execute(_KLAAR, self._nummer, document)

    async def mislukt(self) -> None:
        await self._verbinding.execute(_MISLUKT, self._nummer)


class PostgresToetsrapporten:
    """Pak (services.reports.handlers.toetsrapporten) over a pool."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    @asynccontextmanager
    async def pak(self) -> AsyncIterator[TeMaken | None]:
        async with transaction(self._pool) as verbinding:
            rij = await verbinding.fetchrow(_PAK, POGINGEN_MAX)
            yield None if rij is None else PostgresTeMaken(verbinding, rij["vrijgave"], rij["gegevens"])
