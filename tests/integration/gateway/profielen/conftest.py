"""Three schools of two SWV's, and no profile yet."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.bouwers import besloten
from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.profielen.school import (
    LEDEN,
)
from tests.integration.gateway.wereld import Wereld
from tests.stack import Database


@pytest.fixture(scope="module")
def wereld(module_database: Database) -> Database:
    """Three schools of two SWV's; 99AB00 applied for a TLV thirteen times."""
    zaken = [("PO9901", besloten(vestiging="99AB00")) for _ in range(13)]
    asyncio.run(Wereld(LEDEN, zaken, {"99AB00": "De Proef"}).vul(module_database.url()))
    return module_database


@pytest.fixture
async def huis(wereld: Database) -> AsyncIterator[Huis]:
    async with open_huis(wereld.url("pos_gateway"), wereld.url()) as geopend:
        yield geopend
        verbinding = await asyncpg.connect(wereld.url())
        await verbinding.execute("SET session_replication_role = replica")
        tabellen = ("formulier", "antwoord", "concept", "intrekking", "versie")
        await verbinding.execute("TRUNCATE " + ", ".join(f"profielen.{een}" for een in tabellen))
        await verbinding.close()
