"""Reading a .docx back: its tables, charts and workbooks, and what makes it a sound package."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any
from zipfile import ZipFile

import openpyxl

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PR = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"

Rijen = list[list[str]]


@dataclass
class Docx:
    """One opened document."""

    inhoud: bytes

    def __post_init__(self) -> None:
        self.zip = ZipFile(BytesIO(self.inhoud))
        self.document = self.xml("word/document.xml")

    def xml(self, naam: str) -> ET.Element:
        return ET.fromstring(self.zip.read(naam))

    @property
    def namen(self) -> list[str]:
        return self.zip.namelist()

    def alineas(self) -> list[tuple[str, str]]:
        """(style, text) of every paragraph of the body itself."""
        lichaam = self.document.find(f"{W}body")
        assert lichaam is not None
        return [(stijl(alinea), tekst(alinea)) for alinea in lichaam.findall(f"{W}p")]

    def tabellen(self) -> dict[str, Rijen]:
        """Rows of text by the description of the table."""
        gevonden = {}
        for tabel in self.document.iter(f"{W}tbl"):
            titel = tabel.find(f"{W}tblPr/{W}tblCaption")
            assert titel is not None
            rijen = [[tekst(cel) for cel in rij.findall(f"{W}tc")] for rij in tabel.findall(f"{W}tr")]
            gevonden[titel.attrib[f"{W}val"]] = rijen
        return gevonden

    def werkbladen(self) -> dict[str, list[list[Any]]]:
        """Rows of the workbook of each chart, by the title of the chart."""
        relaties = self.relaties("word/document.xml")
        gevonden: dict[str, list[list[Any]]] = {}
        for plek in self.document.iter(f"{WP}inline"):
            kenmerk, verwijzing = plek.find(f"{WP}docPr"), next(plek.iter(f"{C}chart"))
            assert kenmerk is not None
            grafiek = relaties[verwijzing.attrib[f"{R}id"]]
            (blad,) = [doel for doel in self.relaties(grafiek).values() if doel.endswith(".xlsx")]
            gevonden[kenmerk.attrib["title"]] = self.werkblad(blad)
        return gevonden

    def werkblad(self, naam: str) -> list[list[Any]]:
        """Rows of one workbook."""
        boek = openpyxl.load_workbook(BytesIO(self.zip.read(naam))).active
        assert boek is not None
        return [list(rij) for rij in boek.iter_rows(values_only=True)]

    def relaties(self, deel: str) -> dict[str, str]:
        """Targets of the relationships of a part, as names in the package."""
        map_, _, naam = deel.rpartition("/")
        pad = f"{map_}/_rels/{naam}.rels" if map_ else f"_rels/{naam}.rels"
        if pad not in self.namen:
            return {}
        return {
            een.attrib["Id"]: normpath(join(dirname(deel), een.attrib["Target"])).lstrip("/")
            for een in self.xml(pad).findall(f"{_PR}Relationship")
        }

    def alle_tekst(self) -> str:
        """Every part as text, workbooks opened."""
        delen = []
        for naam in self.namen:
            ruw = self.zip.read(naam)
            if naam.endswith(".xlsx"):
                delen += [ZipFile(BytesIO(ruw)).read(n).decode() for n in ZipFile(BytesIO(ruw)).namelist()]
            else:
                delen.append(ruw.decode())
        return "\n".join(delen)


def stijl(alinea: ET.Element) -> str:
    gevonden = alinea.find(f"{W}pPr/{W}pStyle")
    return "Normal" if gevonden is None else gevonden.attrib[f"{W}val"]


def tekst(element: ET.Element) -> str:
    return "".join(deel.text or "" for deel in element.iter(f"{W}t"))


def gebreken(inhoud: bytes) -> list[str]:
    """What is wrong with the package: zip, content types, relationships, ids. Nothing: []."""
    docx = Docx(inhoud)
    fouten = [f"zip: {naam}" for naam in [docx.zip.testzip()] if naam]
    fouten += [f"dubbel: {naam}" for naam in set(docx.namen) if docx.namen.count(naam) > 1]
    soorten = docx.xml("[Content_Types].xml")
    eigen = {een.attrib["PartName"].lstrip("/") for een in soorten.findall(f"{_CT}Override")}
    achter = {een.attrib["Extension"] for een in soorten.findall(f"{_CT}Default")}
    for naam in docx.namen:
        if naam.endswith((".xml", ".rels")):
            docx.xml(naam)
        if naam != "[Content_Types].xml" and naam not in eigen and naam.rpartition(".")[2] not in achter:
            fouten.append(f"zonder soort: {naam}")
    fouten += [f"soort zonder deel: {naam}" for naam in eigen - set(docx.namen)]
    return fouten + _relatiefouten(docx) + _dubbele_nummers(docx)


def _relatiefouten(docx: Docx) -> list[str]:
    fouten = []
    for naam in docx.namen:
        if naam.endswith(".rels"):
            continue
        relaties = docx.relaties(naam)
        fouten += [f"{naam}: {doel} bestaat niet" for doel in relaties.values() if doel not in docx.namen]
        if naam.endswith(".xml"):
            gebruikt = set(re.findall(rb'r:(?:id|embed)="([^"]+)"', docx.zip.read(naam)))
            fouten += [f"{naam}: {id_.decode()} onbekend" for id_ in gebruikt if id_.decode() not in relaties]
    return fouten


def _dubbele_nummers(docx: Docx) -> list[str]:
    soorten = {f"{WP}docPr": "id", f"{W}bookmarkStart": f"{W}id"}
    fouten = []
    for element, attribuut in soorten.items():
        nummers = [een.attrib[attribuut] for een in docx.document.iter(element)]
        fouten += [f"{element} {nummer} dubbel" for nummer in set(nummers) if nummers.count(nummer) > 1]
    return fouten
