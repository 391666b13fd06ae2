"""What the unit wrote stands under its figure, whole, and never twice."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.gateway.dashboards import DASHBOARDS
from services.reports.domain.document import Alinea, Kop, Stijl
from services.reports.domain.gespreksrapport.rapport import maak_rapport
from services.reports.domain.gespreksrapport.toelichting import TITELS
from services.reports.domain.maten import MATEN
from services.reports.domain.vragen import Toelichting
from services.reports.word import schrijf
from tests.unit.reports import gegeven
from tests.unit.reports.docx_lezen import Docx, gebreken

OP = datetime(2026, 11, 3, 23, 30, tzinfo=UTC)


def docx(*teksten: tuple[str, str, str], soort: str = "gespreksrapport") -> Docx:
    """A report with these (dashboard, figuur, text)."""
    geschreven = [Toelichting(*een, OP) for een in teksten]
    cijfers: dict[str, Any] = {"aanvragen": [{"so": 12}], "leerjaren": [{4: 12}], "toegekend": [{"laag": 9}]}
    return Docx(schrijf(maak_rapport(gegeven.gegevens(cijfers, soort=soort, meer={"toelichtingen": geschreven}))))


def rond(een: Docx, tekst: str) -> tuple[str, str]:
    """The heading above a text, and who is said to have written it."""
    alineas = een.alineas()
    plaats = [tekst_ for _, tekst_ in alineas].index(tekst)
    kop = next(t for stijl, t in reversed(alineas[:plaats]) if stijl.startswith("Heading"))
    return kop, next(t for stijl, t in reversed(alineas[:plaats]) if stijl == "Toelichtingkop")


def test_it_stands_under_its_figure_with_the_day_that_it_was_written() -> None:
    een = docx(("verwijzingen", "leerjaren", "Groep 4 is groot."), ("verwijzingen", "besluiten", "Twee in beroep."))
    assert rond(een, "Groep 4 is groot.") == ("Leerjaren", "Toelichting van de school zelf, 4 november 2026")
    assert rond(een, "Twee in beroep.")[0] == "Besluiten"


def test_a_text_beside_a_figure_that_the_report_does_not_show_names_it() -> None:
    een = docx(("verwijzingen", "prognose", "Wij verwachten er meer."), ("overzicht", "signalen", "Dat klopt."))
    kop, wie = rond(een, "Wij verwachten er meer.")
    assert "bij ‘Waar gaat dit schooljaar heen?’" in wie
    assert rond(een, "Dat klopt.")[0] != kop
    assert een.alle_tekst().count("Wij verwachten er meer.") == 1


def test_lines_become_paragraphs_and_nothing_in_a_text_is_markup() -> None:
    ruw = "Regel een.\n\n  </w:t><w:b/> & <script>\x0b\ufffe"
    een = docx(("verwijzingen", "aanvragen", ruw))
    assert gebreken(een.inhoud) == []
    assert [tekst for stijl, tekst in een.alineas() if stijl == "Toelichting"] == [
        "Regel een.", "</w:t><w:b/> & <script>",
    ]  # fmt: skip


def test_a_theme_that_was_not_asked_brings_no_text() -> None:
    geschreven = [Toelichting("thuiszitters", "aantallen", "Eén leerling is ziek.", OP)]
    taak = gegeven.gegevens(themas=("middelen",), meer={"toelichtingen": geschreven})
    assert "ziek" not in Docx(schrijf(maak_rapport(taak))).alle_tekst()


@pytest.mark.parametrize("soort", gegeven.EENHEDEN)
def test_every_text_of_the_pages_has_a_place(soort: str) -> None:
    plekken = [(naam, f"figuur-{nummer}") for nummer, naam in enumerate(DASHBOARDS)]
    plekken += [("verwijzingen", "aanvragen"), ("arrangementen", "besluiten"), ("thuiszitters", "aantallen")]
    een = docx(*((dashboard, figuur, f"Over {dashboard} {figuur}.") for dashboard, figuur in plekken), soort=soort)
    gevonden = [tekst for stijl, tekst in een.alineas() if stijl == "Toelichting"]
    assert sorted(gevonden) == sorted(f"Over {dashboard} {figuur}." for dashboard, figuur in plekken)


def test_places_are_of_pages_that_exist() -> None:
    genoemd = {plek[0] for gevonden in MATEN.values() for maat in gevonden for plek in maat.figuren}
    assert genoemd <= set(DASHBOARDS)
    assert all(titel and titel[0].isupper() for titel in TITELS.values())


def test_the_writer_and_the_text_stay_together_before_the_room_to_write() -> None:
    geschreven = [Toelichting("arrangementen", "prognose", "Rustig jaar.", OP)]
    blokken = maak_rapport(gegeven.gegevens(meer={"toelichtingen": geschreven})).blokken
    plaats = blokken.index(Alinea("Rustig jaar.", Stijl.TOELICHTING))
    assert isinstance(blokken[plaats - 1], Alinea)
    assert not isinstance(blokken[plaats + 1], Kop)
