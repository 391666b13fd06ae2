"""The Word file, read back: sound, accessible, and with the numbers that went in."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import pytest

from services.reports.domain.cijfers import Waarde
from services.reports.domain.document import Grafiek, Kop, Reeks, Vorm
from services.reports.domain.gespreksrapport.rapport import maak_rapport
from services.reports.domain.vragen import Gegevens, Toelichting
from services.reports.word import schrijf
from services.reports.word.paginering import paginering
from shared.contracts.rapporten import Lezer
from tests.unit.reports import gegeven, gegeven_swv
from tests.unit.reports.docx_lezen import WP, C, Docx, W, gebreken, stijl, tekst
from tests.unit.reports.ooxml import schemafouten

SCHOLEN = {
    "veel": gegeven.veel(),
    "loopt nog": gegeven.veel("2026-2027"),
    "weinig": gegeven.weinig(),
    "geen": gegeven.geen(),
    "swv": gegeven_swv.alles(),
    "bestuur": gegeven_swv.alles("bestuursrapport", "2026-2027"),
    "subregio": gegeven_swv.alles("subregiorapport"),
    "thema’s": gegeven.gegevens({"aanvragen": [{"so": 12}]}, themas=("middelen", "doelen")),
    "één jaar": gegeven.gegevens({"aanvragen": [{"so": 12}]}, jaren=1),
    "intern": gegeven.gegevens({"aanvragen": [{"so": 12}]}, maker=Lezer(rol="swv", eenheid="PO9901"), voorbeeld=True),
    "met toelichting": gegeven.gegevens(
        {"aanvragen": [{"so": 12}]},
        meer={"toelichtingen": [Toelichting("verwijzingen", "aanvragen", "Eén.\nTwee.", gegeven.NU)]},
    ),
    "niet vrijgegeven": gegeven.gegevens(
        {"aanvragen": [{"so": 3}, {"totaal": gegeven.NIET_VRIJGEGEVEN}], "toegekend": [{"laag": 9}]}
    ),
}


@pytest.fixture(params=SCHOLEN)
def gegevens(request: pytest.FixtureRequest) -> Gegevens:
    """Several schools."""
    return SCHOLEN[request.param]


@cache
def geopend(naam: str) -> Docx:
    """A report, written once and opened again."""
    return Docx(schrijf(maak_rapport(SCHOLEN[naam])))


@pytest.fixture
def docx(gegevens: Gegevens) -> Docx:
    """The report of those figures."""
    return geopend(next(naam for naam, een in SCHOLEN.items() if een is gegevens))


def test_the_package_is_sound(docx: Docx) -> None:
    assert gebreken(docx.inhoud) == []
    assert not [naam for naam in docx.namen if "custom" in naam.lower() and naam != "docProps/custom.xml"]
    assert b"TargetMode" not in b"".join(docx.zip.read(naam) for naam in docx.namen if naam.endswith(".rels"))


def test_every_part_is_valid_against_the_schemas_of_ecma_376(docx: Docx) -> None:
    assert schemafouten(docx) == []


def test_the_schemas_see_what_is_wrong(docx: Docx) -> None:
    """A check that passes everything proves nothing."""
    uit, bron = BytesIO(), docx.zip
    with ZipFile(uit, "w") as zip_:
        for naam in bron.namelist():
            ruw = bron.read(naam)
            zip_.writestr(
                naam, ruw.replace(b"<w:keepNext/>", b"<w:verzonnen/>") if naam.endswith("styles.xml") else ruw
            )
    assert any("verzonnen" in fout for fout in schemafouten(Docx(uit.getvalue())))


def test_headings_go_down_one_step_at_a_time(docx: Docx, gegevens: Gegevens) -> None:
    niveaus = [int(naam[-1]) for naam, _ in docx.alineas() if naam.startswith("Heading")]
    assert niveaus[0] == 1
    assert all(later <= eerder + 1 for eerder, later in pairwise(niveaus))
    assert [tekst for naam, tekst in docx.alineas() if naam == "Title"] == [gegevens.eenheid["naam"]]


def test_the_table_of_contents_names_every_heading_and_points_to_it(docx: Docx) -> None:
    koppen = [tekst for naam, tekst in docx.alineas() if naam in ("Heading1", "Heading2")]
    regels = [alinea for alinea in docx.document.iter(f"{W}p") if re.fullmatch(r"TOC\d", stijl(alinea))]
    assert [re.sub(r"\d+$", "", tekst(regel)) for regel in regels] == koppen
    bladwijzers = {een.attrib[f"{W}name"] for een in docx.document.iter(f"{W}bookmarkStart")}
    assert {een.attrib[f"{W}anchor"] for een in docx.document.iter(f"{W}hyperlink")} == bladwijzers
    paginas = [int(re.findall(r"\d+$", tekst(regel))[0]) for regel in regels]
    assert paginas == sorted(paginas)


def test_no_empty_paragraph_serves_as_space(docx: Docx) -> None:
    leeg = [naam for naam, tekst in docx.alineas() if not tekst and naam != "Figuur"]
    assert leeg == []


def test_every_chart_has_a_text_for_who_does_not_see_it(docx: Docx) -> None:
    for kenmerk in docx.document.iter(f"{WP}docPr"):
        assert len(kenmerk.attrib["descr"]) > 60
        assert kenmerk.attrib["title"]


def test_tables_have_a_header_row_that_repeats_and_no_merged_cells(docx: Docx) -> None:
    for tabel in docx.document.iter(f"{W}tbl"):
        rijen = tabel.findall(f"{W}tr")
        if (
            stijl(next(rijen[0].iter(f"{W}p"))) != "Celkop"
            or tabel.find(f"{W}tblPr/{W}tblStyle").attrib[  # type: ignore[union-attr]
                f"{W}val"
            ]
            == "Gegevenstabel"
        ):
            continue
        assert rijen[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert not list(tabel.iter(f"{W}gridSpan"))
        assert not list(tabel.iter(f"{W}vMerge"))
        assert {len(rij.findall(f"{W}tc")) for rij in rijen} == {len(tabel.findall(f"{W}tblGrid/{W}gridCol"))}


def test_language_title_and_properties(docx: Docx, gegevens: Gegevens) -> None:
    assert b'w:lang w:val="nl-NL"' in docx.zip.read("word/styles.xml")
    kern = docx.zip.read("docProps/core.xml").decode()
    soort, naam = gegevens.opdracht.bestandsnaam_soort, gegevens.eenheid["naam"]
    assert f"{soort} {naam}, schooljaar {gegevens.jaar}" in kern
    assert "<dc:language>nl-NL</dc:language>" in kern
    eigen = docx.zip.read("docProps/custom.xml").decode()
    lezer = gegevens.opdracht.lezer
    assert f"{lezer.rol} {lezer.eenheid}" in eigen
    assert "2026-11-22T09:40:00+00:00" in eigen
    assert all(f">{waarde}<" in eigen for waarde in ("4711", "0123456789abcdef", "geen"))
    assert "python" not in docx.alle_tekst().lower()


def test_example_data_are_marked_on_every_page() -> None:
    echt, voorbeeld = Docx(schrijf(maak_rapport(gegeven.weinig()))), Docx(schrijf(maak_rapport(gegeven.veel())))
    for naam in (naam for naam in voorbeeld.namen if "header" in naam):
        assert "voorbeeldgegevens" in tekst(voorbeeld.xml(naam))
    assert "voorbeeldgegevens" not in echt.alle_tekst()


def test_tables_charts_and_workbooks_show_the_values_of_the_document(gegevens: Gegevens, docx: Docx) -> None:
    document = maak_rapport(gegevens)
    tabellen = docx.tabellen()
    for tabel in document.tabellen():
        verwacht = [[cel if isinstance(cel, str) else cel.toon for cel in rij] for rij in tabel.rijen]
        assert tabellen[tabel.titel][1:] == verwacht
    bladen = docx.werkbladen()
    grafieken = [blok for blok in document.blokken if isinstance(blok, Grafiek)]
    assert len(bladen) == len(grafieken)
    for grafiek in grafieken:
        blad = bladen[grafiek.titel]
        assert blad[0][1:] == [reeks.naam for reeks in grafiek.reeksen]
        for kolom, reeks in enumerate(grafiek.reeksen, start=1):
            # A workbook keeps sixteen digits.
            verwacht_ = [waarde.getal and float(f"{waarde.getal:.16g}") for waarde in reeks.waarden]
            assert [rij[kolom] for rij in blad[1:]] == verwacht_


def test_chart_and_workbook_say_the_same() -> None:
    docx = Docx(schrijf(maak_rapport(gegeven.veel())))
    bladen = list(docx.werkbladen().values())
    for nummer, blad in enumerate(bladen, start=1):
        grafiek = docx.xml(f"word/charts/chart{nummer}.xml")
        for kolom, serie in enumerate(grafiek.iter(f"{C}ser"), start=1):
            getallen = [float(een.text or "") for een in serie.findall(f"{C}val//{C}pt/{C}v")]
            assert getallen == [rij[kolom] for rij in blad[1:]]


def test_a_hidden_value_is_a_gap_in_the_chart_and_words_in_the_table() -> None:
    rijen: dict[str, Any] = {"aanvragen": [{"so": 9}, {"totaal": gegeven.NIET_VRIJGEGEVEN}, {"so": 8}]}
    docx = Docx(schrijf(maak_rapport(gegeven.gegevens(rijen))))
    assert [rij[1] for rij in docx.werkbladen()["Aanvragen per schooljaar"][1:]] == [0, 0, 8, None, 9]
    tabel = docx.tabellen()["Aanvragen voor een TLV per schooljaar, naar schoolsoort"]
    assert tabel[-1][1:] == ["0", "0", "8", "niet vrijgegeven", "9"]


def test_a_long_name_makes_room_instead_of_a_wrong_page_number() -> None:
    lang = gegeven.veel()
    naam = "Interconfessionele Daltonbasisschool voor Openbaar en Bijzonder Onderwijs De Regenboog " * 3
    document = maak_rapport(Gegevens(**{**vars(lang), "eenheid": {**lang.eenheid, "naam": naam.strip()}}))
    assert gebreken(schrijf(document)) == []
    assert len(document.bestandsnaam) < 140


def test_a_file_name_holds_nothing_that_a_file_system_refuses() -> None:
    basis = gegeven.geen()
    naam = 'School "A/B": <\\|?*>\x07'
    document = maak_rapport(Gegevens(**{**vars(basis), "eenheid": {**basis.eenheid, "naam": naam}}))
    assert document.bestandsnaam == "Gespreksrapport School A B (99AB00) 2025-2026.docx"


def test_released_figures_stand_in_a_table_and_others_are_said_once() -> None:
    boven = (("swv", "SWV", Waarde(40)), ("bestuur", "B", Waarde(None, "c", "niet vrijgegeven")))
    document = maak_rapport(gegeven.gegevens(boven=boven))
    (tabel,) = [tabel for tabel in document.tabellen() if tabel.kolommen[0] == "Eenheid"]
    assert [rij[1] for rij in tabel.rijen] == ["SWV"]
    zonder = maak_rapport(gegeven.geen())
    assert sum(blok == Kop("Naast de cijfers van anderen") for blok in zonder.blokken) == 1


def test_themes_without_figures_share_a_page() -> None:
    """A school without any source is no pile of empty pages."""
    koppen = [een for een in geopend("geen").document.iter(f"{W}p") if stijl(een) == "Heading1"]
    zonder_pagina = [een for een in koppen if (el := een.find(f"{W}pPr/{W}pageBreakBefore")) is not None
                     and el.attrib.get(f"{W}val") == "0"]  # fmt: skip
    assert len(zonder_pagina) >= 3
    paginas = [int(re.findall(r"\d+$", tekst(een))[0]) for een in geopend("geen").document.iter(f"{W}p")
               if re.fullmatch(r"TOC\d", stijl(een))]  # fmt: skip
    assert max(paginas) <= 13, "seventeen when each had one of its own"
    vol = [een for een in geopend("veel").document.iter(f"{W}p") if stijl(een) == "Heading1"]
    assert sum(een.find(f"{W}pPr/{W}pageBreakBefore") is None for een in vol) >= 3, "with figures: a page of its own"


def test_after_a_text_that_may_run_on_no_page_is_named_and_before_it_all_are() -> None:
    basis = gegeven_swv.alles()
    lang = {**basis.standaarden[0], "toelichting": "Een zin van de school over wat er speelt. " * 95}
    met = replace(basis, standaarden=[lang, *basis.standaarden[1:]])
    for gegevens, alles in ((basis, True), (met, False)):
        docx = Docx(schrijf(maak_rapport(gegevens)))
        regels = [tekst(een) for een in docx.document.iter(f"{W}p") if re.fullmatch(r"TOC\d", stijl(een))]
        zonder = [een for een in regels if not re.search(r"\d$", een) or een.endswith(("RPO1", "BKA1", "BKA3"))]
        assert (not zonder) is alles, zonder
        assert not any(een.startswith(("Verwijzingen", "Kwaliteit")) for een in zonder)
        assert schemafouten(docx) == []


def test_no_table_of_definitions_is_longer_than_a_page() -> None:
    for naam in SCHOLEN:
        for plek in paginering(maak_rapport(SCHOLEN[naam]).blokken, 2).values():
            assert plek.pagina is not None, naam


def test_contents_that_do_not_fit_under_the_title_begin_a_page() -> None:
    def apart(naam: str) -> bool:
        (kop,) = [een for een in geopend(naam).document.iter(f"{W}p") if stijl(een) == "TOCHeading"]
        return kop.find(f"{W}pPr/{W}pageBreakBefore") is not None

    assert apart("swv")
    assert not apart("thema’s")


def test_a_name_that_looks_like_a_formula_stays_a_name_in_the_workbook_of_a_chart() -> None:
    namen = ("=1+1", "{0} &<b>", "+31", '@som("A")', "a\x07b")
    grafiek = Grafiek("Titel", "b" * 70, Vorm.NAAST_ELKAAR, namen, (
        Reeks("=cmd|' /C calc'!A0", tuple(Waarde(een) for een in (1, 2.5, 14 / 3, 1e-7, 123456789)), "een"),
    ))  # fmt: skip
    rapport = maak_rapport(gegeven.weinig())
    docx = Docx(schrijf(replace(rapport, blokken=(Kop("Eén", 1), grafiek))))
    assert schemafouten(docx) == []
    blad = docx.werkbladen()["Titel"]
    assert [rij[0] for rij in blad] == [None, *namen[:-1], "ab"]
    assert blad[0][1] == "=cmd|' /C calc'!A0"
    assert b"<f>" not in docx.zip.read("word/embeddings/Grafiek1.xlsx")
    assert [rij[1] for rij in blad[1:]] == [1, 2.5, float(f"{14 / 3:.16g}"), 1e-7, 123456789]
    punten = [een.text for een in docx.xml("word/charts/chart1.xml").iter(f"{C}v")]
    assert punten[1:6] == [rij[0] for rij in blad[1:]]
