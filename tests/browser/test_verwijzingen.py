"""The page Verwijzingen: the way down and up, filters, search, who sees what, figures that refresh by themselves."""

import pytest
from playwright.sync_api import expect

from shared.contracts.wijzigingen import Wijziging
from tests.browser.bezoeker import wacht_tot
from tests.browser.conftest import Bezoek
from tests.browser.server import Draaiend
from tests.browser.vulling import wijzig_aantal
from tests.stack import Database

SWV = "swv.po9901"
JAAR = "/verwijzingen?niveau=swv&eenheid=PO9901&schooljaar=2025-2026"


# Rows of the grid that do not reach its right side, by the figure that ends them.
_GATEN = """() => {
  const raster = document.querySelector(".figuren"), rechts = raster.getBoundingClientRect().right, rijen = new Map();
  for (const figuur of raster.children) {
    const vak = figuur.getBoundingClientRect(), rij = rijen.get(vak.top);
    if (!rij || rij.vak.right < vak.right) rijen.set(vak.top, { vak, code: figuur.id });
  }
  return [...rijen.values()].filter((rij) => rechts - rij.vak.right > 1).map((rij) => rij.code);
}"""


def test_from_swv_to_school_and_back(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.ga(JAAR)

    bezoeker.pagina.click("#onderliggend >> text=Stichting Openbaar Primair Onderwijs Waterkerke")
    bezoeker.pagina.click("#onderliggend >> text=De Kleine Lantaarn")

    assert bezoeker.teksten(".kruimels li") == [
        "Samenwerkingsverband PO Waterkerke en Oosterduin",
        "Stichting Openbaar Primair Onderwijs Waterkerke",
        "De Kleine Lantaarn",
    ]
    assert "schooljaar=2025-2026" in bezoeker.pagina.url
    bezoeker.pagina.click(".kruimels >> text=Samenwerkingsverband")
    assert "eenheid=PO9901" in bezoeker.pagina.url


def test_filters_change_address_and_figures_without_a_button(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.ga(JAAR)
    eerst = bezoeker.teksten(".kerncijfer__getal")[0]

    bezoeker.pagina.select_option("#k-soort", "sbo")
    expect(bezoeker.pagina.locator("#kop-soorten")).to_be_visible()
    bezoeker.pagina.wait_for_url("**soort=sbo**")

    assert bezoeker.teksten(".kerncijfer__getal")[0] != eerst
    bezoeker.pagina.go_back()
    expect(bezoeker.pagina.locator(".kerncijfer__getal").first).to_have_text(eerst)
    assert bezoeker.fouten == []


def test_table_divides_by_subregio_and_school(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.ga(JAAR)

    bezoeker.pagina.click(".wissel >> text=subregio")

    expect(bezoeker.pagina.locator("#onderliggend tbody th a")).to_have_text(["Waterkerke Noord", "Waterkerke Zuid"])


def test_search_finds_units_as_one_types(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.ga("/zoeken")

    bezoeker.pagina.locator("#q").press_sequentially("lantaarn")

    expect(bezoeker.pagina.locator("#gevonden li").first).to_contain_text("De Kleine Lantaarn")
    bezoeker.pagina.click("#gevonden >> text=De Kleine Lantaarn")
    assert "eenheid=99AI00" in bezoeker.pagina.url


@pytest.mark.parametrize("breedte", [1024, 1280])
def test_the_grid_has_no_hole_and_a_table_of_many_columns_fits_its_card(bezoek: Bezoek, breedte: int) -> None:
    bezoeker = bezoek(SWV, breedte=breedte)
    for dashboard in ("verwijzingen", "arrangementen", "thuiszitters"):
        bezoeker.ga(f"/{dashboard}")
        assert bezoeker.pagina.evaluate(_GATEN) == [], dashboard

    bezoeker.ga(JAAR)
    bezoeker.pagina.click("#soorten details[data-deel=tabel] > summary")
    vlak = bezoeker.pagina.locator("#soorten .tabelvlak")
    assert vlak.locator("thead th").all_inner_texts()[-1] == "deel hoog"
    assert vlak.evaluate("(een) => een.scrollWidth <= een.clientWidth")


def test_a_unit_of_others_does_not_exist(bezoek: Bezoek) -> None:
    vreemd, verzonnen = bezoek("school.99ai00"), bezoek("school.99ai00")

    vreemd.ga("/verwijzingen?niveau=school&eenheid=99AJ00")
    verzonnen.ga("/verwijzingen?niveau=school&eenheid=00ZZ00")

    assert vreemd.teksten("main") == verzonnen.teksten("main")
    assert "Niet gevonden" in vreemd.teksten("h1")[0]


def test_what_is_not_released_is_told_calmly(bezoek: Bezoek) -> None:
    bezoeker = bezoek("bestuur.99002")

    bezoeker.ga("/verwijzingen?niveau=swv&eenheid=PO9901")

    assert "nog niet vrijgegeven" in bezoeker.teksten("main h2")[0]
    assert bezoeker.pagina.locator("[data-figuur]").count() == 0
    assert bezoeker.onaf() == []
    assert "in schooljaar 2026-2027 (loopt nog)" in str(bezoeker.pagina.locator(".alleen-druk").text_content())
    bezoeker.pagina.select_option("#k-schooljaar", "2025-2026")
    bezoeker.pagina.wait_for_url("**schooljaar=2025-2026**")
    bezoeker.pagina.click(".weg a")
    assert "eenheid=99002" in bezoeker.pagina.url


def test_only_the_swv_may_count_by_school_of_origin(bezoek: Bezoek) -> None:
    swv, bestuur = bezoek(SWV), bezoek("bestuur.99002")

    swv.ga("/verwijzingen")
    bestuur.ga("/verwijzingen")

    assert swv.pagina.locator("#k-toerekening").count() == 1
    assert bestuur.pagina.locator("#k-toerekening").count() == 0


def test_a_change_refreshes_figures_in_place(bezoek: Bezoek, gateway: Draaiend, gevuld: Database) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.ga("/verwijzingen?niveau=swv&eenheid=PO9901&schooljaar=2026-2027")
    bezoeker.pagina.click("#aanvragen details[data-deel=tabel] > summary")
    wacht_tot(lambda: gateway.omroep.aantal > 0)
    getal = bezoeker.pagina.locator("[data-figuur=kerncijfers] .kerncijfer__getal").first
    eerst, sprong = getal.inner_text(), bezoeker.pagina.evaluate("window.__sprong")
    hoogte = bezoeker.pagina.evaluate("window.scrollY")

    wijzig_aantal(gevuld.url(), "PO9901", 2026, 3)
    gateway.meld(Wijziging(swvs=("PO9901",), schooljaren=(2026,), organisatie=False))

    expect(getal).not_to_have_text(eerst, timeout=10_000)
    expect(bezoeker.pagina.locator("#bijgewerkt")).to_contain_text("Bijgewerkt om")
    assert bezoeker.pagina.locator("#aanvragen details[data-deel=tabel]").get_attribute("open") is not None
    assert bezoeker.pagina.evaluate("window.scrollY") == hoogte
    assert bezoeker.pagina.evaluate("window.__sprong") - sprong < 0.01
    assert bezoeker.gebreken() == []


def test_a_change_at_another_swv_is_not_heard(bezoek: Bezoek, gateway: Draaiend) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.ga("/verwijzingen?niveau=swv&eenheid=PO9901&schooljaar=2026-2027")
    bezoeker.pagina.evaluate(
        "() => { window.__gehoord = 0; const b = new EventSource(document.getElementById('bijgewerkt').dataset.stroom);"
        " b.addEventListener('gewijzigd', () => window.__gehoord++);"
        " return new Promise((klaar) => b.addEventListener('open', klaar)); }"
    )

    gateway.meld(Wijziging(swvs=("PO9902",), schooljaren=(2026,), organisatie=False))
    gateway.meld(Wijziging(swvs=("PO9901",), schooljaren=(2026,), organisatie=False))

    wacht_tot(lambda: bezoeker.pagina.evaluate("window.__gehoord") > 0)
    assert bezoeker.pagina.evaluate("window.__gehoord") == 1
