"""The list of releases and their audit reports: from the aggregator, by reports, to who may read them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import asyncpg
import httpx
import pytest

from services.aggregator.vrijgave import ToetsMislukt, maak_vrijgave
from services.aggregator.vrijgave.rapport import vul_aan
from services.aggregator.vrijgave.toets import Kandidaat, Oordeel
from services.aggregator.vrijgave.toetsing.uitvoering import Toetser
from services.gateway.adapters.vrijgaven import PostgresVrijgaven
from services.gateway.domain.tokens import token_hash
from services.gateway.handlers.vrijgaven import Vrijgavenbalie
from services.gateway.paginas.beheer import vrijgaven as pagina
from services.gateway.paginas.beheer.vrijgaven import ADRES
from services.gateway.paginas.bezoek import Bezoeken
from services.gateway.paginas.sjablonen import Sjablonen
from services.gateway.paginas.statisch import Statisch
from services.gateway.routes import vrijgaven
from services.reports.adapters.toetsrapporten import PostgresToetsrapporten
from services.reports.handlers.toetsrapporten import Toetsrapporten
from services.reports.word import schrijf
from shared.runtime.clock import FixedClock
from shared.runtime.postgres import open_pool
from tests.bouwers import dossier
from tests.integration.gateway.huis import NU, Huis, open_huis
from tests.integration.gateway.wereld import Lid, Wereld
from tests.integration.vrijgave.zaken import vul
from tests.stack import Database
from tests.unit.reports.docx_lezen import Docx, gebreken

MOMENT, LATER = datetime(2026, 11, 2, 6, tzinfo=UTC), datetime(2026, 11, 20, 6, tzinfo=UTC)
SCHOLEN = [f"99AB0{een}" for een in range(6)]
JAAR = {"schooljaar": 2026, "maand": 9, "week": 38}
RAPPORT = "/v1/vrijgaven/1/toetsrapport"
PLATFORM, EEN, BEIDE = ("platform:",), ("beheerder:PO9901",), ("beheerder:PO9901", "beheerder:PO9902")


def houdt_tegen(_kandidaat: Kandidaat, _eerdere: object, /) -> Oordeel:
    raise ToetsMislukt("te traag")


@pytest.fixture(scope="module")
def gevuld(module_database: Database) -> Database:
    """Two SWV's and a release that was audited."""
    zaken = [
        (swv, dossier(vestiging=SCHOLEN[min(een % 9, 5)], ingediend=JAAR))
        for swv in ("PO9901", "PO9902")
        for een in range(30)
    ]
    leden = [
        Lid(swv, school, f"9900{plek // 3}") for swv in ("PO9901", "PO9902") for plek, school in enumerate(SCHOLEN)
    ]
    dsn = module_database.url("pos_aggregator")

    async def maak() -> None:
        await vul(module_database.url(), Wereld(leden, zaken))
        await maak_vrijgave(dsn, MOMENT, NU, extra=True, toets=Toetser(processen=1))

    asyncio.run(maak())
    return module_database


@pytest.fixture
async def huis(gevuld: Database) -> AsyncIterator[Huis]:
    async with (
        open_huis(gevuld.url("pos_gateway"), gevuld.url()) as geopend,
        open_pool(gevuld.url("pos_gateway"), "proef") as pool,
    ):
        app, balie = geopend.client._transport.app, Vrijgavenbalie(PostgresVrijgaven(pool))  # type: ignore[attr-defined]
        app.include_router(vrijgaven.build_router(geopend.diensten, balie))
        bezoeken = Bezoeken(Sjablonen(Statisch(None)), geopend.diensten.sessies, geopend.clock, voorbeeld=False)
        app.include_router(pagina.router(bezoeken, balie))
        yield geopend


async def _maak(gevuld: Database) -> None:
    """As the reports service does by the clock."""
    async with open_pool(gevuld.url("pos_reports"), "proef") as pool:
        await Toetsrapporten(PostgresToetsrapporten(pool).pak, schrijf, FixedClock(NU)).maak()


async def test_first_it_is_made_and_then_it_is_there(huis: Huis, gevuld: Database) -> None:
    """Written with the release; made by reports; made anew when the aggregator counted what other thresholds do."""
    nog_niet = await huis.get(RAPPORT, *PLATFORM)
    assert (nog_niet.status_code, nog_niet.json()["code"]) == (409, "nog_niet_klaar")
    await _maak(gevuld)
    eerst = Docx((await huis.get(RAPPORT, *PLATFORM)).content)
    assert not [naam for naam in eerst.tabellen() if naam.startswith("Andere drempels")]

    await vul_aan(gevuld.url("pos_aggregator"), 1, Toetser(processen=1).lekken)
    await _maak(gevuld)
    antwoord = await huis.get(RAPPORT, *PLATFORM)
    docx = Docx(antwoord.content)

    assert (antwoord.status_code, gebreken(docx.inhoud)) == (200, [])
    assert 'filename="Toetsrapport-vrijgave-1.docx"' in antwoord.headers["content-disposition"]
    assert "Toetsrapport" in docx.alle_tekst()
    assert [naam for naam in docx.tabellen() if naam.startswith("Andere drempels")]
    assert not [school for school in SCHOLEN if school in docx.alle_tekst()]


async def test_who_may_read_it(huis: Huis) -> None:
    """It counts over both SWV's: the platform, and who looks after both; one alone could subtract what is its own."""
    for rechten, status in (
        (PLATFORM, 200), (BEIDE, 200), (EEN, 403), (("swv:PO9901",), 403), (("bestuur:99000",), 403),
        (("school:99AB00",), 403), ((), 401),
    ):  # fmt: skip
        assert (await huis.get(RAPPORT, *rechten)).status_code == status, rechten
    for pad in ("/v1/vrijgaven/7/toetsrapport", "/v1/vrijgaven/0/toetsrapport", "/v1/vrijgaven/een/toetsrapport"):
        assert (await huis.get(pad, *PLATFORM)).status_code == 404


async def test_the_list_says_what_there_is_to_get(huis: Huis) -> None:
    for rechten, links in ((PLATFORM, {"toetsrapport": {"href": RAPPORT}}), (EEN, {})):
        (een,) = (await huis.get("/v1/vrijgaven", *rechten)).json()["vrijgaven"]
        assert (een["nummer"], een["stand"], een["getoetst"]) == (1, "2026-11-02T06:00:00Z", True)
        assert een["_links"] == links
    assert (await huis.get("/v1/vrijgaven", "swv:PO9901")).status_code == 403


async def test_a_release_that_did_not_come_is_told(huis: Huis, gevuld: Database) -> None:
    """To everybody who looks after releases; why, only to the platform."""
    with pytest.raises(ToetsMislukt):
        await maak_vrijgave(gevuld.url("pos_aggregator"), LATER, NU, extra=True, toets=houdt_tegen)
    for rechten, reden in ((PLATFORM, True), (EEN, False)):
        html = await _pagina(huis, rechten)
        assert "De laatste vrijgave is tegengehouden" in html
        assert ("te traag" in html) is reden


async def test_the_page_gives_the_same_document(huis: Huis) -> None:
    assert f'href="{ADRES}/1/toetsrapport"' in await _pagina(huis, PLATFORM)
    assert "bij het platform" in await _pagina(huis, EEN)
    pad = f"{ADRES}/1/toetsrapport"
    assert (await _bezoek(huis, pad, PLATFORM)).content == (await huis.get(RAPPORT, *PLATFORM)).content
    for rechten, status in ((EEN, 403), (("swv:PO9901",), 403), ((), 303)):
        assert (await _bezoek(huis, pad, rechten)).status_code == status


async def _pagina(huis: Huis, rechten: Sequence[str]) -> str:
    antwoord = await _bezoek(huis, ADRES, rechten)
    assert antwoord.status_code == 200
    return antwoord.text


async def _bezoek(huis: Huis, pad: str, rechten: Sequence[str]) -> httpx.Response:
    """As a browser with a session of an account with these rights; without rights: without session."""
    if not rechten:
        return await huis.client.get(pad)
    token = await huis.token(*rechten)
    verbinding = await asyncpg.connect(huis.admin_url)
    account = await verbinding.fetchval("SELECT account FROM toegang.token WHERE hash = $1", token_hash(token))
    await verbinding.close()
    sessie = await huis.diensten.sessies.begin(account, NU)
    return await huis.client.get(pad, headers={"Cookie": f"sessie={sessie}"})
