"""The rules that the running cells were counted by, beside the cells: other rules never touch them (ADR 0040).

Taking a contribution off by other rules than it was put on by would miss its cell, or worse, hit another.
"""

from typing import TYPE_CHECKING, Any, Final

import asyncpg

from services.aggregator.domain import REKENREGELS
from shared.runtime.errors import NeedsRepair
from shared.runtime.postgres import Connection

if TYPE_CHECKING:
    Verbinding = asyncpg.Connection[Any] | Connection
else:
    Verbinding = asyncpg.Connection

GELDEND: Final = "SELECT nummer FROM stand.rekenregels"
_BEGIN: Final = """
    INSERT INTO stand.rekenregels AS r (nummer, sinds) SELECT $1, now() WHERE NOT EXISTS (SELECT FROM stand.zaak)
    ON CONFLICT (enige) DO UPDATE SET nummer = excluded.nummer, sinds = excluded.sinds WHERE r.nummer <> excluded.nummer
"""
_HERREKEND: Final = """
    INSERT INTO stand.rekenregels AS r (nummer, sinds) VALUES ($1, now())
    ON CONFLICT (enige) DO UPDATE SET nummer = excluded.nummer, sinds = excluded.sinds WHERE r.nummer <> excluded.nummer
"""


class AndereRekenregels(NeedsRepair):
    """The stand was counted by other rules than ours; nothing was changed."""

    def __init__(self, stand: int | None) -> None:
        super().__init__(
            f"De cijfers zijn geteld met {'onbekende rekenregels' if stand is None else f'rekenregels {stand}'},"
            f" dit programma telt met rekenregels {REKENREGELS}. De cijfers blijven zoals ze zijn.",
            "Laat de stapel aan en draai: ./pos herbereken. De aggregator gaat daarna vanzelf verder; er gaat niets"
            " verloren.",
        )


async def begin(connection: Verbinding) -> None:
    """Before counting: an empty stand takes our number. Raises AndereRekenregels."""
    await connection.execute(_BEGIN, REKENREGELS)
    stand: int | None = await connection.fetchval(GELDEND)
    if stand != REKENREGELS:
        raise AndereRekenregels(stand)


async def herrekend(connection: Verbinding) -> None:
    """Every cell is counted by our rules now; the caller commits that with the cells."""
    await connection.execute(_HERREKEND, REKENREGELS)
