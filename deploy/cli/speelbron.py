"""The source of a played LDOS: registered when it is new, with a secret that ends with the run."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import asyncpg

from deploy import bronbeheer
from deploy.cli.verbinding import database, keystore
from deploy.example.bronnen import Speelbron
from deploy.local.state import StateFolder


@asynccontextmanager
async def tijdelijk_geheim(state: StateFolder, bron: Speelbron, swvs: Sequence[str]) -> AsyncIterator[str]:
    """A `whsec_…` secret of this source, made now and expired afterwards. Raises NotRunningError."""
    async with database(state) as connection:
        geheim = await _nieuw_geheim(connection, state, bron, swvs)
        nummer = await _laatste_nummer(connection, bron.naam)
    try:
        yield geheim
    finally:
        async with database(state) as connection:
            await bronbeheer.expire_secret(connection, bron.naam, nummer)


async def _nieuw_geheim(
    connection: asyncpg.Connection, state: StateFolder, bron: Speelbron, swvs: Sequence[str]
) -> str:
    sleutels = keystore(state)
    try:
        return await bronbeheer.add_source(connection, sleutels, bron.naam, bron.source, swvs)
    except bronbeheer.BronBestaatAlError:
        return await bronbeheer.add_secret(connection, sleutels, bron.naam)


async def _laatste_nummer(connection: asyncpg.Connection, naam: str) -> int:
    regels = await bronbeheer.list_sources(connection)
    return max(next(regel.geheimen for regel in regels if regel.naam == naam))
