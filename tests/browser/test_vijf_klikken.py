"""Questions that a new user brings, each answered in five clicks at most; the click path is the test."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.browser.bezoeker import Bezoeker
from tests.browser.conftest import Bezoek
from tests.browser.server import Draaiend
from tests.browser.test_gelijkheid import haal

SWV = "swv.po9901"
MEEST = 5
BESTUUR = "Stichting Openbaar Primair Onderwijs Waterkerke"


@dataclass
class Weg:
    """A visitor who counts what she clicks or chooses."""

    bezoeker: Bezoeker
    klikken: list[str] = field(default_factory=list)

    def klik(self, kiezer: str) -> "Weg":
        self.bezoeker.pagina.click(kiezer)
        return self._geteld(kiezer)

    def kies(self, veld: str, waarde: str) -> "Weg":
        self.bezoeker.pagina.select_option(f"#k-{veld}", waarde)
        self.bezoeker.pagina.wait_for_url(f"**{veld}={waarde}**")
        return self._geteld(f"{veld} {waarde}")

    def _geteld(self, wat: str) -> "Weg":
        self.klikken.append(wat)
        assert len(self.klikken) <= MEEST, self.klikken
        return self

    def zin(self, figuur: str) -> str:
        return self.bezoeker.pagina.locator(f"#{figuur} .zin").inner_text().replace("\u00a0", " ")

    def rij(self, figuur: str, naam: str) -> list[str]:
        """The cells of a row of an open table."""
        rijen = self.bezoeker.pagina.locator(f"#{figuur} tbody tr").all()
        return next(rij.locator("td").all_inner_texts() for rij in rijen if rij.locator("th").inner_text() == naam)


@pytest.fixture
def weg(bezoek: Bezoek) -> Iterator[Weg]:
    bezoeker = bezoek(SWV)
    bezoeker.pagina.set_default_timeout(30_000)
    bezoeker.ga("/overzicht")
    yield Weg(bezoeker)
    assert bezoeker.fouten == []


def _waarde(gateway: Draaiend, code: str, niveau: str, eenheid: str, **vraag: str) -> dict[str, Any]:
    """The one period of an answer of the API."""
    query = "&".join(f"{naam}={waarde}" for naam, waarde in {"niveau": niveau, "eenheid": eenheid, **vraag}.items())
    antwoord = haal(gateway, SWV, f"/v1/indicatoren/{code}/waarden?{query}").json()
    periode: dict[str, Any] = antwoord["reeksen"][0]["perioden"][0]
    return periode


def test_so_hoog_of_a_bestuur_against_last_year_and_the_country_and_which_schools(weg: Weg, gateway: Draaiend) -> None:
    weg.klik(".menu >> text=Ondersteuning").klik("main >> text=Verwijzingen").klik(f"#onderliggend >> text={BESTUUR}")
    weg.klik("#soorten details[data-deel=tabel] > summary").klik("#percentage details[data-deel=tabel] > summary")

    for jaar in ("2026-2027", "2025-2026"):
        bron = {"schooljaar": jaar, "binnen": "PO9901", "filter.soortCategorie": "so-hoog"}
        verwacht = _waarde(gateway, "tlv-toegekend", "bestuur", "99002", **bron)["totaal"]["waarde"]
        assert weg.rij("soorten", jaar)[2] == str(verwacht)
    kop = weg.bezoeker.pagina.locator("#percentage thead th").all_inner_texts()
    assert kop == ["Schooljaar", "deze eenheid", "alle aangesloten SWV’s"]
    assert "%" in weg.rij("percentage", "2025-2026")[0]
    scholen = weg.bezoeker.pagina.locator("#onderliggend tbody tr")
    assert scholen.count() > 1
    assert "toegekend 2026-2027" in weg.bezoeker.pagina.locator("#onderliggend thead").inner_text().replace("\n", " ")


def test_how_many_granted_are_used_and_where_not(weg: Weg, gateway: Draaiend) -> None:
    weg.klik(".menu >> text=Ondersteuning").klik("main >> text=Toewijzing").kies("schooljaar", "2025-2026")

    wel, niet = (
        _waarde(gateway, code, "swv", "PO9901", schooljaar="2025-2026")["totaal"]["waarde"]
        for code in ("tlv-verzilverd", "tlv-niet-verzilverd")
    )
    assert f"Van de {wel + niet} TLV’s die op 1 oktober van 2025-2026 golden, zijn er {wel} verzilverd" in weg.zin(
        "verzilvering"
    )
    assert f"{niet} TLV’s niet verzilverd, de meeste voor so laag" in weg.zin("verzilverd-per-soort")


def test_participation_against_the_country(weg: Weg) -> None:
    weg.klik(".menu >> text=Ondersteuning").klik("main >> text=Deelname en stromen")

    assert "Sbo in 2023-2024: 2,70%, landelijk 2,40%" in weg.zin("deelname")


def test_who_is_at_home_for_long_and_why(weg: Weg, gateway: Draaiend) -> None:
    weg.klik(".menu >> text=Ondersteuning").klik("main >> text=Thuiszitters").kies("schooljaar", "2025-2026")
    weg.klik("#duur details[data-deel=tabel] > summary").klik("#reden details[data-deel=tabel] > summary")

    vraag = {"schooljaar": "2025-2026", "splitsing": "duur"}
    rijen = _waarde(gateway, "thuiszitters", "swv", "PO9901", **vraag)["rijen"]
    lang = sum(rij["waarde"] for rij in rijen if rij["splitsing"]["duur"] == ">3m")
    assert weg.rij("duur", "langer dan 3 maanden")[0] == str(lang)
    redenen = weg.bezoeker.pagina.locator("#reden tbody td:nth-child(2)").all_inner_texts()
    totaal = _waarde(gateway, "thuiszitters", "swv", "PO9901", schooljaar="2025-2026")["totaal"]["waarde"]
    assert sum(map(int, redenen)) == totaal


def test_planned_and_spent_on_arrangementen_in_a_boekjaar(weg: Weg, gateway: Draaiend) -> None:
    weg.klik(".menu >> text=Financiën").klik('main a:text-is("Middelen")').kies("schooljaar", "2024-2025")
    weg.kies("periode", "boekjaar").klik("#categorieen details[data-deel=tabel] > summary")

    vraag = {"periode": "boekjaar", "boekjaar": "2024", "filter.categorie": "arrangementen"}
    bedragen = [
        _waarde(gateway, code, "swv", "PO9901", **vraag)["totaal"]["waarde"]
        for code in ("middelen-begroot", "middelen-besteed")
    ]
    getoond = [cel.replace("€\u00a0", "").replace(".", "") for cel in weg.rij("categorieen", "arrangementen")[:2]]
    assert getoond == [str(round(float(bedrag))) for bedrag in bedragen]


def test_how_many_end_next_year(weg: Weg, gateway: Draaiend) -> None:
    weg.klik(".menu >> text=Ondersteuning").klik("main >> text=Verwijzingen")

    straks = _waarde(gateway, "tlv-aflopend", "swv", "PO9901", schooljaar="2027-2028")["totaal"]["waarde"]
    assert f"in 2027-2028 lopen {straks} TLV’s af" in weg.zin("aflopend")
