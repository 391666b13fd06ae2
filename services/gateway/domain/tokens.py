"""Access tokens: opaque, shown once, kept only as a hash; and the rights that a token may carry."""

import hashlib
import secrets
from collections.abc import Iterable

from services.gateway.domain.rechten import Recht, Rechten, Rol

VOORVOEGSEL = "pos_"
_GEHEIM_BYTES = 32


class OngeldigRecht(ValueError):
    """The text is not `rol:eenheid` of a role that exists."""


def nieuw_token() -> str:
    """A token with 256 bits of chance."""
    return VOORVOEGSEL + secrets.token_urlsafe(_GEHEIM_BYTES)


def token_hash(token: str) -> bytes:
    """SHA-256: enough, because the token itself is chance and can't be guessed from a list."""
    return hashlib.sha256(token.encode()).digest()


def recht_tekst(recht: Recht) -> str:
    """'swv:PO9901', 'platform:'."""
    return f"{recht.rol}:{recht.eenheid}"


def lees_recht(tekst: str) -> Recht:
    """Inverse of recht_tekst. Raises OngeldigRecht."""
    rol, _, eenheid = tekst.partition(":")
    try:
        return Recht(Rol(rol), eenheid)
    except ValueError as fout:
        raise OngeldigRecht from fout


def lees_rechten(teksten: Iterable[str]) -> Rechten:
    """A set of rights. Raises OngeldigRecht."""
    return frozenset(lees_recht(tekst) for tekst in teksten)


def geldend(van_account: Rechten, van_token: Rechten | None) -> Rechten:
    """A token opens what the account has now, and no more than it was made for."""
    return van_account if van_token is None else van_account & van_token
