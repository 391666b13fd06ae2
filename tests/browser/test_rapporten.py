"""The page where reports are asked, and that of the template: sound on every screen, and without a script."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload

from tests.browser.conftest import Bezoek
from tests.unit.gateway.sjablonen_bouwen import docx

BEHEERDER, SWV = "beheerder.po9901", "swv.po9901"
pytestmark = pytest.mark.usefixtures("profielen")


@pytest.mark.parametrize("breedte", [390, 1280])
@pytest.mark.parametrize("donker", [False, True])
def test_form_and_list_are_sound(bezoek: Bezoek, breedte: int, donker: bool) -> None:
    bezoeker = bezoek(SWV, breedte=breedte, donker=donker)
    bezoeker.ga("/rapporten")
    bezoeker.foto(f"rapporten-{breedte}-{'donker' if donker else 'licht'}")
    assert bezoeker.gebreken() == []
    assert bezoeker.past()


def test_an_internal_version_is_asked_without_a_script_and_named_in_the_list(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV, javascript=False)
    bezoeker.ga("/rapporten")
    pagina = bezoeker.pagina
    pagina.locator("#eenheid").select_option(index=1)
    pagina.check("#lezer")
    pagina.check("#thema-middelen")
    pagina.click("text=Maak rapport")
    rij = pagina.locator("#rapporten tbody tr").first
    assert "intern, niet doorgeven" in rij.inner_text()
    bezoeker.foto("rapporten-intern")
    rij.get_by_role("button").click()
    assert "intern, niet doorgeven" not in pagina.inner_text("#rapporten")


def test_a_wrong_choice_is_told_and_what_was_filled_in_stays(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV)
    bezoeker.ga("/rapporten")
    pagina = bezoeker.pagina
    pagina.evaluate("document.querySelector('#eenheid').removeAttribute('required')")
    pagina.check("#lezer")
    pagina.click("text=Maak rapport")
    assert pagina.locator("[role=alert]").count() == 1
    assert pagina.is_checked("#lezer")
    assert bezoeker.gebreken() == []


def test_a_template_is_loaded_refused_and_removed(bezoek: Bezoek, tmp_path: Path) -> None:
    goed, fout = tmp_path / "huisstijl.docx", tmp_path / "macro.docx"
    goed.write_bytes(docx())
    fout.write_bytes(docx(anders={"word/vbaProject.bin": b"x"}))
    bezoeker = bezoek(BEHEERDER, javascript=False)
    bezoeker.ga("/beheer/sjabloon")
    bezoeker.foto("beheer-sjabloon-leeg")
    assert "onze eigen stijl" in bezoeker.pagina.inner_text("main")
    for bestand in (goed, fout):
        bezoeker.pagina.set_input_files("#bestand", bestand)
        bezoeker.pagina.click("text=Laad sjabloon")
        if bestand is goed:
            assert "Georgia" in bezoeker.pagina.inner_text("main table")
            assert "te licht" in bezoeker.pagina.inner_text("main")
    assert "macro" in bezoeker.pagina.inner_text("[role=alert]")
    assert "Georgia" in bezoeker.pagina.inner_text("main table"), "nothing changed"
    bezoeker.foto("beheer-sjabloon-vol")
    met_script = bezoek(BEHEERDER, breedte=390)
    met_script.ga("/beheer/sjabloon")
    assert met_script.pagina.locator("main table").count() == 1
    assert met_script.gebreken() == []
    assert met_script.past()
    bezoeker.pagina.click("text=Haal het sjabloon weg")
    assert bezoeker.pagina.locator("main table").count() == 0


def test_a_template_from_another_site_changes_nothing(bezoek: Bezoek) -> None:
    bezoeker = bezoek(BEHEERDER)
    bezoeker.ga("/beheer/sjabloon")
    bestand: FilePayload = {"name": "x.docx", "mimeType": "application/octet-stream", "buffer": docx()}
    antwoord = bezoeker.pagina.request.post(f"{bezoeker.adres}/beheer/sjabloon", multipart={"bestand": bestand})
    assert antwoord.status == 400
    assert bezoeker.pagina.request.get(f"{bezoeker.adres}/beheer/sjabloon?swv=PO9902").status == 404


def test_a_published_profile_is_asked_as_a_document_on_its_own_page(bezoek: Bezoek) -> None:
    bezoeker = bezoek(SWV, javascript=False)
    bezoeker.ga("/ondersteuningsaanbod")
    pagina = bezoeker.pagina
    rij = pagina.locator("#alle + .tabelvlak tbody tr", has_text="gepubliceerd").first
    naam = rij.locator("a").inner_text()
    adres = str(rij.locator("a").get_attribute("href"))
    bezoeker.ga(adres)
    pagina.click("text=Maak het profiel")
    bezoeker.ga(adres)
    pagina.click("text=Maak de tekst voor de schoolgids")
    lijst = pagina.inner_text("#rapporten")
    assert f"Schoolondersteuningsprofiel {naam}" in lijst
    assert f"Tekst voor de schoolgids {naam}" in lijst
    bezoeker.foto("rapporten-profiel")
    pagina.locator("#eenheid").select_option(value="profielen:swv:PO9901")
    pagina.check("#thema-middelen")
    pagina.locator("#schooljaar").select_option(index=1)
    pagina.click("text=Maak rapport")
    assert "Schoolondersteuningsprofielen van" in pagina.inner_text("#rapporten")
    for breedte, donker in ((390, True), (1280, False)):
        lezer = bezoek(SWV, breedte=breedte, donker=donker)
        lezer.ga(adres)
        lezer.foto(f"profiel-word-{breedte}")
        assert lezer.gebreken() == []
        assert lezer.past()
        lezer.ga("/rapporten")
        lezer.foto(f"rapporten-bundel-profielen-{breedte}")
        assert lezer.gebreken() == []
        assert lezer.past()
