"""The overview: three questions in one screen, the way to each page, and what it says to who sees no figures."""

import pytest

from tests.browser.conftest import Bezoek


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
