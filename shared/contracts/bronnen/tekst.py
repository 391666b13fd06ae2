"""From bytes to the rows of a text with `;` (or, when its header says so, `,`): UTF-8 with or without BOM, or
windows-1252.

The BOM is looked at first, then strict UTF-8, else windows-1252. DUO publishes all three. What is none of these, or
stops half-way, is refused: a wrong guess would put `Ã«` in the name of a school.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from shared.contracts.bronnen.fouten import OngeldigBestandError

SCHEIDING: Final = ";"
KOMMA: Final = ","
_BLOK: Final = 1 << 20
_UTF8, _CP1252 = "utf-8", "cp1252"
# Two or more bytes that are one UTF-8 letter: in windows-1252 that would read as 'Ã«', which no Dutch text holds.
_UTF8_LETTER: Final = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
_ANDERE_SCHEIDING: Final = re.compile(r"[\t|]")
# é, ë, ï, ö, ê, ä, ç of DOS (cp850) between letters: in windows-1252 these are quotes and signs, that stand at an edge.
_DOS_LETTER: Final = re.compile(rb"[A-Za-z][\x82\x84\x87\x88\x89\x8b\x94][a-z]|[a-z]\x8a[a-z]")

Rijen = Iterator[tuple[int, list[str]]]
"""(row number as a spreadsheet counts, cells); empty rows are left out."""

_AFGEBROKEN: Final = "Het bestand is afgebroken: het stopt midden in een regel of letter. Haal het opnieuw op."
_GEEN_TEKST: Final = "Dit is geen CSV- of Excel-bestand (.xlsx)."
_UTF16: Final = 'Het bestand is UTF-16. Sla het in Excel op als "CSV UTF-8 (door scheidingstekens gescheiden)".'
_GEMENGD: Final = (
    "Het bestand bevat twee tekencoderingen door elkaar (UTF-8 en windows-1252). Sla het opnieuw op als CSV UTF-8."
)
_ONBEKEND: Final = "De tekencodering is geen UTF-8 en geen windows-1252. Sla het bestand opnieuw op als CSV UTF-8."
_DOS: Final = (
    "De tekencodering is die van DOS (cp850), met verminkte letters. Sla het bestand opnieuw op als CSV UTF-8."
)
_KOMMAS: Final = (
    "Regel {}: heeft {} waarden in plaats van {}. Staat er een komma in een waarde, zet die waarde dan tussen"
    " aanhalingstekens, of scheid de kolommen met een puntkomma (;)."
)
_SCHEIDING_FOUT: Final = "De kolommen moeten met een puntkomma (;) van elkaar gescheiden zijn."


def rijen_van_tekst(inhoud: bytes) -> Rijen:
    """The rows of a text file.

    Raises:
        OngeldigBestandError: another format or encoding, or cut off; also while iterating.
    """
    codering = _codering(inhoud)
    stroom = io.TextIOWrapper(io.BytesIO(inhoud), encoding=codering, newline="")
    scheiding = _scheiding(stroom)
    lezer = csv.reader(stroom, delimiter=scheiding, strict=True)
    eerste, breedte = True, 0
    try:
        for nummer, cellen in enumerate(lezer, 1):
            if not any(cel.strip() for cel in cellen) or (nummer == 1 and cellen[0].startswith("sep=")):
                continue
            if eerste and len(cellen) == 1 and _ANDERE_SCHEIDING.search(cellen[0]):
                raise OngeldigBestandError.heel_bestand(_SCHEIDING_FOUT)
            breedte = len(cellen) if eerste else breedte
            if scheiding == KOMMA and len(cellen) != breedte:
                # A decimal comma shifts what stands right of it: never guess.
                raise OngeldigBestandError.heel_bestand(_KOMMAS.format(nummer, len(cellen), breedte))
            eerste = False
            yield nummer, cellen
    except csv.Error as fout:
        raise OngeldigBestandError.heel_bestand(_csv_melding(fout, lezer.line_num)) from None


def _scheiding(stroom: io.TextIOWrapper) -> str:
    """What separates the columns of the header."""
    kop = next((regel for regel in stroom if regel.strip() and not regel.startswith("sep=")), "")
    stroom.seek(0)
    return KOMMA if KOMMA in kop and SCHEIDING not in kop else SCHEIDING


def _codering(inhoud: bytes) -> str:
    if inhoud.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise OngeldigBestandError.heel_bestand(_UTF16)
    if b"\0" in inhoud:
        raise OngeldigBestandError.heel_bestand(_GEEN_TEKST)
    met_bom = inhoud.startswith(codecs.BOM_UTF8)
    plaats = _eerste_fout(inhoud, _UTF8)
    if plaats is None:
        return "utf-8-sig" if met_bom else _UTF8
    if plaats >= len(inhoud) - 3 and (met_bom or _UTF8_LETTER.search(inhoud, 0, plaats)):
        raise OngeldigBestandError.heel_bestand(_AFGEBROKEN)
    if met_bom or _UTF8_LETTER.search(inhoud):
        raise OngeldigBestandError.heel_bestand(_GEMENGD)
    if _eerste_fout(inhoud, _CP1252) is not None:
        raise OngeldigBestandError.heel_bestand(_ONBEKEND)
    if _DOS_LETTER.search(inhoud):
        raise OngeldigBestandError.heel_bestand(_DOS)
    return _CP1252


def _eerste_fout(inhoud: bytes, codering: str) -> int | None:
    """Where decoding fails first; block by block, so that a large file isn't held twice."""
    decoder = codecs.getincrementaldecoder(codering)()
    bytes_ = memoryview(inhoud)
    for begin in range(0, len(inhoud) + 1, _BLOK):
        achter = len(decoder.getstate()[0])
        try:
            decoder.decode(bytes(bytes_[begin : begin + _BLOK]), final=begin + _BLOK >= len(inhoud))
        except UnicodeDecodeError as fout:
            return begin - achter + fout.start
    return None


def _csv_melding(fout: csv.Error, regel: int) -> str:
    tekst = str(fout)
    if "unexpected end of data" in tekst:
        return (
            "Het bestand is afgebroken, of een aanhalingsteken wordt niet gesloten: "
            f'de laatste waarde heeft geen sluitend ". Controleer het bestand (regel {regel}).'
        )
    if "field larger" in tekst:
        return f"Regel {regel}: een waarde is veel te lang. Wordt daar een aanhalingsteken niet gesloten?"
    return f'Regel {regel}: een aanhalingsteken (") staat op een verkeerde plaats.'


def stopt_zonder_regeleinde(inhoud: bytes) -> bool:
    """A complete file usually ends with a line end; one that was cut off usually doesn't."""
    return not inhoud.endswith((b"\n", b"\r"))
