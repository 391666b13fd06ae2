"""The network between a service and its server, through our own proxy."""

import asyncio

from deploy.chaos.proxy import Proxy, Toestand
from deploy.chaos.storingen.storing import storing
from deploy.chaos.veld import Veld


def _lijn(veld: Veld) -> Proxy:
    lijn = veld.kans.choice(veld.stapel.lijnen.alle)
    veld.zeg(f"tussen de diensten en {lijn.naam}" if lijn.naam != "ontvangst" else "tussen LDOS en ingest")
    return lijn


async def _zo_lang(lijn: Proxy, toestand: Toestand, seconden: float) -> None:
    await lijn.zet(toestand)
    try:
        await asyncio.sleep(seconden)
    finally:
        await lijn.zet(Toestand.OPEN)


@storing("net-knip", 8)
async def knip(veld: Veld) -> None:
    """Een netwerklijn wordt telkens doorgeknipt en weer hersteld."""
    lijn = _lijn(veld)
    for _ in range(4):
        await _zo_lang(lijn, Toestand.DICHT, veld.kans.uniform(0.1, 1.5))
        await asyncio.sleep(veld.kans.uniform(0.2, 1))


@storing("net-stil", 9)
async def stil(veld: Veld) -> None:
    """Er komt niets meer door een netwerklijn, maar de verbindingen blijven staan (half open)."""
    await _zo_lang(_lijn(veld), Toestand.STIL, veld.kans.uniform(4, 8))


@storing("net-eenzijdig", 9)
async def eenzijdig(veld: Veld) -> None:
    """Vragen gaan door, antwoorden komen niet terug: wie vroeg, weet niet of het gebeurd is."""
    lijn = _lijn(veld)
    await _zo_lang(lijn, Toestand.EENZIJDIG, veld.kans.uniform(3, 6))
    await lijn.knip()


@storing("net-traag", 10)
async def traag(veld: Veld) -> None:
    """Elk stukje verkeer op een netwerklijn komt 0,3 seconde later aan."""
    lijn = _lijn(veld)
    lijn.vertraging = 0.3
    try:
        await asyncio.sleep(8)
    finally:
        lijn.vertraging = 0.0


@storing("net-smal", 10)
async def smal(veld: Veld) -> None:
    """Een netwerklijn laat nog maar 40 kB per seconde door."""
    lijn = _lijn(veld)
    lijn.per_seconde = 40_000.0
    try:
        await asyncio.sleep(8)
    finally:
        lijn.per_seconde = 0.0
