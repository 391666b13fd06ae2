"""Who looks outside the own unit after a release: page, API and downloads show the same released figures."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from services.aggregator.vrijgave import maak_vrijgave
from services.aggregator.vrijgave.toets import Kandidaat, Oordeel
from services.aggregator.vrijgave.uitgave import Uitgave
from services.gateway.dashboards import DASHBOARDS
from tests.browser.bezoeker import Bezoeker
from tests.browser.server import NU, Draaiend, draaiend
from tests.browser.test_gelijkheid import downloads_kloppen, haal, pagina_toont
from tests.browser.vulling import vul_accounts
from tests.integration.gateway.wereld import voorbeeld
from tests.integration.vrijgave.zaken import vul
from tests.stack import Database, PostgresUnderTest

MOMENT = datetime(2026, 11, 2, 5, tzinfo=UTC)
BOVEN = {"school.99ai00": "niveau=swv&eenheid=PO9901", "bestuur.99002": "niveau=swv&eenheid=PO9901"}
JAAR = "schooljaar=2025-2026"


def geslaagd(_kandidaat: Kandidaat, _eerdere: Sequence[Uitgave], /) -> Oordeel:
    """An audit that finds nothing: it is tested elsewhere."""
    return Oordeel({"kleinste": 5, "beschermd": [1, 4]})


@pytest.fixture(scope="module")
def vrijgegeven(postgres_server: PostgresUnderTest) -> Iterator[Database]:
    """The example region with its cases, one release, and the accounts."""
    gemaakt = asyncio.run(postgres_server.new_database())

    async def maak() -> None:
        await vul(gemaakt.url(), voorbeeld().wereld)
        await maak_vrijgave(gemaakt.url("pos_aggregator"), MOMENT, NU, toets=geslaagd)
        await vul_accounts(gemaakt.url())

    asyncio.run(maak())
    yield gemaakt
    asyncio.run(postgres_server.drop_database(gemaakt))


@pytest.fixture(scope="module")
def na_vrijgave(vrijgegeven: Database, middelen: Path) -> Iterator[Draaiend]:
    """The gateway over it."""
    with draaiend(vrijgegeven.url("pos_gateway"), middelen) as gateway:
        yield gateway


@pytest.mark.parametrize("wie", BOVEN)
def test_released_figures_are_the_same_everywhere(na_vrijgave: Draaiend, browser: Browser, axe: str, wie: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL", java_script_enabled=False)
    bezoeker = Bezoeker(context.new_page(), na_vrijgave.adres, axe)
    bezoeker.log_in(wie)
    getoond = 0
    for dashboard in DASHBOARDS:
        antwoord = haal(na_vrijgave, wie, f"/v1/dashboards/{dashboard}?{BOVEN[wie]}&{JAAR}").json()
        assert antwoord["zicht"] == "vergelijking"
        if antwoord["nietVrijgegeven"]:
            continue
        pagina_toont(bezoeker, antwoord)
        waarden = [cel for figuur in antwoord["figuren"] for rij in figuur["tabel"]["rijen"] for cel in rij["cellen"]]
        getallen = [cel["waarde"] for cel in waarden if not isinstance(cel, str) and cel["waarde"] is not None]
        getoond += len(getallen)
        if dashboard == "verwijzingen":
            bezoeker.foto(f"verwijzingen-vrijgegeven-{wie.partition('.')[0]}")
            for figuur in antwoord["figuren"]:
                downloads_kloppen(na_vrijgave, wie, figuur)
            assert "vrijgave van 2 november 2026" in bezoeker.pagina.inner_text("[data-vrijgave]").replace(
                "\u00a0", " "
            )
    context.close()
    assert getoond > 100


@pytest.mark.parametrize(("breedte", "donker"), [(390, True), (1280, False)])
def test_everybody_sees_what_is_public(
    na_vrijgave: Draaiend, browser: Browser, axe: str, breedte: int, donker: bool
) -> None:
    """Filled, without login: figures of the country and of an SWV, the release, and files that come down."""
    kleuren: Literal["dark", "light"] = "dark" if donker else "light"
    context = browser.new_context(viewport={"width": breedte, "height": 900}, color_scheme=kleuren, locale="nl-NL")
    bezoeker = Bezoeker(context.new_page(), na_vrijgave.adres, axe)
    for eenheid in ("NL-PO", "PO9901"):
        bezoeker.ga(f"/openbaar?eenheid={eenheid}")
        bezoeker.foto(f"openbaar-{eenheid}-{breedte}")
        assert bezoeker.gebreken() == []
        assert bezoeker.past()
        assert any(een.split(" ")[0].isdigit() for een in bezoeker.teksten("table td"))
    with bezoeker.pagina.expect_download() as bestand:
        bezoeker.pagina.click("text=Excel")
    assert bestand.value.suggested_filename.endswith(".xlsx")
    context.close()
