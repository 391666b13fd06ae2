"""The profile of the school of the demo login: who, where, and how to open a chapter."""

from playwright.sync_api import expect

from tests.browser.bezoeker import Bezoeker

SCHOOL, BESTUUR, SWV = "school.99ai00", "bestuur.99002", "swv.po9901"
ADRES = "/ondersteuningsaanbod/99AI00/PO9901/2026-2027"
BOOS = """<script>document.title = "stuk"</script><img src=x onerror="document.title='stuk'"> & "wij" {{ 7*7 }}"""


def open_onderdeel(bezoeker: Bezoeker, code: str) -> None:
    bezoeker.ga(ADRES)
    if bezoeker.pagina.locator("button >> text=Begin").count():
        bezoeker.pagina.click("button >> text=Begin")
    bezoeker.ga(f"{ADRES}/onderdelen/{code}")


def is_bewaard(bezoeker: Bezoeker) -> None:
    expect(bezoeker.pagina.locator("[data-bewaarstand]")).to_have_text("Alles is bewaard.")
