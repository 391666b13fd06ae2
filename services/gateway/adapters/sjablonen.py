"""Templates of SWV's in PostgreSQL (schema rapporten)."""

import json
from typing import Final

from services.gateway.handlers.sjablonen import Geladen
from shared.contracts.sjabloon import Sjabloon
from shared.runtime.postgres import Pool, transaction

_GELDEND: Final = "SELECT sjabloon, opmerkingen, geladen_op, geladen_door FROM rapporten.sjabloon WHERE swv = $1"
_ZET: Final = """
    INSERT INTO rapporten.sjabloon (swv, sjabloon, opmerkingen, geladen_op, geladen_door) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (swv) DO UPDATE SET sjabloon = excluded.sjabloon, opmerkingen = excluded.opmerkingen,
        geladen_op = excluded.geladen_op, geladen_door = excluded.geladen_door
"""
_WIS: Final = "DELETE FROM rapporten.sjabloon WHERE swv = $1"


class PostgresSjablonen:
    """Sjablonen (services.gateway.handlers.sjablonen) over a pool of role pos_gateway."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def geldend(self, swv: int) -> Geladen | None:
        async with transaction(self._pool, readonly=True) as verbinding:
            rij = await verbinding.fetchrow(_GELDEND, swv)
        if rij is None:
            return None
        sjabloon = Sjabloon.model_validate_json(rij["sjabloon"])
        return Geladen(sjabloon, json.loads(rij["opmerkingen"]), rij["geladen_op"], rij["geladen_door"])

    async def zet(self, swv: int, nieuw: Geladen) -> None:
        waarden = (nieuw.sjabloon.model_dump_json(), json.dumps(list(nieuw.opmerkingen)), nieuw.op, nieuw.door)
        async with transaction(self._pool) as verbinding:
            await verbinding.execute(_ZET, swv, *waarden)

    async def wis(self, swv: int) -> None:
        async with transaction(self._pool) as verbinding:
            await verbinding.execute(_WIS, swv)
