"""A template of an SWV: its look is taken, nothing else is, and files made to do harm are refused with a reason."""

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import quoteattr

import pytest

from services.gateway.domain.sjabloon import MAX_BYTES, SjabloonAfgekeurd, lees_sjabloon
from services.gateway.domain.sjabloon.beeld import lees_logo
from services.reports.word.stijlen import ALINEASTIJLEN
from shared.contracts.sjabloon import Letter, Sjabloon
from tests.unit.gateway.sjablonen_bouwen import GEWOON, W, als_zip, docx, png, rels, soorten, stijl

NODIG = ("Title", "heading 1", "heading 2", "heading 3")
STIJLEN, TYPEN, KOP, LOGO = (
    "word/styles.xml",
    "[Content_Types].xml",
    "word/_rels/header1.xml.rels",
    "word/media/logo.png",
)
SOF = b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x02\x01\x01\x11\x00"
SOS = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
JPEG = b"\xff\xd8" + b"\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0" + SOF + SOS + b"\x12\x34" + b"\xff\xd9"


def afgekeurd(inhoud: bytes) -> str:
    with pytest.raises(SjabloonAfgekeurd) as fout:
        lees_sjabloon(inhoud)
    return str(fout.value)


def test_the_look_of_the_styles_is_taken_by_their_name_in_any_language() -> None:
    sjabloon, opmerkingen = lees_sjabloon(docx())
    assert sjabloon.letters["normal"] == Letter(lettertype="Verdana", punt=10)
    assert sjabloon.letters["heading 1"] == Letter(lettertype="Georgia", kleur="0B6E4F", vet=True, punt=48)
    assert sjabloon.letters["heading 2"].vet is False
    assert sjabloon.letters["heading 2"].kleur == "0B6E4F", "from the style that it is based on"
    assert sjabloon.letters["heading 3"].kleur is None, "pale yellow on white can't be read"
    assert opmerkingen == ["De kleur van Kop 3 is te licht om goed te lezen; die houdt onze kleur."]
    assert sjabloon.logo is not None
    assert (sjabloon.logo.soort, sjabloon.logo.breed, sjabloon.logo.hoog) == ("png", 40, 20)
    assert set(sjabloon.letters) <= {een.naam.lower() for een in ALINEASTIJLEN} | {"normal"}


def test_it_comes_through_the_database_as_it_was() -> None:
    sjabloon = lees_sjabloon(docx()).sjabloon
    assert Sjabloon.model_validate_json(sjabloon.model_dump_json()) == sjabloon


def test_text_of_the_file_and_what_hides_in_a_picture_stay_behind() -> None:
    geheim = b"geheime notitie"
    sjabloon = lees_sjabloon(docx(anders={LOGO: png(extra=geheim)})).sjabloon
    assert sjabloon.logo is not None
    assert geheim not in sjabloon.logo.inhoud
    assert sjabloon.logo.inhoud == png()
    assert "geheim" not in sjabloon.model_dump_json()


def test_a_jpeg_keeps_its_pixels_and_loses_where_it_was_made() -> None:
    met_plaats = JPEG[:2] + b"\xff\xe1\x00\x0aExif\0\0GP" + JPEG[2:] + b"PK achter het einde"
    logo = lees_logo(met_plaats)
    assert logo is not None
    assert (logo.soort, logo.breed, logo.hoog, logo.inhoud) == ("jpeg", 2, 1, JPEG)


ONLEESBAAR = [
    b"",
    b"GIF89a",
    b"\x89PNG\r\n\x1a\n",
    png()[:30],
    png(5000, 5000),
    b"\xff\xd8\xff",
    b"<svg onload='x()'/>",
]


@pytest.mark.parametrize("ruw", ONLEESBAAR)
def test_a_picture_that_we_can_not_read_is_no_logo(ruw: bytes) -> None:
    gelezen = lees_sjabloon(docx(anders={LOGO: ruw}))
    assert gelezen.sjabloon.logo is None
    assert any("geen logo" in opmerking for opmerking in gelezen.opmerkingen)


def test_missing_styles_are_named_in_dutch() -> None:
    assert "Kop 2, Kop 3" in afgekeurd(docx(stijl("Title") + stijl("heading 1")))


BUITEN = rels(("image", "https://voorbeeld.example/volg.png"), buiten=True)
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
ENTITEIT = f'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:styles {W}>&b;</w:styles>'


@pytest.mark.parametrize(
    ("inhoud", "reden"),
    [
        (b"", "geen Word-bestand"),
        (b"PK\x03\x04 en dan niets", "geen Word-bestand"),
        (b"%PDF-1.7", "geen Word-bestand"),
        (als_zip({"a.txt": "a"}), "geen Word-bestand"),
        (docx(anders={TYPEN: soorten(MACRO)}), "macro"),
        (docx(anders={"word/vbaProject.bin": b"x"}), "macro"),
        (docx(anders={"word/activeX/activeX1.bin": b"x"}), "macro"),
        (docx(anders={TYPEN: soorten(EXCEL)}), "geen Word-bestand"),
        (docx(anders={KOP: BUITEN}), "buiten het bestand"),
        (docx(anders={"word/_rels/settings.xml.rels": rels(("attachedTemplate", "file://x/y.dotm"), buiten=True)}),
         "buiten het bestand"),
        (docx(anders={"word/_rels/ergens.xml.rels": BUITEN.replace("External", "EXTERNAL")}), "buiten het bestand"),
        (docx(anders={STIJLEN: ENTITEIT}), "documenttype"),
        (docx(anders={STIJLEN: ENTITEIT.encode("utf-16")}), "geen Word-bestand"),
        (docx(anders={STIJLEN: "<w:styles"}), "geen Word-bestand"),
        (docx(anders={STIJLEN: None}), "geen stijlen"),
        (docx(anders={"_rels/.rels": rels(("officeDocument", "../../etc/passwd"))}), "geen stijlen"),
        (b"x" * (MAX_BYTES + 1), "groter dan 5 MB"),
    ],
)  # fmt: skip
def test_a_hostile_or_wrong_file_is_refused_with_its_reason(inhoud: bytes, reden: str) -> None:
    assert reden in afgekeurd(inhoud)


def bom() -> bytes:
    """Small as a file, large when unpacked."""
    return docx(anders={STIJLEN: f"<w:styles {W}>{GEWOON}<!--{' ' * 60_000_000}--></w:styles>"})


def liegende_bom() -> bytes:
    """The archive says that a part is small."""
    ruw = bom()
    with zipfile.ZipFile(io.BytesIO(ruw)) as zip_:
        grootte = zip_.getinfo(STIJLEN).file_size
    return ruw.replace(grootte.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def diepe_bom() -> bytes:
    """Many elements in few bytes."""
    return docx("<w:a/>" * 400_000)


@pytest.mark.parametrize("maak", [bom, liegende_bom, diepe_bom])
def test_a_bomb_costs_neither_time_nor_memory(maak: Callable[[], bytes]) -> None:
    inhoud = maak()
    tracemalloc.start()
    begin = time.perf_counter()
    afgekeurd(inhoud)
    _, piek = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert piek < 80 * 1024 * 1024
    assert time.perf_counter() - begin < 5


def test_styles_that_are_based_on_each_other_end() -> None:
    kringen = (("a", "Title", "b"), ("b", "heading 1", "a"), ("c", "heading 2", "c"), ("d", "heading 3", "x"))
    rond = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{naam}"/><w:basedOn w:val="{op}"/></w:style>'
        for id_, naam, op in kringen
    )
    assert lees_sjabloon(docx(rond)).sjabloon.letters == {}


@pytest.mark.parametrize("font", ['A"/><w:evil/>', "x" * 50, "", "../../x", "Ünïcode\u202e"])
def test_a_name_of_type_that_could_be_markup_is_not_taken(font: str) -> None:
    stijlen = "".join(stijl(naam, f"<w:rFonts w:ascii={quoteattr(font)}/>") for naam in NODIG)
    assert all(letter.lettertype is None for letter in lees_sjabloon(docx(stijlen)).sjabloon.letters.values())
