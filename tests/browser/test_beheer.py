"""Pages of the beheerder: settings with what they give away, two beheerders at once, and who read what."""

import pytest

from tests.browser.conftest import Bezoek

BEHEERDER, SWV = "beheerder.po9901", "swv.po9901"


@pytest.mark.parametrize("breedte", [390, 1280])
@pytest.mark.parametrize("donker", [False, True])
@pytest.mark.parametrize("naam", ["instellingen", "leesverslag"])
def test_page_is_sound(bezoek: Bezoek, naam: str, breedte: int, donker: bool) -> None:
    bezoeker = bezoek(BEHEERDER, breedte=breedte, donker=donker)

    bezoeker.ga(f"/beheer/{naam}")

    bezoeker.foto(f"beheer-{naam}-{breedte}-{'donker' if donker else 'licht'}")
    assert bezoeker.gebreken() == []
    assert bezoeker.past()
    assert bezoeker.pagina.locator("h1").count() == 1


def test_settings_without_a_script_and_a_colleague_who_was_first(bezoek: Bezoek) -> None:
    een, ander = bezoek(BEHEERDER, javascript=False), bezoek(BEHEERDER, vers=True, javascript=False)
    for bezoeker in (een, ander):
        bezoeker.ga("/beheer/instellingen")
    assert "een tot en met vier aanvragen dezelfde behoefte" in een.pagina.inner_text("main")

    een.pagina.fill("#dagen", "50")
    een.pagina.check("#behoefte-bestuur")
    een.pagina.click("main button[type=submit]")
    assert "bewaard" in een.pagina.inner_text("[role=status]")
    assert "50 dagen vanaf indienen" in een.pagina.inner_text("main table")

    ander.pagina.fill("#dagen", "60")
    ander.pagina.click("main button[type=submit]")
    assert "Iemand anders heeft de instellingen intussen veranderd" in ander.pagina.inner_text("[role=alert]")
    assert ander.pagina.input_value("#dagen") == "50"
    ander.foto("beheer-instellingen-intussen")
    ander.pagina.fill("#dagen", "42")
    ander.pagina.uncheck("#behoefte-bestuur")
    ander.pagina.click("main button[type=submit]")
    assert ander.pagina.locator("main table tbody tr").count() == 2


def test_what_is_released_is_set_within_bounds_and_kept(bezoek: Bezoek) -> None:
    een, ander = bezoek(BEHEERDER, javascript=False), bezoek(BEHEERDER, vers=True, javascript=False)
    for bezoeker in (een, ander):
        bezoeker.ga("/beheer/instellingen")
    assert "in beeld die nu ‘< 8’" in een.pagina.inner_text("main")

    een.pagina.fill("#drempel", "4")
    een.pagina.click("text=Bewaar vrijgave")
    assert "van 5 tot en met 100" in een.pagina.inner_text("[role=alert]")
    een.pagina.fill("#drempel", "12")
    een.pagina.select_option("#maanden_klein", "1,7")
    een.pagina.click("text=Bewaar vrijgave")
    assert "vanaf de volgende vrijgave" in een.pagina.inner_text("[role=status]")
    assert "in januari en juli" in een.pagina.inner_text("[aria-labelledby=vrijgave] tbody")
    assert een.pagina.input_value("#drempel") == "12"
    een.foto("beheer-vrijgave")

    ander.pagina.fill("#drempel", "9")
    ander.pagina.click("text=Bewaar vrijgave")
    assert "Iemand anders heeft de instellingen intussen veranderd" in ander.pagina.inner_text("[role=alert]")


def test_a_form_of_another_site_changes_nothing(bezoek: Bezoek) -> None:
    bezoeker = bezoek(BEHEERDER)
    bezoeker.ga("/beheer/instellingen")
    antwoord = bezoeker.pagina.request.post(
        bezoeker.adres + "/beheer/instellingen",
        form={"dagen": "1", "vanaf": "ingediendOp", "zag": bezoeker.pagina.input_value("[name=zag]")},
    )
    assert antwoord.status == 400
    vrijgave = bezoeker.pagina.request.post(
        bezoeker.adres + "/beheer/instellingen/vrijgave", form={"drempel": "5", "maanden_groot": "1"}
    )
    assert vrijgave.status == 400


def test_the_reader_finds_back_what_was_read(bezoek: Bezoek) -> None:
    bezoek(SWV).ga("/verwijzingen?niveau=school&eenheid=99AI00&schooljaar=2025-2026")
    bezoeker = bezoek(BEHEERDER)
    bezoeker.pagina.wait_for_timeout(1_000)

    bezoeker.ga("/beheer/leesverslag?eenheid=99AI00")
    regels = bezoeker.pagina.locator("main table tbody tr").all_inner_texts()
    assert any({"swv.po9901", "verwijzingen", "99AI00", "eigen"} <= set(regel.split()) for regel in regels), regels

    with bezoeker.pagina.expect_download() as wachtend:
        bezoeker.pagina.click("text=Excel-CSV")
    assert wachtend.value.suggested_filename.startswith("leesverslag-PO9901-")
    bezoeker.ga("/beheer/leesverslag?van=2027-01-01&tot=2026-01-01")
    assert "ligt na tot" in bezoeker.pagina.inner_text("[role=alert]")
    assert bezoeker.gebreken() == []


@pytest.mark.parametrize("pad", ["/beheer/instellingen", "/beheer/leesverslag", "/beheer/leesverslag/bestand/csv"])
def test_only_for_a_beheerder_of_that_swv(bezoek: Bezoek, pad: str) -> None:
    for wie, vraag in ((SWV, ""), (BEHEERDER, "?swv=PO9902")):
        bezoeker = bezoek(wie)
        bezoeker.ga(pad + vraag)
        assert bezoeker.pagina.inner_text("h1") in ("Dit hoort niet bij uw rol", "Niet gevonden")
