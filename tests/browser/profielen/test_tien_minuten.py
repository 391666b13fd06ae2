"""A director publishes with last year's answers in ten minutes."""

from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.browser.bezoeker import UITVOER, Bezoeker
from tests.browser.conftest import Bezoek
from tests.browser.profielen.school import BESTUUR, SCHOOL

WOORDEN_PER_SECONDE = 3.5
"""Reading to judge, slower than reading along."""


SECONDEN_PER_KLIK, SECONDEN_PER_TEKEN = 3.0, 0.35


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
