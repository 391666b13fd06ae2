"""The unit writes beside its own figure: shown as it was typed, never as HTML, and nobody's text is lost."""

from playwright.sync_api import expect

from tests.browser.bezoeker import Bezoeker
from tests.browser.conftest import Bezoek

SCHOOL, SWV = "school.99ai00", "swv.po9901"
PAGINA = "/verwijzingen?niveau=school&eenheid=99AI00&schooljaar=2025-2026"
BOOS = """<script>document.title = "stuk"</script><img src=x onerror="document.title='stuk'"> & "wij" {{ 7*7 }}"""
TEKST = f"Drie leerlingen kwamen van buiten.\n{BOOS}"


def _schrijf(bezoeker: Bezoeker, figuur: str, tekst: str) -> None:
    bezoeker.ga(PAGINA)
    bezoeker.pagina.click(f"#{figuur} .toelichten a")
    bezoeker.pagina.fill("#tekst", tekst)
    bezoeker.pagina.click("main button[type=submit] >> text=Bewaren")


def test_who_writes_and_who_reads(bezoek: Bezoek) -> None:
    school = bezoek(SCHOOL, javascript=False)
    _schrijf(school, "aanvragen", TEKST)
    assert school.pagina.url.endswith("#aanvragen")

    lezer = bezoek(SWV)
    lezer.ga(PAGINA)

    expect(lezer.pagina.locator("#aanvragen .toelichting__tekst")).to_have_text(TEKST)
    assert lezer.pagina.locator(".toelichting img, .toelichting script").count() == 0
    assert lezer.pagina.locator(".toelichten").count() == 0
    assert "stuk" not in lezer.pagina.title()
    assert lezer.gebreken() == []
    lezer.foto("toelichting-gelezen")


def test_the_form_is_sound_in_every_state(bezoek: Bezoek) -> None:
    eerste, tweede = bezoek(SCHOOL, breedte=390, donker=True), bezoek(SCHOOL)
    _schrijf(eerste, "leerjaren", "eerst")
    for bezoeker in (eerste, tweede):
        bezoeker.ga(PAGINA)
        bezoeker.pagina.click("#leerjaren .toelichten a")
        assert bezoeker.gebreken() == []
        assert bezoeker.past()
    tweede.pagina.fill("#tekst", "van de tweede")
    tweede.pagina.click("text=Bewaren")

    eerste.pagina.fill("#tekst", "van de eerste")
    eerste.pagina.click("button >> text=Bewaren")

    expect(eerste.pagina.locator("[role=alert]")).to_contain_text("nog niet bewaard")
    expect(eerste.pagina.locator("main blockquote")).to_have_text("van de tweede")
    assert eerste.pagina.input_value("#tekst") == "van de eerste"
    assert eerste.gebreken() == []
    eerste.foto("toelichting-botst")
    eerste.pagina.click("button >> text=Bewaren")
    expect(eerste.pagina.locator("#leerjaren .toelichting__tekst")).to_have_text("van de eerste")


def test_all_versions_can_be_erased(bezoek: Bezoek) -> None:
    school = bezoek(SCHOOL)
    _schrijf(school, "stappen", "Jan zat thuis")
    school.pagina.click("#stappen .toelichten a")
    school.foto("toelichting-formulier")
    school.pagina.click("text=Alles wissen")
    school.pagina.click("text=Wis alle versies")

    assert school.pagina.locator("#stappen .toelichting").count() == 0
    school.pagina.click("#stappen .toelichten a")
    assert school.pagina.locator(".versies").count() == 0


def test_only_the_unit_itself_gets_the_form(bezoek: Bezoek) -> None:
    adres = PAGINA.replace("/verwijzingen?", "/toelichting?dashboard=verwijzingen&figuur=aanvragen&")
    for wie in (SWV, "bestuur.99002"):
        bezoeker = bezoek(wie)
        bezoeker.ga(adres)
        assert bezoeker.pagina.locator("textarea").count() == 0
        assert bezoeker.pagina.inner_text("h1") in ("Dit hoort niet bij uw rol", "Niet gevonden")
