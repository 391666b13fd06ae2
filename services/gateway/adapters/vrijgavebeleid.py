"""Release policies in PostgreSQL: one row per change, the highest versie holds from the next release on."""

from typing import Final

import asyncpg

from services.gateway.domain.vrijgavebeleid import Vrijgavebeleid
from services.gateway.handlers.beleidsboek import Beleidsversie, Rooster
from shared.runtime.postgres import Pool, transaction

_VELDEN: Final = ("drempel", "afronding", "veranderd", "scholen", "duren")
_KOLOMMEN: Final = f"versie, {', '.join(_VELDEN)}, maanden_groot, maanden_klein, gewijzigd_op, gewijzigd_door"
_VERSIES: Final = f"SELECT {_KOLOMMEN} FROM vrijgave.beleid WHERE swv = $1 ORDER BY versie DESC"
_ROOSTER: Final = """
    SELECT r.dag, r.uur, v.nummer, v.moment, v.toets IS NOT NULL
    FROM vrijgave.rooster AS r
    LEFT JOIN (SELECT nummer, moment, toets FROM vrijgave.vrijgave ORDER BY nummer DESC LIMIT 1) AS v ON true
"""
_NIEUW: Final = f"""
    INSERT INTO vrijgave.beleid (swv, {_KOLOMMEN}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (swv, versie) DO NOTHING RETURNING versie
"""


class PostgresBeleidsboek:
    """Beleidsboek over a pool of connections of role pos_gateway."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def versies(self, swv: int) -> list[Beleidsversie]:
        async with transaction(self._pool, readonly=True) as verbinding:
            return [_versie(rij) for rij in await verbinding.fetch(_VERSIES, swv)]

    async def rooster(self) -> Rooster:
        async with transaction(self._pool, readonly=True) as verbinding:
            rij = await verbinding.fetchrow(_ROOSTER)
        assert rij is not None, "a migration put this row there"
        return Rooster(*rij)

    async def schrijf(self, swv: int, nieuw: Beleidsversie) -> bool:
        een = nieuw.beleid
        async with transaction(self._pool) as verbinding:
            versie = await verbinding.fetchval(
                _NIEUW,
                *(swv, nieuw.versie, *(getattr(een, naam) for naam in _VELDEN)),
                *(een.maanden_groot, een.maanden_klein, nieuw.op, nieuw.door),
            )
        return versie is not None


def _versie(rij: asyncpg.Record) -> Beleidsversie:
    getallen = {naam: rij[naam] for naam in _VELDEN}
    groot, klein = tuple(rij["maanden_groot"]), tuple(rij["maanden_klein"])
    beleid = Vrijgavebeleid(maanden_groot=groot, maanden_klein=klein, **getallen)
    return Beleidsversie(rij["versie"], beleid, rij["gewijzigd_op"], rij["gewijzigd_door"])
