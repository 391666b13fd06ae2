"""The documents of a published profile: all that it says and nothing else, whatever people write."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any, Final

import pytest

from services.reports.domain.document import Document
from services.reports.domain.profiel.profiel import maak_profiel
from services.reports.domain.profiel.schoolgids import maak_schoolgids
from services.reports.domain.taal import kalenderdag
from services.reports.word import schrijf
from shared.contracts.getallen import getal
from shared.contracts.sjabloon import Letter, Sjabloon
from tests.unit.reports.docx_lezen import Docx, W, gebreken, stijl, tekst
from tests.unit.reports.ooxml import schemafouten
from tests.unit.reports.profiel_gegeven import Json, gewoon, inhoud, lastig, profiel

MAKERS: Final[dict[str, Callable[..., Document]]] = {"profiel": maak_profiel, "schoolgids": maak_schoolgids}
GEVALLEN: Final = {
    "gewoon": profiel(gewoon()),
    "voorbeeld": profiel(gewoon(), voorbeeld=True),
    "lastig": profiel(lastig()),
    "leeg": profiel(inhoud(steunpunt=None)),
    "eigen huisstijl": profiel(gewoon(), sjabloon=Sjabloon(letters={"heading 1": Letter(lettertype="Georgia")})),
}
_ONLEESBAAR: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(params=[(soort, geval) for soort in MAKERS for geval in GEVALLEN], ids="-".join)
def document(request: pytest.FixtureRequest) -> Document:
    soort, geval = request.param
    return MAKERS[soort](GEVALLEN[geval])


def regels(json: Any, zonder: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every line of text that a published profile says to people, as they read it."""
    for onderdeel in json["onderdelen"]:
        if onderdeel["code"] in zonder:
            continue
        yield onderdeel["voorOuders"]
        for item in onderdeel["items"]:
            yield item["titel"]
            yield from _regels_van(item)


def _regels_van(item: Json) -> Iterator[str]:
    yield from (item.get("tekst") or "").split("\n")
    if item.get("datum"):
        yield kalenderdag(date.fromisoformat(item["datum"]))
    if item.get("keuzeTekst"):
        yield item["keuzeTekst"]
    for cijfer in item.get("cijfers", ()):
        yield from (cijfer["titel"], cijfer["schooljaar"], getal(cijfer["waarde"]), cijfer["bron"])


def schoon(regel: str) -> str:
    return _ONLEESBAAR.sub("", regel).strip()


def alinea_teksten(docx: Docx) -> list[str]:
    """Text of every paragraph, in tables too, without the title page and the contents."""
    alle = [(stijl(alinea), tekst(alinea)) for alinea in docx.document.iter(f"{W}p")]
    begin = next(plaats for plaats, (naam, _) in enumerate(alle) if naam.startswith(("Heading", "Noot")))
    return [zin for _, zin in alle[begin:]]


def test_the_package_is_sound_and_valid(document: Document) -> None:
    docx = Docx(schrijf(document))
    assert gebreken(docx.inhoud) == []
    assert schemafouten(docx) == []
    assert b"TargetMode" not in b"".join(docx.zip.read(naam) for naam in docx.namen if naam.endswith(".rels"))
    assert [naam for naam, zin in docx.alineas() if not zin.strip()] == []
    lichaam = docx.document.find(f"{W}body")
    assert lichaam is not None
    assert not [een for een, erna in pairwise(lichaam) if een.tag == erna.tag == f"{W}tbl"], "Word would join them"
    assert not [cel for cel in docx.document.iter(f"{W}tc") if cel.find(f"{W}p") is None]


@pytest.mark.parametrize("geval", ["gewoon", "lastig"])
def test_the_profile_says_all_that_was_published_and_nothing_else(geval: str) -> None:
    gegevens = GEVALLEN[geval]
    gelezen = alinea_teksten(Docx(schrijf(maak_profiel(gegevens))))
    verwacht = {schoon(regel) for regel in regels(gegevens.inhoud)} - {""}
    eigen = {
        "Wat", "Antwoord", "Toelichting", "Over", "Datum", "Vraag", "Cijfer", "Schooljaar", "Aantal", "Bron",
        "Wilt u met iemand praten?", "De school schreef dit voor schooljaar 2026-2027.",
        "Steunpunt Waterkerke helpt ouders en jongeren met vragen over extra hulp op school. Bel 088 000 00 00."
        " Website: https://steunpunt.voorbeeld.invalid",
    }  # fmt: skip
    assert verwacht - {zin.strip() for zin in gelezen} == set()
    assert {re.sub(r"^Tabel \d\. ", "", zin).strip() for zin in gelezen} - verwacht - eigen <= {""}, (
        "a cell may be empty"
    )


def test_the_order_is_that_of_parents() -> None:
    koppen = [zin for naam, zin in Docx(schrijf(maak_profiel(GEVALLEN["gewoon"]))).alineas() if naam == "Heading1"]
    assert koppen == [
        "Wat kan deze school, en wat niet?", "Zo kijken wij naar ondersteuning", "Dit bieden wij aan alle leerlingen",
        "Deze voorzieningen zijn er", "De school in cijfers", "Wie dachten er mee?", "Contact",
        "Wilt u met iemand praten?",
    ]  # fmt: skip


def test_the_schoolgids_is_short_has_the_limits_and_nothing_that_is_not_there() -> None:
    docx = Docx(schrijf(maak_schoolgids(GEVALLEN["gewoon"])))
    zinnen = [zin for _, zin in docx.alineas()]
    assert zinnen[0] == "Extra ondersteuning op De Boomgaard"
    assert "Wij hebben geen lift." in zinnen
    assert zinnen[zinnen.index("In huis:") + 1] == "Plusklas"
    assert zinnen[zinnen.index("Op afroep:") + 1] == "Rustige werkplek"
    assert "Advies van de medezeggenschapsraad: positief (12 september 2026)" in zinnen
    assert not {"Lift", "Wij helpen met rekenen", "Elk kind telt.", "1.234"} & set(docx.alle_tekst().split(">"))
    assert not [naam for naam in docx.namen if "footer" in naam or "header" in naam], "to paste: no head and foot"
    assert not list(docx.document.iter(f"{W}sdt"))
    assert len(docx.alle_tekst()) < len(Docx(schrijf(maak_profiel(GEVALLEN["gewoon"]))).alle_tekst())


def test_contents_name_no_page_that_nobody_knows() -> None:
    docx = Docx(schrijf(maak_profiel(GEVALLEN["gewoon"])))
    inhoud_ = [(stijl(een), tekst(een)) for een in docx.document.iter(f"{W}p") if stijl(een).startswith("TOC")]
    koppen = [zin for naam, zin in docx.alineas() if naam in ("Heading1", "Heading2")]
    assert [zin for naam, zin in inhoud_ if naam != "TOCHeading"] == koppen
    xml = docx.zip.read("word/document.xml").decode()
    assert "\\n </w:instrText>" in xml
    assert "PAGEREF" not in xml


def test_example_data_say_so_on_every_page_also_to_paste() -> None:
    for maak in MAKERS.values():
        docx = Docx(schrijf(maak(GEVALLEN["voorbeeld"])))
        koppen = [naam for naam in docx.namen if "header" in naam]
        assert len(koppen) == 2
        assert all("voorbeeldgegevens" in tekst(docx.xml(naam)) for naam in koppen)


def test_names_of_files_are_readable_and_harmless() -> None:
    namen = [maak(GEVALLEN[geval]).bestandsnaam for maak in MAKERS.values() for geval in ("gewoon", "lastig")]
    assert namen == [
        "Ondersteuningsprofiel De Boomgaard (99AB00, PO9901) 2026-2027.docx",
        "Ondersteuningsprofiel School A B gpj.exe & co (99AB00, PO9901) 2026-2027.docx",
        "Schoolgidstekst De Boomgaard (99AB00, PO9901) 2026-2027.docx",
        "Schoolgidstekst School A B gpj.exe & co (99AB00, PO9901) 2026-2027.docx",
    ]


def test_properties_tell_which_version_it_is() -> None:
    docx = Docx(schrijf(maak_profiel(GEVALLEN["gewoon"])))
    eigen = docx.zip.read("docProps/custom.xml").decode()
    assert all(f">{een}<" in eigen for een in ("iedereen", "99AB00", "PO9901", "2026-2027", "2", "0123456789abcdef"))
    kern = docx.zip.read("docProps/core.xml").decode()
    assert "Schoolondersteuningsprofiel De Boomgaard, schooljaar 2026-2027" in kern
    assert "<dc:language>nl-NL</dc:language>" in kern
