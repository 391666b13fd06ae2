"""Properties of the file: title, language, and what the document shows; and the lines at head and foot of a page."""

from datetime import UTC
from typing import Final
from xml.sax.saxutils import escape

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.section import _Footer, _Header

from services.reports.domain.document import Document
from services.reports.word.huisstijl import CM
from services.reports.word.xml import NS, alinea, attribuut, tekst, veld
from shared.contracts.sjabloon import Logo

MAKER: Final = "Perspectief op School"
_EIGEN_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_EIGEN_RELATIE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_FMTID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_MAX_TEKENS: Final = 255
_LOGO_BREED_CM, _LOGO_HOOG_CM = 6.0, 1.2
_LOGO: Final = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{breed}" cy="{hoog}"/>'
    '<wp:docPr id="1" name="Logo" descr="Logo van het samenwerkingsverband"/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="0" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relatie}"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="{breed}" cy="{hoog}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def zet_kenmerken(word: Word, document: Document) -> None:
    """Core properties, and our own in docProps/custom.xml."""
    kern, moment = word.core_properties, document.gemaakt_op.astimezone(UTC).replace(tzinfo=None)
    titel = f"{document.voorblad.soort} {document.voorblad.titel}, {document.voorblad.ondertitel.lower()}"
    if document.merken:
        kern.content_status = " · ".join(document.merken)
    kern.title, kern.subject = titel[:_MAX_TEKENS], document.onderwerp[:_MAX_TEKENS]
    kern.author = kern.last_modified_by = MAKER
    kern.language, kern.category, kern.comments, kern.keywords = "nl-NL", document.voorblad.soort, "", ""
    kern.created, kern.modified, kern.last_printed, kern.revision = moment, moment, moment, 1
    kern._element.remove(kern._element.find("{*}lastPrinted"))
    eigen = "".join(
        f'<property fmtid="{_FMTID}" pid="{nummer}" name={attribuut(naam)}>'
        f"<vt:lpwstr>{escape(waarde)}</vt:lpwstr></property>"
        for nummer, (naam, waarde) in enumerate(document.kenmerken.items(), start=2)
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        f' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{eigen}</Properties>'
    )
    pakket = word.part.package
    pakket.relate_to(Part(PackURI("/docProps/custom.xml"), _EIGEN_TYPE, xml.encode(), pakket), _EIGEN_RELATIE)


def zet_kop_en_voet(word: Word, document: Document) -> None:
    """Head and foot of every page; the head of the title page, and of a text to paste, only says what it must."""
    sectie = word.sections[0]
    voorblad = document.voorblad
    merk = tekst(" · ".join(document.merken), "Merk") if document.merken else ""
    if document.los:
        for plek in (sectie.header, sectie.first_page_header) if merk else ():
            _vervang(plek, alinea("Header", merk))
        return
    kop = alinea("Header", tekst(MAKER) + "<w:r><w:tab/></w:r>" + merk)
    van = tekst("pagina ") + veld("PAGE", "1") + tekst(" van ") + veld("NUMPAGES", "1")
    voet = alinea("Footer", tekst(f"{voorblad.soort} · {document.onderwerp}") + "<w:r><w:tab/></w:r>" + van)
    _vervang(sectie.header, kop)
    _vervang(sectie.footer, voet)
    beeld = _logo(sectie.first_page_header, document.sjabloon.logo)
    _vervang(sectie.first_page_header, alinea("Header", beeld + (merk and "<w:r><w:tab/></w:r>" + merk)))
    _vervang(sectie.first_page_footer, alinea("Footer", tekst(MAKER)))


def _logo(plek: _Header, logo: Logo | None) -> str:
    """The logo of the SWV, at the head of the title page, within its box."""
    if logo is None:
        return ""
    plek.is_linked_to_previous = False
    pakket = plek.part.package
    deel = Part(PackURI(f"/word/media/logo.{logo.soort}"), f"image/{logo.soort}", logo.inhoud, pakket)
    relatie = plek.part.relate_to(deel, RT.IMAGE)
    schaal = min(_LOGO_BREED_CM / logo.breed, _LOGO_HOOG_CM / logo.hoog)
    breed, hoog = (max(1, round(maat * schaal * CM)) for maat in (logo.breed, logo.hoog))
    return _LOGO.format(breed=breed, hoog=hoog, relatie=relatie)


def _vervang(plek: _Header | _Footer, xml: str) -> None:
    plek.is_linked_to_previous = False
    wortel = plek._element
    for oud in list(wortel):
        wortel.remove(oud)
    wortel.append(parse_xml(xml.replace("<w:p>", f"<w:p {NS}>", 1)))
