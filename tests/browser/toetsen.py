"""Using a page by its keyboard alone."""

from tests.browser.bezoeker import Bezoeker


def tab_tot(bezoeker: Bezoeker, kiezer: str, hoogstens: int = 250) -> None:
    """Press Tab until it has the focus."""
    doel = bezoeker.pagina.locator(kiezer).first
    for _ in range(hoogstens):
        bezoeker.pagina.keyboard.press("Tab")
        if doel.evaluate("(e) => e === document.activeElement"):
            return
    raise AssertionError(f"{kiezer} is niet met Tab te bereiken")


def druk(bezoeker: Bezoeker, kiezer: str) -> None:
    tab_tot(bezoeker, kiezer)
    with bezoeker.pagina.expect_navigation():
        bezoeker.pagina.keyboard.press("Enter")


def typ(bezoeker: Bezoeker, kiezer: str, tekst: str) -> None:
    """Go to a field by Tab and type."""
    tab_tot(bezoeker, kiezer)
    bezoeker.pagina.keyboard.type(tekst)


def kies(bezoeker: Bezoeker, kiezer: str, tekst: str) -> None:
    """Go to a list by Tab and choose by typing how its option begins."""
    typ(bezoeker, kiezer, tekst)
    gekozen: str = bezoeker.pagina.locator(kiezer).evaluate("(e) => e.selectedOptions[0].textContent")
    assert gekozen.strip().startswith(tekst), gekozen
