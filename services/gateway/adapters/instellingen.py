"""Settings of SWV's in PostgreSQL: one row per change, the highest versie holds."""

import asyncpg

from services.gateway.domain.instellingen import Instelling, Instellingen
from services.gateway.domain.rechten import Rol
from services.gateway.handlers.poorten import Wijziging
from shared.contracts.duren import Termijn, Vanaf
from shared.runtime.postgres import Connection, Pool, transaction

_KOLOMMEN = "swv, versie, termijn_dagen, termijn_vanaf, behoefte_voor, ondergrens"
_GELDEND = f"SELECT DISTINCT ON (swv) {_KOLOMMEN} FROM toegang.instelling ORDER BY swv, versie DESC"
_GESCHIEDENIS = f"""
    SELECT {_KOLOMMEN}, gewijzigd_op, gewijzigd_door FROM toegang.instelling WHERE swv = $1 ORDER BY versie DESC
"""
_NIEUW = f"""
    INSERT INTO toegang.instelling ({_KOLOMMEN}, gewijzigd_op, gewijzigd_door) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (swv, versie) DO NOTHING RETURNING versie
"""


async def geldend(verbinding: Connection) -> Instellingen:
    """What holds now, of every SWV."""
    return Instellingen({rij["swv"]: _instelling(rij) for rij in await verbinding.fetch(_GELDEND)})


async def geschiedenis(verbinding: Connection, swv: int) -> list[Wijziging]:
    """All changes of one SWV, the newest first."""
    rijen = await verbinding.fetch(_GESCHIEDENIS, swv)
    return [Wijziging(_instelling(rij), rij["gewijzigd_op"], rij["gewijzigd_door"]) for rij in rijen]


async def schrijf(pool: Pool, swv: int, wijziging: Wijziging) -> bool:
    """Add a change; False when that versie is there already."""
    een = wijziging.instelling
    async with transaction(pool) as verbinding:
        versie = await verbinding.fetchval(
            _NIEUW,
            *(swv, een.versie, een.termijn.dagen, een.termijn.vanaf.value),
            *(sorted(rol.value for rol in een.behoefte_voor), een.ondergrens, wijziging.op, wijziging.door),
        )
    return versie is not None


def _instelling(rij: asyncpg.Record) -> Instelling:
    termijn = Termijn(rij["termijn_dagen"], Vanaf(rij["termijn_vanaf"]))
    return Instelling(termijn, frozenset(map(Rol, rij["behoefte_voor"])), rij["versie"], rij["ondergrens"])
