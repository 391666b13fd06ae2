"""Two at once, a lost connection, an ended session: no word lost, with and without a script."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from tests.browser.bezoeker import Bezoeker
from tests.browser.conftest import Bezoek
from tests.browser.profielen.school import ADRES, BOOS, SCHOOL, SWV, is_bewaard, open_onderdeel


def test_two_at_once_both_texts_stay(bezoek: Bezoek) -> None:
    een, ander = bezoek(SCHOOL), bezoek(SCHOOL, breedte=390)
    for bezoeker in (een, ander):
        open_onderdeel(bezoeker, "visie")
    een.pagina.fill("#tekst-visie", f"van de een {BOOS}")
    is_bewaard(een)

    ander.pagina.fill("#tekst-onderwijs", "dit botst niet")
    ander.pagina.fill("#tekst-visie", "van de ander")

    vlak = ander.pagina.locator("#botst-visie")
    expect(vlak).to_contain_text("heeft dit intussen gewijzigd")
    expect(vlak.locator("blockquote")).to_have_text(f"van de een {BOOS}")
    assert ander.pagina.input_value("#tekst-visie") == "van de ander"
    assert ander.gebreken() == []
    ander.foto("profiel-botst")
    vlak.get_by_role("button", name="Houd mijn antwoord").click()
    is_bewaard(ander)
    een.ga(f"{ADRES}/onderdelen/visie")
    assert een.pagina.input_value("#tekst-visie") == "van de ander"
    assert een.pagina.input_value("#tekst-onderwijs") == "dit botst niet"


def test_two_at_once_without_script(bezoek: Bezoek) -> None:
    een, ander = bezoek(SCHOOL, javascript=False), bezoek(SCHOOL, javascript=False)
    for bezoeker in (een, ander):
        open_onderdeel(bezoeker, "visie")
    een.pagina.fill("#tekst-visie", f"van de een {BOOS}")
    een.pagina.click("button[value=blijf]")

    ander.pagina.fill("#tekst-onderwijs", "dit botst niet")
    ander.pagina.fill("#tekst-visie", "van de ander")
    ander.pagina.click("button[value=blijf]")

    expect(ander.pagina.locator("#botst-visie blockquote")).to_have_text(f"van de een {BOOS}")
    assert ander.pagina.input_value("#tekst-visie") == "van de ander"
    ander.foto("profiel-botst-zonder-script")
    ander.pagina.fill("#tekst-visie", "van ons samen")
    ander.pagina.click("button[value=blijf]")
    een.ga(f"{ADRES}/onderdelen/visie")
    assert een.pagina.input_value("#tekst-visie") == "van ons samen"
    assert een.pagina.input_value("#tekst-onderwijs") == "dit botst niet"


def test_a_lost_connection_costs_no_word(bezoek: Bezoek) -> None:
    school = bezoek(SCHOOL)
    open_onderdeel(school, "visie")
    school.pagina.context.set_offline(True)
    school.pagina.fill("#tekst-visie", "getypt in de trein")
    expect(school.pagina.locator("[data-bewaarstand]")).to_contain_text("geen verbinding")
    school.fouten.clear()

    school.pagina.context.set_offline(False)

    is_bewaard(school)
    school.ga(f"{ADRES}/onderdelen/visie")
    assert school.pagina.input_value("#tekst-visie") == "getypt in de trein"
    assert school.gebreken() == []


def test_a_lost_connection_without_script(bezoek: Bezoek) -> None:
    """The browser itself holds the form that could not be sent: loading again sends it."""
    school = bezoek(SCHOOL, javascript=False)
    open_onderdeel(school, "visie")
    school.pagina.context.set_offline(True)
    school.pagina.fill("#tekst-visie", "getypt in de trein")
    with pytest.raises(PlaywrightError), school.pagina.expect_navigation():
        school.pagina.click("button[value=blijf]")
    school.pagina.context.set_offline(False)

    school.pagina.reload()

    expect(school.pagina.locator("main [role=status]").first).to_contain_text("bewaard")
    school.ga(f"{ADRES}/onderdelen/visie")
    assert school.pagina.input_value("#tekst-visie") == "getypt in de trein"


@pytest.mark.parametrize("javascript", [False, True])
def test_a_lost_connection_costs_no_report_of_a_meeting(bezoek: Bezoek, javascript: bool) -> None:
    swv = bezoek(SWV, javascript=javascript)
    swv.ga("/gesprekken/nieuw")
    swv.pagina.select_option("#eenheid", "school:99AI00")
    swv.pagina.fill("#onderwerp", "Geschreven in de trein")
    swv.pagina.context.set_offline(True)
    with pytest.raises(PlaywrightError), swv.pagina.expect_navigation():
        swv.pagina.click("main button >> text=Bewaren")
    swv.pagina.context.set_offline(False)

    swv.pagina.reload()

    expect(swv.pagina.locator("h1")).to_have_text("Geschreven in de trein")


def test_an_ended_session_costs_no_report_of_a_meeting(bezoek: Bezoek) -> None:
    swv = bezoek(SWV, javascript=False, vers=True)
    swv.ga("/gesprekken/nieuw")
    swv.pagina.select_option("#eenheid", "school:99AI00")
    swv.pagina.fill("#onderwerp", f"Bleef staan {BOOS}")
    _verloop(swv)
    swv.pagina.click("main button >> text=Bewaren")
    expect(swv.pagina.locator("h1")).to_have_text("Uw sessie is verlopen, uw tekst niet")
    assert swv.past()
    with swv.pagina.context.expect_page() as tabblad:
        swv.pagina.click("text=Log in, in een nieuw tabblad")
    Bezoeker(tabblad.value, swv.adres, swv.axe).log_in(SWV)
    swv.pagina.click("text=Ga verder met mijn tekst")
    expect(swv.pagina.locator("h1")).to_have_text("Nog niet bewaard")
    swv.foto("gesprek-nog-niet-bewaard")

    swv.pagina.click("text=Bewaar alsnog")

    expect(swv.pagina.locator("h1")).to_have_text(f"Bleef staan {BOOS}")


def _verloop(bezoeker: Bezoeker) -> None:
    """As if the session had ended."""
    bezoeker.pagina.context.clear_cookies(name=re.compile("sessie"))


def test_an_ended_session_costs_no_word(bezoek: Bezoek) -> None:
    school = bezoek(SCHOOL, vers=True)
    open_onderdeel(school, "visie")
    _verloop(school)
    school.pagina.fill("#tekst-visie", "bleef staan")
    stand = school.pagina.locator("[data-bewaarstand]")
    expect(stand).to_contain_text("sessie is verlopen")
    with school.pagina.context.expect_page() as tabblad:
        stand.locator("a").click()
    nieuw = Bezoeker(tabblad.value, school.adres, school.axe)
    nieuw.log_in(SCHOOL)
    expect(nieuw.pagina).to_have_url(re.compile("overzicht|onderdelen"))

    is_bewaard(school)
    nieuw.ga(f"{ADRES}/onderdelen/visie")
    assert nieuw.pagina.input_value("#tekst-visie") == "bleef staan"


def test_an_ended_session_without_script(bezoek: Bezoek) -> None:
    school = bezoek(SCHOOL, javascript=False, vers=True)
    open_onderdeel(school, "visie")
    _verloop(school)
    school.pagina.fill("#tekst-visie", f"bleef staan {BOOS}")
    school.pagina.click("button[value=verder]")
    expect(school.pagina.locator("h1")).to_have_text("Uw sessie is verlopen, uw tekst niet")
    school.foto("profiel-verlopen")
    with school.pagina.context.expect_page() as tabblad:
        school.pagina.click("text=Log in, in een nieuw tabblad")
    Bezoeker(tabblad.value, school.adres, school.axe).log_in(SCHOOL)

    school.pagina.click("text=Ga verder met mijn tekst")

    expect(school.pagina.locator("[role=alert]")).to_contain_text("bewaar opnieuw")
    assert school.pagina.input_value("#tekst-visie") == f"bleef staan {BOOS}"
    school.pagina.click("button[value=verder]")
    assert urlsplit(school.pagina.url).path.endswith("/onderdelen/basisondersteuning")
    school.ga(f"{ADRES}/voorbeeld")
    expect(school.pagina.locator("#deel-visie .vrije-tekst").first).to_have_text(f"bleef staan {BOOS}")
    assert school.pagina.locator("main img, main script").count() == 0
