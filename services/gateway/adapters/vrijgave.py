"""Releases in PostgreSQL: the only place that `vergelijking` and `openbaar` read from."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from services.gateway.domain.vrijgave import Hoofd, OpenVrijgave, Tabellen, Tabelsleutel
from shared.runtime.postgres import Connection

_HOOFD = """
    SELECT nummer, moment FROM vrijgave.vrijgave WHERE NOT $1::bool OR toets IS NOT NULL ORDER BY nummer DESC LIMIT 1
"""
_OPEN = """
    SELECT nummer, moment, sha256, toets FROM vrijgave.vrijgave WHERE toets IS NOT NULL ORDER BY nummer DESC LIMIT 1
"""
_TABELLEN = """
    SELECT k.niveau, k.eenheid, k.indicator, k.teldatum, k.schooljaar, k.splitsing, t.rijen
    FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::text[])
        AS k (niveau, eenheid, indicator, teldatum, schooljaar, splitsing)
    CROSS JOIN LATERAL (
        SELECT t.rijen, t.vrijgave, t.definitief FROM vrijgave.tabel AS t
        WHERE (t.niveau, t.eenheid, t.indicator, t.teldatum, t.schooljaar, t.splitsing)
            = (k.niveau, k.eenheid, k.indicator, k.teldatum, k.schooljaar, k.splitsing) AND t.vrijgave <= $1
        ORDER BY t.vrijgave DESC LIMIT 1) AS t
    WHERE NOT $8::bool OR (
        (NOT t.definitief
            OR EXISTS (SELECT FROM vrijgave.vrijgave AS v WHERE v.nummer = t.vrijgave AND v.toets IS NOT NULL))
        AND NOT EXISTS (
            SELECT FROM vrijgave.vrijgave AS v WHERE v.nummer <= $1
            AND coalesce(v.toets -> 'bevroren_cijfers', v.toets -> 'bevroren')
                ?| ARRAY[concat_ws(' ', k.eenheid, k.schooljaar),
                         concat_ws(' ', k.eenheid, k.schooljaar, k.indicator)]))
"""
_STAND = """
    SELECT max(v.moment) FROM vrijgave.ververst AS r
    JOIN vrijgave.vrijgave AS v ON v.nummer = r.vrijgave
    JOIN unnest($2::text[], $3::text[]) AS k (niveau, eenheid) USING (niveau, eenheid)
    WHERE r.vrijgave <= $1
"""


async def hoofd(verbinding: Connection, getoetst: bool) -> Hoofd | None:
    """The newest release; `getoetst`: the newest with a certificate."""
    rij = await verbinding.fetchrow(_HOOFD, getoetst)
    return None if rij is None else Hoofd(rij[0], rij[1], getoetst)


async def open_vrijgave(verbinding: Connection) -> OpenVrijgave | None:
    """The newest release with a certificate."""
    rij = await verbinding.fetchrow(_OPEN)
    return None if rij is None else OpenVrijgave(rij[0], rij[1], rij[2], json.loads(rij[3]))


async def tabellen(verbinding: Connection, hoofd: Hoofd, sleutels: Sequence[Tabelsleutel]) -> Tabellen:
    """The tables of these keys as they are in force at a release; with `getoetst` only those that an audit looked
    at: those of open schooljaren (every audit looks back at these), and final ones of audited releases; and never what
    an audit could not make safe any more (frozen: told before as it is)."""
    if not sleutels:
        return {}
    kolommen = [list(kolom) for kolom in zip(*sleutels, strict=True)]
    rijen = await verbinding.fetch(_TABELLEN, hoofd.nummer, *kolommen, hoofd.getoetst)
    return {Tabelsleutel(*tuple(rij)[:6]): [(wie, vak) for wie, vak in json.loads(rij["rijen"])] for rij in rijen}


async def stand(verbinding: Connection, nummer: int, eenheden: Collection[tuple[str, str]]) -> datetime | None:
    """When one of these units was last looked at, up to a release."""
    gezocht = sorted(set(eenheden))
    kolommen = [[niveau for niveau, _ in gezocht], [code for _, code in gezocht]]
    gevonden: datetime | None = await verbinding.fetchval(_STAND, nummer, *kolommen)
    return gevonden
