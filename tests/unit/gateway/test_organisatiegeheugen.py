"""Reference data are read once per version, however many ask at the same time."""

import asyncio
from typing import Any, cast

from services.gateway.adapters.organisatie import OrganisatieGeheugen


class _Verbinding:
    keren = 0

    async def fetch(self, _sql: str) -> list[Any]:
        type(self).keren += 1
        await asyncio.sleep(0.01)
        return []


async def test_who_asks_at_the_same_time_gets_the_same_from_one_reader() -> None:
    _Verbinding.keren, geheugen = 0, OrganisatieGeheugen()

    async def van(versie: int) -> Any:
        return await geheugen.van(cast(Any, _Verbinding()), versie)

    gekregen = await asyncio.gather(*(van(7) for _ in range(5)))
    assert {id(een) for een in gekregen} == {id(gekregen[0])}
    assert (_Verbinding.keren, gekregen[0].versie, geheugen.versie) == (5, 7, 7), "five tables, once"
    assert (await van(6)).versie == 6, "a view from before a delivery sees what it saw"
    assert (geheugen.versie, await van(7)) == (7, gekregen[0])
