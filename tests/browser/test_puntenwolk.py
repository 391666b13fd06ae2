"""The cloud of Toewijzing: which point is which school, with and without scripts, and the way there."""

from typing import Final

from tests.browser.conftest import Bezoek

SWV: Final = "swv.po9901"
PAD: Final = "/toewijzing?schooljaar=2025-2026&verdeling=school"


def test_every_point_has_the_name_of_a_row_without_scripts_too(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV, breedte=390, javascript=False)
    bezoeker.ga(PAD)
    figuur = bezoeker.pagina.locator("#spreiding")

    titels = figuur.locator("[data-vorm=smal] title").all_text_contents()
    for rij in figuur.locator("tbody tr").all():
        naam = rij.locator("th a").all_text_contents()[0]
        verwezen, geld = rij.locator("td").all_text_contents()[1:3]
        if "%" in verwezen and "€" in geld:
            assert any(naam in titel and verwezen in titel for titel in titels), naam
    assert len(titels) >= 10
    assert figuur.locator("[data-vorm=breed] .mark-text.role-mark text").count() > 5
    assert figuur.locator("[data-vorm=smal] .mark-text.role-mark text").count() > 1


def test_a_point_tells_its_name_to_mouse_and_finger_and_a_click_goes_there(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.ga(PAD)
    pagina, grafiek = bezoeker.pagina, bezoeker.pagina.locator("#spreiding [data-grafiek]")
    grafiek.scroll_into_view_if_needed()
    grafiek.hover()
    grafiek.locator("[data-verrijkt=ja]").wait_for(timeout=15_000)

    punt = grafiek.locator("[data-verrijkt=ja] path[aria-roledescription=punt]").last
    uitleg = punt.get_attribute("aria-label") or ""
    punt.hover()

    assert pagina.locator("#vg-tooltip-element.visible").inner_text() == uitleg
    assert bezoeker.gebreken() == []
    bezoeker.foto("toewijzing-punt")
    pagina.mouse.move(0, 0)
    pagina.locator("#vg-tooltip-element.visible").wait_for(state="detached")
    adres = pagina.url
    punt.dispatch_event("pointerdown", {"pointerType": "touch"})
    punt.dispatch_event("click")
    assert pagina.locator("#vg-tooltip-element.visible").inner_text() == uitleg, "a finger asks what it is"
    assert pagina.url == adres
    with pagina.expect_navigation():
        punt.click()
    assert uitleg.startswith(pagina.locator(".onderkop strong").inner_text())
