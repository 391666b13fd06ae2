"""A school that leaves its SWV: what it promised there is not found any more, and stays to be read as a version."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.integration.gateway.kanalen.loket import Wie, open_loket
from tests.integration.gateway.profielen.balie import Balie
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

VERSIE = "/v1/profielen/99AB00/versies/2026-2027/1"


@pytest.fixture
async def balie(database: Database) -> AsyncIterator[Balie]:
    """One published profile."""
    await Wereld((Lid("PO9901", "99AB00", "99001"),), naam={"99AB00": "De Proef"}).vul(database.url())
    async with open_loket(database, Wie()) as loket:
        balie = Balie(loket)
        await balie.vers()
        yield balie


async def _lid_tot(balie: Balie, schooljaar: int) -> None:
    verbinding = await asyncpg.connect(balie.loket.admin_url)
    await verbinding.execute("UPDATE organisatie.lidmaatschap SET tot = $1", schooljaar)
    await verbinding.close()


async def _gevonden(balie: Balie) -> tuple[int, bool, bool]:
    """How many profiles the list has, and whether search and sitemap name the school."""
    lijst = (await balie.api("GET", "/v1/profielen", "")).json()
    paginas = [(await balie.pagina("GET", pad, "")).text for pad in ("/scholen", "/sitemap.xml")]
    return lijst["totaal"], "De Proef" in paginas[0], "99ab00" in paginas[1]


async def test_until_its_last_day_nothing_changes(balie: Balie) -> None:
    await _lid_tot(balie, 2026)

    assert await _gevonden(balie) == (1, True, True)
    assert (await balie.api("GET", "/v1/profielen/99AB00", "")).status_code == 200
    adres = (await balie.pagina("GET", "/scholen/99ab00", "")).headers["location"]
    assert "geldt niet meer" not in (await balie.pagina("GET", adres, "")).text


async def test_afterwards_it_is_found_nowhere_and_its_page_says_so(balie: Balie) -> None:
    await _lid_tot(balie, 2025)

    assert await _gevonden(balie) == (0, False, False)
    assert (await balie.api("GET", "/v1/profielen/99AB00", "")).status_code == 404
    vergeleken = await balie.pagina("GET", "/scholen/vergelijken?school=99AB00", "")
    assert "De Proef" not in vergeleken.text
    adres = (await balie.pagina("GET", "/scholen/99ab00", "")).headers["location"]
    pagina = (await balie.pagina("GET", adres, "")).text
    assert "geldt niet meer" in pagina
    assert 'content="noindex"' in pagina
    assert "/v1/profielen/99AB00" not in pagina


async def test_what_was_published_stays_as_a_version(balie: Balie) -> None:
    voor = (await balie.api("GET", VERSIE, "")).content

    await _lid_tot(balie, 2025)

    assert (await balie.api("GET", VERSIE, "")).content == voor
    assert len((await balie.api("GET", "/v1/profielen/99AB00/versies", "")).json()["versies"]) == 1
    assert "geldt niet meer" in (await balie.pagina("GET", "/scholen/99ab00-de-proef/2026-2027/1", "")).text
