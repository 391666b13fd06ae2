"""A view of the figures ends cleanly, also when its reader goes away halfway; nobody inherits its rights."""

import asyncio
import random
from typing import Any

import pytest

from services.gateway.adapters.gegevens import PostgresGegevens
from services.gateway.domain.rechten import Recht, Rol
from services.gateway.domain.staat import Plaats
from shared.runtime.postgres import open_pool, statements
from tests.integration.gateway.wereld import LOPEND
from tests.stack import Database

SWV = frozenset({Recht(Rol.SWV, "PO9901")})
PLAATS = Plaats("swv", "PO9901", LOPEND)
_CONTEXT = "SELECT coalesce(current_setting('pos.swv', true), '') || (SELECT count(*) FROM stand.cel)::text"


async def test_readers_that_leave_halfway_leave_nothing_behind(gevuld: Database) -> None:
    kans, gemeld = random.Random(1), []
    asyncio.get_running_loop().set_exception_handler(lambda _, wat: gemeld.append(wat["message"]))
    async with open_pool(gevuld.url("pos_gateway"), "proef", 3, leaves_nothing=True) as pool:
        gegevens = PostgresGegevens(pool)
        staat = await gegevens.staat(SWV, LOPEND, PLAATS)
        for _ in range(150):
            taak = asyncio.create_task(gegevens.staat(SWV, LOPEND, PLAATS))
            await asyncio.sleep(kans.uniform(0, 0.006))
            taak.cancel()
            await asyncio.gather(taak, return_exceptions=True)
        assert await gegevens.staat(SWV, LOPEND, PLAATS) == staat
    assert not [wat for wat in gemeld if "active transaction" in wat]


@pytest.mark.parametrize("fout", [None, ValueError])
async def test_the_next_one_on_the_connection_has_none_of_its_rights(gevuld: Database, fout: Any) -> None:
    async with open_pool(gevuld.url("pos_gateway"), "proef", 1, leaves_nothing=True) as pool:
        try:
            async with PostgresGegevens(pool).lezing(SWV, LOPEND) as lezing:
                await lezing.versies()
                if fout:
                    raise fout
        except ValueError:
            pass
        async with statements(pool) as verbinding:
            assert await verbinding.fetchval(_CONTEXT) == "0"
