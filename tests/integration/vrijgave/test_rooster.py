"""The schedule: releases at their fixed moments, each once, a missed one caught up, by one aggregator of many."""

import asyncio
from datetime import UTC, datetime

import asyncpg
import pytest
from pydantic import SecretStr

from services.aggregator.handlers import Verwerkt
from services.aggregator.settings import Settings
from services.aggregator.vrijgave.rooster import Rooster
from shared.runtime.clock import FixedClock
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

    async def op(self, *moment: int, samen: int = 1) -> None:
        """So many aggregators look at this moment (UTC)."""
        settings = Settings(kafka="geen:1", ops_poort=1, database_url=SecretStr(self.database.url("pos_aggregator")))
        async with open_pool(self.database.url("pos_aggregator"), "proef") as pool:
            klok = FixedClock(datetime(*moment, tzinfo=UTC))  # type: ignore[misc, arg-type]
            roosters = [Rooster(settings, pool, klok, self.oor) for _ in range(samen)]
            await asyncio.gather(*(rooster.doe() for rooster in roosters))

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
