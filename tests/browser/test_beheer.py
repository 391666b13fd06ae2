"""Pages of the beheerder: settings with what they give away, two beheerders at once, and who read what."""

import pytest

from services.gateway.domain import totp
from tests.browser.bezoeker import Bezoeker
from tests.browser.conftest import Bezoek
from tests.browser.server import NU

BEHEERDER, SWV, SCHOOL = "beheerder.po9901", "swv.po9901", "school.99ai00"
BLADEN = ("gebruikers", "instellingen", "datakwaliteit", "leesverslag", "sjabloon", "vrijgaven")


@pytest.mark.parametrize("breedte", [390, 1280])
@pytest.mark.parametrize("donker", [False, True])
@pytest.mark.parametrize("pad", [*(f"beheer/{naam}" for naam in BLADEN), "account"])
def test_page_is_sound(bezoek: Bezoek, pad: str, breedte: int, donker: bool) -> None:
    bezoeker = bezoek(BEHEERDER, breedte=breedte, donker=donker)

    bezoeker.ga(f"/{pad}")

    bezoeker.foto(f"{pad.replace('/', '-')}-{breedte}-{'donker' if donker else 'licht'}")
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
    assert "50 dagen vanaf indienen" in een.pagina.inner_text("[aria-labelledby=eerder] table")

    ander.pagina.fill("#dagen", "60")
    ander.pagina.click("main button[type=submit]")
    assert "Iemand anders heeft de instellingen intussen veranderd" in ander.pagina.inner_text("[role=alert]")
    assert ander.pagina.input_value("#dagen") == "50"
    ander.foto("beheer-instellingen-intussen")
    ander.pagina.fill("#dagen", "42")
    ander.pagina.uncheck("#behoefte-bestuur")
    ander.pagina.click("main button[type=submit]")
    assert ander.pagina.locator("[aria-labelledby=eerder] tbody tr").count() == 2


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


def test_amounts_per_tlv_are_set_with_their_source_and_stand_beside_the_cost(bezoek: Bezoek) -> None:
    bezoeker = bezoek(BEHEERDER, javascript=False)
    bezoeker.ga("/beheer/instellingen")
    bezoeker.pagina.fill("[name=bedrag-2026-so-laag]", "veel")
    bezoeker.pagina.click("text=Bewaar bedragen")
    assert "Vul een bedrag in euro in" in bezoeker.pagina.inner_text("[role=alert]")

    bezoeker.pagina.fill("[name=bedrag-2026-so-laag]", "12.345,50")
    bezoeker.pagina.fill("[name=bedrag-2027-sbo]", "")
    bezoeker.pagina.fill("#bron", "<b>bedragen van deze proef</b>")
    bezoeker.pagina.click("text=Bewaar bedragen")
    assert "bewaard" in bezoeker.pagina.inner_text("[role=status]")
    assert bezoeker.pagina.input_value("[name=bedrag-2026-so-laag]") == "12345,50"
    assert "<b>bedragen van deze proef</b>" in bezoeker.pagina.inner_text("[aria-labelledby=tlv-bedragen] ul")
    bezoeker.foto("beheer-tlv-bedragen")

    bezoeker.ga("/toewijzing?schooljaar=2026-2027")
    bezoeker.pagina.click("#kosten details[data-deel=tabel] > summary")
    rij = bezoeker.pagina.locator("#kosten tbody tr", has_text="so laag").locator("td").all_inner_texts()
    getal = [float(cel.replace("€\u00a0", "").replace(".", "")) for cel in rij]
    assert getal[2] == round(getal[0] * 12_345.5)
    assert "Bron van de bedragen: <b>bedragen van deze proef</b>." in bezoeker.pagina.inner_text("#kosten")
    bezoeker.foto("toewijzing-kosten")


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


@pytest.mark.parametrize("pad", ["/beheer/instellingen", "/beheer/leesverslag", "/beheer/leesverslag/bestand/csv",
                                 "/beheer/gebruikers", "/beheer/datakwaliteit"])  # fmt: skip
def test_only_for_a_beheerder_of_that_swv(bezoek: Bezoek, pad: str) -> None:
    for wie, vraag in ((SWV, ""), (BEHEERDER, "?swv=PO9902")):
        bezoeker = bezoek(wie)
        bezoeker.ga(pad + vraag)
        assert bezoeker.pagina.inner_text("h1") in ("Dit hoort niet bij uw rol", "Niet gevonden")


def test_an_account_from_link_to_login_with_a_code_without_a_script(bezoek: Bezoek) -> None:
    beheerder, nieuw = bezoek(BEHEERDER, javascript=False), bezoek(javascript=False)
    _kies_wachtwoord(nieuw, _maak_account(beheerder))
    nieuw.log_in("nieuwe.collega", "een wachtwoord van woorden")
    nieuw.ga("/account")
    _zet_code_aan(nieuw)
    _maak_sleutel_en_trek_in(nieuw)
    _sluit_account(beheerder)
    nieuw.ga("/account")
    assert nieuw.pagina.inner_text("h1") == "Inloggen"


def _maak_account(beheerder: Bezoeker) -> str:
    """The link with which the new colleague sets a password. By keyboard alone."""
    beheerder.ga("/beheer/gebruikers")
    beheerder.pagina.fill("#naam", "nieuwe.collega")
    beheerder.pagina.select_option("#recht", "school:99AI00")
    beheerder.pagina.focus("#recht")
    beheerder.pagina.keyboard.press("Tab")
    beheerder.pagina.keyboard.press("Enter")
    assert "één keer te gebruiken" in beheerder.pagina.inner_text("[role=status]")
    beheerder.foto("beheer-gebruikers-link")
    return beheerder.pagina.input_value("#link")


def _kies_wachtwoord(nieuw: Bezoeker, link: str) -> None:
    nieuw.pagina.goto(link)
    nieuw.pagina.fill("#een", "een wachtwoord van woorden")
    nieuw.pagina.fill("#twee", "een wachtwoord van worden")
    nieuw.pagina.click("main button[type=submit]")
    assert "niet gelijk" in nieuw.pagina.inner_text("[role=alert]")
    nieuw.foto("wachtwoord-niet-gelijk")
    nieuw.pagina.fill("#een", "een wachtwoord van woorden")
    nieuw.pagina.fill("#twee", "een wachtwoord van woorden")
    nieuw.pagina.click("main button[type=submit]")
    assert "U kunt nu inloggen" in nieuw.pagina.inner_text("[role=status]")


def _zet_code_aan(nieuw: Bezoeker) -> None:
    geheim = totp.lees_geheim(nieuw.pagina.inner_text("code.sleutel"))
    assert geheim is not None
    nieuw.pagina.fill("#code", totp.code_van(geheim, int(NU.timestamp()) // 30))
    nieuw.pagina.click("text=Zet de code aan")
    assert "met uw wachtwoord en een code" in nieuw.pagina.inner_text("[role=status]")


def _maak_sleutel_en_trek_in(nieuw: Bezoeker) -> None:
    nieuw.pagina.fill("#naam", "rekenblad")
    nieuw.pagina.click("text=Maak sleutel")
    assert nieuw.pagina.input_value("#geheim").startswith("pos_")
    nieuw.foto("account-sleutel")
    nieuw.pagina.click("text=Trek in")
    assert "werkt niet meer" in nieuw.pagina.inner_text("[role=status]")


def _sluit_account(beheerder: Bezoeker) -> None:
    beheerder.ga("/beheer/gebruikers")
    assert "logt in met een code" in beheerder.pagina.inner_text("main")
    beheerder.pagina.click("summary:has-text('nieuwe.collega')")
    beheerder.pagina.click("button:has-text('Sluit account: nieuwe.collega')")
    assert "gesloten" in beheerder.pagina.inner_text("[role=status]")
    beheerder.foto("beheer-gebruikers-gesloten")


def test_the_pages_of_accounts_are_sound_when_something_is_told(bezoek: Bezoek) -> None:
    bezoeker = bezoek(BEHEERDER)
    bezoeker.ga("/beheer/gebruikers")
    bezoeker.pagina.fill("#naam", "swv.po9901")
    bezoeker.pagina.click("text=Maak account")
    assert "Er is al een account" in bezoeker.pagina.inner_text("[role=alert]")
    assert bezoeker.gebreken() == []
    bezoeker.ga("/wachtwoord/bestaat-niet")
    assert "Deze link werkt niet" in bezoeker.pagina.inner_text("main")
    assert bezoeker.gebreken() == []


def test_a_lower_bound_is_set_explained_and_taken_back(bezoek: Bezoek) -> None:
    bezoeker = bezoek(BEHEERDER, javascript=False)
    bezoeker.ga("/beheer/instellingen")
    assert "scholen hun aantal TLV-aanvragen" in bezoeker.pagina.inner_text("#ondergrens-uitleg")
    assert "Volgende voor uw" in bezoeker.pagina.inner_text("#vrijgavemomenten")
    bezoeker.pagina.fill("#ondergrens", "2")
    bezoeker.pagina.click("main button[type=submit]")
    assert "van 3 tot en met 20" in bezoeker.pagina.inner_text("[role=alert]")
    bezoeker.pagina.fill("#ondergrens", "8")
    bezoeker.pagina.click("main button[type=submit]")
    school = bezoek(SCHOOL)
    for pad in ("/verwijzingen", "/arrangementen", "/overzicht"):
        school.ga(pad)
        school.foto(f"ondergrens{pad.replace('/', '-')}")
        assert school.gebreken() == []
    bezoeker.pagina.fill("#ondergrens", "0")
    bezoeker.pagina.click("main button[type=submit]")
    assert bezoeker.pagina.input_value("#ondergrens") == "0"
