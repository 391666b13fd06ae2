"""Native Word charts: chart XML by python-pptx with a workbook, as parts of the document, so that anybody can edit
them in Word. The numbers in the workbook are those of the table below the chart."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final
from xml.sax.saxutils import escape

from docx.document import Document as Word
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.series import BarSeries
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.util import Pt

from services.reports.domain.cijfers import Waarde
from services.reports.domain.document import Grafiek, Reeks, Vorm
from services.reports.word.huisstijl import CM, GRAFIEK, INKT, LETTER, LICHT, LIJN, TEKST_CM, WIT, ZACHT, lichter
from services.reports.word.werkblad import cijfers, kolom, werkblad
from services.reports.word.xml import Nummers, alinea, attribuut, schoon, tekst, veld

_SOORT: Final = {
    Vorm.GESTAPELD: XL_CHART_TYPE.COLUMN_STACKED,
    Vorm.NAAST_ELKAAR: XL_CHART_TYPE.COLUMN_CLUSTERED,
    Vorm.LIGGEND: XL_CHART_TYPE.BAR_CLUSTERED,
}
_GETAL: Final = "#,##0"
# In a stack a zero has no height: its label would lie over a neighbour's.
_ZONDER_NUL: Final = "#,##0;;"
_WERKBLAD: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_GEWOON: Final = 62
_FIJN: Final = 10
_ZONDER_RAND: Final = (
    '<c:spPr xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
)
_C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_BOEK: Final = "rId1"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def grafiek_xml(word: Word, grafiek: Grafiek, nummers: Nummers) -> list[str]:
    """Caption and chart; the chart and its workbook are added as parts."""
    nummer = next(nummers.figuur)
    relatie = _voeg_toe(word, grafiek, nummer)
    bijschrift = tekst("Figuur ") + veld("SEQ Figuur \\* ARABIC", str(nummer)) + tekst(f". {grafiek.titel}")
    return [
        alinea("Caption", bijschrift),
        alinea("Figuur", _tekening(grafiek, relatie, next(nummers.tekening))),
    ]


def _tekening(grafiek: Grafiek, relatie: str, nummer: int) -> str:
    breed, hoog = round(TEKST_CM * CM), round(grafiek.hoogte_cm * CM)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{breed}" cy="{hoog}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{nummer}" name="Figuur {nummer}" descr={attribuut(grafiek.beschrijving)}'
        f" title={attribuut(grafiek.titel)}/><wp:cNvGraphicFramePr/>"
        f'<a:graphic><a:graphicData uri="{_C}"><c:chart r:id="{relatie}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _voeg_toe(word: Word, grafiek: Grafiek, nummer: int) -> str:
    """The parts of chart and workbook; gives the relationship of the chart."""
    pakket = word.part.package
    namen = [f"{punt}*" if plaats == grafiek.open else punt for plaats, punt in enumerate(grafiek.punten)]
    reeksen = [(reeks.naam, [waarde.getal for waarde in reeks.waarden]) for reeks in grafiek.reeksen]
    boek = werkblad(namen, reeksen, grafiek.getalvorm)
    blad = Part(PackURI(f"/word/embeddings/Grafiek{nummer}.xlsx"), _WERKBLAD, boek, pakket)
    deel = Part(PackURI(f"/word/charts/chart{nummer}.xml"), CT.DML_CHART, b"", pakket)
    assert deel.relate_to(blad, RT.PACKAGE) == _BOEK, "its only relationship"
    delen = (_reeksdelen(nummer, naam, namen, waarden, grafiek) for nummer, (naam, waarden) in enumerate(reeksen))
    deel._blob = _vorm(_opmaak(grafiek)).format(*(stuk for drie in delen for stuk in drie)).encode()
    return word.part.relate_to(deel, RT.CHART)


def _reeksdelen(
    nummer: int, naam: str, namen: Sequence[str], waarden: Sequence[float | None], grafiek: Grafiek
) -> Iterator[str]:
    """What a chart keeps of its workbook: the name of a series, the names of its points, and its numbers."""
    letter, laatste = kolom(nummer + 1), len(namen) + 1
    yield _tekstcache(f"${letter}$1", [naam])
    yield _tekstcache(f"$A$2:$A${laatste}", namen)
    getallen = "".join(_punt(n, cijfers(een)) for n, een in enumerate(waarden) if een is not None)
    yield (
        f"<c:numRef><c:f>Sheet1!${letter}$2:${letter}${laatste}</c:f><c:numCache>"
        f"<c:formatCode>{escape(grafiek.getalvorm)}</c:formatCode>"
        f'<c:ptCount val="{len(waarden)}"/>{getallen}</c:numCache></c:numRef>'
    )


def _tekstcache(plek: str, teksten: Sequence[str]) -> str:
    punten = "".join(_punt(nummer, escape(schoon(een))) for nummer, een in enumerate(teksten))
    cache = f'<c:strCache><c:ptCount val="{len(teksten)}"/>{punten}</c:strCache>'
    return f"<c:strRef><c:f>Sheet1!{plek}</c:f>{cache}</c:strRef>"


def _punt(nummer: int, inhoud: str) -> str:
    return f'<c:pt idx="{nummer}"><c:v>{inhoud}</c:v></c:pt>'


def _opmaak(grafiek: Grafiek) -> Grafiek:
    """The same chart with nothing but what decides how it looks."""
    hoogste = _hoogste(grafiek) if grafiek.getalvorm == _GETAL else _FIJN + 1
    # An axis of small whole numbers follows the highest column; any higher one looks the same.
    top = Waarde(min(hoogste, _FIJN + 1))
    punten = ("",) * len(grafiek.punten)
    waarden = (top, *(Waarde(0) for _ in punten[1:]))
    nul = tuple(Waarde(0) for _ in punten)
    reeksen = tuple(Reeks("", nul if plaats else waarden, een.kleur) for plaats, een in enumerate(grafiek.reeksen))
    return replace(grafiek, titel="", beschrijving="", punten=punten, reeksen=reeksen, hoogte_cm=0.0)


@lru_cache(maxsize=256)
def _vorm(grafiek: Grafiek) -> str:
    """The part of a chart that looks so, with a place {0}, {1}, {2} … for name, points and numbers of each series. Made
    once: the library builds it element by element, and a year of reports has a few dozen looks."""
    gegevens = CategoryChartData(number_format=grafiek.getalvorm)
    gegevens.categories = [str(nummer) for nummer in range(len(grafiek.punten))]
    for nummer, reeks in enumerate(grafiek.reeksen):
        gegevens.add_series(str(nummer), [waarde.getal for waarde in reeks.waarden])
    wortel: Any = parse_xml(ChartXmlWriter(_SOORT[grafiek.vorm], gegevens).xml.encode())
    _maak_op(Chart(wortel, None), grafiek)
    _maak_af(wortel)
    for nummer, serie in enumerate(wortel.iter(f"{{{_C}}}ser")):
        for plaats, naam in enumerate(("tx", "cat", "val")):
            deel = serie.find(f"{{{_C}}}{naam}")
            deel.clear()
            deel.text = f"⟦{3 * nummer + plaats}⟧"
    xml: str = serialize_part_xml(wortel).decode()
    return xml.replace("{", "{{").replace("}", "}}").replace("⟦", "{").replace("⟧", "}")


def _maak_af(wortel: Any) -> None:
    """What the library leaves out, or writes otherwise than the schema wants; and the workbook behind it."""
    taal = wortel.makeelement(f"{{{_C}}}lang", {"val": "nl-NL"})
    hoeken = wortel.makeelement(f"{{{_C}}}roundedCorners", {"val": "0"})
    for oud in wortel.findall(f"{{{_C}}}roundedCorners"):
        wortel.remove(oud)
    _nummer_assen(wortel)
    wortel.find(f"{{{_C}}}date1904").addnext(taal)
    taal.addnext(hoeken)
    wortel.find(f"{{{_C}}}txPr").addprevious(parse_xml(_ZONDER_RAND))
    extern = wortel.makeelement(f"{{{_C}}}externalData", {f"{{{_R}}}id": _BOEK})
    extern.append(extern.makeelement(f"{{{_C}}}autoUpdate", {"val": "0"}))
    wortel.append(extern)


def _nummer_assen(wortel: Any) -> None:
    """Numbers of axes as the schema wants them: not below zero."""
    for naam in ("axId", "crossAx"):
        for element in wortel.iter(f"{{{_C}}}{naam}"):
            element.set("val", element.get("val").lstrip("-"))


def _maak_op(chart: Chart, grafiek: Grafiek) -> None:
    chart.font.size, chart.font.name = Pt(9), LETTER
    chart.font.color.rgb = _rgb(ZACHT)
    chart.has_title = False
    chart.has_legend = len(grafiek.reeksen) > 1 or grafiek.vorm is not Vorm.GESTAPELD
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(10)
        chart.legend.font.color.rgb = _rgb(INKT)
    plot = chart.plots[0]
    plot.gap_width = _GEWOON
    plot.overlap = 100 if grafiek.vorm is Vorm.GESTAPELD else 0
    _assen(chart, grafiek)
    for reeks, serie in zip(grafiek.reeksen, plot.series, strict=True):
        _reeks(serie, reeks, grafiek)


def _assen(chart: Chart, grafiek: Grafiek) -> None:
    liggend = grafiek.vorm is Vorm.LIGGEND
    namen, waarden = chart.category_axis, chart.value_axis
    namen.format.line.color.rgb = _rgb(LIJN)
    namen.major_tick_mark = XL_TICK_MARK.NONE
    namen.tick_labels.font.size = Pt(10)
    namen.tick_labels.font.color.rgb = _rgb(INKT)
    namen.reverse_order = liggend
    waarden.visible = not liggend
    waarden.minimum_scale = 0
    waarden.has_major_gridlines = not liggend
    if not liggend:
        waarden.major_gridlines.format.line.color.rgb = _rgb(LIJN)
        waarden.format.line.fill.background()
        waarden.major_tick_mark = XL_TICK_MARK.NONE
        waarden.tick_labels.number_format, waarden.tick_labels.number_format_is_linked = grafiek.getalvorm, False
        if grafiek.top is not None:
            waarden.maximum_scale = grafiek.top
        elif grafiek.getalvorm == _GETAL:
            _schaal(waarden, _hoogste(grafiek))


def _schaal(as_: Any, hoogste: float) -> None:
    """Whole numbers on the axis, and room for the label above the highest column."""
    if hoogste <= _FIJN:
        as_.major_unit = 1 if hoogste <= _FIJN / 2 else 2
        as_.maximum_scale = hoogste + 1 if hoogste <= _FIJN / 2 else 2 * (hoogste // 2 + 1)


def _hoogste(grafiek: Grafiek) -> float:
    """Height of the highest column."""
    samen: Callable[[Iterable[float]], float] = sum if grafiek.vorm is Vorm.GESTAPELD else max
    kolommen = zip(*([waarde.getal or 0 for waarde in reeks.waarden] for reeks in grafiek.reeksen), strict=True)
    return max(samen(kolom) for kolom in kolommen)


def _reeks(serie: BarSeries, reeks: Reeks, grafiek: Grafiek) -> None:
    kleur, gestapeld = GRAFIEK[reeks.kleur], grafiek.vorm is Vorm.GESTAPELD
    serie.invert_if_negative = False
    _vul(serie.format, kleur, WIT if gestapeld else kleur)
    labels = serie.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = _ZONDER_NUL if gestapeld else grafiek.getalvorm, False
    labels.position = XL_LABEL_POSITION.CENTER if gestapeld else XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size, labels.font.bold = Pt(9), True
    labels.font.color.rgb = _rgb(INKT if not gestapeld or reeks.kleur in LICHT else WIT)
    if grafiek.open is not None:
        _open_punt(serie, grafiek.open, kleur, _ZONDER_NUL if gestapeld else grafiek.getalvorm)


def _open_punt(serie: BarSeries, plaats: int, kleur: str, vorm: str) -> None:
    """The running schooljaar: a light column with a coloured edge."""
    punt = serie.points[plaats]
    _vul(punt.format, lichter(kleur), kleur)
    label = punt.data_label
    label.font.size, label.font.bold = Pt(9), True
    label.font.color.rgb = _rgb(INKT)
    label.position = XL_LABEL_POSITION.CENTER
    dlbl = label._dLbl
    getalvorm = dlbl.makeelement(f"{{{_C}}}numFmt", {"formatCode": vorm, "sourceLinked": "0"})
    dlbl.find(f"{{{_C}}}idx").addnext(getalvorm)


def _vul(opmaak: Any, kleur: str, rand: str) -> None:
    opmaak.fill.solid()
    opmaak.fill.fore_color.rgb = _rgb(kleur)
    opmaak.line.color.rgb = _rgb(rand)
    opmaak.line.width = Pt(1)


def _rgb(kleur: str) -> RGBColor:
    gelezen: RGBColor = RGBColor.from_string(kleur)
    return gelezen
