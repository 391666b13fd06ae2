"""Kwaliteit and meetings by the keyboard alone, with and without a script: judge, agree, and read it again."""

from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser.bezoeker import Bezoeker
from tests.browser.conftest import Bezoek
from tests.browser.toetsen import druk, kies, tab_tot, typ

SWV, SCHOOL = "swv.po9901", "school.99ai00"
_NUMMERS = count(1)


@pytest.fixture(params=[False, True], ids=["zonder-script", "met-script"])
def swv(bezoek: Bezoek, request: pytest.FixtureRequest) -> Bezoeker:
    return bezoek(SWV, javascript=request.param)


def test_a_judgement_is_recorded(swv: Bezoeker) -> None:
    swv.ga("/kwaliteit")
    druk(swv, "#standaarden a:has-text('BKA2')")
    eerder = swv.pagina.locator("[name=oordeel]:checked").count()
    tab_tot(swv, "[name=oordeel]:checked" if eerder else "[name=oordeel]")
    swv.pagina.keyboard.press("Space")
    swv.pagina.keyboard.press("ArrowDown")
    gekozen = swv.pagina.locator("[name=oordeel]:checked").get_attribute("value")
    typ(swv, "#toelichting", "Wij doen wat wij afspraken.")
    tab_tot(swv, "[name=bewijs] >> nth=2")
    swv.pagina.keyboard.press("Space")
    druk(swv, "button:has-text('Bewaar oordeel')")

    expect(swv.pagina.locator("#nu")).to_have_text(f"Ons oordeel: {gekozen}")
    assert "Wij doen wat wij afspraken." in swv.pagina.inner_text("[aria-labelledby=nu]")


def test_a_goal_is_made_and_a_moment_is_set_and_done(swv: Bezoeker) -> None:
    naam = f"T{next(_NUMMERS)}"
    swv.ga("/doelen")
    druk(swv, "main a:has-text('Nieuw doel')")
    for veld, tekst in (("#plan", "Jaarplan 2026"), ("#code", naam), ("#titel", f"Doel {naam}")):
        typ(swv, veld, tekst)
    kies(swv, "#indicator", "Toegekende TLV's")
    kies(swv, "#richting", "hoogstens deze waarde")
    typ(swv, "#streefwaarde", "40")
    druk(swv, "main button:has-text('Bewaren')")
    expect(swv.pagina.locator("main table")).to_contain_text(f"Doel {naam}")

    swv.ga("/kwaliteit/jaar")
    typ(swv, "#titel", f"Moment {naam}")
    typ(swv, "#uiterlijk", "10102026")
    druk(swv, "button:has-text('Zet in het jaar')")
    expect(swv.pagina.locator("[aria-labelledby=laat]")).to_contain_text(f"Moment {naam}")
    druk(swv, f"[aria-labelledby=laat] li:has-text('{naam}') button[value=klaar]")
    expect(swv.pagina.locator("main")).to_contain_text(f"Moment {naam}")
    assert swv.pagina.locator(f"[aria-labelledby=laat] li:has-text('{naam}')").count() == 0


def test_an_agreement_is_added_and_done(swv: Bezoeker, bezoek: Bezoek) -> None:
    naam = f"Met de toetsen, gesprek {next(_NUMMERS)}"
    swv.ga("/gesprekken")
    druk(swv, "main a:has-text('Nieuw gesprek')")
    kies(swv, "#eenheid", "De Kleine Lantaarn")
    typ(swv, "#onderwerp", naam)
    druk(swv, "main button:has-text('Bewaren')")
    typ(swv, "#tekst", "Samen een plan maken")
    typ(swv, "#wie", "intern begeleider")
    druk(swv, "button:has-text('Voeg afspraak toe')")
    expect(swv.pagina.locator("#afspraken")).to_contain_text("Samen een plan maken")

    school = bezoek(SCHOOL)
    school.ga("/gesprekken")
    druk(school, f"main a:has-text('{naam}')")
    druk(school, "#afspraken button:has-text('Gedaan')")
    expect(school.pagina.locator("#afspraken")).to_contain_text("gedaan op 22 november 2026")
