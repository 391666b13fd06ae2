"""Sessions in PostgreSQL, and the cookies and form tokens that go with them.

Security properties held here: the database knows only the digest of a token, so a copy of it opens nothing; the
cookie can't be read by a script nor sent along from another site; a form counts only with a token that only our
own page could hold; a session ends by itself, after a while unused or a day at the latest.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Final

from fastapi import Request, Response

from services.gateway.domain.tokens import lees_rechten
from services.gateway.handlers.poorten import Beller
from shared.runtime.postgres import Pool, transaction

ONGEBRUIKT: Final = timedelta(hours=2)
HOOGSTENS: Final = timedelta(hours=12)
# A page that refreshes itself must not write at each refresh.
_BIJWERKEN_NA: Final = timedelta(minutes=1)
_BYTES: Final = 32

_BEGIN = """
    INSERT INTO toegang.sessie (hash, account, gemaakt_op, gezien_op, geldig_tot) VALUES ($1, $2, $3, $3, $4)
"""
_BELLER = """
    SELECT a.id, a.naam, s.gezien_op,
           array(SELECT rol || ':' || eenheid FROM toegang.recht r WHERE r.account = a.id) AS rechten
    FROM toegang.sessie s JOIN toegang.account a ON a.id = s.account
    WHERE s.hash = $1 AND s.geldig_tot > $2 AND s.gezien_op > $3
"""
_GEZIEN = "UPDATE toegang.sessie SET gezien_op = $2 WHERE hash = $1"
_RUIM_OP = "DELETE FROM toegang.sessie WHERE geldig_tot <= $1 OR gezien_op <= $2"
_BEEINDIG = "DELETE FROM toegang.sessie WHERE hash = $1"


class PostgresSessies:
    """Sessies (services.gateway.paginas.poorten) over a pool of connections of role pos_gateway."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def begin(self, account: int, nu: datetime) -> str:
        token = secrets.token_urlsafe(_BYTES)
        async with transaction(self._pool) as verbinding:
            await verbinding.execute(_RUIM_OP, nu, nu - ONGEBRUIKT)
            await verbinding.execute(_BEGIN, _hash(token), account, nu, nu + HOOGSTENS)
        return token

    async def beller(self, token: str, nu: datetime) -> Beller | None:
        async with transaction(self._pool) as verbinding:
            rij = await verbinding.fetchrow(_BELLER, _hash(token), nu, nu - ONGEBRUIKT)
            if rij is None:
                return None
            if nu - rij["gezien_op"] > _BIJWERKEN_NA:
                await verbinding.execute(_GEZIEN, _hash(token), nu)
        return Beller(rij["id"], rij["naam"], lees_rechten(rij["rechten"]))

    async def beeindig(self, token: str) -> None:
        async with transaction(self._pool) as verbinding:
            await verbinding.execute(_BEEINDIG, _hash(token))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


class Koekjes:
    """The cookies of a visitor: `sessie` after login, `bezoek` before it; the latter only carries form tokens."""

    SESSIE: Final = "sessie"
    BEZOEK: Final = "bezoek"
    WEERGAVE: Final = "weergave"

    @staticmethod
    def naam(request: Request, naam: str) -> str:
        """With the prefix that ties a cookie to this host over https; plain where there is no https (localhost)."""
        return f"__Host-{naam}" if is_https(request) else naam

    @classmethod
    def lees(cls, request: Request, naam: str) -> str | None:
        return request.cookies.get(cls.naam(request, naam))

    @classmethod
    def zet(cls, request: Request, antwoord: Response, naam: str, waarde: str, seconden: int | None = None) -> None:
        antwoord.set_cookie(
            cls.naam(request, naam), waarde, max_age=seconden, path="/", secure=is_https(request), httponly=True,
            samesite="lax",
        )  # fmt: skip

    @classmethod
    def wis(cls, request: Request, antwoord: Response, naam: str) -> None:
        antwoord.delete_cookie(
            cls.naam(request, naam), path="/", secure=is_https(request), httponly=True, samesite="lax"
        )


def is_https(request: Request) -> bool:
    """Did the visitor come over https? A proxy that ends TLS says so in the scheme (uvicorn's proxy headers)."""
    return request.url.scheme == "https"


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
