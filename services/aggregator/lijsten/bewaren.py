"""Retention of lists: some years after their day the lines are destroyed, and the cells stay as they are.

A case leaves no sooner after its end than a list after its day (domain of the checkpoint), and a TLV counts on no
day after its end: so no case leaves that a list with lines still counts.
"""

from datetime import date
from typing import Final

from services.aggregator.lijsten.opslag import Verbinding, neem_slot

_RIJP: Final = "SELECT EXISTS (SELECT FROM stand.lijst WHERE NOT vast AND peildatum <= $1)"
_VAST: Final = "UPDATE stand.lijst SET vast = true WHERE NOT vast AND peildatum <= $1"
_REGELS_WEG: Final = (
    "DELETE FROM stand.bekostigd WHERE lijst IN (SELECT id FROM stand.lijst WHERE vast)",
    "DELETE FROM stand.thuiszitter WHERE lijst IN (SELECT id FROM stand.lijst WHERE vast)",
)


def jaren_eerder(dag: date, jaren: int) -> date:
    """The same day so many years earlier; 29 February gives 28."""
    return date(dag.year - jaren, dag.month, min(dag.day, 28) if dag.month == 2 else dag.day)


async def ruim_op(connection: Verbinding, grens: date) -> bool:
    """Destroy the lines of lists of `grens` and before, in the transaction of the caller; whether there were any."""
    if not await connection.fetchval(_RIJP, grens):
        return False
    await neem_slot(connection)
    await connection.execute(_VAST, grens)
    for opdracht in _REGELS_WEG:
        await connection.execute(opdracht)
    return True
