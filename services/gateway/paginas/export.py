"""A table to take along: CSV for programs, CSV as a Dutch Excel opens it, and XLSX with its explanation beside it."""

import csv
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO, StringIO
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from services.gateway.paginas.figuur import Cel, Figuur
from services.gateway.paginas.gegevens import Waarde

BOM: Final = "\ufeff"
# Spreadsheets run what starts like this; a name from the reference data must stay a name.
_FORMULE: Final = ("=", "+", "-", "@", "\t", "\r")


def als_csv(figuur: Figuur) -> bytes:
    """RFC 4180: comma, decimal point, UTF-8. Where there is no number stands its status code (c, x, z)."""
    return _csv(figuur, ",", "\r\n", _kaal).encode()


def als_csv_nl(figuur: Figuur) -> bytes:
    """Semicolon, decimal comma, BOM. Where there is no number stands why, in words."""
    return (BOM + _csv(figuur, ";", "\r\n", _leesbaar)).encode()


def _csv(figuur: Figuur, scheiding: str, einde: str, schrijf: Callable[[Cel], str]) -> str:
    uit = StringIO()
    schrijver = csv.writer(uit, delimiter=scheiding, lineterminator=einde)
    schrijver.writerow(figuur.tabel.kolommen)
    schrijver.writerows([schrijf(cel) for cel in rij] for rij in figuur.tabel.rijen)
    return uit.getvalue()


def _kaal(cel: Cel) -> str:
    if isinstance(cel, str):
        return _geen_formule(cel)
    return cel.status or "x" if cel.getal is None else f"{cel.getal:.10g}"


def _leesbaar(cel: Cel) -> str:
    if isinstance(cel, str):
        return _geen_formule(cel)
    return cel.toon if cel.getal is None else f"{cel.getal:.10g}".replace(".", ",")


def _geen_formule(tekst: str) -> str:
    return f"'{tekst}" if tekst.startswith(_FORMULE) else tekst


def als_xlsx(figuur: Figuur, over: Sequence[tuple[str, str]]) -> bytes:
    """A sheet with the table and a sheet that says what it is; `over` are its lines (unit, moment, address)."""
    boek = Workbook()
    blad = boek.active
    assert blad is not None
    blad.title = "Cijfers"
    blad.append(list(figuur.tabel.kolommen))
    for rij in figuur.tabel.rijen:
        blad.append([_getal(cel) for cel in rij])
    for nummer in range(1, len(figuur.tabel.kolommen) + 1):
        blad.cell(1, nummer).font = Font(bold=True)
        blad.column_dimensions[get_column_letter(nummer)].width = 34 if nummer == 1 else 16
    blad.freeze_panes = "B2"
    uitleg = boek.create_sheet("Uitleg")
    uitleg.column_dimensions["A"].width, uitleg.column_dimensions["B"].width = 24, 90
    for regel in (("Figuur", figuur.titel), *over, *_definities(figuur)):
        uitleg.append([_geen_formule(deel) for deel in regel])
        uitleg.cell(uitleg.max_row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    uit = BytesIO()
    boek.save(uit)
    return uit.getvalue()


def _getal(cel: Cel) -> str | float:
    if isinstance(cel, Waarde):
        return cel.toon if cel.getal is None else cel.getal
    return _geen_formule(cel)


def _definities(figuur: Figuur) -> Iterator[tuple[str, str]]:
    for indicator in figuur.indicatoren:
        yield "", ""
        yield "Indicator", f"{indicator.titel} ({indicator.code})"
        yield "Definitie", indicator.uitleg.definitie
        yield "Berekening", indicator.uitleg.berekening
        yield "Databron", indicator.uitleg.databron
