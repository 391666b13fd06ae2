"""The workbook behind a chart, which Word opens when somebody edits the numbers: one sheet, names and numbers.

Written by hand: a text is always a text (a spreadsheet library runs what starts with '='), and it is ten times as fast.
Not compressed: the document around it is.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from services.reports.word.xml import schoon

_KOP: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PAKKET: Final = "http://schemas.openxmlformats.org/package/2006"
_RELATIES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SOORT: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_VAST: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PAKKET}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SOORT}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SOORT}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SOORT}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PAKKET}/relationships"><Relationship Id="rId1"'
    f' Type="{_RELATIES}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIES}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PAKKET}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIES}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIES}/styles" Target="styles.xml"/></Relationships>',
}
_STIJLEN: Final = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode={{vorm}}/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
# The same bytes for the same numbers, whenever they are written.
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


def werkblad(namen: Sequence[str], reeksen: Sequence[tuple[str, Sequence[float | None]]], getalvorm: str) -> bytes:
    """The .xlsx: names down the first column, a series in each next one, under its name; no number: an empty cell."""
    kop = _rij(1, ["", *(naam for naam, _ in reeksen)])
    rijen = (_rij(n, [naam, *(waarden[n - 2] for _, waarden in reeksen)]) for n, naam in enumerate(namen, start=2))
    blad = f'<worksheet xmlns="{_MAIN}"><sheetData>{kop}{"".join(rijen)}</sheetData></worksheet>'
    delen = {**_VAST, "xl/styles.xml": _STIJLEN.format(vorm=quoteattr(getalvorm)), "xl/worksheets/sheet1.xml": blad}
    uit = BytesIO()
    with ZipFile(uit, "w", ZIP_STORED) as zip_:
        for naam, inhoud in delen.items():
            zip_.writestr(ZipInfo(naam, _MOMENT), _KOP + inhoud)
    return uit.getvalue()


def cijfers(waarde: float) -> str:
    """A number as XML holds it."""
    return str(int(waarde)) if float(waarde).is_integer() else f"{waarde:.16g}"


def kolom(nummer: int) -> str:
    """Name of a column, from 0: 'A'. A chart has few series."""
    return chr(ord("A") + nummer)


def _rij(nummer: int, cellen: Iterable[str | float | None]) -> str:
    inhoud = "".join(_cel(f"{kolom(plaats)}{nummer}", cel) for plaats, cel in enumerate(cellen))
    return f'<row r="{nummer}">{inhoud}</row>'


def _cel(plek: str, cel: str | float | None) -> str:
    if cel is None or cel == "":
        return ""
    if isinstance(cel, str):
        return f'<c r="{plek}" t="inlineStr"><is><t>{escape(schoon(cel))}</t></is></c>'
    return f'<c r="{plek}" s="1"><v>{cijfers(cel)}</v></c>'
