"""Clocks that are wrong: of one service, for a while."""

import asyncio

from deploy.chaos.storingen.storing import storing
from deploy.chaos.veld import Veld

_UUR = 3600


async def _met_klok(veld: Veld, naam: str, seconden: float, duur: float) -> None:
    sturing = veld.stapel.sturing(naam)
    sturing.zet("klok", str(seconden))
    try:
        await asyncio.sleep(duur)
    finally:
        sturing.wis("klok")


@storing("klok-dienst", 6)
async def klok_dienst(veld: Veld) -> None:
    """De klok van aggregator of anonymiser springt een uur of twee dagen vooruit of achteruit, en weer terug."""
    verschil = veld.kans.choice([-48, -1, 1, 48]) * _UUR
    veld.zeg(f"{verschil // _UUR:+d} uur")
    await _met_klok(veld, veld.dienst(veld.kans.choice(["aggregator", "anonymiser"])), verschil, 5)


@storing("klok-ingest", 5)
async def klok_ingest(veld: Veld) -> None:
    """De klok van ingest loopt een uur mis: LDOS wordt geweigerd, en stuurt opnieuw tot de klok weer goed is."""
    await _met_klok(veld, "ingest", veld.kans.choice([-_UUR, _UUR]), 3)
