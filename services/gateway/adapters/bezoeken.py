"""Visits in PostgreSQL, and what was loaded or released since a moment."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from services.gateway.domain.bezoek import Bezoek
from shared.runtime.postgres import Pool, transaction

_ONGEBRUIKT: Final = timedelta(days=400)
_LEES: Final = """
    SELECT schooljaar, gezien_op, gezien, vorige_op, vorige FROM toegang.overzichtbezoek
    WHERE (account, niveau, eenheid) = ($1, $2, $3)
"""
_BEWAAR: Final = """
    INSERT INTO toegang.overzichtbezoek (account, niveau, eenheid, schooljaar, gezien_op, gezien, vorige_op, vorige)
    VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8::jsonb)
    ON CONFLICT (account, niveau, eenheid) DO UPDATE
    SET schooljaar = excluded.schooljaar, gezien_op = excluded.gezien_op, gezien = excluded.gezien,
        vorige_op = excluded.vorige_op, vorige = excluded.vorige
"""
_RUIM_OP: Final = "DELETE FROM toegang.overzichtbezoek WHERE account = $1 AND gezien_op < $2"
_GELADEN: Final = """
    SELECT soort FROM organisatie.levering WHERE toegepast_op > $1 AND soort = ANY ($2::text[])
    GROUP BY soort ORDER BY max(toegepast_op) DESC
"""
_VRIJGEGEVEN: Final = "SELECT EXISTS (SELECT FROM vrijgave.vrijgave WHERE moment > $1)"


class PostgresBezoekboek:
    """Bezoekboek (services.gateway.paginas.vorig_bezoek) over a pool of connections of role pos_gateway."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def lees(self, account: int, niveau: str, eenheid: str) -> Bezoek | None:
        async with transaction(self._pool, readonly=True) as verbinding:
            rij = await verbinding.fetchrow(_LEES, account, niveau, eenheid)
        if rij is None:
            return None
        gezien, vorige = json.loads(rij["gezien"]), json.loads(rij["vorige"])
        return Bezoek(rij["schooljaar"], rij["gezien_op"], gezien, rij["vorige_op"], vorige)

    async def bewaar(self, account: int, niveau: str, eenheid: str, bezoek: Bezoek) -> None:
        gezien, vorige = json.dumps(dict(bezoek.gezien)), json.dumps(dict(bezoek.vorige))
        async with transaction(self._pool) as verbinding:
            await verbinding.execute(
                _BEWAAR,
                *(account, niveau, eenheid, bezoek.schooljaar),
                *(bezoek.gezien_op, gezien, bezoek.vorige_op, vorige),
            )
            await verbinding.execute(_RUIM_OP, account, bezoek.gezien_op - _ONGEBRUIKT)

    async def nieuw_sinds(self, moment: datetime, soorten: Sequence[str]) -> tuple[list[str], bool]:
        async with transaction(self._pool, readonly=True) as verbinding:
            geladen = [rij["soort"] for rij in await verbinding.fetch(_GELADEN, moment, list(soorten))]
            return geladen, bool(await verbinding.fetchval(_VRIJGEGEVEN, moment))
