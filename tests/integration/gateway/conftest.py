"""The example region, filled in once per module."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.wereld import Voorbeeld, voorbeeld
from tests.stack import Database


@pytest.fixture(scope="session")
def verhaal() -> Voorbeeld:
    """Four schooljaren of the example region."""
    return voorbeeld()


@pytest.fixture(scope="module")
def gevuld(module_database: Database, verhaal: Voorbeeld) -> Database:
    """A database with the example region in it."""
    asyncio.run(verhaal.wereld.vul(module_database.url()))
    return module_database


@pytest.fixture
async def huis(gevuld: Database) -> AsyncIterator[Huis]:
    """The gateway over the example region."""
    async with open_huis(gevuld.url("pos_gateway"), gevuld.url()) as geopend:
        yield geopend
