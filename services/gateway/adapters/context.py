"""Tells row level security who asks."""

from services.gateway.domain.rechten import Context
from shared.runtime.postgres import Connection

# Figures are found by key, never by reading the whole table. The planner counts the subqueries of row level security
# once per key and would sometimes rather read everything (measured: 170 ms instead of 5, docs/metingen.md).
_CONTEXT = """
    SELECT set_config('pos.swv', $1, true), set_config('pos.vestiging', $2, true),
           set_config('pos.bestuur', $3, true), set_config('pos.lopend', $4, true),
           set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)
"""


async def zet_context(verbinding: Connection, grens: Context, lopend: int) -> None:
    """Tell row level security who asks; ends with the transaction."""
    lijsten = (grens.swvs, grens.vestigingen, grens.besturen, (lopend,))
    await verbinding.execute(_CONTEXT, *("{" + ",".join(map(str, lijst)) + "}" for lijst in lijsten))
