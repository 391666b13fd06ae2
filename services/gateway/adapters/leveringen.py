"""Deliveries in PostgreSQL: what is in force, what somebody delivered, and how far a delivery is."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from shared.runtime.postgres import Pool, transaction

_KOLOMMEN = "l.id, l.soort, l.status, l.peildatum, l.rijen, l.wie, l.ontvangen_op, l.toegepast_op, l.afgewezen"
_GELDEND = f"""
    SELECT {_KOLOMMEN}, g.bereik, encode(l.sha256, 'hex') AS sha256
    FROM (SELECT soort, bereik, levering FROM opendata.geldend
          UNION ALL SELECT 'organisatie',
                           (CASE WHEN swv >= 10000 THEN 'VO' ELSE 'PO' END) || lpad((swv % 10000)::text, 4, '0'),
                           levering
                    FROM organisatie.swv WHERE levering IS NOT NULL
          UNION ALL SELECT DISTINCT 'landelijk', indicator || ' ' || schooljaar || '-' || schooljaar + 1, levering
                    FROM landelijk.cijfer) AS g
    JOIN organisatie.levering l ON l.id = g.levering
    WHERE ($1::text[] IS NULL OR g.bereik !~ '^(PO|VO)[0-9]{{4}}' OR left(g.bereik, 6) = ANY ($1))
    ORDER BY l.nummer DESC, g.bereik
"""
_EIGEN = f"""
    SELECT {_KOLOMMEN}, l.herhaling_van IS NOT NULL AS herhaald, l.uitkomst
    FROM organisatie.levering l WHERE l.wie = $1 ORDER BY l.nummer DESC LIMIT $2
"""
_EEN = f"""
    SELECT {_KOLOMMEN}, l.herhaling_van IS NOT NULL AS herhaald, l.uitkomst
    FROM organisatie.levering l WHERE l.id = $1 AND l.wie = $2
"""
_DELEN = "SELECT count(*) FROM organisatie.levering_deel WHERE levering = $1"

Regel = dict[str, Any]


class PostgresLeveringen:
    """Reads the history; who may see what is the caller's to say."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def geldend(self, swvs: Sequence[str] | None) -> list[Regel]:
        """What is in force, a line per bereik: all of the country's, and that of these SWV's (None: of all)."""
        async with transaction(self._pool, readonly=True) as verbinding:
            return [dict(rij) for rij in await verbinding.fetch(_GELDEND, swvs)]

    async def van(self, wie: str, aantal: int) -> list[Regel]:
        """The last deliveries by somebody, the newest first."""
        async with transaction(self._pool, readonly=True) as verbinding:
            return [_regel(rij) for rij in await verbinding.fetch(_EIGEN, wie, aantal)]

    async def een(self, levering: UUID, wie: str) -> Regel | None:
        """One delivery by somebody, once it was handled."""
        async with transaction(self._pool, readonly=True) as verbinding:
            rij = await verbinding.fetchrow(_EEN, levering, wie)
            return None if rij is None else _regel(rij)

    async def aangekomen(self, levering: UUID) -> int:
        """How many parts wait for the rest."""
        async with transaction(self._pool, readonly=True) as verbinding:
            return int(await verbinding.fetchval(_DELEN, levering))


def _regel(rij: Any) -> Regel:
    return {**rij, "uitkomst": json.loads(rij["uitkomst"])}
