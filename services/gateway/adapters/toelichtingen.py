"""Texts beside figures in PostgreSQL: one row per version, the highest holds."""

import asyncpg

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.toelichtingen import Plek, Versie
from shared.contracts.eenheden import Niveau
from shared.runtime.postgres import Connection, Pool, transaction

_PLEK = "niveau, eenheid, schooljaar, dashboard, figuur"
_ALLES = f"{_PLEK}, versie, tekst, geschreven_op, geschreven_door"
_DAAR = "(niveau, eenheid, schooljaar, dashboard, figuur) = ($1, $2, $3, $4, $5)"
_GELDEND = f"""
    SELECT DISTINCT ON ({_PLEK}) {_ALLES} FROM toelichting.versie
    WHERE niveau = $1 AND eenheid = $2 AND ($3::smallint IS NULL OR schooljaar = $3)
    ORDER BY {_PLEK}, versie DESC
"""
_VERSIES = f"SELECT {_ALLES} FROM toelichting.versie WHERE {_DAAR} ORDER BY versie DESC"
_NIEUW = f"""
    INSERT INTO toelichting.versie ({_ALLES}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT DO NOTHING RETURNING versie
"""
_WIS = f"DELETE FROM toelichting.versie WHERE {_DAAR}"


async def geldend(verbinding: Connection, eenheid: Eenheid, schooljaar: int | None) -> list[Versie]:
    """What stands now at a unit, in one schooljaar or in all."""
    return [_versie(rij) for rij in await verbinding.fetch(_GELDEND, eenheid.niveau.value, eenheid.code, schooljaar)]


async def versies(verbinding: Connection, plek: Plek) -> list[Versie]:
    """All versions in one place, the newest first."""
    return [_versie(rij) for rij in await verbinding.fetch(_VERSIES, *_sleutel(plek))]


async def schrijf(pool: Pool, nieuw: Versie) -> bool:
    """Add a version; False when that versie is there already."""
    async with transaction(pool) as verbinding:
        rest = (nieuw.versie, nieuw.tekst, nieuw.op, nieuw.door)
        return await verbinding.fetchval(_NIEUW, *_sleutel(nieuw.plek), *rest) is not None


async def wis(pool: Pool, plek: Plek) -> None:
    """Erase all versions in one place."""
    async with transaction(pool) as verbinding:
        await verbinding.execute(_WIS, *_sleutel(plek))


def _sleutel(plek: Plek) -> tuple[str, str, int, str, str]:
    return plek.eenheid.niveau.value, plek.eenheid.code, plek.schooljaar, plek.dashboard, plek.figuur


def _versie(rij: asyncpg.Record) -> Versie:
    eenheid = Eenheid(Niveau(rij["niveau"]), rij["eenheid"])
    plek = Plek(eenheid, rij["dashboard"], rij["figuur"], rij["schooljaar"])
    return Versie(plek, rij["versie"], rij["tekst"], rij["geschreven_op"], rij["geschreven_door"])
