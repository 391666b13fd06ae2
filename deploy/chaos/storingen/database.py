"""PostgreSQL that restarts, freezes, or drops its connections."""

import asyncio
import signal

import asyncpg

from deploy.chaos.storingen.storing import storing
from deploy.chaos.veld import VOORUIT_SECONDEN, Veld

NAAM = "postgresql"
_VERBREEK = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'pos_%'"

_TABELLEN = ("partitie", "zaak", "cel", "dode_letter", "bron_teller", "swv_versie", "plaats_versie")
"""All that one transaction of the aggregator moves together, in this played world."""


async def _herstart(veld: Veld, signaal: signal.Signals) -> None:
    voor = veld.stapel.pid(NAAM)
    veld.stapel.sein(NAAM, signaal)
    await veld.wacht_op(lambda: veld.stapel.pid(NAAM) not in (voor, None), VOORUIT_SECONDEN, "de database is terug")


@storing("database-direct", 8)
async def direct(veld: Veld) -> None:
    """De database stopt onmiddellijk (immediate), als bij stroomuitval, en herstelt zich uit zijn logboek."""
    veld.gedood[NAAM] += 1
    await _herstart(veld, signal.SIGQUIT)


@storing("database-snel", 8)
async def snel(veld: Veld) -> None:
    """De database wordt netjes herstart (fast): elke verbinding wordt verbroken."""
    await _herstart(veld, signal.SIGINT)


@storing("database-bevroren", 8)
async def bevroren(veld: Veld) -> None:
    """De database staat enkele seconden stil, verbindingen blijven staan."""
    await veld.bevries(NAAM, veld.kans.uniform(3, 7))


@storing("verbindingen-weg", 2)
async def verbindingen_weg(veld: Veld) -> None:
    """Alle verbindingen van de diensten met de database worden verbroken, drie keer achter elkaar."""
    for _ in range(3):
        await veld.sql(_VERBREEK)


@storing("database-ouder", 8)
async def ouder(veld: Veld) -> None:
    """De cijfers worden teruggezet uit een kopie van enkele seconden eerder; de rest wordt uit Kafka ingehaald."""
    connection = await asyncpg.connect(veld.rechter.dsn, timeout=5)
    try:
        await connection.execute("CREATE SCHEMA IF NOT EXISTS kopie")
        async with connection.transaction(isolation="repeatable_read"):
            for tabel in _TABELLEN:
                await connection.execute(
                    f"DROP TABLE IF EXISTS kopie.{tabel}; CREATE TABLE kopie.{tabel} AS TABLE stand.{tabel}"
                )
        await asyncio.sleep(4)
        veld.behoud.wacht_op_herstel()
        async with connection.transaction():
            await connection.execute("LOCK stand.partitie")
            for tabel in _TABELLEN:
                await connection.execute(f"DELETE FROM stand.{tabel}; INSERT INTO stand.{tabel} TABLE kopie.{tabel}")
        veld.behoud.herijk()
    finally:
        await connection.close(timeout=5)
