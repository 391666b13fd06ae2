"""kill -9 of the aggregator while it applies DUO's largest file: nothing of it, and after a start all of it."""

import asyncio
import signal
from uuid import UUID

from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts.bronnen.levering import Deel, Opdracht, verdeel
from shared.contracts.bronnen.soorten import DUO_LEERLINGEN
from shared.contracts.topics import BRONNEN_LEVERINGEN
from shared.runtime.kafka import Message, open_producer, send_all
from tests.duo import LEERLINGEN, duo_bestand
from tests.integration.herbereken.conftest import Huis
from tests.lijsten import NU
from tests.stack import until

_BEZIG = """
    SELECT count(*) FROM pg_locks JOIN pg_class ON pg_class.oid = relation
    WHERE relname = 'leerlingen' AND mode = 'RowExclusiveLock' AND granted
"""
_TOEGEPAST = "SELECT count(*) FROM organisatie.levering WHERE toegepast_op IS NOT NULL"
_RIJEN = "SELECT count(*) FROM opendata.leerlingen"
NUMMERS = 292_110


def _delen() -> list[Deel]:
    rijen = lees_bestand(DUO_LEERLINGEN, duo_bestand(LEERLINGEN)).rijen
    return verdeel("duo-leerlingen", UUID(int=1), "a" * 64, NU, Opdracht(wie="proef", status="definitief"), rijen)


async def _stuur(huis: Huis) -> None:
    async with open_producer(huis.kafka, "proef") as producer:
        delen = [Message(BRONNEN_LEVERINGEN.naam, een.naar_bytes(), partition=0) for een in _delen()]
        await send_all(producer, delen)


async def test_killed_while_it_writes_there_is_nothing_and_then_everything(huis: Huis) -> None:
    async def schrijft() -> bool:
        return bool(await huis.waarde(_BEZIG))

    async def stil() -> bool:
        return not await huis.waarde(_BEZIG)

    async def toegepast() -> bool:
        return bool(await huis.waarde(_TOEGEPAST))

    await _stuur(huis)
    proces = huis.start()
    await until(schrijft)
    await asyncio.sleep(0.2)
    proces.send_signal(signal.SIGKILL)
    proces.wait()
    await until(stil)
    assert (await huis.waarde(_TOEGEPAST), await huis.waarde(_RIJEN)) == (0, 0)

    huis.start()
    await until(toegepast)
    assert (await huis.waarde(_TOEGEPAST), await huis.waarde(_RIJEN)) == (1, NUMMERS)
