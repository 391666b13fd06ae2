"""From a document as data to the bytes of a .docx."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from docx.document import Document as Word
from docx.oxml import parse_xml

from services.reports.domain.document import Alinea, Blok, Document, Grafiek, Kerncijfers, Kop, Lijst, Stijl, Tabel
from services.reports.word.basis import leeg_document, zonder_uitbreidingen
from services.reports.word.grafieken import grafiek_xml
from services.reports.word.inhoud import Regel, inhoudsopgave_xml, met_bladwijzer
from services.reports.word.kenmerken import zet_kenmerken, zet_kop_en_voet
from services.reports.word.paginering import Plaats, Voorwerk, paginering, voorwerk
from services.reports.word.tabellen import gegevens_xml, kerncijfers_xml, tabel_xml
from services.reports.word.xml import NS, Nummers, alinea, tekst

_IN_INHOUD = 2
_RUIM = 1.2
"""A type of somebody else may be wider than ours: the pages of the contents must be right all the same."""
_DOOR = '<w:pageBreakBefore w:val="0"/><w:spacing w:before="480"/>'
_STIJLEN = {
    Stijl.TEKST: "Normal",
    Stijl.INLEIDING: "Inleiding",
    Stijl.CONCLUSIE: "Conclusie",
    Stijl.NOOT: "Noot",
    Stijl.BERICHT: "Bericht",
    Stijl.WIE_SCHRIJFT: "Toelichtingkop",
    Stijl.TOELICHTING: "Toelichting",
}


def schrijf(document: Document) -> bytes:
    """The file."""
    word, nummers = leeg_document(document.sjabloon), Nummers()
    delen, plaatsen = _voorwerk(document)
    for index, blok in enumerate(document.blokken):
        delen += _blok(word, blok, plaatsen.get(index), index, nummers)
    _vul(word, delen)
    zet_kenmerken(word, document)
    zet_kop_en_voet(word, document)
    zonder_uitbreidingen(word)
    uit = BytesIO()
    word.save(uit)
    return uit.getvalue()


def _voorwerk(document: Document) -> tuple[list[str], dict[int, Plaats]]:
    """Title page and contents, and where each heading comes; nothing is known of text that flows."""
    if document.los:
        return [], {}
    ruim = _RUIM if document.sjabloon.letters else 1.0
    voor = _ruimte(document, ruim)
    plaatsen = {} if document.stroomt else paginering(document.blokken, 1 + voor.paginas, ruim)
    inhoud = inhoudsopgave_xml(_regels(document.blokken, plaatsen), voor.inhoud_apart)
    return [*_voorblad(document), inhoud], plaatsen


def _ruimte(document: Document, ruim: float) -> Voorwerk:
    """Pages before the first chapter."""
    voorblad, koppen = document.voorblad, [blok for blok in document.blokken if isinstance(blok, Kop)]
    inhoud = [kop.niveau for kop in koppen if kop.niveau <= _IN_INHOUD]
    return voorwerk(voorblad.titel, voorblad.regels, voorblad.bericht, inhoud, ruim)


def _voorblad(document: Document) -> Iterator[str]:
    voorblad = document.voorblad
    yield alinea("Documentsoort", tekst(voorblad.soort))
    yield alinea("Title", tekst(voorblad.titel))
    yield alinea("Subtitle", tekst(voorblad.ondertitel))
    yield gegevens_xml(voorblad.regels)
    if voorblad.bericht:
        yield alinea("Bericht", tekst(voorblad.bericht))


def _regels(blokken: Sequence[Blok], plaatsen: dict[int, Plaats]) -> list[Regel]:
    return [
        Regel(blok.tekst, blok.niveau, _bladwijzer(index), plaatsen[index].pagina if index in plaatsen else None)
        for index, blok in enumerate(blokken)
        if isinstance(blok, Kop) and blok.niveau <= _IN_INHOUD
    ]


def _bladwijzer(index: int) -> str:
    return f"_Toc{index:06d}"


def _blok(word: Word, blok: Blok, plaats: Plaats | None, index: int, nummers: Nummers) -> list[str]:
    match blok:
        case Kop():
            return [_kop(blok, plaats, index, nummers)]
        case Alinea():
            return [alinea(_STIJLEN[blok.stijl], tekst(blok.tekst))]
        case Lijst():
            return [alinea("ListBullet", tekst(punt)) for punt in blok.punten]
        case Kerncijfers():
            return [kerncijfers_xml(blok)]
        case Grafiek():
            return grafiek_xml(word, blok, nummers)
        case Tabel():
            return tabel_xml(blok, nummers)


def _kop(kop: Kop, plaats: Plaats | None, index: int, nummers: Nummers) -> str:
    inhoud = tekst(kop.tekst)
    if kop.niveau <= _IN_INHOUD:
        inhoud = met_bladwijzer(_bladwijzer(index), next(nummers.bladwijzer), inhoud)
    nieuw = plaats is not None and plaats.nieuwe_pagina and kop.niveau > 1
    if kop.door and not (plaats and plaats.nieuwe_pagina):
        return alinea(f"Heading{kop.niveau}", inhoud, _DOOR)
    return alinea(f"Heading{kop.niveau}", inhoud, "<w:pageBreakBefore/>" if nieuw else "")


def _vul(word: Word, delen: Sequence[str]) -> None:
    """Put the parts in the body, before the section properties."""
    lichaam = word.element.body
    for element in list(lichaam)[:-1]:
        lichaam.remove(element)
    for element in list(parse_xml(f"<w:body {NS}>{''.join(delen)}</w:body>")):
        lichaam.insert(len(lichaam) - 1, element)
