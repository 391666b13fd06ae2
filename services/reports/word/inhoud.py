"""The table of contents: Word's own field, filled in already."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.reports.word.xml import alinea, tekst, veld

_BEGIN: Final = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u {schakelaar}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_ZONDER_PAGINAS: Final = "\\n "
_EIND: Final = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@dataclass(frozen=True, slots=True)
class Regel:
    """One line: a heading, its bookmark and its page (None: nobody knows it beforehand)."""

    tekst: str
    niveau: int
    bladwijzer: str
    pagina: int | None


def inhoudsopgave_xml(regels: Sequence[Regel], apart: bool) -> str:
    """Heading and field, in the frame that lets Word offer 'update'; `apart`: on a page of its own."""
    kop = alinea("TOCHeading", tekst("Inhoud"), "<w:pageBreakBefore/>" if apart else "")
    begin = _BEGIN.format(schakelaar=_ZONDER_PAGINAS if all(regel.pagina is None for regel in regels) else "")
    alineas = [
        alinea(
            f"TOC{regel.niveau}",
            (begin if nummer == 0 else "") + _schakel(regel) + (_EIND if nummer == len(regels) - 1 else ""),
        )
        for nummer, regel in enumerate(regels)
    ]
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{kop}{''.join(alineas)}</w:sdtContent></w:sdt>"
    )


def _schakel(regel: Regel) -> str:
    inhoud = tekst(regel.tekst)
    if regel.pagina is not None:
        inhoud += "<w:r><w:tab/></w:r>" + veld(f"PAGEREF {regel.bladwijzer} \\h", str(regel.pagina))
    return f'<w:hyperlink w:anchor="{regel.bladwijzer}" w:history="1">{inhoud}</w:hyperlink>'


def met_bladwijzer(naam: str, nummer: int, inhoud: str) -> str:
    """Runs inside a bookmark."""
    return f'<w:bookmarkStart w:id="{nummer}" w:name="{naam}"/>{inhoud}<w:bookmarkEnd w:id="{nummer}"/>'
