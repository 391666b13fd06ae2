"""Styles, numbering and settings of a document, as data. Names are Word's own where it has one, so that headings
show in the navigation pane and every language of Word names them its own way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from services.reports.word.huisstijl import (
    BERICHT,
    BLAUW,
    GEEL,
    INKT,
    KOP,
    LETTER,
    LIJN,
    MERK,
    RAND,
    TEKST_CM,
    VLAK,
    ZACHT,
)
from services.reports.word.xml import NS, twips
from shared.contracts.sjabloon import Letter


@dataclass(frozen=True)
class Alineastijl:
    """One paragraph style. Sizes in points; `extra` is further paragraph properties in schema order, before spacing
    (`voor`) and after it (`na`)."""

    id: str
    naam: str
    op: str = "Normal"
    volgt: str = "Normal"
    punt: float = 0
    kleur: str = ""
    vet: bool | None = None
    voor_pt: float | None = None
    na_pt: float | None = None
    regel: float | None = None
    houd_bij: bool = False
    pagina: bool = False
    niveau: int | None = None
    rand: str = ""
    vulling: str = ""
    tabs: str = ""
    inspring_cm: float = 0
    uitlijning: str = ""
    nummering: int = 0
    lettertype: str = ""
    cursief: bool | None = None


_BALK: Final = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="9" w:color="{GEEL}"/></w:pBdr>'
_LIJN: Final = f'<w:pBdr><w:left w:val="single" w:sz="12" w:space="9" w:color="{RAND}"/></w:pBdr>'
_STREEP: Final = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{LIJN}"/></w:pBdr>'
_TITELSTREEP: Final = f'<w:pBdr><w:bottom w:val="single" w:sz="36" w:space="14" w:color="{GEEL}"/></w:pBdr>'
_VAK: Final = (
    "<w:pBdr>"
    + "".join(
        f'<w:{kant} w:val="single" w:sz="4" w:space="{ruimte}" w:color="{GEEL}"/>'
        for kant, ruimte in (("top", 6), ("left", 8), ("bottom", 6), ("right", 8))
    )
    + "</w:pBdr>"
)
_RECHTS: Final = f'<w:tabs><w:tab w:val="right" w:pos="{twips(TEKST_CM)}"/></w:tabs>'
_INHOUD: Final = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(TEKST_CM)}"/></w:tabs>'

_KLEINST, _GROOTST = 0.85, 1.15
_GEWOON_PT: Final = 10.5

ALINEASTIJLEN: Final = (
    Alineastijl("Heading1", "heading 1", punt=22, kleur=KOP, vet=True, voor_pt=0, na_pt=10, regel=1.0, houd_bij=True,
                pagina=True, niveau=0),
    Alineastijl("Heading2", "heading 2", punt=14, kleur=BLAUW, vet=True, voor_pt=18, na_pt=5, regel=1.0, houd_bij=True,
                niveau=1),
    Alineastijl("Heading3", "heading 3", punt=11.5, kleur=KOP, vet=True, voor_pt=10, na_pt=3, regel=1.0, houd_bij=True,
                niveau=2),
    Alineastijl("Documentsoort", "Documentsoort", punt=15, kleur=BLAUW, vet=True, voor_pt=30, na_pt=6),
    Alineastijl("Title", "Title", volgt="Subtitle", punt=34, kleur=KOP, vet=True, voor_pt=0, na_pt=4, regel=0.95),
    Alineastijl("Subtitle", "Subtitle", punt=16, kleur=ZACHT, voor_pt=0, na_pt=22, rand=_TITELSTREEP),
    Alineastijl("TOCHeading", "TOC Heading", punt=14, kleur=BLAUW, vet=True, voor_pt=20, na_pt=4, houd_bij=True),
    Alineastijl("TOC1", "toc 1", vet=True, voor_pt=4, na_pt=0, regel=1.0, tabs=_INHOUD),
    Alineastijl("TOC2", "toc 2", punt=10, kleur=ZACHT, voor_pt=1, na_pt=0, regel=1.0, tabs=_INHOUD, inspring_cm=0.5),
    Alineastijl("Inleiding", "Inleiding", punt=11, kleur=ZACHT, na_pt=8),
    Alineastijl("Conclusie", "Conclusie", punt=11.5, kleur=INKT, voor_pt=2, na_pt=8, houd_bij=True, rand=_BALK,
                inspring_cm=0.4),
    Alineastijl("Noot", "Noot", punt=9, kleur=ZACHT, voor_pt=3, na_pt=3, regel=1.0),
    Alineastijl("Bericht", "Bericht", punt=11, kleur="4A3500", vet=True, voor_pt=14, na_pt=6, rand=_VAK,
                vulling=BERICHT, inspring_cm=0.3),
    Alineastijl("Toelichtingkop", "Toelichtingkop", volgt="Toelichting", punt=9.5, kleur=ZACHT, vet=True, voor_pt=10,
                na_pt=3, houd_bij=True, inspring_cm=0.4),
    Alineastijl("Toelichting", "Toelichting", volgt="Toelichting", punt=11, kleur=INKT, na_pt=4, rand=_LIJN,
                inspring_cm=0.4),
    Alineastijl("Caption", "caption", punt=9.5, kleur=ZACHT, vet=True, voor_pt=12, na_pt=3, regel=1.0, houd_bij=True),
    Alineastijl("Figuur", "Figuur", voor_pt=0, na_pt=4, regel=1.0, houd_bij=True),
    Alineastijl("ListBullet", "List Bullet", punt=11, na_pt=5, nummering=1),
    Alineastijl("Celtekst", "Celtekst", punt=10, voor_pt=0, na_pt=0, regel=1.0),
    Alineastijl("Celkop", "Celkop", op="Celtekst", kleur=KOP, vet=True),
    Alineastijl("Kerncijfer", "Kerncijfer", op="Celtekst", punt=26, kleur=KOP, vet=True, voor_pt=2, na_pt=0),
    Alineastijl("Kerncijferkop", "Kerncijferkop", op="Celtekst", punt=10, kleur=BLAUW, vet=True, voor_pt=6),
    Alineastijl("Kerncijfernoot", "Kerncijfernoot", op="Celtekst", punt=9, kleur=ZACHT, na_pt=6),
    Alineastijl("Header", "header", punt=9, kleur=ZACHT, na_pt=0, regel=1.0, tabs=_RECHTS),
    Alineastijl("Footer", "footer", punt=9, kleur=ZACHT, na_pt=0, regel=1.0, tabs=_RECHTS, rand=_STREEP),
)  # fmt: skip


def stijlen_xml(letters: Mapping[str, Letter] = MappingProxyType({})) -> str:
    """The part word/styles.xml, with the type of a template where that has it."""
    stijlen = "".join(_alineastijl(met_letter(stijl, letters.get(stijl.naam.lower()))) for stijl in ALINEASTIJLEN)
    return f"<w:styles {NS}>{_standaard(letters.get('normal', Letter()))}{stijlen}{_TABELSTIJLEN}</w:styles>"


def met_letter(stijl: Alineastijl, letter: Letter | None) -> Alineastijl:
    """The style with the type of a template; sizes stay near ours, so that the pages of the contents are right."""
    if letter is None:
        return stijl
    return replace(
        stijl,
        lettertype=letter.lettertype or stijl.lettertype,
        kleur=letter.kleur or stijl.kleur,
        vet=stijl.vet if letter.vet is None else letter.vet,
        cursief=letter.cursief,
        punt=_begrensd(letter.punt, stijl.punt),
    )


def _begrensd(gevraagd: float | None, eigen: float) -> float:
    return min(max(gevraagd, _KLEINST * eigen), _GROOTST * eigen) if gevraagd and eigen else eigen


def _alineastijl(stijl: Alineastijl) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{stijl.id}"><w:name w:val="{stijl.naam}"/>'
        f'<w:basedOn w:val="{stijl.op}"/><w:next w:val="{stijl.volgt}"/><w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:pPr>{_alinea_eigenschappen(stijl)}</w:pPr><w:rPr>{_letter_eigenschappen(stijl)}</w:rPr></w:style>"
    )


def _alinea_eigenschappen(stijl: Alineastijl) -> str:
    """In the order that the schema wants."""
    delen = [
        "<w:keepNext/>" if stijl.houd_bij else "",
        "<w:keepLines/>" if stijl.houd_bij else "",
        "<w:pageBreakBefore/>" if stijl.pagina else "",
        f'<w:numPr><w:numId w:val="{stijl.nummering}"/></w:numPr>' if stijl.nummering else "",
        stijl.rand,
        f'<w:shd w:val="clear" w:color="auto" w:fill="{stijl.vulling}"/>' if stijl.vulling else "",
        stijl.tabs,
        _ruimte(stijl),
        _inspring(stijl),
        f'<w:jc w:val="{stijl.uitlijning}"/>' if stijl.uitlijning else "",
        f'<w:outlineLvl w:val="{stijl.niveau}"/>' if stijl.niveau is not None else "",
    ]
    return "".join(delen)


def _inspring(stijl: Alineastijl) -> str:
    if not stijl.inspring_cm:
        return ""
    # A filled box keeps inside the margins on both sides.
    rechts = f' w:right="{twips(stijl.inspring_cm)}"' if stijl.vulling else ""
    return f'<w:ind w:left="{twips(stijl.inspring_cm)}"{rechts}/>'


def _ruimte(stijl: Alineastijl) -> str:
    delen = []
    if stijl.voor_pt is not None:
        delen.append(f'w:before="{round(stijl.voor_pt * 20)}"')
    if stijl.na_pt is not None:
        delen.append(f'w:after="{round(stijl.na_pt * 20)}"')
    if stijl.regel is not None:
        delen.append(f'w:line="{round(stijl.regel * 240)}" w:lineRule="auto"')
    return f"<w:spacing {' '.join(delen)}/>" if delen else ""


def _letter_eigenschappen(stijl: Alineastijl) -> str:
    naam = stijl.lettertype
    delen = [f'<w:rFonts w:ascii="{naam}" w:hAnsi="{naam}" w:cs="{naam}"/>' if naam else ""]
    delen.append("" if stijl.vet is None else "<w:b/><w:bCs/>" if stijl.vet else '<w:b w:val="0"/><w:bCs w:val="0"/>')
    delen.append("" if stijl.cursief is None else "<w:i/>" if stijl.cursief else '<w:i w:val="0"/>')
    if stijl.kleur:
        delen.append(f'<w:color w:val="{stijl.kleur}"/>')
    if stijl.punt:
        delen.append(f'<w:sz w:val="{round(stijl.punt * 2)}"/><w:szCs w:val="{round(stijl.punt * 2)}"/>')
    return "".join(delen)


def _standaard(letter: Letter) -> str:
    """Type of the ordinary text, and the styles that every document has."""
    naam, halve = letter.lettertype or LETTER, round(2 * _begrensd(letter.punt, _GEWOON_PT))
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{naam}" w:hAnsi="{naam}" w:eastAsia="{naam}" w:cs="{naam}"/>'
        f'<w:color w:val="{letter.kleur or INKT}"/><w:sz w:val="{halve}"/><w:szCs w:val="{halve}"/>{_VAST}'
    )


_VAST: Final = (
    '<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
    '<w:spacing w:before="0" w:after="120" w:line="276" w:lineRule="auto"/>'
    "</w:pPr></w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/>'
    f'<w:rPr><w:color w:val="{BLAUW}"/></w:rPr></w:style>'
    '<w:style w:type="character" w:customStyle="1" w:styleId="Merk"><w:name w:val="Merk"/>'
    f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr><w:b/><w:bCs/><w:color w:val="{MERK}"/></w:rPr>'
    "</w:style>"
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
)


def _cellen(boven: float, zij: float) -> str:
    kanten = (("top", boven), ("left", zij), ("bottom", boven), ("right", zij))
    return "".join(f'<w:{kant} w:w="{twips(cm)}" w:type="dxa"/>' for kant, cm in kanten)


def _randen(*kanten: tuple[str, int, str]) -> str:
    return "".join(
        f'<w:{naam} w:val="single" w:sz="{dikte}" w:space="0" w:color="{kleur}"/>' for naam, dikte, kleur in kanten
    )


_TABELSTIJLEN: Final = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
    f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{_cellen(0, 0.19)}</w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="Cijfertabel"><w:name w:val="Cijfertabel"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
    f"{_randen(('bottom', 8, KOP), ('insideH', 4, LIJN))}</w:tblBorders>"
    f"<w:tblCellMar>{_cellen(0.09, 0.14)}</w:tblCellMar></w:tblPr>"
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
    f"{_randen(('bottom', 8, KOP))}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    '<w:style w:type="table" w:customStyle="1" w:styleId="Schrijftabel"><w:name w:val="Schrijftabel"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
    f"{_randen(*((kant, 4, RAND) for kant in ('top', 'left', 'bottom', 'right', 'insideH', 'insideV')))}</w:tblBorders>"
    f"<w:tblCellMar>{_cellen(0.12, 0.18)}</w:tblCellMar></w:tblPr>"
    '<w:tblStylePr w:type="firstRow"><w:tcPr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{VLAK}"/></w:tcPr></w:tblStylePr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="Kerncijfertabel"><w:name w:val="Kerncijfertabel"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    f"{_randen(('insideV', 48, 'FFFFFF'))}</w:tblBorders><w:tblCellMar>{_cellen(0.05, 0.3)}</w:tblCellMar></w:tblPr>"
    f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{VLAK}"/></w:tcPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="Gegevenstabel"><w:name w:val="Gegevenstabel"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblCellMar>{_cellen(0.07, 0)}</w:tblCellMar></w:tblPr></w:style>'
)


def nummering_xml() -> str:
    """The part word/numbering.xml: one list of bullets."""
    return (
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
        '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{twips(0.6)}" w:hanging="{twips(0.5)}"/></w:pPr>'
        f'<w:rPr><w:color w:val="{BLAUW}"/></w:rPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def instellingen_xml() -> str:
    """The part word/settings.xml: Word of today, in Dutch, with the decimal signs of the Netherlands."""
    return (
        f'<w:settings {NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="nl-NL"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    )
