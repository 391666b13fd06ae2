"""Fills the tables of the open sources from examples: one delivery per kind of source."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from shared.contracts.eenheden import bestuur_getal, swv_getal, vestiging_getal
from shared.contracts.waarde import Waarde

Rij = Mapping[str, str]

_LEVERING = """
    INSERT INTO organisatie.levering (id, nummer, soort, peildatum, sha256, rijen, wie, ontvangen_op, toegepast_op)
    VALUES ($1, $2, $3, $4, sha256(convert_to($3, 'UTF8')), 1, 'test', now(), now())
"""


async def levering(verbinding: asyncpg.Connection, soort: str, peildatum: date = date(2025, 10, 1)) -> UUID:
    """A delivery in force."""
    nummer = await verbinding.fetchval("SELECT coalesce(max(nummer), 0) + 1 FROM organisatie.levering")
    nieuw = uuid4()
    await verbinding.execute(_LEVERING, nieuw, nummer, soort, peildatum)
    return nieuw


async def vul_open(verbinding: asyncpg.Connection, tabellen: Mapping[str, Iterable[Rij]]) -> None:
    """Write these tables of examples, each under its own delivery."""
    for naam, rijen in tabellen.items():
        bron = await levering(verbinding, naam)
        waarden = [(*_RIJEN[naam](rij), bron) for rij in rijen]
        if waarden:
            plaatsen = ", ".join(f"${nummer + 1}" for nummer in range(len(waarden[0])))
            await verbinding.executemany(f"INSERT INTO opendata.{naam} VALUES ({plaatsen})", waarden)


def _marge(rij: Rij) -> tuple[int, int, str | None]:
    return (*Waarde.lees(rij["aantal"]), rij["status"] or None)


def _leerlingen(rij: Rij) -> tuple[Any, ...]:
    return (vestiging_getal(rij["vestiging"]), int(rij["schooljaar"]), rij["schoolsoort"], *_marge(rij))


def _vo_swv(rij: Rij) -> tuple[Any, ...]:
    return (vestiging_getal(rij["vestiging"]), int(rij["schooljaar"]), swv_getal(rij["swv"]))


def _telling(rij: Rij) -> tuple[Any, ...]:
    plek = swv_getal(rij["vestiging_swv"]) if rij["vestiging_swv"] else 0
    sleutel = (swv_getal(rij["swv"]), int(rij["schooljaar"]), rij["teldatum"], rij["schoolsoort"], rij["categorie"])
    return (*sleutel, plek, *_marge(rij))


def _stroom(rij: Rij) -> tuple[Any, ...]:
    return (swv_getal(rij["swv"]), int(rij["schooljaar"]), rij["van"], rij["naar"], *_marge(rij))


def cent(tekst: str) -> int | None:
    """'1200,00' → 120000; empty: None."""
    return int(Decimal(tekst.replace(",", ".")) * 100) if tekst else None


def _middelen(rij: Rij) -> tuple[Any, ...]:
    return (
        swv_getal(rij["swv"]),
        bestuur_getal(rij["bestuur"]) if rij["bestuur"] else None,
        vestiging_getal(rij["vestiging"]) if rij["vestiging"] else None,
        "schooljaar" if "-" in rij["periode"] else "boekjaar",
        int(rij["periode"][:4]),
        rij["categorie"],
        cent(rij["begroot"]),
        cent(rij["besteed"]),
        None,
    )


def _doel(rij: Rij) -> tuple[Any, ...]:
    return (
        *(swv_getal(rij["swv"]), rij["plan"], rij["code"], rij["titel"], rij["indicator"] or None),
        *(rij["niveau"], rij["eenheid"], Decimal(rij["streefwaarde"]) if rij["streefwaarde"] else None),
        *(rij["richting"] or None, date.fromisoformat(rij["uiterlijk"]) if rij["uiterlijk"] else None),
        rij["eigenaar"] or None,
    )


_RIJEN = {
    "leerlingen": _leerlingen,
    "vo_swv": _vo_swv,
    "swv_telling": _telling,
    "stroom": _stroom,
    "middelen": _middelen,
    "doel": _doel,
}
