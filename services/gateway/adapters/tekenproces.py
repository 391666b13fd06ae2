"""A process that draws charts, and nothing else: `tekenproces.py`, asked on standard input, answers on standard output.

A program of its own (it imports nothing of this project, so that it starts quickly and stays small): the library draws
in one thread per process, and holds up every other thread of Python while it does. A question is one byte for the form,
four for the length, and a Vega-Lite specification or (to make a PNG of) an SVG; an answer one byte for how it ended,
four for the length, and the drawing. It ends when standard input does, and by itself when it holds too much memory.
"""

import os
import re
import resource
import signal
import struct
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Final

import vl_convert

SVG, PNG = b"s", b"p"
GELUKT, LAATSTE, MISLUKT = b"g", b"l", b"m"
"""How a drawing ended; LAATSTE: well, and the process ends, for it became too large."""
KOP: Final = struct.Struct(">cI")
VL_VERSIE: Final = "6.4"
_PNG_SCHAAL: Final = 2.0
_STATM: Final = Path("/proc/self/statm")

# Vega names its parts in English for screen readers.
_ROLLEN: Final[Mapping[str, str]] = {
    'aria-roledescription="visualization"': 'aria-roledescription="grafiek"',
    "group mark container": "groep",
    "line mark container": "lijnen",
    "area mark container": "stromen",
    "rect mark container": "staven",
    "symbol mark container": "punten",
    "text mark container": "getallen",
    "rule mark container": "strepen",
    'aria-roledescription="bar"': 'aria-roledescription="staaf"',
    'aria-roledescription="line mark"': 'aria-roledescription="lijn"',
    'aria-roledescription="point"': 'aria-roledescription="punt"',
}
_XML: Final = re.compile(r"<\?xml[^>]*>\s*")
_NAAM: Final = re.compile(r'<path (aria-label="([^"]*)"[^>]*)/>')
"""A mark that says what it is, which a browser without scripts only shows of a title."""


def svg(spec: bytes) -> bytes:
    """The drawing of a Vega-Lite specification (JSON), with roles and numbers in Dutch. Raises ValueError."""
    tekening = vl_convert.vegalite_to_svg(spec.decode(), vl_version=VL_VERSIE, format_locale="nl-NL")
    for engels, nederlands in _ROLLEN.items():
        tekening = tekening.replace(engels, nederlands)
    return _NAAM.sub(r"<path \1><title>\2</title></path>", _XML.sub("", tekening)).encode()


def png(tekening: bytes) -> bytes:
    """A picture of an SVG, twice the size. Raises ValueError."""
    return bytes(vl_convert.svg_to_png(tekening.decode(), scale=_PNG_SCHAAL))


_TEKEN: Final[Mapping[bytes, Callable[[bytes], bytes]]] = {SVG: svg, PNG: png}


def draai(vragen: IO[bytes], antwoorden: IO[bytes], ruimte_mib: int) -> None:
    """Draw what is asked until there is no more, or until this process holds more than `ruimte_mib` after one."""
    while kop := vragen.read(KOP.size):
        vorm, lengte = KOP.unpack(kop)
        einde, tekening = _teken(vorm, vragen.read(lengte))
        vol = _geheugen() > ruimte_mib * 2**20
        antwoorden.write(KOP.pack(LAATSTE if vol and einde == GELUKT else einde, len(tekening)) + tekening)
        antwoorden.flush()
        if vol:
            return


def _geheugen() -> int:
    """Bytes that this process holds; where the system does not tell, the most that it ever held."""
    if _STATM.exists():
        # Not `ru_maxrss`: on Linux that begins at what the gateway held when it began this process.
        return int(_STATM.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _teken(vorm: bytes, wat: bytes) -> tuple[bytes, bytes]:
    try:
        return GELUKT, _TEKEN[vorm](wat)
    except ValueError as fout:
        # The text of an error holds numbers and names of the chart: only its kind leaves.
        return MISLUKT, type(fout).__name__.encode()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: for who asks, and the end of that is ours
    try:
        draai(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[1]))
    except BrokenPipeError:
        os._exit(0)
