"""Form tokens: a form counts only with a token that only our own page could hold."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

_BYTES: Final = 32


def formulier_token(koekje: str) -> str:
    """A token for a form; another text each time, so that compression gives nothing away."""
    geheim, masker = _geheim(koekje), secrets.token_bytes(_BYTES)
    return urlsafe_b64encode(masker + _xor(geheim, masker)).decode()


def formulier_klopt(koekje: str | None, token: str) -> bool:
    """Was this token made for the holder of this cookie?"""
    try:
        ruw = urlsafe_b64decode(token.encode())
    except ValueError:
        return False
    if koekje is None or len(ruw) != 2 * _BYTES:
        return False
    return hmac.compare_digest(_xor(ruw[:_BYTES], ruw[_BYTES:]), _geheim(koekje))


def _geheim(koekje: str) -> bytes:
    return hashlib.sha256(b"formulier\0" + koekje.encode()).digest()


def _xor(links: bytes, rechts: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(links, rechts, strict=True))
