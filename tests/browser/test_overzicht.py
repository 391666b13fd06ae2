"""The overview: three questions in one screen, the way to each page, and what it says to who sees no figures."""

import pytest

from tests.browser.conftest import Bezoek
from tests.browser.vulling import vorig_bezoek
from tests.stack import Database


@pytest.mark.parametrize("wie", ["swv.po9901", "school.99ai00"])
def test_three_questions_with_a_way_on(bezoek: Bezoek, wie: str) -> None:
    bezoeker = bezoek(wie)
    bezoeker.ga("/overzicht")

    assert bezoeker.teksten("section.figuur h2") == ["Wat opvalt", "Kwaliteit", "Ondersteuning", "Financiën"]
    assert bezoeker.gebreken() == []
    bezoeker.foto(f"overzicht-{wie.split('.')[0]}")
    bezoeker.pagina.click("#ondersteuning tbody a >> text=TLV-aanvragen")
    assert bezoeker.pagina.url.split("?")[0].endswith("/verwijzingen")
    assert bezoeker.gebreken() == []


def test_first_view_is_light(bezoek: Bezoek) -> None:
    bezoeker = bezoek("swv.po9901")
    gewicht: list[int] = []
    bezoeker.pagina.on("response", lambda antwoord: gewicht.append(int(antwoord.request.sizes()["responseBodySize"])))

    bezoeker.ga("/overzicht")
    bezoeker.pagina.wait_for_load_state("load")

    assert 0 < sum(gewicht) < 400_000


def test_400_percent_zoom_and_keyboard(bezoek: Bezoek) -> None:
    bezoeker = bezoek("swv.po9901", breedte=320)
    bezoeker.ga("/overzicht")

    assert bezoeker.past()
    bezoeker.pagina.focus("#ondersteuning tbody tr:first-child a")
    bezoeker.pagina.keyboard.press("Enter")
    bezoeker.pagina.wait_for_url(lambda adres: "/verwijzingen?" in adres)


def test_what_changed_since_the_previous_visit_and_the_units_looked_at_last(bezoek: Bezoek, gevuld: Database) -> None:
    bezoeker = bezoek("swv.po9901", vers=True)
    bezoeker.ga("/overzicht")
    assert bezoeker.pagina.locator("[data-figuur=sinds]").count() == 0
    gezien = vorig_bezoek(gevuld.url(), "swv.po9901", dagen=2, erbij=3)
    bezoeker.ga("/verwijzingen?niveau=school&eenheid=99AI00&binnen=PO9901")
    school = bezoeker.pagina.locator(".onderkop strong").inner_text()

    bezoeker.ga("/overzicht")

    zin = bezoeker.pagina.inner_text("[data-figuur=sinds]").replace("\u00a0", " ")
    assert "U keek hier eerder op 20 november 2026" in zin
    assert f"TLV-aanvragen: {gezien['TLV-aanvragen'] + 3} werd {gezien['TLV-aanvragen']}" in zin
    assert bezoeker.teksten("nav[aria-label='Onlangs bekeken'] a") == [school]
    bezoeker.foto("overzicht-vorig-bezoek")
    assert bezoeker.gebreken() == []
    bezoeker.ga("/zoeken")
    assert school in bezoeker.teksten("#gevonden li a")
    bezoeker.foto("zoeken-onlangs")
    bezoeker.pagina.click(".ik summary")
    bezoeker.pagina.click("text=Uitloggen")
    assert [koekje["name"] for koekje in bezoeker.pagina.context.cookies() if koekje.get("name") == "recent"] == []
