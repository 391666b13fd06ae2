"""Small pieces of WordprocessingML as text; the writer parses them once, which is faster than objects."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from services.reports.word.huisstijl import TWIPS

NS: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)


# What XML does not know, and what turns the reading order of all that follows.
_WEG: Final = re.compile("[^\t\n\r\u0020-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Nummers:
    """Numbers that must differ inside one document."""

    def __init__(self) -> None:
        self.bladwijzer: Iterator[int] = count(1)
        self.tekening: Iterator[int] = count(1)
        self.tabel: Iterator[int] = count(1)
        self.figuur: Iterator[int] = count(1)


def twips(cm: float) -> int:
    """Centimetres as twentieths of a point."""
    return round(cm * TWIPS)


def schoon(inhoud: str) -> str:
    """Without characters that are no text."""
    return _WEG.sub("", inhoud)


def tekst(inhoud: str, stijl: str = "") -> str:
    """A run, in a character style where one is named. Characters that are no text fall out."""
    zo = f'<w:rPr><w:rStyle w:val="{stijl}"/></w:rPr>' if stijl else ""
    return f'<w:r>{zo}<w:t xml:space="preserve">{escape(schoon(inhoud))}</w:t></w:r>'


def alinea(stijl: str, inhoud: str, eigenschappen: str = "") -> str:
    """A paragraph of runs in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{stijl}"/>{eigenschappen}</w:pPr>{inhoud}</w:p>'


def veld(opdracht: str, toon: str) -> str:
    """A field with the result that it has now."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(opdracht)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{tekst(toon)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def attribuut(waarde: str) -> str:
    """A quoted attribute value, without characters that are no text."""
    return quoteattr(schoon(waarde))
