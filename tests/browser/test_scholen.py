"""Public pages about schools: a parent on a phone, without login and JavaScript; all schools on one question."""

import re
from xml.etree import ElementTree

import pytest

from tests.browser.conftest import Bezoek

pytestmark = pytest.mark.usefixtures("profielen")
PAGINAS = {
    "zoeken": "/scholen",
    "zoeken-behoefte": "/scholen?behoefte=hoogbegaafd&soort=bao",
    "zoeken-niets": "/scholen?zoek=bestaatniet",
    "school": "/scholen/99ab00",
    "vergelijken": "/scholen/vergelijken?school=99AB00&school=99AC00&school=99AD00&school=99AE00",
    "vergelijken-leeg": "/scholen/vergelijken",
    "vergelijken-erbij": "/scholen/vergelijken?school=99AB00&erbij=de&verschil=ja",
    "vraag": "/ondersteuningsaanbod/vergelijken/PO9901?vraag=voorziening-plusklas",
}


@pytest.mark.parametrize(("breedte", "donker"), [(1280, False), (360, True)])
@pytest.mark.parametrize("naam", PAGINAS)
def test_public_page_is_sound(bezoek: Bezoek, naam: str, breedte: int, donker: bool) -> None:
    bezoeker = bezoek("swv.po9901" if naam == "vraag" else None, breedte=breedte, donker=donker)
    bezoeker.ga(PAGINAS[naam])
    bezoeker.foto(f"scholen-{naam}-{breedte}")
    assert bezoeker.gebreken() == []
    assert bezoeker.past()


def test_a_parent_finds_what_a_school_cannot_do_in_three_clicks(bezoek: Bezoek) -> None:
    """On a phone, without JavaScript: search, the school; what it cannot do stands right under its name."""
    bezoeker = bezoek(None, breedte=390, javascript=False)
    bezoeker.ga("/")
    pagina = bezoeker.pagina
    pagina.get_by_label("Naam of plaats van een school").fill("Palmtak")
    pagina.get_by_role("button", name="Zoek een school").click()
    eerste = pagina.locator(".schoollijst h2 a").first
    gekozen = eerste.inner_text()
    eerste.click()

    assert pagina.locator("h1").inner_text() == gekozen
    deel = pagina.locator("section.schooldeel").first
    assert deel.locator("h2").inner_text() == "Wat kan deze school, en wat niet?"
    assert deel.get_by_role("heading", name="Wat kunnen wij niet?").is_visible()
    assert re.fullmatch(r"/scholen/\d{2}[a-z]{2}\d{2}-[a-z0-9-]+", pagina.evaluate("location.pathname"))


def test_up_to_four_beside_each_other(bezoek: Bezoek) -> None:
    bezoeker = bezoek(None, javascript=False)
    bezoeker.ga("/scholen")
    pagina = bezoeker.pagina
    for vak in pagina.locator(".schoollijst input[type=checkbox]").all()[:5]:
        vak.check()
    pagina.get_by_role("button", name="Vergelijk de gekozen scholen").click()

    assert pagina.locator("thead th a").count() == 4
    assert "U koos meer dan 4 scholen" in pagina.locator("main").inner_text()
    rij = pagina.get_by_role("row", name=re.compile("Wat kunnen wij niet"))
    assert rij.locator("td").count() == 4


def test_another_school_is_put_beside_by_its_name_and_what_is_the_same_is_left_out(bezoek: Bezoek) -> None:
    bezoeker = bezoek(None, breedte=360, javascript=False)
    bezoeker.ga("/scholen/99ab00")
    pagina = bezoeker.pagina
    pagina.get_by_role("link", name="Vergelijk met andere scholen").click()
    pagina.get_by_label("Nog een school: naam of plaats").fill("Vuurtoren")
    pagina.get_by_role("button", name="Laat zien").click()
    pagina.locator("input[name=school]:not(:checked)").first.check()
    pagina.get_by_label("Nog een school: naam of plaats").fill("")
    pagina.get_by_role("button", name="Laat zien").click()
    alles = pagina.locator("tbody tr:not(.vergelijktabel__kop)").count()

    pagina.get_by_label("Alleen wat verschilt").check()
    pagina.get_by_role("button", name="Laat zien").click()

    rijen = pagina.locator("tbody tr:not(.vergelijktabel__kop)")
    assert 0 < rijen.count() < alles
    for rij in rijen.all():
        een, ander = rij.locator("td").all_inner_texts()
        assert een != ander


def test_a_search_by_need_says_what_there_is_for_it(bezoek: Bezoek) -> None:
    bezoeker = bezoek(None, javascript=False)
    bezoeker.ga("/scholen?behoefte=hoogbegaafd")
    assert "die hulp noemen bij meer aankunnen dan anderen" in bezoeker.pagina.inner_text("main [role=status]")
    zinnen = bezoeker.teksten(".schoollijst .noot")
    assert zinnen
    assert all("(in huis)" in een or "(op afroep)" in een or "(ja)" in een for een in zinnen)


def test_a_school_on_paper_is_its_text_alone(bezoek: Bezoek) -> None:
    bezoeker = bezoek(None, javascript=False)
    bezoeker.ga("/scholen/99ab00")
    bezoeker.pagina.emulate_media(media="print")
    for weg in (".kop", ".schoolwijzer", ".terug", "text=Vergelijk met andere scholen"):
        assert not bezoeker.pagina.locator(weg).first.is_visible(), weg
    for er in ("h1", "section.schooldeel >> nth=0", "text=Wat kunnen wij niet?"):
        assert bezoeker.pagina.locator(er).first.is_visible(), er


def test_an_old_or_short_address_leads_to_the_school(bezoek: Bezoek) -> None:
    bezoeker = bezoek(None)
    bezoeker.ga("/scholen/99AB00")
    kort = bezoeker.pagina.url
    assert re.search(r"/scholen/99ab00-[a-z]", kort)
    bezoeker.ga("/scholen/99ab00-heette-vroeger-anders")
    assert bezoeker.pagina.url == kort
    for geen in ("/scholen/77zz00", "/scholen/99ab00x", "/scholen/..%2f", "/scholen/99ab00/2025-2027/1"):
        assert bezoeker.pagina.request.get(bezoeker.adres + geen, headers={"Accept": "text/html"}).status == 404, geen


def test_search_engines_find_every_profile_and_nothing_else(bezoek: Bezoek) -> None:
    bezoeker = bezoek(None)
    bezoeker.ga("/scholen")
    verzoek = bezoeker.pagina.request
    kaart = ElementTree.fromstring(verzoek.get(f"{bezoeker.adres}/sitemap.xml").text())
    adressen = [een.text or "" for een in kaart.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    totaal = verzoek.get(f"{bezoeker.adres}/v1/profielen?paginaGrootte=1").json()["totaal"]
    assert len(adressen) == totaal + 1
    assert verzoek.get(adressen[1]).status == 200
    assert "Disallow: /\n" in verzoek.get(f"{bezoeker.adres}/robots.txt").text()
