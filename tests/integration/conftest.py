"""The example region, lived through and counted once per session; who needs it gets a copy of the database."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.integration.gateway.wereld import Voorbeeld, voorbeeld
from tests.stack import Database, PostgresUnderTest


@pytest.fixture(scope="session")
def verhaal() -> Voorbeeld:
    """Four schooljaren of the example region."""
    return voorbeeld()


@pytest.fixture(scope="session")
def voorbeeldgegevens(postgres_server: PostgresUnderTest, verhaal: Voorbeeld) -> Iterator[Database]:
    """A database with the example region in it, to copy: nobody connects to it."""
    made = asyncio.run(postgres_server.new_database())
    asyncio.run(verhaal.wereld.vul(made.url()))
    yield made
    asyncio.run(postgres_server.drop_database(made))


@pytest.fixture(scope="module")
def gevuld(postgres_server: PostgresUnderTest, voorbeeldgegevens: Database) -> Iterator[Database]:
    """The example region, for the tests of one module."""
    made = asyncio.run(postgres_server.new_database(like=voorbeeldgegevens))
    yield made
    asyncio.run(postgres_server.drop_database(made))


@pytest.fixture
async def eigen_voorbeeld(postgres_server: PostgresUnderTest, voorbeeldgegevens: Database) -> AsyncIterator[Database]:
    """The example region, for one test that changes it."""
    made = await postgres_server.new_database(like=voorbeeldgegevens)
    yield made
    await postgres_server.drop_database(made)
