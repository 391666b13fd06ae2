"""The school of the demo login has last year's profile, and nothing of this year."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import asyncpg
import pytest

from shared.contracts.eenheden import vestiging_getal
from tests.stack import Database


@pytest.fixture(autouse=True)
def vers(profielen: None, gevuld: Database) -> Iterator[None]:
    """The school of the demo login has last year's profile, and nothing of this year."""
    yield
    with ThreadPoolExecutor(1) as anders:
        anders.submit(asyncio.run, _wis(gevuld.url())).result()


async def _wis(url: str) -> None:
    verbinding = await asyncpg.connect(url)
    await verbinding.execute("SET session_replication_role = replica")
    for tabel in ("antwoord", "concept", "versie"):
        waar = f"vestiging = {vestiging_getal('99AI00')} AND schooljaar >= 2026"
        await verbinding.execute(f"DELETE FROM profielen.{tabel} WHERE {waar}")
    await verbinding.close()
