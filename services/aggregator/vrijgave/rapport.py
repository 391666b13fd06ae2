"""What the audit report of a release is made of (shared.contracts.toetsrapport), counted and kept for reports.

It is written with the release itself; what other thresholds would do takes longer, and follows when that is counted.
No figure of any cell passes here but those that the release shows to everybody.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import asyncpg

from services.aggregator.vrijgave.beleid import Beleid
from services.aggregator.vrijgave.catalogus import VERDELING
from services.aggregator.vrijgave.toetsing.uitvoering import lekken
from services.aggregator.vrijgave.uitgave import Uitgave
from services.aggregator.vrijgave.uitgaven import lees_uitgave, lees_waarheden
from services.aggregator.vrijgave.waarderegel import is_onthouden
from services.aggregator.vrijgave.watals import Lekt, wat_als
from shared.contracts.toetsrapport import AndereDrempel, Toetsgegevens, van_json
from shared.runtime.postgres import unavailable_guard

if TYPE_CHECKING:
    Verbinding = asyncpg.Connection[Any]
else:
    Verbinding = asyncpg.Connection

_HOOFD: Final = """
    SELECT v.toets, v.telling,
           (SELECT p.seconden FROM vrijgave_intern.poging AS p
            WHERE p.moment = v.moment AND p.uitkomst = 'gemaakt' ORDER BY p.id DESC LIMIT 1) AS seconden
    FROM vrijgave.vrijgave AS v WHERE v.nummer = $1
"""
_TEGEN: Final = """
    SELECT moment, reden FROM vrijgave_intern.poging WHERE uitkomst = 'gehouden' AND moment <= $1
    AND moment > coalesce((SELECT max(moment) FROM vrijgave.vrijgave WHERE moment < $1), '-infinity') ORDER BY id
"""
_NIEUW: Final = """
    INSERT INTO rapporten.toetsrapport (vrijgave, gegevens) VALUES ($1, $2)
    ON CONFLICT (vrijgave) DO UPDATE SET gegevens = excluded.gegevens, document = NULL
"""
_GEGEVENS: Final = "SELECT gegevens FROM rapporten.toetsrapport WHERE vrijgave = $1"
# What was made of fewer counts is made anew.
_AANGEVULD: Final = "UPDATE rapporten.toetsrapport SET gegevens = $2, document = NULL WHERE vrijgave = $1"
ANDERS: Final = ((5, 3), (12, 10))
"""Other thresholds with their rounding: the lowest that an SWV may choose, and a higher one."""


async def leg_vast(
    verbinding: Verbinding, uitgave: Uitgave, bewijs: Mapping[str, Any] | None, seconden: float, telling: Any
) -> None:
    """Keep what the report of this release is made of, in the transaction that makes it."""
    gegevens = await _gegevens(verbinding, uitgave, bewijs, seconden if bewijs else None, telling)
    await verbinding.execute(_NIEUW, uitgave.nummer, gegevens.als_json())


async def vul_aan(dsn: str, nummer: int, lek: Lekt = lekken) -> None:
    """Count what other thresholds would do, and keep that too (minutes).

    Raises ToetsMislukt, Unavailable.
    """
    with unavailable_guard():
        verbinding = await asyncpg.connect(dsn)
        try:
            gegevens = van_json(await verbinding.fetchval(_GEGEVENS, nummer))
            gevonden = await _met_drempels(verbinding, gegevens, lek)
            await verbinding.execute(_AANGEVULD, nummer, gevonden.als_json())
        finally:
            await verbinding.close()


async def lees(verbinding: Verbinding, nummer: int, *, drempels: bool = True) -> Toetsgegevens:
    """Everything of one release, read back from it. `drempels`: count what other thresholds would do too.

    Raises OnbekendeVrijgave; Beschadigd when the release is not what its manifest says; ToetsMislukt.
    """
    uitgave = await lees_uitgave(verbinding, nummer)
    hoofd = await verbinding.fetchrow(_HOOFD, nummer)
    assert hoofd is not None, "zojuist gelezen"
    bewijs, telling = (json.loads(hoofd[naam] or "null") for naam in ("toets", "telling"))
    gegevens = await _gegevens(verbinding, uitgave, bewijs, hoofd["seconden"], telling or {})
    return await _met_drempels(verbinding, gegevens, lekken) if drempels else gegevens


async def _gegevens(
    verbinding: Verbinding, uitgave: Uitgave, bewijs: Mapping[str, Any] | None, seconden: float | None, telling: Any
) -> Toetsgegevens:
    pogingen = [(rij["moment"], rij["reden"] or "") for rij in await verbinding.fetch(_TEGEN, uitgave.moment)]
    return Toetsgegevens(
        nummer=uitgave.nummer,
        moment=uitgave.moment,
        niveaus=sorted({niveau for (niveau, _), nummer in uitgave.ververst.items() if nummer == uitgave.nummer}),
        sha256=uitgave.sha256.hex(),
        beleid=uitgave.beleid,
        bewijs=bewijs,
        seconden=seconden,
        telling=telling,
        figuren=tel_figuren(uitgave),
        pogingen=pogingen,
    )


async def _met_drempels(verbinding: Verbinding, gegevens: Toetsgegevens, lek: Lekt) -> Toetsgegevens:
    waarheden = (await lees_waarheden(verbinding)).get(gegevens.nummer, {})
    if not waarheden:
        return gegevens

    def tel() -> Sequence[AndereDrempel]:
        return [wat_als(waarheden, gegevens.moment, een, lek) for een in beleiden(gegevens.beleid)]

    return replace(gegevens, jaren=sorted(waarheden), drempels=await asyncio.to_thread(tel))


def beleiden(boek: Mapping[str, Any]) -> Iterator[Beleid]:
    """The policy of the installation, a lower and a higher one; equal ones once."""
    geldend = Beleid(**boek["installatie"])
    gezien: list[Beleid] = []
    anders = (replace(geldend, drempel=drempel, afronding=afronding) for drempel, afronding in ANDERS)
    for een in (geldend, *anders):
        if een not in gezien:
            gezien.append(een)
            yield een


def tel_figuren(uitgave: Uitgave) -> dict[str, dict[str, int]]:
    """Per indicator: cells of SWV's that show a number, are hidden, or are not released; of what was looked at now."""
    geteld: dict[str, Counter[str]] = {}
    for sleutel, tabel in uitgave.tabellen.items():
        nu = uitgave.ververst.get((sleutel.niveau, sleutel.eenheid)) == uitgave.nummer
        if sleutel.niveau == "swv" and sleutel.splitsing != VERDELING and nu:
            per = geteld.setdefault(sleutel.indicator, Counter())
            for _, vak in tabel.rijen:
                if vak["status"] is None:
                    per["getoond"] += 1
                elif vak["status"] == "c":
                    per["onthouden" if is_onthouden(vak) else "verborgen"] += 1
    return {code: dict(per) for code, per in sorted(geteld.items())}
