"""Colours, type and measures of our documents. The colours are those of the pages (light theme).

In a chart neighbours differ in lightness too, so that a grey print can be read: two of them are lighter here than on
the pages.
"""

from typing import Final

LETTER: Final = "Calibri"
INKT: Final = "1C2733"
ZACHT: Final = "525F6B"
KOP: Final = "14304D"
BLAUW: Final = "1F5A96"
GEEL: Final = "F3B73B"
LIJN: Final = "DFE3E6"
RAND: Final = "9AA5AF"
VLAK: Final = "EEF2F5"
BERICHT: Final = "FFF3D6"
MERK: Final = "8A1F11"
WIT: Final = "FFFFFF"

GRAFIEK: Final = {
    "een": BLAUW,
    "twee": "E8A766",
    "drie": "6D3F91",
    "vier": "93C7A4",
    "laag": "A9C8E6",
    "midden": "5B94CA",
    "hoog": "174A7C",
    "goed": "1F6F6B",
    "anders": "E0A55A",
}
"""Colour of a series by its name."""
LICHT: Final = frozenset({"twee", "vier", "laag", "anders"})
"""Colours that take dark text."""

CM: Final = 360_000
"""EMU in a centimetre."""
TWIPS: Final = 567
"""Twentieths of a point in a centimetre."""
BREEDTE_CM: Final = 21.0
HOOGTE_CM: Final = 29.7
ZIJKANT_CM: Final = 2.5
BOVEN_CM: Final = 2.4
ONDER_CM: Final = 2.2
TEKST_CM: Final = BREEDTE_CM - 2 * ZIJKANT_CM
"""Width of the text."""


def lichter(kleur: str, deel: float = 0.62) -> str:
    """The colour, moved towards white by this share."""
    rgb = (int(kleur[plaats : plaats + 2], 16) for plaats in (0, 2, 4))
    return "".join(f"{round(waarde + (255 - waarde) * deel):02X}" for waarde in rgb)
