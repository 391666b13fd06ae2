"""The schemas of ECMA-376 (transitional), as Apache POI ships them: what a part of a document must look like.

The jar is fetched once, by its hash, into the cache of the stack; nothing of it is kept in the repository.
"""

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from lxml import etree

from deploy.cli.options import cache as bewaarplaats
from deploy.local.jars import Jar, fetch
from tests.unit.reports.docx_lezen import Docx

_POI: Final = Jar("org.apache.poi", "poi-ooxml-full", "5.4.1",
                  "c51b051655d58d74d5eb89e7d3736c7052c2574f43c79db0c8a83ad216f6dd37")  # fmt: skip
_MAP: Final = "org/apache/poi/schemas/ooxml/src/"
_WORD: Final = "wml.xsd"
_VAN: Final = (
    (re.compile(r"word/(document|styles|numbering|settings|header\d+|footer\d+)\.xml"), _WORD),
    (re.compile(r"word/charts/chart\d+\.xml"), "dml-chart.xsd"),
    (re.compile(r"word/theme/theme\d+\.xml"), "dml-main.xsd"),
    (re.compile(r"docProps/custom\.xml"), "shared-documentPropertiesCustom.xsd"),
    (re.compile(r"(.*/)?_rels/.*\.rels"), "opc-relationships.xsd"),
)
_XML: Final = (
    '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">'
    '<xsd:attribute name="space"><xsd:simpleType><xsd:restriction base="xsd:string">'
    '<xsd:enumeration value="default"/><xsd:enumeration value="preserve"/></xsd:restriction></xsd:simpleType>'
    '</xsd:attribute><xsd:attribute name="lang" type="xsd:language"/></xsd:schema>'
)
_LEEG: Final = '<xsd:import namespace="http://www.w3.org/XML/1998/namespace"/>'


@cache
def schemas() -> Path:
    """The folder with the schemas."""
    (jar,) = fetch([_POI], bewaarplaats(), lambda _: None, "OOXML-schema's")
    map_ = jar.with_suffix("")
    if not (map_ / "xml.xsd").exists():
        map_.mkdir(exist_ok=True)
        with ZipFile(jar) as zip_:
            for naam in zip_.namelist():
                if naam.startswith(_MAP) and naam.endswith(".xsd"):
                    # The namespace of xml:space is imported without saying where it is.
                    met = zip_.read(naam).decode().replace(_LEEG, _LEEG[:-2] + ' schemaLocation="xml.xsd"/>')
                    (map_ / Path(naam).name).write_text(met)
        (map_ / "xml.xsd").write_text(_XML)
    return map_


@cache
def _schema(naam: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(schemas() / naam)))


def schemafouten(docx: Docx) -> list[str]:
    """What the schemas say against the parts of a document, and parts that no schema looked at."""
    fouten = []
    for deel in docx.namen:
        naam = next((schema for vorm, schema in _VAN if vorm.fullmatch(deel)), None)
        if naam is not None:
            fouten += _fouten(naam, deel, docx.zip.read(deel))
        elif deel.endswith(".xlsx"):
            boek = ZipFile(BytesIO(docx.zip.read(deel)))
            fouten += [een for blad in boek.namelist() if blad.startswith("xl/") and blad.endswith(".xml")
                       for een in _fouten("sml.xsd", f"{deel}/{blad}", boek.read(blad))]  # fmt: skip
        elif not deel.endswith((".png", ".jpeg")) and deel not in ("[Content_Types].xml", "docProps/core.xml"):
            fouten.append(f"{deel}: geen schema")
    return fouten


def _fouten(naam: str, deel: str, xml: bytes) -> list[str]:
    schema = _schema(naam)
    schema.validate(etree.fromstring(xml))
    return [f"{deel}:{fout.line}: {fout.message}" for fout in schema.error_log]
