"""Accounts, tokens and password hashes."""

import asyncio
from datetime import datetime
from uuid import UUID

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from services.gateway.domain.tokens import geldend, lees_rechten, recht_tekst
from services.gateway.handlers.poorten import Account, Beller, Token
from shared.runtime.postgres import Pool, statements, transaction

_RECHTEN = "array(SELECT rol || ':' || eenheid FROM toegang.recht r WHERE r.account = a.id)"
_BIJ_TOKEN = f"""
    SELECT a.id, a.naam, t.id AS token, t.geldig_tot, t.rechten AS van_token, {_RECHTEN} AS van_account
    FROM toegang.token t JOIN toegang.account a ON a.id = t.account
    WHERE t.hash = $1 AND t.ingetrokken_op IS NULL AND t.geldig_tot > $2 AND a.gesloten_op IS NULL
"""
_BIJ_NAAM = f"""
    SELECT a.id, a.naam, a.wachtwoord, a.geblokkeerd_tot, a.gesloten_op IS NOT NULL AS gesloten, a.totp, a.totp_stap,
           {_RECHTEN} AS van_account
    FROM toegang.account a WHERE a.naam = $1
"""
_GELUKT = "UPDATE toegang.account SET mislukt = 0, geblokkeerd_tot = NULL WHERE id = $1 AND mislukt > 0"
# Wrong passwords while the lock holds neither count nor make it longer.
_MISLUKT = """
    UPDATE toegang.account
    SET mislukt = CASE WHEN mislukt + 1 >= $3 THEN 0 ELSE mislukt + 1 END,
        geblokkeerd_tot = CASE WHEN mislukt + 1 >= $3 THEN $4 ELSE geblokkeerd_tot END
    WHERE id = $1 AND (geblokkeerd_tot IS NULL OR geblokkeerd_tot <= $2)
"""
# Making and withdrawing wait for each other: a child that is being made can't outlive its parent.
_EEN_TEGELIJK = "SELECT FROM toegang.account WHERE id = $1 FOR UPDATE"
_NIEUW = """
    INSERT INTO toegang.token (account, hash, id, naam, gemaakt_op, geldig_tot, rechten, ouder)
    SELECT $1, $2, $3, $4, $5, $6, $7, $8
    WHERE $8::uuid IS NULL OR EXISTS (SELECT FROM toegang.token WHERE id = $8 AND ingetrokken_op IS NULL)
    RETURNING id
"""
_TOKENS = """
    SELECT id, naam, gemaakt_op, geldig_tot, rechten FROM toegang.token
    WHERE account = $1 AND ingetrokken_op IS NULL AND geldig_tot > $2 ORDER BY gemaakt_op DESC, id
"""
# A code works once, also for two who hold it at the same moment.
_STAP = "UPDATE toegang.account SET totp_stap = $2 WHERE id = $1 AND totp_stap < $2 RETURNING id"
_ZET_STAP = "UPDATE toegang.account SET totp = $2, totp_stap = $3 WHERE id = $1 RETURNING naam"
_STAP_REGEL = "INSERT INTO toegang.accountwijziging (op, door, naam, wat) VALUES ($1, $2, $2, $3)"
_INTREKKEN = """
    WITH RECURSIVE tak AS (
        SELECT id FROM toegang.token
        WHERE account = $1 AND id = $2 AND ingetrokken_op IS NULL AND geldig_tot > $3
        UNION ALL
        SELECT kind.id FROM toegang.token AS kind JOIN tak ON kind.ouder = tak.id)
    UPDATE toegang.token SET ingetrokken_op = $3
    WHERE id IN (SELECT id FROM tak) AND ingetrokken_op IS NULL RETURNING id
"""
# More at once would only make each of them slower: hashing takes a core and 64 MiB.
_TEGELIJK = 2


class PostgresAccounts:
    """Accounts over a pool of connections of role pos_gateway."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def bij_token(self, hash_: bytes, nu: datetime) -> Beller | None:
        async with statements(self._pool) as verbinding:
            rij = await verbinding.fetchrow(_BIJ_TOKEN, hash_, nu)
        if rij is None:
            return None
        van_token = None if rij["van_token"] is None else lees_rechten(rij["van_token"])
        rechten = geldend(lees_rechten(rij["van_account"]), van_token)
        return Beller(rij["id"], rij["naam"], rechten, rij["geldig_tot"], rij["token"])

    async def bij_naam(self, naam: str) -> Account | None:
        async with transaction(self._pool, readonly=True) as verbinding:
            rij = await verbinding.fetchrow(_BIJ_NAAM, naam)
        if rij is None:
            return None
        velden = (rij["wachtwoord"], rij["geblokkeerd_tot"], rij["gesloten"], rij["totp"], rij["totp_stap"])
        return Account(rij["id"], rij["naam"], *velden, lees_rechten(rij["van_account"]))

    async def inlog_gelukt(self, account: int) -> None:
        async with transaction(self._pool) as verbinding:
            await verbinding.execute(_GELUKT, account)

    async def inlog_mislukt(self, account: int, nu: datetime, pogingen: int, tot: datetime) -> None:
        async with transaction(self._pool) as verbinding:
            await verbinding.execute(_MISLUKT, account, nu, pogingen, tot)

    async def gebruik_stap(self, account: int, stap: int) -> bool:
        async with transaction(self._pool) as verbinding:
            return await verbinding.fetchval(_STAP, account, stap) is not None

    async def tweede_stap(self, account: int) -> bytes | None:
        async with transaction(self._pool, readonly=True) as verbinding:
            geheim: bytes | None = await verbinding.fetchval("SELECT totp FROM toegang.account WHERE id = $1", account)
        return geheim

    async def zet_tweede_stap(self, account: int, geheim: bytes | None, stap: int, nu: datetime) -> None:
        async with transaction(self._pool) as verbinding:
            naam = await verbinding.fetchval(_ZET_STAP, account, geheim, stap)
            await verbinding.execute(_STAP_REGEL, nu, naam, "tweede stap uit" if geheim is None else "tweede stap aan")

    async def bewaar_token(self, account: int, hash_: bytes, token: Token, ouder: UUID | None) -> bool:
        rechten = None if token.rechten is None else sorted(recht_tekst(recht) for recht in token.rechten)
        velden = (token.id, token.naam, token.gemaakt_op, token.geldig_tot, rechten, ouder)
        async with transaction(self._pool) as verbinding:
            await verbinding.execute(_EEN_TEGELIJK, account)
            return await verbinding.fetchval(_NIEUW, account, hash_, *velden) is not None

    async def tokens(self, account: int, nu: datetime) -> list[Token]:
        async with transaction(self._pool, readonly=True) as verbinding:
            rijen = await verbinding.fetch(_TOKENS, account, nu)
        return [
            Token(id_, naam, gemaakt_op, geldig_tot, None if rechten is None else lees_rechten(rechten))
            for id_, naam, gemaakt_op, geldig_tot, rechten in map(tuple, rijen)
        ]

    async def trek_in(self, account: int, token: UUID, nu: datetime) -> bool:
        async with transaction(self._pool) as verbinding:
            await verbinding.execute(_EEN_TEGELIJK, account)
            return await verbinding.fetchval(_INTREKKEN, account, token, nu) is not None


class Argon2:
    """argon2id with the library's own parameters, off the event loop."""

    def __init__(self) -> None:
        self._hasher = PasswordHash((Argon2Hasher(),))
        # Nobody's password: checked against when there is no account, so that both take as long.
        self._niemand = self._hasher.hash("niemand")
        self._plaatsen = asyncio.Semaphore(_TEGELIJK)

    async def klopt(self, wachtwoord: str, hash_: str | None) -> bool:
        async with self._plaatsen:
            past = await asyncio.to_thread(self._hasher.verify, wachtwoord, hash_ or self._niemand)
        return past and hash_ is not None

    async def maak(self, wachtwoord: str) -> str:
        """The same, off the event loop."""
        async with self._plaatsen:
            return await asyncio.to_thread(self.hash, wachtwoord)

    def hash(self, wachtwoord: str) -> str:
        """A new hash, with its own salt."""
        return self._hasher.hash(wachtwoord)
