"""A profile as school, board and SWV see it: by keyboard, in every state, and who gets no form."""

import pytest
from playwright.sync_api import expect

from deploy.example.regio import voorbeeld_regio
from services.gateway.domain.profielen.standaard import standaardformulier
from tests.browser.bezoeker import Bezoeker
from tests.browser.conftest import Bezoek
from tests.browser.profielen.school import ADRES, BESTUUR, BOOS, SCHOOL, SWV, open_onderdeel
from tests.browser.toetsen import druk, tab_tot


@pytest.mark.parametrize("javascript", [False, True])
def test_by_keyboard_alone_filling_in_publishing_and_reading(bezoek: Bezoek, javascript: bool) -> None:
    school = bezoek(SCHOOL, breedte=390, donker=True, javascript=javascript)
    toets = school.pagina.keyboard
    school.ga(ADRES)
    druk(school, "button:has-text('Begin')")
    for _ in range(9):
        assert school.past()
        druk(school, "button[value=verder]")
    school.foto("profiel-telefoon-donker")
    tab_tot(school, "[name='keuze.advies-mr']")
    toets.press("Space")
    tab_tot(school, "#datum-advies-mr")
    toets.type("11112026")
    assert school.pagina.input_value("#datum-advies-mr") == "2026-11-11", "the same, day or month first"
    druk(school, "button[value=verder]")
    assert school.past()
    druk(school, "button:has-text('Bied aan')")

    bestuur = bezoek(BESTUUR, javascript=javascript)
    bestuur.ga(ADRES)
    druk(bestuur, "button:has-text('Stel vast')")
    expect(bestuur.pagina.locator("main [role=status]")).to_contain_text("gepubliceerd")
    druk(bestuur, "a:has-text('Wat is er veranderd?')")
    expect(bestuur.pagina.locator("#verschillen")).to_be_visible()
    bestuur.pagina.go_back()
    druk(bestuur, "a:has-text('Zo lezen ouders het')")
    expect(bestuur.pagina.locator("main")).to_contain_text("voor schooljaar 2026-2027")


def test_the_board_gives_back_and_everybody_sees_what_changed(bezoek: Bezoek) -> None:
    school, bestuur, swv = bezoek(SCHOOL), bezoek(BESTUUR, donker=True), bezoek(SWV, breedte=390)
    open_onderdeel(school, "grenzen")
    school.pagina.fill("#tekst-wat-kan-niet", f"Wij hebben geen lift. {BOOS}")
    school.pagina.click("button[value=verder]")
    school.ga(ADRES)
    school.foto("profiel-concept")
    school.pagina.click("text=Bied aan het bestuur aan")
    bestuur.ga(ADRES)
    bestuur.pagina.fill("#opmerking", f"Noem ook de trap. {BOOS}")
    bestuur.pagina.click("text=Geef terug aan de school")
    school.ga(ADRES)
    expect(school.pagina.locator("[role=note]")).to_contain_text(f"Noem ook de trap. {BOOS}")
    assert school.gebreken() == []
    school.foto("profiel-teruggegeven")

    swv.ga(f"{ADRES}/versies")

    verschil = swv.pagina.locator(".verschil", has_text="Wat kunnen wij niet?")
    expect(verschil).to_contain_text("onerror")
    assert verschil.locator("ins").count() > 0
    assert verschil.locator("img, script").count() == 0
    assert swv.gebreken() == []
    assert swv.past()
    swv.foto("profiel-verschil-telefoon")
    assert "stuk" not in swv.pagina.title() + school.pagina.title()


def _is_gaaf(bezoeker: Bezoeker, adres: str) -> None:
    """In light and dark, on a screen and a phone."""
    bezoeker.ga(adres)
    for breedte, donker in ((1280, False), (360, True)):
        bezoeker.wordt(breedte, donker)
        assert bezoeker.gebreken() == [], (adres, breedte)
        assert bezoeker.past(), (adres, breedte)


def test_every_chapter_and_every_page_around_it_is_sound(bezoek: Bezoek) -> None:
    school, swv = bezoek(SCHOOL), bezoek(SWV)
    open_onderdeel(school, "visie")
    for onderdeel in standaardformulier().onderdelen:
        _is_gaaf(school, f"{ADRES}/onderdelen/{onderdeel.code}")
    for deel in ("", "/voorbeeld", "/versies"):
        _is_gaaf(school, ADRES + deel)
    for adres in ("dekking/PO9901", "dekking/PO9901?subregio=PO9901-N", "vergelijken/PO9901", "formulier/PO9901"):
        _is_gaaf(swv, f"/ondersteuningsaanbod/{adres}")
        kop = " ".join((swv.pagina.title(), *swv.teksten("main h1, main .onderkop")))
        assert "PO9901" not in kop, "an SWV is called by its name"
    swv.foto("profiel-formulier-swv")


@pytest.mark.parametrize("wie", [BESTUUR, SWV])
def test_the_list_of_everybody(bezoek: Bezoek, wie: str) -> None:
    for breedte, donker in ((1280, False), (390, True)):
        lezer = bezoek(wie, breedte=breedte, donker=donker)
        lezer.ga("/ondersteuningsaanbod")
        assert lezer.gebreken() == []
        assert lezer.past()
        lezer.foto(f"profiel-lijst-{wie[:3]}-{breedte}")
    assert (
        lezer.pagina.locator("#alle + .tabelvlak tbody tr").count()
        == {
            BESTUUR: 7,
            SWV: len(voorbeeld_regio().leden_van("PO9901", 2026)),
        }[wie]
    )
    lezer.ga("/ondersteuningsaanbod?schooljaar=2027-2028")
    assert lezer.gebreken() == []


def test_who_may_not_write_gets_no_form(bezoek: Bezoek) -> None:
    school = bezoek(SCHOOL)
    open_onderdeel(school, "visie")
    for wie in (BESTUUR, SWV):
        lezer = bezoek(wie)
        lezer.ga(f"{ADRES}/onderdelen/visie")
        assert lezer.pagina.locator("textarea").count() == 0
        assert lezer.pagina.locator("h1").inner_text() == "De Kleine Lantaarn"
    school.ga(ADRES.replace("99AI00", "99AJ00"))
    assert school.pagina.locator("h1").inner_text() == "Niet gevonden"
