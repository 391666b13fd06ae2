"""From a Word template to the look of reports: type of the styles, and a logo. Our own style fills in the rest."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from pydantic import TypeAdapter, ValidationError

from services.gateway.domain.sjabloon.beeld import lees_logo
from services.gateway.domain.sjabloon.pakket import Pakket, SjabloonAfgekeurd
from shared.contracts.sjabloon import Kleur, Letter, Lettertype, Logo, Sjabloon

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
NODIG: Final = {"title": "Titel", "heading 1": "Kop 1", "heading 2": "Kop 2", "heading 3": "Kop 3"}
"""Styles that a template must have: by the name that Word writes, and how a Dutch Word shows it."""
_NAMEN: Final = (*NODIG, "normal", "subtitle", "caption", "header", "footer", "list bullet", "toc 1", "toc 2")
_CONTRAST: Final = 4.5
_DIEP: Final = 20
_LETTERTYPE: Final = TypeAdapter(Lettertype)
_KLEUR: Final = TypeAdapter(Kleur)


class Gelezen(NamedTuple):
    """The look, and in Dutch what was not taken and why."""

    sjabloon: Sjabloon
    opmerkingen: Sequence[str]


def lees_sjabloon(inhoud: bytes) -> Gelezen:
    """Read an uploaded file. Raises SjabloonAfgekeurd."""
    pakket = Pakket(inhoud)
    document = next(iter(pakket.doelen("", "officeDocument")), "")
    stijlblad = next(iter(pakket.doelen(document, "styles")), "")
    if not document or not stijlblad:
        raise SjabloonAfgekeurd("Het bestand heeft geen stijlen.")
    stijlen = _Stijlen(pakket.xml(stijlblad), _lettertypen(pakket, document))
    mist = [nederlands for naam, nederlands in NODIG.items() if naam not in stijlen.op_naam]
    if mist:
        raise SjabloonAfgekeurd(f"Deze stijlen ontbreken: {', '.join(mist)}. Gebruik ze in het sjabloon en sla het op.")
    letters = {naam: stijlen.letter(naam) for naam in _NAMEN if naam in stijlen.op_naam}
    letters = {naam: letter for naam, letter in letters.items() if letter != Letter()}
    logo = _logo(pakket, document)
    opmerkingen = [*stijlen.opmerkingen, *(() if logo else ("Er staat geen logo (PNG of JPEG) in de koptekst.",))]
    return Gelezen(Sjabloon(letters=letters, logo=logo), opmerkingen)


def _lettertypen(pakket: Pakket, document: str) -> Mapping[str, str]:
    """Type of headings ('major') and of text ('minor') by the theme."""
    gevonden = {}
    for deel in pakket.doelen(document, "theme")[:1]:
        wortel = pakket.xml(deel)
        for naam in ("major", "minor"):
            latijn = wortel.find(f".//{_A}{naam}Font/{_A}latin")
            if latijn is not None:
                gevonden[naam] = latijn.get("typeface", "")
    return gevonden


def _logo(pakket: Pakket, document: str) -> Logo | None:
    """The first picture in a header that we can read."""
    for koptekst in pakket.doelen(document, "header"):
        for beeld in pakket.doelen(koptekst, "image"):
            logo = lees_logo(pakket.bytes(beeld))
            if logo is not None:
                return logo
    return None


class _Stijlen:
    def __init__(self, wortel: ET.Element, thema: Mapping[str, str]) -> None:
        self._thema = thema
        self.opmerkingen: list[str] = []
        alle = [een for een in wortel.iter(f"{_W}style") if een.get(f"{_W}type") == "paragraph"]
        self._op_id = {een.get(f"{_W}styleId", ""): een for een in alle}
        self.op_naam = {_waarde(een.find(f"{_W}name")).lower(): een for een in alle}
        standaard = wortel.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self._standaard = [] if standaard is None else [standaard]

    def letter(self, naam: str) -> Letter:
        """Type of a style, of what it is based on too, but for the ordinary text: that is a style of its own."""
        eigenschappen = [*self._keten(naam), *(self._standaard if naam == "normal" else [])]
        return Letter(
            lettertype=next(filter(None, (self._lettertype(een) for een in eigenschappen)), None),
            kleur=self._kleur(naam, eigenschappen),
            vet=_eerste_vlag(eigenschappen, "b"),
            cursief=_eerste_vlag(eigenschappen, "i"),
            punt=next(filter(None, map(_punt, eigenschappen)), None),
        )

    def _keten(self, naam: str) -> Iterator[ET.Element]:
        stijl: ET.Element | None = self.op_naam[naam]
        gewoon = self.op_naam.get("normal")
        for _ in range(_DIEP):
            if stijl is None or (stijl is gewoon and naam != "normal"):
                return
            eigenschappen = stijl.find(f"{_W}rPr")
            if eigenschappen is not None:
                yield eigenschappen
            stijl = self._op_id.get(_waarde(stijl.find(f"{_W}basedOn")))

    def _lettertype(self, eigenschappen: ET.Element) -> str | None:
        fonts = eigenschappen.find(f"{_W}rFonts")
        if fonts is None:
            return None
        thema = fonts.get(f"{_W}asciiTheme", "")
        naam = self._thema.get(thema[:5], "") if thema else fonts.get(f"{_W}ascii", "")
        return _geldig(_LETTERTYPE, naam)

    def _kleur(self, naam: str, eigenschappen: Sequence[ET.Element]) -> str | None:
        genoemd = (_waarde(een.find(f"{_W}color")).upper() for een in eigenschappen)
        kleur = _geldig(_KLEUR, next(filter(None, genoemd), ""))
        if kleur is not None and contrast(kleur) < _CONTRAST:
            self.opmerkingen.append(
                f"De kleur van {NODIG.get(naam, naam)} is te licht om goed te lezen; die houdt onze kleur."
            )
            return None
        return kleur


def contrast(kleur: str) -> float:
    """Contrast with white paper (WCAG 2.2)."""
    delen = [int(kleur[plaats : plaats + 2], 16) / 255 for plaats in (0, 2, 4)]
    licht = [deel / 12.92 if deel <= 0.04045 else ((deel + 0.055) / 1.055) ** 2.4 for deel in delen]
    return 1.05 / (0.2126 * licht[0] + 0.7152 * licht[1] + 0.0722 * licht[2] + 0.05)


def _geldig(soort: TypeAdapter[str], waarde: str) -> str | None:
    try:
        return soort.validate_python(waarde)
    except ValidationError:
        return None


def _waarde(element: ET.Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _eerste_vlag(eigenschappen: Sequence[ET.Element], naam: str) -> bool | None:
    for een in eigenschappen:
        vlag = een.find(f"{_W}{naam}")
        if vlag is not None:
            return vlag.get(f"{_W}val", "1") not in ("0", "false", "off")
    return None


def _punt(eigenschappen: ET.Element) -> float | None:
    halve = _waarde(eigenschappen.find(f"{_W}sz"))
    punt = int(halve) / 2 if halve.isascii() and halve.isdigit() and len(halve) < 4 else 0.0
    return punt if 4 <= punt <= 96 else None
