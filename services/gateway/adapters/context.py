"""Tells row level security who asks."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from services.gateway.domain.rechten import Context
from shared.runtime.postgres import Connection, Pool, transaction


# Figures are found by key, never by reading the whole table. The planner counts the subqueries of row level security
# once per key and would sometimes rather read everything (measured: 170 ms instead of 5, docs/metingen.md).
# Nor does it plan anew for each value: that took as long as reading (ADR 0081).
def _context(grens: Context, lopend: int) -> str:
    """Only numbers go in, so that it is one message without bound values."""
    lijsten = {"swv": grens.swvs, "vestiging": grens.vestigingen, "bestuur": grens.besturen, "lopend": (lopend,)}
    delen = [f"set_config('pos.{naam}', '{{{_getallen(lijst)}}}', true)" for naam, lijst in lijsten.items()]
    return (
        f"SELECT {', '.join(delen)}, set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true),"
        " set_config('plan_cache_mode', 'force_generic_plan', true)"
    )


def _getallen(lijst: Iterable[int]) -> str:
    return ",".join(str(int(getal)) for getal in lijst)


async def zet_context(verbinding: Connection, grens: Context, lopend: int) -> None:
    """Tell row level security who asks; ends with the transaction."""
    await verbinding.execute(_context(grens, lopend))


@asynccontextmanager
async def lezend(pool: Pool, grens: Context, lopend: int) -> AsyncIterator[Connection]:
    """One read-only view of one moment for who asks. Raises Unavailable."""
    async with transaction(pool, "repeatable_read", readonly=True) as verbinding:
        await zet_context(verbinding, grens, lopend)
        yield verbinding
