"""A logo is only its pixels, small; everything that is more than a plain picture is refused."""

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from services.gateway.domain.huisstijl import BREED, HOOG, MAX_BYTES, OngeldigeHuisstijl, lees_kleur, teken_logo

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


def _beeld(soort: str, maat: tuple[int, int] = (900, 300), **extra: object) -> bytes:
    uit = io.BytesIO()
    Image.new("RGB", maat, (10, 120, 200)).save(uit, soort, **extra)
    return uit.getvalue()


@pytest.mark.parametrize("soort", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_small_png_of_the_same_colour(soort: str) -> None:
    with Image.open(io.BytesIO(teken_logo(_beeld(soort)))) as logo:
        assert (logo.format, logo.mode) == ("PNG", "RGBA")
        assert logo.size[0] <= BREED
        assert logo.size[1] <= HOOG
        kleur = logo.getpixel((3, 3))
        assert isinstance(kleur, tuple)
        assert all(abs(een - twee) < 8 for een, twee in zip(kleur, (10, 120, 200, 255), strict=True))


def test_nothing_of_the_file_comes_along() -> None:
    tekst = PngImagePlugin.PngInfo()
    tekst.add_text("Author", "naam van een leerling")
    tekst.add_text("Comment", "<script>alert(1)</script>", zip=True)
    gekozen = _beeld("PNG", pnginfo=tekst) + b"<script>alert(2)</script>"
    assert b"leerling" in gekozen
    gemaakt = teken_logo(gekozen)
    assert b"leerling" not in gemaakt
    assert b"script" not in gemaakt
    assert b"tEXt" not in gemaakt
    exif = Image.Exif()
    exif[0x010E] = "naam van een leerling"
    assert b"leerling" not in teken_logo(_beeld("JPEG", exif=exif))


def _bom(breed: int, hoog: int) -> bytes:
    """A PNG that says it is that large."""

    def stuk(naam: bytes, inhoud: bytes) -> bytes:
        return struct.pack(">I", len(inhoud)) + naam + inhoud + struct.pack(">I", zlib.crc32(naam + inhoud))

    kop = stuk(b"IHDR", struct.pack(">IIBBBBB", breed, hoog, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + kop + stuk(b"IDAT", zlib.compress(b"\0" * 1_000)) + stuk(b"IEND", b"")


@pytest.mark.parametrize(
    "inhoud",
    [SVG, b"", b"GIF89a", _beeld("GIF"), _beeld("BMP"), _beeld("PNG")[:200], _bom(60_000, 60_000), _bom(5_000, 10),
     _bom(100, 100), b"\0" * (MAX_BYTES + 1), b"%PDF-1.7", b"\x89PNG\r\n\x1a\n" + SVG],
)  # fmt: skip
def test_anything_else_is_refused(inhoud: bytes) -> None:
    with pytest.raises(OngeldigeHuisstijl):
        teken_logo(inhoud)


@pytest.mark.parametrize("kleur", ["rood", "#12345", "#1234567", "#12345g", "#fff;}*{x:y", "url(x)"])
def test_a_colour_is_six_digits_and_nothing_else(kleur: str) -> None:
    with pytest.raises(OngeldigeHuisstijl):
        lees_kleur(kleur)


def test_a_colour_is_read() -> None:
    assert lees_kleur(" #1A2B3c ") == "#1a2b3c"
    assert lees_kleur("") is None
