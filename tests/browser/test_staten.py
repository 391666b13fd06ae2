"""Every page in every state: for each role without a script, enlarged and on paper; one school, hidden, slow, away."""

import re
import time
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Response, Route, expect

from services.gateway.dashboards import DASHBOARDS
from shared.contracts.wijzigingen import Wijziging
from tests.browser.bezoeker import Bezoeker, wacht_tot
from tests.browser.conftest import Bezoek
from tests.browser.luik import luik
from tests.browser.server import Draaiend, draaiend
from tests.stack import Database

SWV = "swv.po9901"
EENHEDEN = {
    "VO": ("swv.vo9901", "schooljaar=2025-2026&uitleg=ja"),
    "board with one school": (SWV, "niveau=bestuur&eenheid=99005&binnen=PO9901&vergelijk=soortgelijk"),
    "long ago, before there was anything": ("school.99ai00", "schooljaar=1999-2000"),
}
PAGINAS = ("overzicht", "verwijzingen", "toewijzing")


@pytest.mark.parametrize("wie", EENHEDEN)
def test_units_that_are_not_like_the_others(bezoek: Bezoek, wie: str) -> None:
    """Without a script; those that are like others: test_gelijkheid.py."""
    naam, vraag = EENHEDEN[wie]
    bezoeker = bezoek(naam, javascript=False)
    for dashboard in PAGINAS:
        bezoeker.ga(f"/{dashboard}?{vraag}")
        assert bezoeker.onaf() == [], dashboard
        assert bezoeker.pagina.locator("section.figuur").count() >= 3
    assert bezoeker.fouten == []


def test_the_weight_of_every_page_at_first_sight(bezoek: Bezoek) -> None:
    zwaar = {}
    for dashboard in DASHBOARDS:
        bezoeker = bezoek(SWV)
        gezien = _kijk(bezoeker)
        bezoeker.ga(f"/{dashboard}?schooljaar=2025-2026")
        bezoeker.pagina.wait_for_load_state("load")
        zwaar[dashboard] = sum(map(_gewicht, gezien))
        assert bezoeker.pagina.evaluate("window.__sprong") < 0.1, dashboard
        bezoeker.pagina.context.close()
    assert all(0 < gewicht < 400_000 for gewicht in zwaar.values()), zwaar


def _kijk(bezoeker: Bezoeker) -> list[Response]:
    """Every answer from now on."""
    gezien: list[Response] = []
    bezoeker.pagina.on("response", lambda antwoord: gezien.append(antwoord))
    return gezien


def _gewicht(antwoord: Response) -> int:
    """Bytes of the body as it travelled; of the stream of changes, which does not end, none."""
    if antwoord.headers.get("content-type", "").startswith("text/event-stream"):
        return 0
    antwoord.finished()
    return int(antwoord.request.sizes()["responseBodySize"])


def test_a_slow_answer_moves_nothing_and_takes_nothing_away(bezoek: Bezoek, gateway: Draaiend) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.ga("/middelen?niveau=swv&eenheid=PO9901&schooljaar=2025-2026")
    wacht_tot(lambda: gateway.omroep.aantal > 0)
    opgehaald = []

    def traag(route: Route) -> None:
        time.sleep(1.5)
        route.continue_()
        opgehaald.append(route.request.url)

    bezoeker.pagina.route("**/middelen?*", traag)
    bezoeker.pagina.evaluate("window.scrollTo(0, 600)")
    hoogte, sprong = bezoeker.pagina.evaluate("[window.scrollY, window.__sprong]")
    for _ in range(3):
        gateway.meld(Wijziging(swvs=("PO9901",), schooljaren=(2026,), organisatie=False))
    bezoeker.pagina.click("#categorieen details[data-deel=tabel] > summary")
    bezoeker.pagina.evaluate(f"window.scrollTo(0, {hoogte})")
    wacht_tot(lambda: bezoeker.pagina.evaluate("1") == 1 and bool(opgehaald))
    bezoeker.pagina.wait_for_timeout(500)

    assert bezoeker.pagina.locator("#categorieen details[data-deel=tabel]").get_attribute("open") is not None
    assert bezoeker.pagina.evaluate("window.scrollY") == hoogte
    assert bezoeker.pagina.evaluate("window.__sprong") - sprong < 0.01
    assert bezoeker.pagina.locator("#bijgewerkt").inner_text() == "", "nothing differs, nothing is said"
    assert bezoeker.gebreken() == []


def test_without_the_stream_the_page_is_whole(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.pagina.route("**/v1/stroom**", lambda route: route.abort())
    bezoeker.ga("/thuiszitters?schooljaar=2025-2026")
    assert bezoeker.onaf() == []
    assert bezoeker.gebreken() == []


def test_the_database_away_is_a_calm_page_that_heals(
    browser: Browser, gevuld: Database, middelen: Path, axe: str
) -> None:
    with luik(gevuld.url("pos_gateway")) as deur, draaiend(deur.dsn, middelen) as gateway:
        context = browser.new_context(viewport={"width": 390, "height": 800}, locale="nl-NL")
        context.set_default_timeout(30_000)
        bezoeker = Bezoeker(context.new_page(), gateway.adres, axe)
        bezoeker.log_in(SWV)
        bezoeker.ga("/verwijzingen")
        deur.zet(False)
        for pad in ("/verwijzingen", "/zoeken?q=de", "/overzicht", "/rapporten"):
            antwoord = bezoeker.pagina.goto(gateway.adres + pad)
            assert antwoord is not None
            assert (antwoord.status, antwoord.headers["retry-after"]) == (503, "5"), pad
            expect(bezoeker.pagina.locator("h1")).to_have_text("Even geduld")
        bezoeker.foto("database-weg")
        assert bezoeker.gebreken() == []
        api = httpx.get(
            f"{gateway.adres}/v1/dashboards/verwijzingen", headers={"Authorization": "Bearer pos_x"}, timeout=30
        )
        assert (api.status_code, api.headers["content-type"]) == (503, "application/problem+json")
        assert httpx.get(f"{gateway.adres}/privacy", timeout=30).status_code == 200
        deur.zet(True)
        bezoeker.ga("/verwijzingen")
        expect(bezoeker.pagina.locator("h1")).to_have_text(re.compile("Verwijzingen"))
        context.close()
