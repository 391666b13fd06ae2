"""Transactions on a real PostgreSQL: what commits, what rolls back, what an outage looks like."""

import asyncpg
import pytest

from shared.runtime.errors import NoAccess, Unavailable
from shared.runtime.postgres import Pool, open_pool, transaction


async def insert_and_break(pool: Pool) -> None:
    async with transaction(pool) as db:
        await db.execute("INSERT INTO runtime_proef VALUES (1)")
        raise KeyError


async def cut_own_connection(pool: Pool) -> None:
    async with transaction(pool) as db:
        mine = await db.fetchval("SELECT pg_backend_pid()")
        await pool.execute("SELECT pg_terminate_backend($1)", mine)
        await db.execute("SELECT 1")


async def test_a_block_commits_as_a_whole_or_not_at_all(database_url: str) -> None:
    async with open_pool(database_url, "proef") as pool:
        async with transaction(pool) as db:
            await db.execute("CREATE TABLE IF NOT EXISTS runtime_proef (n int); TRUNCATE runtime_proef")
        with pytest.raises(KeyError):
            await insert_and_break(pool)
        async with transaction(pool) as db:
            await db.execute("INSERT INTO runtime_proef VALUES (2)")

        rows = await pool.fetch("TABLE runtime_proef")

        assert [row["n"] for row in rows] == [2]
        await pool.execute("DROP TABLE runtime_proef")


async def test_a_cut_connection_is_unavailable_and_the_pool_heals(database_url: str) -> None:
    async with open_pool(database_url, "proef", max_size=2) as pool:
        with pytest.raises(Unavailable):
            await cut_own_connection(pool)

        async with transaction(pool) as db:
            assert await db.fetchval("SELECT 1") == 1


async def test_a_slow_statement_is_cancelled(database_url: str) -> None:
    async with open_pool(database_url, "proef", statement_seconds=0.2) as pool:
        with pytest.raises(Unavailable):
            async with transaction(pool) as db:
                await db.execute("SELECT pg_sleep(5)")


async def test_a_mistake_in_sql_is_a_bug(database_url: str) -> None:
    async with open_pool(database_url, "proef") as pool:
        with pytest.raises(asyncpg.UndefinedTableError):
            async with transaction(pool) as db:
                await db.execute("SELECT * FROM bestaat_niet")


async def test_nobody_listens() -> None:
    with pytest.raises(Unavailable):
        async with open_pool("postgresql://x@127.0.0.1:1/x", "proef"):
            pass


async def test_a_refused_account_is_a_hard_stop(database_url: str) -> None:
    address = database_url.rpartition("@")[2]
    with pytest.raises(NoAccess):
        async with open_pool(f"postgresql://bestaat_niet:fout@{address}", "proef"):
            pass
