"""Amounts per TLV in PostgreSQL: one row per change, the highest versie holds."""

import json

import asyncpg

from services.gateway.domain.tlv_bedragen import Bedragen, Bedragenversie
from shared.runtime.postgres import Connection, Pool, transaction

_KOLOMMEN = "versie, bron, bedragen, gewijzigd_op, gewijzigd_door"
_VERSIES = f"SELECT {_KOLOMMEN} FROM toegang.tlv_bedragen WHERE swv = $1 ORDER BY versie DESC"
_NIEUW = f"""
    INSERT INTO toegang.tlv_bedragen (swv, {_KOLOMMEN}) VALUES ($1, $2, $3, $4::jsonb, $5, $6)
    ON CONFLICT (swv, versie) DO NOTHING RETURNING versie
"""


async def versies(verbinding: Connection, swv: int) -> list[Bedragenversie]:
    """All that one SWV ever set, the newest first."""
    return [_versie(rij) for rij in await verbinding.fetch(_VERSIES, swv)]


async def schrijf(pool: Pool, swv: int, nieuw: Bedragenversie) -> bool:
    """Add a row; False when that versie is there already."""
    rijen = json.dumps([[jaar, soort, cent] for (jaar, soort), cent in sorted(nieuw.bedragen.per.items())])
    async with transaction(pool) as verbinding:
        versie = await verbinding.fetchval(_NIEUW, swv, nieuw.versie, nieuw.bedragen.bron, rijen, nieuw.op, nieuw.door)
    return versie is not None


def _versie(rij: asyncpg.Record) -> Bedragenversie:
    per = {(jaar, soort): cent for jaar, soort, cent in json.loads(rij["bedragen"])}
    return Bedragenversie(rij["versie"], Bedragen(per, rij["bron"]), rij["gewijzigd_op"], rij["gewijzigd_door"])
