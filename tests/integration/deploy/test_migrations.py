"""The runner of migrations: each once, in order, never changed afterwards."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator

import asyncpg
import pytest

from deploy.migrations.runner import Migration, MigrationError, migrate, read_migrations
from tests.stack import Database, PostgresUnderTest

FIRST = Migration(1, "een", "CREATE SCHEMA proef; CREATE TABLE proef.een (n int);")
SECOND = Migration(2, "twee", "INSERT INTO proef.een VALUES (2);")
BROKEN = Migration(2, "stuk", "INSERT INTO proef.een VALUES (2); SELECT 1 / 0;")


@pytest.fixture
async def empty(postgres_server: PostgresUnderTest) -> AsyncIterator[Database]:
    made = await postgres_server.new_database(migrated=False)
    yield made
    await postgres_server.drop_database(made)


async def _rows(database: Database) -> list[int]:
    connection = await asyncpg.connect(database.url())
    try:
        return [row["n"] for row in await connection.fetch("SELECT n FROM proef.een")]
    finally:
        await connection.close()


async def test_each_is_applied_once(empty: Database) -> None:
    assert await migrate(empty.url(), [FIRST]) == [FIRST]
    assert await migrate(empty.url(), [FIRST, SECOND]) == [SECOND]
    assert await migrate(empty.url(), [FIRST, SECOND]) == []
    assert await _rows(empty) == [2]


async def test_everything_is_owned_by_the_owner_role(empty: Database) -> None:
    await migrate(empty.url(), [FIRST])
    connection = await asyncpg.connect(empty.url())
    owner = await connection.fetchval("SELECT tableowner FROM pg_tables WHERE schemaname = 'proef'")
    await connection.close()
    assert owner == "pos_eigenaar"


async def test_two_runners_wait_for_each_other(empty: Database) -> None:
    done = await asyncio.gather(*(migrate(empty.url(), [FIRST, SECOND]) for _ in range(3)))
    assert sorted(len(each) for each in done) == [0, 0, 2]


async def test_a_failing_file_leaves_nothing_behind(empty: Database) -> None:
    with pytest.raises(MigrationError, match="0002_stuk"):
        await migrate(empty.url(), [FIRST, BROKEN])
    assert await _rows(empty) == []


async def test_an_applied_file_may_not_change(empty: Database) -> None:
    await migrate(empty.url(), [FIRST])
    with pytest.raises(MigrationError, match="veranderd"):
        await migrate(empty.url(), [dataclasses.replace(FIRST, sql="SELECT 1")])


async def test_a_database_of_a_newer_version_is_refused(empty: Database) -> None:
    await migrate(empty.url(), [FIRST, SECOND])
    with pytest.raises(MigrationError, match="nieuwere versie"):
        await migrate(empty.url(), [FIRST])


async def test_the_real_migrations_apply(empty: Database) -> None:
    assert await migrate(empty.url()) == read_migrations()
