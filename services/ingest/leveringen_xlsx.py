"""Rows of an Excel workbook (.xlsx), read with limits: a workbook is a ZIP of XML that anybody may have made.

Refused before anything is unpacked: more than MAX_UITGEPAKT bytes in all, a member that shrinks more than
MAX_VERHOUDING times, too many members. Refused before openpyxl sees it: any XML with a document type (entities).
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, Final
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from shared.contracts.bronnen.fouten import OngeldigBestandError
from shared.contracts.bronnen.tekst import Rijen

ZIP: Final = b"PK\x03\x04"
MAX_UITGEPAKT: Final = 200 * 1024 * 1024
MAX_VERHOUDING: Final = 100
MAX_ONDERDELEN: Final = 1_000
MAX_RIJEN: Final = 1_048_576
"""As many rows as Excel has."""
MAX_KOLOMMEN: Final = 256
_KLEIN: Final = 1024 * 1024
"""Below this size the ratio says nothing: an empty sheet is small and shrinks well."""
_BLOK: Final = 64 * 1024

_KAPOT: Final = "Het Excel-bestand is beschadigd of afgebroken. Haal het opnieuw op, of sla het opnieuw op."
_BOM: Final = "Het Excel-bestand wordt uitgepakt veel te groot. Sla alleen het blad met de gegevens op, als CSV."
_DTD: Final = "Het Excel-bestand bevat XML die niet is toegestaan (een documenttype). Sla het op als CSV UTF-8."
_GEEN_BLAD: Final = "Het Excel-bestand heeft geen zichtbaar werkblad."


class _EersteElement(Exception):
    """The root element was reached: no document type can follow."""


class _Documenttype(Exception):
    """The XML declares a document type."""


def rijen_van_xlsx(inhoud: bytes) -> Rijen:
    """The rows of the first visible sheet, as text; empty rows are left out.

    Raises:
        OngeldigBestandError: damaged, too large unpacked, with a document type; also while iterating.
    """
    try:
        _controleer_zip(inhoud)
        boek = load_workbook(io.BytesIO(inhoud), read_only=True, data_only=True, keep_links=False)
        try:
            yield from _rijen(_eerste_blad(boek))
        finally:
            boek.close()
    except (zipfile.BadZipFile, zlib.error, InvalidFileException, expat.ExpatError, EOFError) as fout:
        raise OngeldigBestandError.heel_bestand(_KAPOT) from fout
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, NotImplementedError) as fout:
        # What openpyxl raises for XML that is not a workbook, and zipfile for odd or encrypted members.
        raise OngeldigBestandError.heel_bestand(_KAPOT) from fout


def _controleer_zip(inhoud: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
        delen = archief.infolist()
        # zipfile never gives more bytes than a member states, so the stated sizes are a real limit.
        if len(delen) > MAX_ONDERDELEN or sum(deel.file_size for deel in delen) > MAX_UITGEPAKT:
            raise OngeldigBestandError.heel_bestand(_BOM)
        for deel in delen:
            if deel.file_size > max(_KLEIN, MAX_VERHOUDING * deel.compress_size):
                raise OngeldigBestandError.heel_bestand(_BOM)
            with archief.open(deel) as stroom:
                _weiger_documenttype(stroom)


def _weiger_documenttype(stroom: Any) -> None:
    """Parse up to the root element, in whatever encoding the XML says that it is, whatever the member is called."""
    lezer = expat.ParserCreate()
    lezer.StartDoctypeDeclHandler = _stop_bij_documenttype
    lezer.StartElementHandler = _stop_bij_element
    try:
        while blok := stroom.read(_BLOK):
            lezer.Parse(blok)
    except (_EersteElement, expat.ExpatError):
        # A picture is no XML; a sheet that is none is refused when it is read.
        return
    except _Documenttype:
        raise OngeldigBestandError.heel_bestand(_DTD) from None


def _stop_bij_documenttype(*_: object) -> None:
    raise _Documenttype


def _stop_bij_element(*_: object) -> None:
    raise _EersteElement


def _eerste_blad(boek: Any) -> Any:
    for blad in boek.worksheets:
        if blad.sheet_state == "visible":
            # The size that the sheet states is a hint by its maker, and often wrong.
            blad.reset_dimensions()
            return blad
    raise OngeldigBestandError.heel_bestand(_GEEN_BLAD)


def _rijen(blad: Any) -> Iterator[tuple[int, list[str]]]:
    rijen = blad.iter_rows(max_row=MAX_RIJEN, max_col=MAX_KOLOMMEN, values_only=True)
    breedte = 0
    for nummer, waarden in enumerate(rijen, 1):
        cellen = _zonder_lege_staart([_tekst(waarde) for waarde in waarden])
        if cellen:
            breedte = breedte or len(cellen)
            yield nummer, cellen + [""] * (breedte - len(cellen))


def _zonder_lege_staart(cellen: Sequence[str]) -> list[str]:
    einde = len(cellen)
    while einde and not cellen[einde - 1].strip():
        einde -= 1
    return list(cellen[:einde])


def _tekst(waarde: object) -> str:
    """As a person sees the cell, as far as a value tells."""
    match waarde:
        case None:
            return ""
        case bool():
            return "WAAR" if waarde else "ONWAAR"
        case float() if waarde.is_integer():
            return str(int(waarde))
        case datetime() if waarde.time() == time():
            return waarde.date().isoformat()
        case datetime() | date() | time():
            return waarde.isoformat()
        case _:
            return str(waarde)
