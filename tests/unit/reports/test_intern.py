"""The internal version: it says so wherever somebody can look, and a report to pass on never does."""

from services.reports.domain.cijfers import Waarde
from services.reports.domain.gespreksrapport.rapport import maak_rapport
from services.reports.domain.vragen import Cijfervraag, vraag_boven
from services.reports.word import schrijf
from shared.contracts.rapporten import Lezer
from tests.unit.reports import gegeven
from tests.unit.reports.docx_lezen import Docx, gebreken, tekst

SWV = Lezer(rol="swv", eenheid="PO9901")
MERK = "intern, niet doorgeven"


def test_every_page_says_that_it_is_internal() -> None:
    docx = Docx(schrijf(maak_rapport(gegeven.gegevens({"aanvragen": [{"so": 12}]}, maker=SWV, voorbeeld=True))))
    assert gebreken(docx.inhoud) == []
    koppen = [naam for naam in docx.namen if "header" in naam]
    verwezen = {doel for doel in docx.relaties("word/document.xml").values() if "header" in doel}
    assert len(koppen) == len(verwezen) == 2, "one for the title page, one for all others"
    for naam in koppen:
        assert f"{MERK} · voorbeeldgegevens" in tekst(docx.xml(naam))


def test_title_page_properties_appendix_and_file_name_say_it_too() -> None:
    document = maak_rapport(gegeven.gegevens(maker=SWV))
    docx = Docx(schrijf(document))
    bericht = next(tekst for stijl, tekst in docx.alineas() if stijl == "Bericht")
    assert bericht.startswith("Intern, niet doorgeven: dit rapport toont wat het samenwerkingsverband mag zien.")
    assert document.bestandsnaam == "Gespreksrapport De Boomgaard (99AB00) 2025-2026 (intern).docx"
    assert MERK in docx.zip.read("docProps/core.xml").decode()
    eigen = docx.zip.read("docProps/custom.xml").decode()
    assert MERK in eigen
    assert "swv PO9901" in eigen
    assert any("interne versie" in tekst for _, tekst in docx.alineas())


def test_a_report_to_pass_on_never_says_it() -> None:
    assert "intern" not in Docx(schrijf(maak_rapport(gegeven.veel()))).alle_tekst().lower()


def test_figures_of_units_above_are_not_called_released() -> None:
    boven = (("swv", "SWV", Waarde(37)),)
    docx = Docx(schrijf(maak_rapport(gegeven.gegevens(boven=boven, maker=SWV))))
    assert "37" in docx.tabellen()["TLV-aanvragen in 2025-2026"][1]
    tekst_ = " ".join(tekst for _, tekst in docx.alineas())
    assert "zijn vrijgegeven om" not in tekst_
    assert "Geef ze niet door." in tekst_


def test_a_unit_above_is_asked_for_the_same_swv_where_it_is_seen_exactly() -> None:
    def gevraagd(maker: Lezer | None) -> Cijfervraag:
        return vraag_boven(gegeven.opdracht(binnen="PO9901", maker=maker), "bestuur", "99001")

    assert ("binnen", "PO9901") in gevraagd(SWV).parameters
    assert ("binnen", "PO9901") not in gevraagd(None).parameters
