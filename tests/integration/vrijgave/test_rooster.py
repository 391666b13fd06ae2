"""The schedule: releases at their fixed moments, each once, a missed one caught up, by one aggregator of many."""

import asyncio
import sys
from datetime import UTC, datetime

import asyncpg
import pytest
from pydantic import SecretStr

from deploy.cli.toetsregels import TEGENGEHOUDEN
from services.aggregator.handlers import Verwerkt
from services.aggregator.settings import Settings
from services.aggregator.vrijgave.rooster import Rooster
from services.aggregator.vrijgave.toets import Stopbaar
from services.aggregator.vrijgave.toetsing.uitvoering import Toetser
from shared.runtime.clock import FixedClock
from shared.runtime.metrics import gauge
from shared.runtime.postgres import open_pool
from tests.bouwers import dossier
from tests.integration.gateway.wereld import Lid, Wereld
from tests.integration.vrijgave.zaken import vul
from tests.stack import Database


class Oor:
    """Hears what the live stream would tell the gateway."""

    def __init__(self) -> None:
        self.gehoord: list[int | None] = []

    def meld(self, verwerkt: Verwerkt) -> None:
        self.gehoord.append(verwerkt.vrijgave)


class Huis:
    """A schedule on a database, at any moment."""

    def __init__(self, database: Database, oor: Oor) -> None:
        self.database, self.oor = database, oor
        self.toets: Stopbaar | None = None

    async def op(self, *moment: int, samen: int = 1) -> None:
        """So many aggregators look at this moment (UTC)."""
        settings = Settings(kafka="geen:1", ops_poort=1, database_url=SecretStr(self.database.url("pos_aggregator")))
        async with open_pool(self.database.url("pos_aggregator"), "proef") as pool:
            klok = FixedClock(datetime(*moment, tzinfo=UTC))  # type: ignore[misc, arg-type]
            roosters = [Rooster(settings, pool, klok, self.oor, self.toets) for _ in range(samen)]
            await asyncio.gather(*(rooster.doe() for rooster in roosters))
            await roosters[0].meet()

    async def momenten(self) -> list[str]:
        """Day and hour of every release."""
        verbinding = await asyncpg.connect(self.database.url())
        rijen = await verbinding.fetch("SELECT moment FROM vrijgave.vrijgave ORDER BY nummer")
        await verbinding.close()
        return [f"{rij[0]:%Y-%m-%d %H:%M}" for rij in rijen]


@pytest.fixture
async def huis(database: Database) -> Huis:
    wereld = Wereld([Lid("PO9901", "99AB00", "99001")], [("PO9901", dossier(vestiging="99AB00"))])
    await vul(database.url(), wereld)
    verbinding = await asyncpg.connect(database.url())
    await verbinding.execute("UPDATE vrijgave.rooster SET vanaf = '2025-09-15T00:00Z'")
    await verbinding.close()
    return Huis(database, Oor())


async def test_a_release_is_made_at_its_moment_and_once(huis: Huis) -> None:
    """Six in the morning in Amsterdam on the second: four in summer time, five in winter time by UTC."""
    await huis.op(2025, 10, 2, 3, 59)
    assert await huis.momenten() == []
    await huis.op(2025, 10, 2, 4)
    await huis.op(2025, 10, 2, 4, 1)
    await huis.op(2025, 11, 2, 4, 59)
    assert await huis.momenten() == ["2025-10-02 04:00"]
    await huis.op(2025, 11, 2, 5)

    assert await huis.momenten() == ["2025-10-02 04:00", "2025-11-02 05:00"]
    assert huis.oor.gehoord == [1, 2]


async def test_missed_moments_are_caught_up_by_one_release(huis: Huis) -> None:
    await huis.op(2025, 10, 2, 4)
    await huis.op(2026, 1, 20, 12)
    await huis.op(2026, 1, 20, 13)

    assert await huis.momenten() == ["2025-10-02 04:00", "2026-01-20 12:00"]


async def test_two_aggregators_make_one_release(huis: Huis) -> None:
    await huis.op(2025, 10, 2, 4, samen=2)

    assert await huis.momenten() == ["2025-10-02 04:00"]
    assert huis.oor.gehoord == [1]


@pytest.mark.parametrize(
    ("kwaal", "reden"), [("traag", "te traag"), ("zonder oplosser", "oplosser faalt: ModuleNotFoundError")]
)
async def test_without_a_verdict_nothing_is_released_and_the_operator_is_told(
    huis: Huis, kwaal: str, reden: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Metric, reason for `./pos vrijgave lijst`, and the release before in force; tried again at the next moment."""
    await huis.op(2025, 10, 2, 4)
    huis.toets = Toetser(seconden=0.0 if kwaal == "traag" else 60.0, processen=1)
    if kwaal != "traag":
        for naam in ("oordeel", "tegenwerelden"):
            monkeypatch.delitem(sys.modules, f"services.aggregator.vrijgave.toetsing.{naam}", raising=False)
        monkeypatch.setitem(sys.modules, "highspy", None)
    await huis.op(2025, 11, 2, 5)
    await huis.op(2025, 11, 2, 6)

    assert await huis.momenten() == ["2025-10-02 04:00"]
    assert gauge("pos_vrijgaven").labels("gehouden")._value.get() == 1
    assert gauge("pos_vrijgave_te_laat_seconden")._value.get() == 0
    verbinding = await asyncpg.connect(huis.database.url("pos_beheer"))
    gehouden = await verbinding.fetchrow(TEGENGEHOUDEN)
    await verbinding.close()
    assert gehouden is not None
    assert gehouden["reden"] == reden

    monkeypatch.undo()
    huis.toets = Toetser(processen=1)
    await huis.op(2025, 12, 2, 5)
    assert (await huis.momenten())[-1] == "2025-12-02 05:00"
