"""A stand that was counted by other rules: the aggregator stops, says why, and the recomputation repairs it."""

import asyncio
import json
from typing import Any

from services.aggregator.domain import REKENREGELS
from services.aggregator.herbereken import Wijze
from shared.runtime.exits import Exit
from tests.forked import Forked
from tests.integration.herbereken.conftest import Huis, verhaal
from tests.stack import until

# As other rules would have counted: what is valid on a counting day, in other schooljaren.
ANDERS = "UPDATE stand.cel SET schooljaar = schooljaar + 50 WHERE kubus = 4"
ANDER_NUMMER = "UPDATE stand.rekenregels SET nummer = nummer + $1"


async def _nummer(huis: Huis) -> int | None:
    nummer: int | None = await huis.waarde("SELECT nummer FROM stand.rekenregels")
    return nummer


async def _einde(proces: Forked) -> int:
    return await asyncio.wait_for(asyncio.to_thread(proces.wait), 60)


def _laatste(huis: Huis) -> dict[str, Any]:
    regels = (huis.folder / "aggregator.log").read_text().splitlines()
    return next(een for regel in reversed(regels) if "melding" in (een := json.loads(regel)))


async def test_a_new_database_takes_the_number_of_the_program(huis: Huis) -> None:
    assert await _nummer(huis) is None
    huis.start()

    async def genomen() -> bool:
        return await _nummer(huis) == REKENREGELS

    await until(genomen)


async def test_an_older_number_stops_the_start_and_herbereken_repairs(huis: Huis) -> None:
    eerste = huis.start()
    await huis.duw(verhaal(1, 120))
    await huis.bij()
    assert (await huis.herbereken(Wijze.IJKPUNT)).gelijk
    eerste.terminate()
    assert await _einde(eerste) == Exit.CLEAN
    await huis.oog.execute(ANDERS)
    await huis.oog.execute(ANDER_NUMMER, 6)
    cellen = await huis.oog.fetch("SELECT * FROM stand.cel ORDER BY 1, 2, 3, 4, 5, 6")
    await huis.duw(verhaal(2, 40))

    assert await _einde(huis.start()) == Exit.REPAIR

    gezegd = _laatste(huis)
    assert gezegd["melding"].startswith(
        f"De cijfers zijn geteld met rekenregels {REKENREGELS + 6}, dit programma telt met rekenregels {REKENREGELS}."
    )
    assert "./pos herbereken" in gezegd["herstel"]
    assert await huis.oog.fetch("SELECT * FROM stand.cel ORDER BY 1, 2, 3, 4, 5, 6") == cellen

    assert (await huis.herbereken(Wijze.WISSEL)).cellen
    assert await _nummer(huis) == REKENREGELS
    huis.start()
    await huis.bij()
    assert (await huis.herbereken(Wijze.CONTROLE)).gelijk


async def test_a_running_aggregator_stops_at_its_next_batch(huis: Huis) -> None:
    proces = huis.start()
    await huis.duw(verhaal(1, 30))
    await huis.bij()
    posities = await huis.oog.fetch("SELECT topic, partitie, volgende FROM stand.partitie ORDER BY 1, 2")
    await huis.oog.execute(ANDER_NUMMER, 1)
    await huis.duw(verhaal(2, 30))

    assert await _einde(proces) == Exit.REPAIR

    assert await huis.oog.fetch("SELECT topic, partitie, volgende FROM stand.partitie ORDER BY 1, 2") == posities


async def test_a_filled_stand_without_a_number_is_not_trusted(huis: Huis) -> None:
    proces = huis.start()
    await huis.duw(verhaal(1, 10))
    await huis.bij()
    proces.terminate()
    await _einde(proces)
    await huis.oog.execute("DELETE FROM stand.rekenregels")

    assert await _einde(huis.start()) == Exit.REPAIR
    assert "onbekende rekenregels" in _laatste(huis)["melding"]
