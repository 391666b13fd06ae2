"""Releases read back from PostgreSQL; and what only the audit needs: the truth behind them, who holds several units."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import asyncpg

from services.aggregator.vrijgave.toetsing.waarheid import Waarheid
from services.aggregator.vrijgave.uitgave import Sleutel, Tabel, Uitgave
from shared.contracts.eenheden import vestiging_getal

if TYPE_CHECKING:
    Verbinding = asyncpg.Connection[Any]
else:
    Verbinding = asyncpg.Connection

_HOOFDEN: Final = "SELECT nummer, moment, beleid, sha256 FROM vrijgave.vrijgave ORDER BY nummer"
_TABELLEN: Final = """
    SELECT vrijgave, niveau, eenheid, indicator, teldatum, schooljaar, splitsing, rijen, definitief
    FROM vrijgave.tabel WHERE vrijgave <= $1
"""
_GELDEND: Final = """
    SELECT DISTINCT ON (niveau, eenheid, indicator, teldatum, schooljaar, splitsing)
        vrijgave, niveau, eenheid, indicator, teldatum, schooljaar, splitsing, rijen, definitief
    FROM vrijgave.tabel WHERE vrijgave <= $1
    ORDER BY niveau, eenheid, indicator, teldatum, schooljaar, splitsing, vrijgave DESC
"""
_VERVERST: Final = "SELECT vrijgave, niveau, eenheid FROM vrijgave.ververst WHERE vrijgave <= $1 ORDER BY vrijgave"
_KIJKERS: Final = """
    SELECT array_agg(DISTINCT CASE rol WHEN 'beheerder' THEN 'swv' ELSE rol END || ' ' || eenheid) AS eenheden
    FROM toegang.recht WHERE rol <> 'platform' GROUP BY account HAVING count(DISTINCT eenheid) > 1 ORDER BY account
"""


class OnbekendeVrijgave(Exception):
    """There is no release of that number."""


class Beschadigd(Exception):
    """A release is no longer what its manifest says."""

    def __init__(self, nummer: int) -> None:
        super().__init__(f"vrijgave {nummer} past niet bij haar manifest")
        self.nummer = nummer


async def lees_hoofden(verbinding: Verbinding) -> list[tuple[int, datetime]]:
    """Number and moment of every release, the oldest first."""
    return [(rij["nummer"], rij["moment"]) for rij in await verbinding.fetch(_HOOFDEN)]


async def lees_uitgave(verbinding: Verbinding, nummer: int) -> Uitgave:
    """One release as a whole. Raises OnbekendeVrijgave; Beschadigd when it is not what its manifest says."""
    (uitgave,) = await _lees(verbinding, [nummer], await verbinding.fetch(_GELDEND, nummer))
    return uitgave


async def lees_uitgaven(verbinding: Verbinding, nummers: Sequence[int]) -> list[Uitgave]:
    """These releases (in order of number): tables that stayed the same are read once and shared. Raises as above."""
    if len(nummers) == 1:
        return [await lees_uitgave(verbinding, nummers[0])]
    return await _lees(verbinding, nummers, await verbinding.fetch(_TABELLEN, max(nummers, default=0)))


async def _lees(verbinding: Verbinding, nummers: Sequence[int], rijen: Iterable[asyncpg.Record]) -> list[Uitgave]:
    hoofden = {rij["nummer"]: rij for rij in await verbinding.fetch(_HOOFDEN)}
    ververst = await verbinding.fetch(_VERVERST, max(nummers, default=0))
    per: dict[int, list[Tabel]] = defaultdict(list)
    for rij in rijen:
        inhoud = tuple((wie, vak) for wie, vak in json.loads(rij["rijen"]))
        per[rij["vrijgave"]].append(Tabel(Sleutel(*tuple(rij)[1:7]), inhoud, rij["definitief"]))
    uitgaven, tabellen, gedaan = [], dict[Sleutel, Tabel](), 0
    for nummer in nummers:
        if nummer not in hoofden:
            raise OnbekendeVrijgave
        for een in range(gedaan + 1, nummer + 1):
            tabellen = {**tabellen, **{tabel.sleutel: tabel for tabel in per[een]}}
        gedaan = nummer
        toen = {(rij["niveau"], rij["eenheid"]): rij["vrijgave"] for rij in ververst if rij["vrijgave"] <= nummer}
        uitgaven.append(_nagerekend(hoofden[nummer], tabellen, toen))
    return uitgaven


def _nagerekend(hoofd: asyncpg.Record, tabellen: dict[Sleutel, Tabel], ververst: dict[tuple[str, str], int]) -> Uitgave:
    uitgave = Uitgave(hoofd["nummer"], hoofd["moment"], tabellen, ververst, json.loads(hoofd["beleid"]))
    if uitgave.sha256 != hoofd["sha256"]:
        raise Beschadigd(uitgave.nummer)
    return uitgave


async def onthoud_waarheid(
    verbinding: Verbinding, nummer: int, nu: Mapping[int, Waarheid], dicht: Iterable[int]
) -> None:
    """Keep the truth behind this release for later audits, but not of schooljaren that are final now."""
    await verbinding.execute(
        "DELETE FROM vrijgave_intern.waarheid WHERE schooljaar = ANY ($1::smallint[])", list(dicht)
    )
    rijen = [(nummer, jaar, een.naar_bytes()) for jaar, een in nu.items()]
    await verbinding.copy_records_to_table("waarheid", schema_name="vrijgave_intern", records=rijen)


async def lees_waarheden(verbinding: Verbinding) -> dict[int, dict[int, Waarheid]]:
    """Release → schooljaar → the truth then."""
    gevonden: dict[int, dict[int, Waarheid]] = defaultdict(dict)
    for rij in await verbinding.fetch("SELECT vrijgave, schooljaar, inhoud FROM vrijgave_intern.waarheid"):
        gevonden[rij[0]][rij[1]] = Waarheid.van_bytes(rij[1], rij[2])
    return gevonden


async def lees_kijkers(verbinding: Verbinding) -> tuple[frozenset[tuple[str, str]], ...]:
    """For each account that holds several units: those units, as (level, code; of a school the integer)."""
    gevonden = []
    for rij in await verbinding.fetch(_KIJKERS):
        paren = (een.split(" ") for een in rij["eenheden"])
        gevonden.append(
            frozenset((rol, str(vestiging_getal(code)) if rol == "school" else code) for rol, code in paren)
        )
    return tuple(gevonden)
