"""Two deliveries at the same time: each is applied whole, one after the other, and the newest is in force."""

import asyncio

from tests.duo import tabel
from tests.integration.leveringen.conftest import Weg

SWV = ["swv", "teldatum", "schoolsoort", "categorie", "leerlingen", "vestiging_swv"]
STROOM = ["swv", "schooljaar", "van", "naar", "aantal"]
ELDERS = [f"PO{nummer}" for nummer in range(1001, 1401)]
_SWV = "SELECT laag::int FROM opendata.swv_telling"


def telling(aantal: int) -> bytes:
    """The same teldatum, four hundred lines that all say `aantal`."""
    return tabel(SWV, *(["PO9901", "2025-10-01", "so", "laag", str(aantal), elders] for elders in ELDERS))


async def test_two_files_of_one_soort_and_period_never_mix(weg: Weg) -> None:
    een, twee = await asyncio.gather(weg.laad(telling(11), "duo-swv"), weg.laad(telling(12), "duo-swv"))

    assert een.toegepast
    assert twee.toegepast
    laatste = (await weg.leveringen())[-1]
    gelezen = [rij[0] for rij in await weg.pool.fetch(_SWV)]
    geldend = await weg.pool.fetchval("SELECT DISTINCT levering FROM opendata.swv_telling")
    assert (len(gelezen), len(set(gelezen)), geldend) == (len(ELDERS), 1, laatste["id"])
    assert gelezen[0] in (11, 12)

    ander = telling(23 - gelezen[0])
    opnieuw = await weg.laad(ander, "duo-swv")
    assert opnieuw.afgewezen == "ouder"
    assert "al geladen en daarna vervangen" in opnieuw.uitkomst["meldingen"][0]
    assert (await weg.laad(ander, "duo-swv", bevestigd=True)).toegepast
    assert {rij[0] for rij in await weg.pool.fetch(_SWV)} == {23 - gelezen[0]}


async def test_the_same_file_twice_at_once_counts_once(weg: Weg) -> None:
    uitslagen = await asyncio.gather(weg.laad(telling(11), "duo-swv"), weg.laad(telling(11), "duo-swv"))

    assert sorted((een.toegepast, een.herhaald) for een in uitslagen) == [(False, True), (True, False)]
    assert await weg.pool.fetchval("SELECT sum(laag)::int FROM opendata.swv_telling") == 11 * len(ELDERS)


async def test_two_soorten_at_once_are_both_there(weg: Weg) -> None:
    stroom = tabel(STROOM, ["PO9901", "2024-2025", "sbo", "bao", "7"])
    uitslagen = await asyncio.gather(weg.laad(telling(11), "duo-swv"), weg.laad(stroom, "stromen"))

    assert all(een.toegepast for een in uitslagen)
    assert await weg.pool.fetchval("SELECT sum(laag)::int FROM opendata.swv_telling") == 11 * len(ELDERS)
    assert await weg.pool.fetchval("SELECT sum(laag)::int FROM opendata.stroom") == 7
