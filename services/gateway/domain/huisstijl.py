"""Colour and logo of an SWV. A logo is drawn anew from its pixels: what else a file holds is not kept. Pure."""

import io
import re
import warnings
from typing import Final, NamedTuple

from PIL import Image, UnidentifiedImageError

MAX_BYTES: Final = 500_000
MAX_ZIJDE: Final = 4_000
BREED, HOOG = 480, 96
_KLEUR: Final = re.compile(r"#[0-9a-f]{6}", re.ASCII)
# SVG is a program as much as a picture; GIF and the rest are not needed.
_SOORTEN: Final = ("PNG", "JPEG", "WEBP")


class OngeldigeHuisstijl(Exception):
    """The text says what is wrong, in Dutch."""


class Huisstijl(NamedTuple):
    """`kleur` as '#1a2b3c'; `logo` a PNG of at most BREED × HOOG. `versie` 0: never set."""

    versie: int = 0
    kleur: str | None = None
    logo: bytes | None = None


class Gezien(NamedTuple):
    """Whose look somebody sees, by code and by name (the code where no name is known), and what of it is set."""

    swv: str
    naam: str
    versie: int
    kleur: bool
    logo: bool


def lees_kleur(tekst: str) -> str | None:
    """'' is none. Raises OngeldigeHuisstijl."""
    kleur = tekst.strip().lower()
    if kleur and not _KLEUR.fullmatch(kleur):
        raise OngeldigeHuisstijl("Een kleur heeft de vorm #1a2b3c.")
    return kleur or None


def teken_logo(inhoud: bytes) -> bytes:
    """The pixels of a PNG, JPEG or WebP as a small PNG. Raises OngeldigeHuisstijl."""
    if len(inhoud) > MAX_BYTES:
        raise OngeldigeHuisstijl(f"Een logo is hoogstens {MAX_BYTES // 1000} kB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(inhoud), formats=_SOORTEN) as beeld:
                return _opnieuw(beeld)
    except UnidentifiedImageError as fout:
        raise OngeldigeHuisstijl("Een logo is een plaatje in PNG, JPEG of WebP; geen SVG.") from fout
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as fout:
        raise OngeldigeHuisstijl("Dit plaatje is niet te lezen.") from fout


def _opnieuw(beeld: Image.Image) -> bytes:
    if max(beeld.size) > MAX_ZIJDE:
        raise OngeldigeHuisstijl(f"Een logo is hoogstens {MAX_ZIJDE} beeldpunten breed en hoog.")
    # A new picture: copied, it would bring its texts and profiles along.
    kaal = Image.new("RGBA", beeld.size)
    kaal.paste(beeld.convert("RGBA"))
    kaal.thumbnail((BREED, HOOG))
    uit = io.BytesIO()
    kaal.save(uit, "PNG", optimize=True)
    return uit.getvalue()
