"""'In het kort' tells what is known, a ratio says what it counts, and long tables stand on their own page."""

import pytest

from services.reports.domain.cijfers import VERBORGEN, Waarde
from services.reports.domain.document import ALLE, Kop, Lijst, Tabel
from services.reports.domain.gespreksrapport.deel import LANG
from services.reports.domain.gespreksrapport.rapport import maak_rapport
from services.reports.domain.maten import MATEN
from services.reports.domain.verloop import Verloop, conclusie
from services.reports.domain.wie import WIE
from services.reports.word.paginering import hoogte_cm
from services.reports.word.tabellen import tabel_xml
from services.reports.word.xml import Nummers
from shared.contracts.eenheden import Niveau
from tests.unit.reports import gegeven_swv


def _verloop(nu: Waarde, geteld: str = "leerlingen") -> Verloop:
    return Verloop("De dekking", "2025-2026", nu, "2024-2025", None, WIE[Niveau.SWV], geteld=geteld)


def test_a_ratio_of_too_few_says_what_it_counts() -> None:
    nu = Waarde(None, tekst="7 van 9", teller=7)
    assert (
        conclusie(_verloop(nu, "scholen")) == "De dekking in 2025-2026: 7 van 9 scholen, te weinig voor een percentage."
    )
    assert {maat.code: maat.geteld for maat in MATEN["aanbod"]}["sop-actueel"] == "scholen"
    assert not _verloop(nu).bekend
    assert not _verloop(Waarde(None, VERBORGEN)).bekend
    assert _verloop(Waarde(None, laag=1, hoog=4)).bekend


@pytest.mark.parametrize("soort", ["swv-rapport", "bestuursrapport", "subregiorapport"])
def test_in_brief_is_one_page_of_what_is_known(soort: str) -> None:
    blokken = maak_rapport(gegeven_swv.alles(soort)).blokken
    lijst = next(blok for blok in blokken if isinstance(blok, Lijst))
    assert not [zin for zin in lijst.punten if "niet bekend" in zin or "niet te tonen" in zin]
    eind = blokken.index(lijst)
    assert sum(map(hoogte_cm, blokken[: eind + 1])) < 24.0


def test_a_long_table_and_the_room_below_it_have_headings_that_may_begin_a_page() -> None:
    blokken = maak_rapport(gegeven_swv.alles()).blokken
    lang = [plek for plek, blok in enumerate(blokken) if isinstance(blok, Tabel) and "Scholen met aanbod" in blok.titel]
    for plek in lang:
        tabel = blokken[plek]
        assert isinstance(tabel, Tabel)
        assert isinstance(blokken[plek - 1], Kop) == (len(tabel.rijen) > LANG)
        assert isinstance(blokken[plek + 1], Kop) == (len(tabel.rijen) > LANG)


def test_many_rows_to_write_in_may_go_on_to_a_next_page() -> None:
    def houdt_bij(rijen: int) -> int:
        tabel = Tabel(
            "Vragen", ("Vraag", ""), (("Waarom?", ""),) * rijen, (50, 50), tekstkolommen=ALLE, rijhoogte_cm=1.9
        )
        return "".join(tabel_xml(tabel, Nummers())).count("<w:keepNext/>")

    assert houdt_bij(13) == houdt_bij(14) == 2, "only the header stays with the first row"
    assert houdt_bij(5) > 2
