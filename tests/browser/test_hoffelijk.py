"""Small courtesies: definitions open when asked, units by name, place or code, an address to mail, stillness."""

import pytest
from playwright.sync_api import expect

from services.gateway.dashboards import DASHBOARDS
from tests.browser.conftest import Bezoek

SWV = "swv.po9901"
_BEWEEGT = """() => [...document.querySelectorAll('*')].filter((een) => {
  const stijl = getComputedStyle(een);
  return [stijl.transitionDuration, stijl.animationDuration].some((duur) => parseFloat(duur) > 0);
}).map((een) => een.outerHTML.slice(0, 80))"""


def test_the_mode_of_explanations_opens_every_definition_and_closes_again(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.ga("/thuiszitters?schooljaar=2025-2026")
    alle, open_ = "section.figuur details[data-deel=uitleg]", "section.figuur details[data-deel=uitleg][open]"
    assert bezoeker.pagina.locator(alle).count() > 0
    assert bezoeker.pagina.locator(open_).count() == 0

    bezoeker.pagina.click("text=Met uitleg")

    expect(bezoeker.pagina.locator(open_)).to_have_count(bezoeker.pagina.locator(alle).count())
    assert bezoeker.gebreken() == []
    bezoeker.pagina.click("text=Zonder uitleg")
    expect(bezoeker.pagina.locator(open_)).to_have_count(0)


@pytest.mark.parametrize("tekst", ["99AI00", "99ai", "kleine lantaarn"])
def test_a_unit_is_found_by_code_and_by_words_of_its_name(bezoek: Bezoek, tekst: str) -> None:
    bezoeker = bezoek(SWV, javascript=False)
    bezoeker.ga(f"/zoeken?q={tekst}")
    assert any("De Kleine Lantaarn" in een for een in bezoeker.teksten("#gevonden li"))


def test_a_unit_is_found_by_its_place(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.ga("/zoeken?q=99AI00")
    plaats = bezoeker.pagina.inner_text("#gevonden li .plaats").split("·")[0].split(",")[1].strip()
    bezoeker.ga(f"/zoeken?q={plaats}")
    assert any("De Kleine Lantaarn" in een for een in bezoeker.teksten("#gevonden li"))


def test_what_is_not_found_says_what_to_try(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.ga("/zoeken?q=qqqq")
    assert bezoeker.pagina.locator("#gevonden li").count() == 0
    assert "naam" in bezoeker.pagina.inner_text("#gevonden")


def test_the_address_holds_the_whole_view_for_somebody_else(bezoek: Bezoek) -> None:
    een, ander = bezoek(SWV), bezoek("bestuur.99002")
    een.ga("/verwijzingen?schooljaar=2025-2026&niveau=bestuur&eenheid=99002&vergelijk=2&soort=so")
    ander.ga(een.pagina.url.removeprefix(een.adres))
    for bezoeker in (een, ander):
        assert bezoeker.pagina.locator("#k-vergelijk").input_value() == "2"
        assert bezoeker.pagina.locator("#k-soort").input_value() == "so"
    assert een.teksten(".onderkop strong") == ander.teksten(".onderkop strong")


@pytest.mark.parametrize("naam", DASHBOARDS)
def test_nothing_moves_for_who_wants_no_motion(bezoek: Bezoek, naam: str) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.pagina.emulate_media(reduced_motion="reduce")
    bezoeker.ga(f"/{naam}?schooljaar=2025-2026")
    assert bezoeker.pagina.evaluate(_BEWEEGT) == []
