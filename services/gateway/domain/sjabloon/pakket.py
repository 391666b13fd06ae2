"""The package of an uploaded document: opened with limits, refused when it holds what a template needs not hold."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, normpath
from typing import Final
from xml.etree import ElementTree as ET

MAX_BYTES: Final = 5 * 1024 * 1024
_MAX_DELEN: Final = 300
_MAX_DEEL: Final = 10 * 1024 * 1024
_MAX_SAMEN: Final = 40 * 1024 * 1024
_MAX_ELEMENTEN: Final = 100_000
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_HOOFD: Final = (f"{_WORD}document.main+xml", f"{_WORD}template.main+xml")
_VERBODEN: Final = ("macroenabled", "vbaproject", "activex", "oleobject", "vbadata", "attachedtoolbars")
_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_GEEN_WORD: Final = "Dit is geen Word-bestand (.docx of .dotx)."
_TE_GROOT: Final = "Uitgepakt is het bestand veel te groot."


class SjabloonAfgekeurd(ValueError):
    """What is wrong with it, in Dutch; never text from the file."""

    def __init__(self, *redenen: str) -> None:
        super().__init__(" ".join(redenen))
        self.redenen = redenen


class Pakket:
    """The parts of a document. Raises SjabloonAfgekeurd, also later: a part is only unpacked when it is read."""

    def __init__(self, inhoud: bytes) -> None:
        if len(inhoud) > MAX_BYTES:
            raise SjabloonAfgekeurd(f"Het bestand is groter dan {MAX_BYTES // 1024**2} MB.")
        try:
            self._zip = zipfile.ZipFile(BytesIO(inhoud))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as fout:
            raise SjabloonAfgekeurd(_GEEN_WORD) from fout
        self.namen = self._zip.namelist()
        self._gelezen = 0
        self._keur()

    def _keur(self) -> None:
        delen = self._zip.infolist()
        if len(delen) > _MAX_DELEN or sum(deel.file_size for deel in delen) > _MAX_SAMEN:
            raise SjabloonAfgekeurd(_TE_GROOT)
        if len(set(self.namen)) < len(self.namen) or any(deel.flag_bits & 1 for deel in delen):
            raise SjabloonAfgekeurd(_GEEN_WORD)
        soorten = self._soorten()
        redenen = []
        if any(een in soort for soort in (*soorten, *map(str.lower, self.namen)) for een in _VERBODEN):
            redenen.append("Het bevat macro’s of ingesloten programma’s. Sla het op als gewoon Word-bestand (.docx).")
        elif not any(soort in _HOOFD for soort in soorten):
            redenen.append(_GEEN_WORD)
        if any(rel.get("TargetMode", "").lower() == "external" for rel in self._alle_relaties()):
            redenen.append("Het verwijst naar iets buiten het bestand, zoals een website, een gekoppelde afbeelding of"
                           " een ander sjabloon. Haal die koppelingen weg.")  # fmt: skip
        if redenen:
            raise SjabloonAfgekeurd(*redenen)

    def _soorten(self) -> list[str]:
        return [een.get("ContentType", "").lower() for een in self.xml("[Content_Types].xml")]

    def _alle_relaties(self) -> Iterator[ET.Element]:
        for naam in self.namen:
            if naam.lower().endswith(".rels"):
                yield from self.xml(naam).iter(_RELS)

    def bytes(self, naam: str) -> bytes:
        """A part, never more of it than a part may be, whatever the archive says of its size."""
        try:
            with self._zip.open(naam) as deel:
                ruw = deel.read(_MAX_DEEL + 1)
        except Exception as fout:  # what archives and their decompressors raise has no common class
            raise SjabloonAfgekeurd(_GEEN_WORD) from fout
        self._gelezen += len(ruw)
        if len(ruw) > _MAX_DEEL or self._gelezen > _MAX_SAMEN:
            raise SjabloonAfgekeurd(_TE_GROOT)
        return ruw

    def xml(self, naam: str) -> ET.Element:
        """A part as elements: UTF-8, without a document type (so without entities)."""
        ruw = self.bytes(naam)
        try:
            tekst = ruw.decode("utf-8-sig")
            if "<!" in tekst.replace("<!--", "").replace("<![CDATA[", ""):
                raise SjabloonAfgekeurd("Het bevat XML met een documenttype. Sla het opnieuw op in Word.")
            if tekst.count("<") > 2 * _MAX_ELEMENTEN:
                raise SjabloonAfgekeurd(_TE_GROOT)
            return ET.fromstring(tekst.encode())
        except (UnicodeDecodeError, ET.ParseError) as fout:
            raise SjabloonAfgekeurd(_GEEN_WORD) from fout

    def doelen(self, van: str, soort: str) -> list[str]:
        """Parts that a part refers to with a kind of relationship ('' for the package itself)."""
        map_, _, naam = van.rpartition("/")
        rels = f"{map_}/_rels/{naam}.rels".lstrip("/") if van else "_rels/.rels"
        if rels not in self.namen:
            return []
        gevonden = [
            een.get("Target", "") for een in self.xml(rels).iter(_RELS) if een.get("Type", "").endswith(f"/{soort}")
        ]
        paden = [
            doel.lstrip("/") if doel.startswith("/") else normpath(f"{dirname(van)}/{doel}").lstrip("/")
            for doel in gevonden
        ]
        return [pad for pad in paden if pad in self.namen]
