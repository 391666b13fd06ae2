"""The audit on a real database when its solver fails midway: nothing is released, and who looks after it is told.

With the solver missing, and out of time: test_rooster.py.
"""

import asyncio
import os
import signal
import threading
import time
from datetime import UTC, datetime
from multiprocessing import active_children

import asyncpg
import highspy
import pytest

from deploy.cli.toetsregels import TEGENGEHOUDEN
from services.aggregator.vrijgave.toetsing import tegenwerelden, uitvoering
from services.aggregator.vrijgave.toetsing.uitvoering import Toetser
from services.gateway.adapters.vrijgaven import PostgresVrijgaven
from shared.runtime.metrics import gauge
from shared.runtime.postgres import open_pool
from tests.bouwers import dossier
from tests.integration.gateway.wereld import Lid, Wereld
from tests.integration.vrijgave.test_rooster import Huis, Oor
from tests.integration.vrijgave.zaken import vul
from tests.stack import Database

MOMENT = datetime(2025, 10, 2, 4, tzinfo=UTC)


@pytest.fixture
async def huis(database: Database) -> Huis:
    """Two schools: whoever knows one, is asked about the other; so there are programs to solve."""
    leden = [Lid("PO9901", "99AB00", "99001"), Lid("PO9901", "99AB01", "99002")]
    zaken = [("PO9901", dossier(vestiging="99AB00" if nummer < 7 else "99AB01")) for nummer in range(9)]
    await vul(database.url(), Wereld(leden, zaken))
    verbinding = await asyncpg.connect(database.url())
    await verbinding.execute("UPDATE vrijgave.rooster SET vanaf = '2025-09-15T00:00Z'")
    await verbinding.close()
    return Huis(database, Oor())


async def _niets_en_gemeld(huis: Huis, reden: str) -> None:
    """No release, and the reason where an operator looks: metric, `./pos vrijgave lijst`, and /beheer/vrijgaven."""
    assert await huis.momenten() == []
    assert huis.oor.gehoord == []
    assert gauge("pos_vrijgaven").labels("gehouden")._value.get() == 1
    verbinding = await asyncpg.connect(huis.database.url("pos_beheer"))
    gehouden = await verbinding.fetchrow(TEGENGEHOUDEN)
    await verbinding.close()
    assert gehouden is not None
    assert gehouden["reden"] == reden
    async with open_pool(huis.database.url("pos_gateway"), "proef") as pool:
        tegen = await PostgresVrijgaven(pool).tegengehouden()
    assert tegen is not None
    assert (tegen.moment, tegen.reden) == (MOMENT, reden)


async def _gaat_weer_goed(huis: Huis) -> None:
    """At the next moment, with a healthy solver."""
    huis.toets = Toetser(processen=1)
    await huis.op(2025, 11, 2, 5)
    assert await huis.momenten() == ["2025-11-02 05:00"]


async def test_a_worker_that_is_killed(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    """kill -9 of one of the two processes, while it works or starts."""
    monkeypatch.setattr(uitvoering, "_WEINIG", 0)
    huis.toets = Toetser(processen=2)
    gedood: list[int] = []

    def dood() -> None:
        tot = time.monotonic() + 30
        while not gedood and time.monotonic() < tot:
            gedood.extend(een.pid for een in active_children()[:1] if een.pid is not None)
            time.sleep(0.02)
        os.kill(gedood[0], signal.SIGKILL)

    draad = threading.Thread(target=dood)
    draad.start()
    await huis.op(2025, 10, 2, 4)
    await asyncio.to_thread(draad.join)

    assert gedood
    await _niets_en_gemeld(huis, "oplosser faalt: een proces viel weg")
    monkeypatch.undo()
    await _gaat_weer_goed(huis)


@pytest.mark.parametrize(
    ("toestand", "reden"),
    [
        (highspy.HighsModelStatus.kSolveError, "oplosser faalt: OplosserFaalt"),
        (highspy.HighsModelStatus.kTimeLimit, "te traag"),
    ],
)
async def test_a_program_without_an_answer(
    huis: Huis, toestand: highspy.HighsModelStatus, reden: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda _highs: toestand)
    huis.toets = Toetser(processen=1)
    await huis.op(2025, 10, 2, 4)

    await _niets_en_gemeld(huis, reden)
    monkeypatch.undo()
    await _gaat_weer_goed(huis)


async def test_a_solver_that_is_slow(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    """No time for any program: HiGHS itself says so."""
    monkeypatch.setattr(tegenwerelden, "_SECONDEN", 0.0)
    huis.toets = Toetser(processen=1)
    await huis.op(2025, 10, 2, 4)

    await _niets_en_gemeld(huis, "te traag")
