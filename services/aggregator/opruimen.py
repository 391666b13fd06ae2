"""Retention of what the aggregator notes beside the figures: dead letters, reports of recomputations and self-checks.

Documents and sessions are removed by the services that own them (reports, gateway); cases by the monthly checkpoint.
"""

from datetime import datetime, timedelta
from typing import Final

from shared.contracts.topics import THIRTEEN_MONTHS_DAYS
from shared.runtime.clock import amsterdam_date
from shared.runtime.postgres import Pool, transaction

BEWAREN: Final = timedelta(days=THIRTEEN_MONTHS_DAYS)
"""As long as the log: a letter says where a message stands, and then it stands nowhere any more."""
# What was dead after the checkpoint is found again by a recomputation: such a letter stays.
_LETTERS: Final = """
    DELETE FROM stand.dode_letter AS l WHERE op < $1 AND NOT (
        l.dienst = 'aggregator' AND l.topic = 'onderwijs.zaken' AND l.positie >= coalesce((
            SELECT max(p.volgende) FROM stand.ijkpunt_partitie AS p
            WHERE (p.topic, p.partitie) = (l.topic, l.partitie)), 0))
"""
_HERBEREKENINGEN: Final = "DELETE FROM stand.herberekening WHERE bijgewerkt < $1"
# The newest check of an SWV says whose turn it is.
_ZELFCONTROLES: Final = """
    DELETE FROM stand.zelfcontrole AS z WHERE dag < $1::date AND EXISTS (
        SELECT FROM stand.zelfcontrole AS nieuwer
        WHERE nieuwer.swv = z.swv AND nieuwer.dag > z.dag AND nieuwer.klaar_op IS NOT NULL)
"""


async def ruim_op(pool: Pool, nu: datetime) -> int:
    """Remove what is past its retention; how many rows. Raises Unavailable."""
    grens = nu - BEWAREN
    async with transaction(pool) as connection:
        gedaan = [
            await connection.execute(_LETTERS, grens),
            await connection.execute(_HERBEREKENINGEN, grens),
            await connection.execute(_ZELFCONTROLES, amsterdam_date(grens)),
        ]
    return sum(int(een.rpartition(" ")[2]) for een in gedaan)
