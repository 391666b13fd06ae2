"""One world for all tests of the channels: its answers are asked once per role."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.integration.gateway.kanalen.loket import Loket, Wie, open_loket
from tests.integration.gateway.kanalen.wereld import plant
from tests.stack import Database, PostgresUnderTest


@pytest.fixture(scope="session")
def geplant(postgres_server: PostgresUnderTest) -> Iterator[Database]:
    """A database with the planted numbers."""
    gemaakt = asyncio.run(postgres_server.new_database())
    asyncio.run(plant(gemaakt.url()))
    yield gemaakt
    asyncio.run(postgres_server.drop_database(gemaakt))


@pytest.fixture(scope="session")
def wie() -> Wie:
    return Wie()


@pytest.fixture
async def loket(geplant: Database, wie: Wie) -> AsyncIterator[Loket]:
    """Everything that answers, over the planted numbers."""
    async with open_loket(geplant, wie) as geopend:
        yield geopend
