"""A table to take along: CSV for programs, CSV as a Dutch Excel opens it, XLSX with its explanation beside it.

Every value has a column of its own with its status beside it, so that hidden, unknown, provisional and zero stay apart.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

BOM: Final = "\ufeff"
# Spreadsheets run what starts like this; a name from the reference data must stay a name.
_FORMULE: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_WOORDEN: Final[Mapping[str, str]] = {"c": "verborgen", "x": "onbekend", "z": "n.v.t.", "p": "voorlopig"}

Getal = int | float | Decimal
Vak = str | Getal | None


@dataclass(frozen=True, slots=True)
class Status:
    """What stands beside a value: the code, and for people the words (`tekst`, as '< 8'). `marge`: a value of which
    only these bounds are known."""

    code: str | None
    tekst: str | None = None
    marge: tuple[float, float] | None = None

    def woord(self) -> str:
        """'verborgen (< 8)', 'voorlopig', 'marge (18–21)'; empty for a value as counted."""
        woord = _WOORDEN.get(self.code or "", "")
        if self.marge:
            return f"{woord or 'marge'} ({self.tekst})"
        return f"{woord} ({self.tekst})" if self.code == "c" and self.tekst else woord

    def kaal(self) -> str:
        """For programs: 'c', 'p', '18..21', 'p 18..21'."""
        grenzen = "..".join(format(Decimal(str(een)), "f") for een in self.marge or ())
        return f"{self.code or ''} {grenzen}".strip()


@dataclass(frozen=True, slots=True)
class Blad:
    """A table of names, numbers and statuses, ready for any format."""

    kolommen: tuple[str, ...]
    rijen: tuple[tuple[Vak | Status, ...], ...]


def van_figuur(figuur: Mapping[str, Any]) -> Blad:
    """The table of a figure of a dashboard: each column of values gets one for statuses right of it."""
    koppen: list[str] = []
    for kolom in figuur["tabel"]["kolommen"]:
        koppen += [kolom["naam"]] if kolom["soort"] == "tekst" else [kolom["naam"], f"{kolom['naam']} (status)"]
    rijen = []
    for rij in figuur["tabel"]["rijen"]:
        vakken: list[Vak | Status] = []
        for cel in rij["cellen"]:
            vakken += (
                [cel] if isinstance(cel, str) else [cel["waarde"], Status(cel["status"], cel["tekst"], _marge(cel))]
            )
        rijen.append(tuple(vakken))
    return Blad(tuple(koppen), tuple(rijen))


def _marge(cel: Mapping[str, Any]) -> tuple[float, float] | None:
    return (cel["laag"], cel["hoog"]) if "laag" in cel else None


def als_csv(blad: Blad) -> bytes:
    """RFC 4180: comma, decimal point, UTF-8. No number: an empty field, and the code of its status (c, x, z)."""
    return _csv(blad, ",", _kaal).encode()


def als_csv_nl(blad: Blad) -> bytes:
    """Semicolon, decimal comma, BOM. Statuses in words."""
    return (BOM + _csv(blad, ";", _leesbaar)).encode()


def _csv(blad: Blad, scheiding: str, schrijf: Callable[[Vak | Status], str]) -> str:
    uit = StringIO()
    schrijver = csv.writer(uit, delimiter=scheiding, lineterminator="\r\n")
    schrijver.writerow([zonder_formule(kop) for kop in blad.kolommen])
    schrijver.writerows([schrijf(vak) for vak in rij] for rij in blad.rijen)
    return uit.getvalue()


def _kaal(vak: Vak | Status) -> str:
    if isinstance(vak, Status):
        return vak.kaal()
    return zonder_formule(vak) if isinstance(vak, str) else _cijfers(vak)


def _leesbaar(vak: Vak | Status) -> str:
    if isinstance(vak, Status):
        return vak.woord()
    return zonder_formule(vak) if isinstance(vak, str) else _cijfers(vak).replace(".", ",")


def _cijfers(getal: Getal | None) -> str:
    """Digits as they are, never in powers of ten."""
    return "" if getal is None else format(Decimal(str(getal)), "f")


def zonder_formule(tekst: str) -> str:
    """The text, with a quote before what a spreadsheet would run."""
    return f"'{tekst}" if tekst.startswith(_FORMULE) else tekst


def als_xlsx(blad: Blad, over: Sequence[tuple[str, str]]) -> bytes:
    """A sheet with the table and a sheet that says what it is; `over` are its lines (unit, moment, definition)."""
    boek = Workbook()
    cijfers = boek.active
    assert cijfers is not None
    cijfers.title = "Cijfers"
    cijfers.append([zonder_formule(kop) for kop in blad.kolommen])
    for rij in blad.rijen:
        cijfers.append([_in_blad(vak) for vak in rij])
    for nummer in range(1, len(blad.kolommen) + 1):
        cijfers.cell(1, nummer).font = Font(bold=True)
        cijfers.column_dimensions[get_column_letter(nummer)].width = 34 if nummer == 1 else 16
    cijfers.freeze_panes = "B2"
    uitleg = boek.create_sheet("Uitleg")
    uitleg.column_dimensions["A"].width, uitleg.column_dimensions["B"].width = 24, 90
    for regel in over:
        uitleg.append([zonder_formule(deel) for deel in regel])
        uitleg.cell(uitleg.max_row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    uit = BytesIO()
    boek.save(uit)
    return uit.getvalue()


def _in_blad(vak: Vak | Status) -> str | Getal | None:
    if isinstance(vak, Status):
        return vak.woord() or None
    return zonder_formule(vak) if isinstance(vak, str) else vak


def over_figuur(antwoord: Mapping[str, Any], figuur: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The lines of the sheet 'Uitleg' of a figure."""
    eenheid = antwoord["eenheid"]
    gevonden = [
        ("Figuur", figuur["titel"]),
        ("Conclusie", f"{figuur['zin']} {figuur['vergelijking'] or ''}".strip()),
        ("Eenheid", f"{eenheid['naam']} ({eenheid['eenheid']})"),
        ("Filters", antwoord["filters"]["zin"]),
        ("Stand per", figuur["standTekst"] or "onbekend"),
        ("Zicht", antwoord["zichtTekst"]),
        ("Adres", antwoord["_links"]["pagina"]["href"]),
    ]
    if figuur["toelichting"]:
        gevonden.append(("Toelichting van de eenheid", figuur["toelichting"]["tekst"]))
    for een in figuur["uitleg"]:
        gevonden += [("", ""), ("Indicator", f"{een['titel']} ({een['code']})"), ("Definitie", een["definitie"])]
        gevonden += [("Berekening", een["berekening"]), ("Databron", een["databron"])]
    return gevonden
