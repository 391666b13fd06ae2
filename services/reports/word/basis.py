"""The empty document that every report starts from: our styles, and nothing of the library's own template."""

from functools import lru_cache
from io import BytesIO
from typing import Final

import docx
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.shared import Cm

from services.reports.word.huisstijl import BOVEN_CM, BREEDTE_CM, HOOGTE_CM, ONDER_CM, ZIJKANT_CM
from services.reports.word.stijlen import instellingen_xml, nummering_xml, stijlen_xml
from shared.contracts.sjabloon import Letter, Sjabloon

_WEG: Final = ("stylesWithEffects", "customXml", "fontTable", "webSettings")
_KOPREGEL_CM: Final = 1.1
_OVERSLAAN: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"


def leeg_document(sjabloon: Sjabloon) -> Word:
    """A document of its own, without text, in the look of an SWV as far as it gave one."""
    return docx.Document(BytesIO(_bytes(tuple(sorted(sjabloon.letters.items())))))


@lru_cache(maxsize=64)
def _bytes(letters: tuple[tuple[str, Letter], ...]) -> bytes:
    word = docx.Document()
    for relatie, xml in (
        (RT.STYLES, stijlen_xml(dict(letters))),
        (RT.NUMBERING, nummering_xml()),
        (RT.SETTINGS, instellingen_xml()),
    ):
        deel = word.part.part_related_by(relatie)
        assert isinstance(deel, XmlPart)
        deel._element = parse_xml(xml)
    _laat_weg(word)
    _pagina(word)
    uit = BytesIO()
    word.save(uit)
    return uit.getvalue()


def _laat_weg(word: Word) -> None:
    """Drop the parts of the template that we do not use."""
    for rels in (word.part.rels, word.part.package.rels):
        for id_, relatie in list(rels.items()):
            if relatie.reltype.rpartition("/")[2] in (*_WEG, "thumbnail", "extended-properties"):
                del rels[id_]


def zonder_uitbreidingen(word: Word) -> None:
    """The library's template names extensions of Word that we do not use; plain parts need no exceptions."""
    sectie = word.sections[0]
    plekken = (sectie.header, sectie.footer, sectie.first_page_header, sectie.first_page_footer)
    for element in (word.element, *(plek._element for plek in plekken if not plek.is_linked_to_previous)):
        element.attrib.pop(_OVERSLAAN, None)


def _pagina(word: Word) -> None:
    """A4, our margins, another first page."""
    sectie = word.sections[0]
    sectie.page_width, sectie.page_height = Cm(BREEDTE_CM), Cm(HOOGTE_CM)
    sectie.left_margin = sectie.right_margin = Cm(ZIJKANT_CM)
    sectie.top_margin, sectie.bottom_margin = Cm(BOVEN_CM), Cm(ONDER_CM)
    sectie.header_distance = sectie.footer_distance = Cm(_KOPREGEL_CM)
    sectie.different_first_page_header_footer = True
