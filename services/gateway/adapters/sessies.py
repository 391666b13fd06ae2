"""Sessions of browsers in PostgreSQL.

Security properties held here: the database knows only the digest of a token, so a copy of it opens nothing; a session
ends by itself, after a while unused or a day at the latest.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from services.gateway.domain.tokens import lees_rechten
from services.gateway.handlers.poorten import SESSIE_HOOGSTENS, Beller
from shared.runtime.postgres import Pool, statements, transaction

ONGEBRUIKT: Final = timedelta(hours=2)
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
    WHERE s.hash = $1 AND s.geldig_tot > $2 AND s.gezien_op > $3 AND a.gesloten_op IS NULL
"""
_GEZIEN = "UPDATE toegang.sessie SET gezien_op = $2 WHERE hash = $1"
_RUIM_OP = "DELETE FROM toegang.sessie WHERE geldig_tot <= $1 OR gezien_op <= $2"
_BEEINDIG = "DELETE FROM toegang.sessie WHERE hash = $1"


class PostgresSessies:
    """Sessies (services.gateway.handlers.poorten) over a pool of connections of role pos_gateway."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def begin(self, account: int, nu: datetime) -> str:
        token = secrets.token_urlsafe(_BYTES)
        async with transaction(self._pool) as verbinding:
            await verbinding.execute(_RUIM_OP, nu, nu - ONGEBRUIKT)
            await verbinding.execute(_BEGIN, _hash(token), account, nu, nu + SESSIE_HOOGSTENS)
        return token

    async def beller(self, token: str, nu: datetime) -> Beller | None:
        async with statements(self._pool) as verbinding:
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
