"""Fixtures that every kind of test may ask for. See tests/stack.py for what they give."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
import structlog

from tests.stack import Database, KafkaUnderTest, PostgresUnderTest, running_kafka, running_postgres


def pytest_configure() -> None:
    """What code logs in the process of the tests shows as plain tracebacks.

    By itself structlog draws an exception with every local of every frame: seconds for one line, and unreadable.
    """
    renderer = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], renderer])


@pytest.fixture(scope="session")
def kafka_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaUnderTest]:
    """One real broker for the whole session."""
    with running_kafka(tmp_path_factory.mktemp("kafka")) as server:
        yield server


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresUnderTest]:
    """One real database server for the whole session, with a migrated template."""
    with running_postgres(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture
async def kafka(kafka_server: KafkaUnderTest) -> KafkaUnderTest:
    """The broker with every declared topic empty and no positions of consumer groups."""
    await kafka_server.fresh_topics()
    return kafka_server


@pytest.fixture
async def database(postgres_server: PostgresUnderTest) -> AsyncIterator[Database]:
    """A migrated, empty database of one test."""
    made = await postgres_server.new_database()
    yield made
    await postgres_server.drop_database(made)


@pytest.fixture(scope="module")
def module_database(postgres_server: PostgresUnderTest) -> Iterator[Database]:
    """A migrated database that the tests of one module share."""
    made = asyncio.run(postgres_server.new_database())
    yield made
    asyncio.run(postgres_server.drop_database(made))
