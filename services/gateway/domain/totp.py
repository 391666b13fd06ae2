"""The second step of a login: time-based codes (RFC 6238 with SHA-1, six digits, steps of thirty seconds). Pure."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

STAP_SECONDEN: Final = 30
_CIJFERS: Final = 6
_BYTES: Final = 20
_SPELING: Final = 1
"""Clocks differ: one step back and one forward are good too."""


def nieuw_geheim() -> bytes:
    """160 bits of chance, as RFC 4226 asks."""
    return secrets.token_bytes(_BYTES)


def als_tekst(geheim: bytes) -> str:
    """To type over: base32 in groups of four."""
    tekst = base64.b32encode(geheim).decode()
    return " ".join(tekst[i : i + 4] for i in range(0, len(tekst), 4))


def lees_geheim(tekst: str) -> bytes | None:
    """Inverse of als_tekst; None: this is no secret of ours."""
    try:
        geheim = base64.b32decode(tekst.replace(" ", "").upper())
    except ValueError:
        return None
    return geheim if len(geheim) == _BYTES else None


def adres(geheim: bytes, naam: str) -> str:
    """The otpauth address that an app opens."""
    velden = {"secret": base64.b32encode(geheim).decode(), "issuer": "Perspectief op School"}
    return f"otpauth://totp/{quote('Perspectief op School')}:{quote(naam)}?{urlencode(velden)}"


def stap_van(geheim: bytes, code: str, nu: datetime, na: int) -> int | None:
    """The time step of a code that is good now and lies after step `na`; None: no such code."""
    gegeven = code.replace(" ", "")
    if not (gegeven.isascii() and gegeven.isdigit() and len(gegeven) == _CIJFERS):
        return None
    midden = int(nu.timestamp()) // STAP_SECONDEN
    goed = None
    for stap in range(midden - _SPELING, midden + _SPELING + 1):
        if hmac.compare_digest(code_van(geheim, stap), gegeven) and stap > na:
            goed = stap
    return goed


def code_van(geheim: bytes, stap: int) -> str:
    """The code of one time step (RFC 4226, 5.3)."""
    som = hmac.new(geheim, stap.to_bytes(8, "big"), hashlib.sha1).digest()
    plek = som[-1] & 15
    getal = int.from_bytes(som[plek : plek + 4], "big") & 0x7FFFFFFF
    return str(getal % 10**_CIJFERS).zfill(_CIJFERS)
