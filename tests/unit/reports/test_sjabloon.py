"""A report in the look of an SWV: its type, colours and logo, and still a sound document."""

from dataclasses import replace

from services.gateway.domain.sjabloon import lees_sjabloon
from services.reports.domain.gespreksrapport.rapport import maak_rapport
from services.reports.word import schrijf
from shared.contracts.sjabloon import Sjabloon
from tests.unit.gateway.sjablonen_bouwen import docx as upload
from tests.unit.reports import gegeven
from tests.unit.reports.docx_lezen import WP, Docx, W, gebreken
from tests.unit.reports.ooxml import schemafouten


def rapport(sjabloon: Sjabloon) -> Docx:
    return Docx(schrijf(replace(maak_rapport(gegeven.veel()), sjabloon=sjabloon)))


def stijl(docx: Docx, id_: str) -> dict[str, str]:
    """Attributes of the run properties of a style."""
    (gevonden,) = [een for een in docx.xml("word/styles.xml").iter(f"{W}style") if een.attrib[f"{W}styleId"] == id_]
    eigenschappen = gevonden.find(f"{W}rPr")
    assert eigenschappen is not None
    namen = {een.tag.removeprefix(W): een.attrib for een in eigenschappen}
    return {naam: een.get(f"{W}val", een.get(f"{W}ascii", "")) for naam, een in namen.items()}


def test_the_report_has_the_type_and_the_logo_of_the_template() -> None:
    docx = rapport(lees_sjabloon(upload()).sjabloon)
    assert gebreken(docx.inhoud) == []
    assert schemafouten(docx) == []
    kop = stijl(docx, "Heading1")
    assert (kop["rFonts"], kop["color"]) == ("Georgia", "0B6E4F")
    assert int(kop["sz"]) == round(2 * 22 * 1.15), "48 points would put the pages of the contents wrong"
    assert 'w:ascii="Verdana"' in docx.zip.read("word/styles.xml").decode()
    koppen = [docx.xml(naam) for naam in docx.namen if naam.startswith("word/header")]
    (plaatje,) = [een for kop_ in koppen for een in kop_.iter(f"{WP}docPr")]
    assert plaatje.attrib["descr"] == "Logo van het samenwerkingsverband"


def test_without_template_the_look_is_ours() -> None:
    eigen = rapport(Sjabloon())
    assert stijl(eigen, "Heading1")["color"] == "14304D"
    assert not [naam for naam in eigen.namen if "media" in naam]
    assert schemafouten(eigen) == []


def test_only_letters_or_only_a_logo_will_do() -> None:
    heel = lees_sjabloon(upload()).sjabloon
    for deel in (Sjabloon(letters=heel.letters), Sjabloon(logo=heel.logo)):
        docx = rapport(deel)
        assert gebreken(docx.inhoud) == []
        assert schemafouten(docx) == []
