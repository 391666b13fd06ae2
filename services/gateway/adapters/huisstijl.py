"""Colours and logos in PostgreSQL: one row per change, the highest versie holds."""

from datetime import datetime
from typing import Final

from services.gateway.domain.huisstijl import Gezien, Huisstijl
from services.gateway.domain.rechten import Rechten, Rol, context
from shared.contracts.eenheden import swv_code
from shared.runtime.postgres import Pool, transaction

_GELDT: Final = "SELECT versie, kleur, logo FROM toegang.huisstijl WHERE swv = $1 ORDER BY versie DESC LIMIT 1"
_NIEUW: Final = """
    INSERT INTO toegang.huisstijl (swv, versie, kleur, logo, gewijzigd_op, gewijzigd_door)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING versie
"""
# Who is of one SWV sees how that looks; who is of more, sees ours.
_VAN: Final = """
    SELECT s.swv, n.naam, h.versie, h.kleur IS NOT NULL AS kleur, h.logo IS NOT NULL AS logo
    FROM (SELECT unnest($1::int[]) AS swv
          UNION SELECT swv FROM organisatie.lidmaatschap
          WHERE (vestiging = ANY ($2::int[]) OR bestuur = ANY ($3::int[])) AND tot >= $4::smallint) AS s
    LEFT JOIN organisatie.swv AS n ON n.swv = s.swv
    LEFT JOIN LATERAL (
        SELECT * FROM toegang.huisstijl AS een WHERE een.swv = s.swv ORDER BY versie DESC LIMIT 1) AS h ON true
"""


class PostgresHuisstijlen:
    """Huisstijlen (services.gateway.paginas.huisstijl) over a pool of connections of role pos_gateway."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def geldt(self, swv: int) -> Huisstijl:
        async with transaction(self._pool, readonly=True) as verbinding:
            rij = await verbinding.fetchrow(_GELDT, swv)
        return Huisstijl(*rij) if rij else Huisstijl()

    async def schrijf(self, swv: int, nieuw: Huisstijl, op: datetime, door: str) -> bool:
        async with transaction(self._pool) as verbinding:
            velden = (nieuw.versie, nieuw.kleur, nieuw.logo, op, door)
            return await verbinding.fetchval(_NIEUW, swv, *velden) is not None

    async def van(self, rechten: Rechten, lopend: int) -> Gezien | None:
        grens = context(frozenset(een for een in rechten if een.rol is not Rol.PLATFORM))
        async with transaction(self._pool, readonly=True) as verbinding:
            rijen = await verbinding.fetch(_VAN, *map(list, grens), lopend)
        if len(rijen) != 1 or rijen[0]["versie"] is None:
            return None
        [een] = rijen
        code = swv_code(een["swv"])
        return Gezien(code, een["naam"] or code, een["versie"], een["kleur"], een["logo"])
