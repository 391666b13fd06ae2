"""A logo: only the pixels of a PNG or JPEG, without what else a file can hold (texts, places, another file)."""

import base64
import struct
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from pydantic import ValidationError

from shared.contracts.sjabloon import Logo

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_DELEN: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"pHYs"})
_JPEG: Final = b"\xff\xd8"
_SOF: Final = frozenset({0xC0, 0xC1, 0xC2})
_APP0, _APP14, _APP_LAATST, _COM, _SOS = 0xE0, 0xEE, 0xEF, 0xFE, 0xDA


class _Plaatje(NamedTuple):
    soort: str
    inhoud: bytes
    breed: int
    hoog: int


def lees_logo(ruw: bytes) -> Logo | None:
    """The picture, cleaned; None: no PNG or JPEG that we can read, or too large."""
    try:
        gelezen = _png(ruw) if ruw.startswith(_PNG) else _jpeg(ruw) if ruw.startswith(_JPEG) else None
        if gelezen is None:
            return None
        return Logo.model_validate({**gelezen._asdict(), "inhoud": base64.b64encode(gelezen.inhoud)})
    except (struct.error, IndexError, ValueError, ValidationError):
        return None


def _png(ruw: bytes) -> _Plaatje:
    delen = [(soort, inhoud) for soort, inhoud in _png_delen(ruw) if soort in _PNG_DELEN]
    if not delen or delen[0][0] != b"IHDR" or delen[-1][0] != b"IEND":
        raise ValueError
    breed, hoog = struct.unpack(">II", delen[0][1][:8])
    schoon = b"".join(
        struct.pack(">I", len(inhoud)) + soort + inhoud + struct.pack(">I", zlib.crc32(soort + inhoud))
        for soort, inhoud in delen
    )
    return _Plaatje("png", _PNG + schoon, breed, hoog)


def _png_delen(ruw: bytes) -> Iterator[tuple[bytes, bytes]]:
    plaats = len(_PNG)
    while True:
        lengte, soort = struct.unpack(">I4s", ruw[plaats : plaats + 8])
        inhoud = ruw[plaats + 8 : plaats + 8 + lengte]
        (som,) = struct.unpack(">I", ruw[plaats + 8 + lengte : plaats + 12 + lengte])
        if zlib.crc32(soort + inhoud) != som:
            raise ValueError
        yield soort, inhoud
        if soort == b"IEND":
            return
        plaats += 12 + lengte


def _jpeg(ruw: bytes) -> _Plaatje:
    schoon, maten, plaats = [_JPEG], None, 2
    while True:
        merk, lengte = ruw[plaats + 1], struct.unpack(">H", ruw[plaats + 2 : plaats + 4])[0]
        if ruw[plaats] != 0xFF or lengte < 2:
            raise ValueError
        stuk = ruw[plaats : plaats + 2 + lengte]
        if merk in _SOF:
            hoog, breed = struct.unpack(">HH", stuk[5:9])
            maten = breed, hoog
        if not (_APP0 < merk <= _APP_LAATST and merk != _APP14) and merk != _COM:
            schoon.append(stuk)
        plaats += 2 + lengte
        if merk == _SOS:
            break
    einde = ruw.index(b"\xff\xd9", plaats) + 2
    if maten is None:
        raise ValueError
    return _Plaatje("jpeg", b"".join(schoon) + ruw[plaats:einde], *maten)
