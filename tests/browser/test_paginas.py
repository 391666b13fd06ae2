"""Every page, wide and on a phone, light and dark: readable for everybody, nothing foreign, nothing refused."""

import re

import pytest

from deploy.launcher.places import PROJECT
from tests.browser.conftest import Bezoek

SWV = "swv.po9901"
STATISCH = PROJECT / "services" / "gateway" / "static"
PAGINAS = {
    "welkom": (None, "/"),
    "inloggen": (None, "/inloggen"),
    "privacy": (None, "/privacy"),
    "openbaar": (None, "/openbaar"),
    "toegankelijkheid": (None, "/toegankelijkheid"),
    "documentatie": (None, "/v1/documentatie"),
    "overzicht": (SWV, "/overzicht"),
    "overzicht-bestuur": ("bestuur.99002", "/overzicht"),
    "overzicht-niet-vrijgegeven": ("school.99ai00", "/overzicht?niveau=bestuur&eenheid=99002"),
    "overzicht-platform": ("platform", "/overzicht"),
    "kwaliteit": (SWV, "/kwaliteit"),
    "ondersteuning": (SWV, "/ondersteuning"),
    "zoeken": (SWV, "/zoeken?q=de"),
    "zoeken-niets": (SWV, "/zoeken?q=bestaatniet"),
    "niet-gevonden": (SWV, "/bestaatniet"),
    "ongeldig-adres": (SWV, "/verwijzingen?schooljaar=2025"),
    "verwijzingen-swv": (SWV, "/verwijzingen?schooljaar=2025-2026"),
    "verwijzingen-swv-lopend": (SWV, "/verwijzingen"),
    "verwijzingen-vo": ("swv.vo9901", "/verwijzingen?schooljaar=2024-2025&verdeling=school"),
    "verwijzingen-subregio": (SWV, "/verwijzingen?niveau=subregio&eenheid=PO9901-NOORD&schooljaar=2025-2026"),
    "verwijzingen-soort": (SWV, "/verwijzingen?niveau=swv&eenheid=PO9901&schooljaar=2025-2026&soort=sbo&vergelijk=2"),
    "verwijzingen-herkomst": (SWV, "/verwijzingen?niveau=swv&eenheid=PO9901&toerekening=herkomst"),
    "verwijzingen-bestuur": ("bestuur.99002", "/verwijzingen?schooljaar=2025-2026"),
    "verwijzingen-school": ("school.99ai00", "/verwijzingen?schooljaar=2025-2026"),
    "verwijzingen-leeg": (SWV, "/verwijzingen?niveau=bestuur&eenheid=99008&binnen=PO9901&soort=pro"),
    "arrangementen-swv": (SWV, "/arrangementen?schooljaar=2025-2026"),
    "arrangementen-swv-lopend": (SWV, "/arrangementen?vergelijk=soortgelijk&uitleg=ja"),
    "arrangementen-school": ("school.99ai00", "/arrangementen?schooljaar=2025-2026"),
    "toewijzing-swv": (SWV, "/toewijzing?schooljaar=2025-2026"),
    "deelname-swv": (SWV, "/deelname-en-stromen?schooljaar=2025-2026"),
    "thuiszitters-leeg": ("school.99ai00", "/thuiszitters"),
    "middelen-swv": (SWV, "/middelen?schooljaar=2026-2027"),
    "middelen-boekjaar": ("school.99ai00", "/middelen?schooljaar=2025-2026&periode=boekjaar&uitleg=ja"),
    "niet-vrijgegeven": ("school.99ai00", "/verwijzingen?niveau=bestuur&eenheid=99002"),
}
VORMEN = {
    "breed-licht": (1280, False),
    "breed-donker": (1280, True),
    "smal-licht": (390, False),
    "smal-donker": (390, True),
}


@pytest.mark.parametrize("naam", PAGINAS)
def test_page_is_sound(bezoek: Bezoek, naam: str) -> None:
    """Visited once: no script looks at width or colour, so the forms differ by style alone."""
    wie, pad = PAGINAS[naam]
    bezoeker = bezoek(wie)

    bezoeker.ga(pad)

    assert bezoeker.pagina.locator("h1").count() == 1
    for vorm, (breedte, donker) in VORMEN.items():
        bezoeker.wordt(breedte, donker)
        bezoeker.foto(f"{naam}-{vorm}")
        assert bezoeker.gebreken() == [], vorm
        assert bezoeker.past(), vorm


def test_no_script_looks_at_width_or_colour() -> None:
    """Else each form of a page would have to be visited by itself."""
    scripts = list(STATISCH.glob("js/*.js"))

    assert scripts
    kijkt = re.compile(r"matchMedia|innerWidth|clientWidth|ResizeObserver|onresize|[\"']resize[\"']")
    assert not [een.name for een in scripts if kijkt.search(een.read_text())]


@pytest.mark.parametrize("breedte", [320, 900, 1920])
def test_other_widths_fit(bezoek: Bezoek, breedte: int) -> None:
    bezoeker = bezoek(SWV, breedte=breedte)

    bezoeker.ga("/verwijzingen?schooljaar=2025-2026")

    bezoeker.foto(f"verwijzingen-swv-{breedte}")
    assert bezoeker.past()
    assert bezoeker.gebreken() == []


@pytest.mark.parametrize("wie", [None, SWV])
def test_head_takes_few_lines_on_the_smallest_screen(bezoek: Bezoek, wie: str | None) -> None:
    bezoeker = bezoek(wie, breedte=320)

    bezoeker.ga("/privacy")

    vakken = [bezoeker.pagina.locator(f".kop {deel}").bounding_box() for deel in (".merk", ".ik > summary")]
    merk, ik = [vak for vak in vakken if vak]
    assert abs((merk["y"] + merk["height"] / 2) - (ik["y"] + ik["height"] / 2)) < 8, "on one line"
    hoogte = bezoeker.pagina.evaluate("document.querySelector('.kop').getBoundingClientRect().height")
    assert hoogte < (160 if wie else 95), "no more than menu and search below it; of a visitor one line"
    assert bezoeker.past()


def test_columns_of_text_on_a_phone_break_words_only_where_they_may(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV, breedte=390)
    bezoeker.ga("/toewijzing?schooljaar=2025-2026")

    for deel in bezoeker.pagina.locator("details[data-deel=tabel] > summary").all():
        deel.click()
    stijlen = bezoeker.pagina.evaluate("""() => [...document.querySelectorAll(
        ".tabel--weg tbody td:not(.getal), .tabel--weg tbody th")].map((vak) => {
            const stijl = getComputedStyle(vak);
            return `${stijl.overflowWrap} ${stijl.wordBreak} ${stijl.hyphens}`;
        })""")

    assert set(stijlen) == {"normal normal auto"}


def test_open_parts_and_enhanced_charts_are_sound(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.ga("/verwijzingen?schooljaar=2025-2026")
    for grafiek in bezoeker.pagina.locator("[data-grafiek]").all():
        grafiek.scroll_into_view_if_needed()
        grafiek.hover()
        grafiek.locator("[data-verrijkt=ja]").wait_for(timeout=15_000)
    for kop in bezoeker.pagina.locator("details[data-deel=tabel] > summary").all():
        kop.click()

    bezoeker.foto("verwijzingen-open")

    assert bezoeker.pagina.locator("[data-verrijkt=ja] svg").count() == 10
    assert bezoeker.gebreken() == []
    assert bezoeker.past()


def test_page_on_paper_shows_filters_and_no_controls(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.ga("/verwijzingen?schooljaar=2025-2026")

    bezoeker.pagina.emulate_media(media="print")

    bezoeker.foto("verwijzingen-afdruk")
    assert "in schooljaar 2025-2026" in bezoeker.pagina.inner_text(".alleen-druk")
    assert not bezoeker.pagina.locator("#k-schooljaar").is_visible(), "the choices stand there once"
    assert not bezoeker.pagina.locator(".menu").is_visible()


def test_without_javascript_the_page_is_whole(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV, javascript=False)
    bezoeker.ga("/verwijzingen")

    bezoeker.pagina.select_option("#k-schooljaar", "2024-2025")
    bezoeker.pagina.click("text=Toon")

    bezoeker.pagina.wait_for_load_state("load")
    assert "schooljaar=2024-2025" in bezoeker.pagina.url
    assert bezoeker.pagina.locator(".grafiek svg").count() == 20
    assert bezoeker.pagina.locator("[data-figuur]").count() == 13


def test_first_view_is_light(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV)
    gewicht: list[int] = []
    bezoeker.pagina.on("response", lambda antwoord: gewicht.append(int(antwoord.request.sizes()["responseBodySize"])))

    bezoeker.ga("/verwijzingen?schooljaar=2025-2026")
    bezoeker.pagina.wait_for_load_state("load")

    assert 0 < sum(gewicht) < 400_000
