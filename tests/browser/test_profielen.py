"""A profile as its director, board and SWV see it: quick, by keyboard, without script, and no word lost."""

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

import asyncpg
import pytest
from playwright.sync_api import Locator, expect

from deploy.example.regio import voorbeeld_regio
from shared.contracts.eenheden import vestiging_getal
from tests.browser.bezoeker import UITVOER, Bezoeker
from tests.browser.conftest import Bezoek
from tests.stack import Database

SCHOOL, BESTUUR, SWV = "school.99ai00", "bestuur.99002", "swv.po9901"
ADRES = "/ondersteuningsaanbod/99AI00/PO9901/2026-2027"
BOOS = """<script>document.title = "stuk"</script><img src=x onerror="document.title='stuk'"> & "wij" {{ 7*7 }}"""
WOORDEN_PER_SECONDE = 3.5
"""Reading to judge, slower than reading along."""
SECONDEN_PER_KLIK, SECONDEN_PER_TEKEN = 3.0, 0.35


@pytest.fixture(autouse=True)
def vers(profielen: None, gevuld: Database) -> Iterator[None]:
    """The school of the demo login has last year's profile, and nothing of this year."""
    yield
    with ThreadPoolExecutor(1) as anders:
        anders.submit(asyncio.run, _wis(gevuld.url())).result()


async def _wis(url: str) -> None:
    verbinding = await asyncpg.connect(url)
    await verbinding.execute("SET session_replication_role = replica")
    for tabel in ("antwoord", "concept", "versie"):
        waar = f"vestiging = {vestiging_getal('99AI00')} AND schooljaar >= 2026"
        await verbinding.execute(f"DELETE FROM profielen.{tabel} WHERE {waar}")
    await verbinding.close()


@dataclass
class Teller:
    """Counts what a director does, and how long that takes a person."""

    bezoeker: Bezoeker
    klikken: int = 0
    getypt: int = 0
    tekens: int = 0
    woorden: int = 0

    def klik(self, waarop: str | Locator) -> None:
        (self.bezoeker.pagina.locator(waarop) if isinstance(waarop, str) else waarop).first.click()
        self.klikken += 1

    def typ(self, kiezer: str, tekst: str) -> None:
        self.bezoeker.pagina.fill(kiezer, tekst)
        self.getypt, self.tekens = self.getypt + 1, self.tekens + len(tekst)

    def lees(self) -> None:
        """What stands on the page, in its fields too."""
        pagina = self.bezoeker.pagina
        velden: list[str] = pagina.locator("main textarea").evaluate_all("(e) => e.map((v) => v.value)")
        self.woorden += len(" ".join([pagina.locator("main form").first.inner_text(), *velden]).split())

    @property
    def seconden(self) -> float:
        """Reading every word, each click and each key."""
        handelen = self.klikken * SECONDEN_PER_KLIK + self.tekens * SECONDEN_PER_TEKEN
        return self.woorden / WOORDEN_PER_SECONDE + handelen


def _vul_inspraak(doe: Teller) -> None:
    doe.klik("#vraag-advies-mr label >> text=Positief")
    doe.typ("#datum-advies-mr", "2026-10-12")
    doe.klik("#vraag-instemming-ouders label >> text=Gegeven")
    doe.typ("#datum-instemming-ouders", "2026-10-12")
    doe.klik("#vraag-instemming-leerlingen label >> text=Niet van toepassing")
    doe.typ("#tekst-mening-leerlingen", "De leerlingenraad is blij met de rustige werkplek.")
    doe.typ("#datum-mening-leerlingen", "2026-10-05")


def test_a_director_publishes_with_last_years_answers_in_ten_minutes(bezoek: Bezoek) -> None:
    school = bezoek(SCHOOL)
    doe = Teller(school)
    school.ga("/overzicht")
    doe.klik("nav.menu >> text=Ondersteuning")
    doe.klik("text=Ondersteuningsaanbod (SOP)")
    school.foto("profiel-overzicht-school")
    assert school.gebreken() == []
    doe.klik("main table a >> text=De Kleine Lantaarn")
    assert school.gebreken() == []
    doe.klik("button >> text=Begin")
    for _ in range(9):
        doe.lees()
        doe.klik("button >> text=Klopt, volgende hoofdstuk")
    doe.lees()
    _vul_inspraak(doe)
    school.foto("profiel-inspraak")
    assert school.gebreken() == []
    doe.klik("button >> text=Klopt, naar het overzicht")
    school.foto("profiel-klaar-om-aan-te-bieden")
    assert school.gebreken() == []
    doe.klik("button >> text=Bied aan het bestuur aan")
    expect(school.pagina.locator("main [role=status]")).to_contain_text("ligt nu bij het bestuur")

    bestuur = bezoek(BESTUUR)
    stelt_vast = Teller(bestuur)
    bestuur.ga("/ondersteuningsaanbod")
    stelt_vast.klik("section[aria-labelledby=aan-zet] >> text=De Kleine Lantaarn")
    bestuur.foto("profiel-bij-bestuur")
    assert bestuur.gebreken() == []
    stelt_vast.klik("button >> text=Stel vast en publiceer")
    expect(bestuur.pagina.locator("main [role=status]")).to_contain_text("Iedereen kan het nu lezen")
    UITVOER.joinpath("profiel-directeur.txt").write_text(
        f"{doe.klikken} klikken, {doe.getypt} velden getypt, {doe.tekens} tekens, {doe.woorden} woorden gelezen:"
        f" {doe.seconden:.0f} seconden; het bestuur: {stelt_vast.klikken} klikken\n"
    )
    assert doe.getypt == 4, "four fields are typed: three days, and what the pupils think"
    assert doe.klikken <= 25
    assert doe.seconden < 600
    gepubliceerd = school.pagina.request.get(f"{school.adres}/v1/profielen/99AI00").json()
    assert (gepubliceerd["schooljaar"], gepubliceerd["nummer"]) == ("2026-2027", 1)


def _tab_tot(bezoeker: Bezoeker, kiezer: str, hoogstens: int = 250) -> None:
    """Press Tab until it has the focus."""
    doel = bezoeker.pagina.locator(kiezer).first
    for _ in range(hoogstens):
        bezoeker.pagina.keyboard.press("Tab")
        if doel.evaluate("(e) => e === document.activeElement"):
            return
    raise AssertionError(f"{kiezer} is niet met Tab te bereiken")


def _druk(bezoeker: Bezoeker, kiezer: str) -> None:
    _tab_tot(bezoeker, kiezer)
    with bezoeker.pagina.expect_navigation():
        bezoeker.pagina.keyboard.press("Enter")


def test_by_keyboard_and_without_script_filling_in_publishing_and_reading(bezoek: Bezoek) -> None:
    school = bezoek(SCHOOL, breedte=390, donker=True, javascript=False)
    toets = school.pagina.keyboard
    school.ga(ADRES)
    _druk(school, "button:has-text('Begin')")
    for _ in range(9):
        assert school.past()
        _druk(school, "button[value=verder]")
    school.foto("profiel-telefoon-donker")
    _tab_tot(school, "[name='keuze.advies-mr']")
    toets.press("Space")
    _tab_tot(school, "#datum-advies-mr")
    toets.type("11112026")
    assert school.pagina.input_value("#datum-advies-mr") == "2026-11-11", "the same, day or month first"
    _druk(school, "button[value=verder]")
    assert school.past()
    _druk(school, "button:has-text('Bied aan')")

    bestuur = bezoek(BESTUUR, javascript=False)
    bestuur.ga(ADRES)
    _druk(bestuur, "button:has-text('Stel vast')")
    expect(bestuur.pagina.locator("main [role=status]")).to_contain_text("gepubliceerd")
    _druk(bestuur, "a:has-text('Wat is er veranderd?')")
    expect(bestuur.pagina.locator("#verschillen")).to_be_visible()


def _onderdeel(bezoeker: Bezoeker, code: str) -> None:
    bezoeker.ga(ADRES)
    if bezoeker.pagina.locator("button >> text=Begin").count():
        bezoeker.pagina.click("button >> text=Begin")
    bezoeker.ga(f"{ADRES}/onderdelen/{code}")


def _bewaard(bezoeker: Bezoeker) -> None:
    expect(bezoeker.pagina.locator("[data-bewaarstand]")).to_have_text("Alles is bewaard.")


def test_two_at_once_both_texts_stay(bezoek: Bezoek) -> None:
    een, ander = bezoek(SCHOOL), bezoek(SCHOOL, breedte=390)
    for bezoeker in (een, ander):
        _onderdeel(bezoeker, "visie")
    een.pagina.fill("#tekst-visie", f"van de een {BOOS}")
    _bewaard(een)

    ander.pagina.fill("#tekst-onderwijs", "dit botst niet")
    ander.pagina.fill("#tekst-visie", "van de ander")

    vlak = ander.pagina.locator("#botst-visie")
    expect(vlak).to_contain_text("heeft dit intussen gewijzigd")
    expect(vlak.locator("blockquote")).to_have_text(f"van de een {BOOS}")
    assert ander.pagina.input_value("#tekst-visie") == "van de ander"
    assert ander.gebreken() == []
    ander.foto("profiel-botst")
    vlak.get_by_role("button", name="Houd mijn antwoord").click()
    _bewaard(ander)
    een.ga(f"{ADRES}/onderdelen/visie")
    assert een.pagina.input_value("#tekst-visie") == "van de ander"
    assert een.pagina.input_value("#tekst-onderwijs") == "dit botst niet"


def test_two_at_once_without_script(bezoek: Bezoek) -> None:
    een, ander = bezoek(SCHOOL, javascript=False), bezoek(SCHOOL, javascript=False)
    for bezoeker in (een, ander):
        _onderdeel(bezoeker, "visie")
    een.pagina.fill("#tekst-visie", f"van de een {BOOS}")
    een.pagina.click("button[value=blijf]")

    ander.pagina.fill("#tekst-onderwijs", "dit botst niet")
    ander.pagina.fill("#tekst-visie", "van de ander")
    ander.pagina.click("button[value=blijf]")

    expect(ander.pagina.locator("#botst-visie blockquote")).to_have_text(f"van de een {BOOS}")
    assert ander.pagina.input_value("#tekst-visie") == "van de ander"
    ander.foto("profiel-botst-zonder-script")
    ander.pagina.fill("#tekst-visie", "van ons samen")
    ander.pagina.click("button[value=blijf]")
    een.ga(f"{ADRES}/onderdelen/visie")
    assert een.pagina.input_value("#tekst-visie") == "van ons samen"
    assert een.pagina.input_value("#tekst-onderwijs") == "dit botst niet"


def test_a_lost_connection_costs_no_word(bezoek: Bezoek) -> None:
    school = bezoek(SCHOOL)
    _onderdeel(school, "visie")
    school.pagina.context.set_offline(True)
    school.pagina.fill("#tekst-visie", "getypt in de trein")
    expect(school.pagina.locator("[data-bewaarstand]")).to_contain_text("geen verbinding")
    school.fouten.clear()

    school.pagina.context.set_offline(False)

    _bewaard(school)
    school.ga(f"{ADRES}/onderdelen/visie")
    assert school.pagina.input_value("#tekst-visie") == "getypt in de trein"
    assert school.gebreken() == []


def _verloop(bezoeker: Bezoeker) -> None:
    """As if the session had ended."""
    bezoeker.pagina.context.clear_cookies(name=re.compile("sessie"))


def test_an_ended_session_costs_no_word(bezoek: Bezoek) -> None:
    school = bezoek(SCHOOL, vers=True)
    _onderdeel(school, "visie")
    _verloop(school)
    school.pagina.fill("#tekst-visie", "bleef staan")
    stand = school.pagina.locator("[data-bewaarstand]")
    expect(stand).to_contain_text("sessie is verlopen")
    with school.pagina.context.expect_page() as tabblad:
        stand.locator("a").click()
    nieuw = Bezoeker(tabblad.value, school.adres, school.axe)
    nieuw.log_in(SCHOOL)
    expect(nieuw.pagina).to_have_url(re.compile("overzicht|onderdelen"))

    _bewaard(school)
    nieuw.ga(f"{ADRES}/onderdelen/visie")
    assert nieuw.pagina.input_value("#tekst-visie") == "bleef staan"


def test_an_ended_session_without_script(bezoek: Bezoek) -> None:
    school = bezoek(SCHOOL, javascript=False, vers=True)
    _onderdeel(school, "visie")
    _verloop(school)
    school.pagina.fill("#tekst-visie", f"bleef staan {BOOS}")
    school.pagina.click("button[value=verder]")
    expect(school.pagina.locator("h1")).to_have_text("Uw sessie is verlopen, uw tekst niet")
    school.foto("profiel-verlopen")
    with school.pagina.context.expect_page() as tabblad:
        school.pagina.click("text=Log in, in een nieuw tabblad")
    Bezoeker(tabblad.value, school.adres, school.axe).log_in(SCHOOL)

    school.pagina.click("text=Ga verder met mijn tekst")

    expect(school.pagina.locator("[role=alert]")).to_contain_text("bewaar opnieuw")
    assert school.pagina.input_value("#tekst-visie") == f"bleef staan {BOOS}"
    school.pagina.click("button[value=verder]")
    assert urlsplit(school.pagina.url).path.endswith("/onderdelen/basisondersteuning")
    school.ga(f"{ADRES}/voorbeeld")
    expect(school.pagina.locator("#deel-visie .vrije-tekst").first).to_have_text(f"bleef staan {BOOS}")
    assert school.pagina.locator("main img, main script").count() == 0


def test_the_board_gives_back_and_everybody_sees_what_changed(bezoek: Bezoek) -> None:
    school, bestuur, swv = bezoek(SCHOOL), bezoek(BESTUUR, donker=True), bezoek(SWV, breedte=390)
    _onderdeel(school, "grenzen")
    school.pagina.fill("#tekst-wat-kan-niet", f"Wij hebben geen lift. {BOOS}")
    school.pagina.click("button[value=verder]")
    school.ga(ADRES)
    school.foto("profiel-concept")
    school.pagina.click("text=Bied aan het bestuur aan")
    bestuur.ga(ADRES)
    bestuur.pagina.fill("#opmerking", f"Noem ook de trap. {BOOS}")
    bestuur.pagina.click("text=Geef terug aan de school")
    school.ga(ADRES)
    expect(school.pagina.locator("[role=note]")).to_contain_text(f"Noem ook de trap. {BOOS}")
    assert school.gebreken() == []
    school.foto("profiel-teruggegeven")

    swv.ga(f"{ADRES}/versies")

    verschil = swv.pagina.locator(".verschil", has_text="Wat kunnen wij niet?")
    expect(verschil).to_contain_text("onerror")
    assert verschil.locator("ins").count() > 0
    assert verschil.locator("img, script").count() == 0
    assert swv.gebreken() == []
    assert swv.past()
    swv.foto("profiel-verschil-telefoon")
    assert "stuk" not in swv.pagina.title() + school.pagina.title()


@pytest.mark.parametrize("wie", [BESTUUR, SWV])
def test_the_list_of_everybody(bezoek: Bezoek, wie: str) -> None:
    for breedte, donker in ((1280, False), (390, True)):
        lezer = bezoek(wie, breedte=breedte, donker=donker)
        lezer.ga("/ondersteuningsaanbod")
        assert lezer.gebreken() == []
        assert lezer.past()
        lezer.foto(f"profiel-lijst-{wie[:3]}-{breedte}")
    assert (
        lezer.pagina.locator("#alle + .tabelvlak tbody tr").count()
        == {
            BESTUUR: 7,
            SWV: len(voorbeeld_regio().leden_van("PO9901", 2026)),
        }[wie]
    )
    lezer.ga("/ondersteuningsaanbod?schooljaar=2027-2028")
    assert lezer.gebreken() == []


def test_who_may_not_write_gets_no_form(bezoek: Bezoek) -> None:
    school = bezoek(SCHOOL)
    _onderdeel(school, "visie")
    for wie in (BESTUUR, SWV):
        lezer = bezoek(wie)
        lezer.ga(f"{ADRES}/onderdelen/visie")
        assert lezer.pagina.locator("textarea").count() == 0
        assert lezer.pagina.locator("h1").inner_text() == "De Kleine Lantaarn"
    school.ga(ADRES.replace("99AI00", "99AJ00"))
    assert school.pagina.locator("h1").inner_text() == "Niet gevonden"
