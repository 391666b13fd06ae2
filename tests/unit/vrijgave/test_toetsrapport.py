"""The audit report for the privacy officer: sound Word, the right counts, and no figure of anybody."""

from dataclasses import replace
from functools import cache

import pytest

from services.aggregator.vrijgave.catalogus import OPEN_NU
from services.aggregator.vrijgave.rapport import beleiden, tel_figuren
from services.aggregator.vrijgave.watals import wat_als
from services.reports.domain.toetsrapport.document import maak_document
from services.reports.word import schrijf
from shared.contracts.toetsrapport import Toetsgegevens, van_json
from tests.unit.reports.docx_lezen import WP, Docx, W, gebreken
from tests.unit.reports.ooxml import schemafouten
from tests.unit.vrijgave.spel import BESTUREN, leden, zaken
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import LOPEND, NOVEMBER, Verloop


@cache
def gegevens() -> Toetsgegevens:
    """Of a small region with a release that needed repairs."""
    verloop = Verloop(leden(BESTUREN))
    getoetst = Getoetst(verloop)
    oordeel = getoetst.geef_vrij(zaken(1, 45), NOVEMBER)
    (uitgave,) = getoetst.uitgaven
    assert verloop.laatste is not None
    waarheden = {jaar: een for jaar, een in getoetst.toen[1].items() if jaar != OPEN_NU}
    return Toetsgegevens(
        1, NOVEMBER, ("swv", "bestuur"), uitgave.sha256.hex(), uitgave.beleid, oordeel.certificaat, 12.3,
        verloop.laatste.nut.als_json(), tel_figuren(uitgave), [(NOVEMBER, "te traag")],
        sorted(waarheden), [wat_als(waarheden, NOVEMBER, een) for een in beleiden(uitgave.beleid)],
    )  # fmt: skip


@pytest.fixture(params=["getoetst", "niet getoetst", "oud"])
def docx(request: pytest.FixtureRequest) -> Docx:
    """Of an audited release, one that was not, and one of which little was kept."""
    een = gegevens()
    anders = {
        "niet getoetst": replace(een, bewijs=None, seconden=None, pogingen=()),
        "oud": replace(een, drempels=(), jaren=(), telling={}, seconden=None),
    }
    return Docx(schrijf(maak_document(anders.get(request.param, een), NOVEMBER)))


def test_the_package_is_sound(docx: Docx) -> None:
    assert gebreken(docx.inhoud) == []
    assert schemafouten(docx) == []


def test_it_reads_like_the_other_documents(docx: Docx) -> None:
    """Title, language, headings, repeated header rows, texts for charts, no empty paragraphs."""
    kern = docx.zip.read("docProps/core.xml").decode()
    assert "Toetsrapport Vrijgave 1" in kern
    assert "<dc:language>nl-NL</dc:language>" in kern
    alineas = docx.alineas()
    assert next(tekst for naam, tekst in alineas if naam == "Heading1") == "In het kort"
    assert not [naam for naam, tekst in alineas if not tekst and naam != "Figuur"]
    assert all(len(een.attrib["descr"]) > 60 for een in docx.document.iter(f"{WP}docPr"))
    for tabel in docx.document.iter(f"{W}tbl"):
        stijl = tabel.find(f"{W}tblPr/{W}tblStyle")
        assert stijl is not None
        if stijl.attrib[f"{W}val"] == "Cijfertabel":
            assert tabel.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


def test_it_says_it_is_internal_on_every_page(docx: Docx) -> None:
    koppen = [naam for naam in docx.namen if naam.startswith("word/header")]
    assert len(koppen) == 2
    assert all("intern, niet doorgeven" in docx.zip.read(naam).decode() for naam in koppen)


def test_the_counts_are_those_of_the_release() -> None:
    een = gegevens()
    tabellen = Docx(schrijf(maak_document(een, NOVEMBER))).tabellen()
    swv = een.telling["swv"]
    onthouden = sum(aantal for soort, aantal in swv.items() if soort.startswith("onthouden"))
    (rij,) = [rij for rij in tabellen["Cellen per niveau"] if rij[0] == "SWV’s"]

    assert rij[2].split()[0] == str(swv["getoond"])
    assert rij[3:5] == [str(swv["verborgen"]), str(onthouden)]
    certificaat = dict(rij[:2] for rij in tabellen["Certificaat"])
    assert certificaat["kleinste aantal waarden dat voor een aanvaller mogelijk blijft"] == "5 of meer"
    assert certificaat["duur"] == "12 seconden"


def test_what_is_frozen_is_named_by_its_schooljaar() -> None:
    een = gegevens()
    assert een.bewijs is not None
    bewijs = {**een.bewijs, "bevroren": ["NL-PO 0", "PO9901 2025"]}
    tabellen = Docx(schrijf(maak_document(replace(een, bewijs=bewijs), NOVEMBER))).tabellen()

    assert ["bevroren: niets nieuws verteld", "NL-PO (wat nu open is) en PO9901 (2025-2026)"] in tabellen["Certificaat"]


def test_a_lower_threshold_shows_more_and_gives_more_away() -> None:
    nu, lager, hoger = gegevens().drempels

    assert (nu.drempel, lager.drempel, hoger.drempel) == (8, 5, 12)
    assert sum(lager.getoond.values()) > sum(nu.getoond.values()) > sum(hoger.getoond.values())
    assert lager.ingesloten > nu.ingesloten > 0
    assert lager.precies <= lager.ingesloten <= lager.beschermd
    tabel = Docx(schrijf(maak_document(gegevens(), NOVEMBER))).tabellen()["Andere drempels, op de eigen gegevens, zonder toets"]  # fmt: skip # noqa: E501
    assert [rij[0] for rij in tabel[1:]] == ["8 en 5 (geldt nu)", "5 en 3", "12 en 10"]
    assert [rij[-2] for rij in tabel[1:]] == [str(een.ingesloten) for een in (nu, lager, hoger)]


def test_no_school_or_board_is_named(docx: Docx) -> None:
    """Only how many there are; the truth knows the schools by name."""
    tekst = docx.alle_tekst()
    codes = [f"99AB0{een}" for een in range(6)] + [str(een) for een in BESTUREN]

    assert LOPEND == 2025
    assert not [code for code in codes if code in tekst]


def test_it_is_kept_as_json_and_read_back() -> None:
    een = gegevens()
    terug = van_json(een.als_json())

    assert maak_document(terug, NOVEMBER) == maak_document(een, NOVEMBER)
