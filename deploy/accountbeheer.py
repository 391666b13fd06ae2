"""Accounts, their roles and tokens, as the operator manages them. Used by `pos gebruiker`, `pos token` and the demo."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from services.gateway.domain.eenheid import heeft_vorm
from services.gateway.domain.rechten import Recht, Rol
from services.gateway.domain.tokens import lees_recht, nieuw_token, token_hash

MIN_WACHTWOORD = 8
MAX_TOKEN_DAGEN = 3660
_WACHTWOORD_BYTES = 12
_HASHER = PasswordHash((Argon2Hasher(),))
_WITHDRAW = """
    WITH RECURSIVE tak AS (
        SELECT $1::uuid AS id
        UNION ALL
        SELECT kind.id FROM toegang.token AS kind JOIN tak ON kind.ouder = tak.id)
    UPDATE toegang.token SET ingetrokken_op = $2 WHERE id IN (SELECT id FROM tak) AND ingetrokken_op IS NULL
"""


class AccountBestaatAlError(Exception):
    """There is an account with this name."""


class AccountOnbekendError(Exception):
    """No account has this name."""


class TokenOnbekendError(Exception):
    """No working token has this id."""


class OngeldigRechtError(Exception):
    """Role and unit do not fit; the message says how they should."""


class OngeldigWachtwoordError(Exception):
    """The password is too short or too long."""


class OngeldigeNaamError(Exception):
    """A name has 1 to 100 characters."""


@dataclass(frozen=True, slots=True)
class AccountRegel:
    """One line of `pos gebruiker lijst`."""

    naam: str
    rechten: tuple[Recht, ...]
    heeft_wachtwoord: bool
    geblokkeerd_tot: datetime | None


@dataclass(frozen=True, slots=True)
class TokenRegel:
    """One line of `pos token lijst`."""

    id: UUID
    gebruiker: str
    naam: str
    geldig_tot: datetime


def paar(rollen: Sequence[str], eenheden: Sequence[str]) -> list[Recht]:
    """Roles with their units, in the order given; platform has none and may be given without.

    Raises:
        OngeldigRechtError
    """
    onbekend = [rol for rol in rollen if rol not in tuple(Rol)]
    if onbekend:
        raise OngeldigRechtError(f"Een rol is een van: {', '.join(Rol)}.")
    over = iter(eenheden)
    ook_platform = len(eenheden) == len(rollen)
    rechten = []
    for rol in map(Rol, rollen):
        eenheid = next(over, None) if rol is not Rol.PLATFORM or ook_platform else None
        rechten.append(_recht(rol, eenheid))
    if next(over, None) is not None:
        raise OngeldigRechtError("Er zijn meer eenheden dan rollen.")
    return rechten


def _recht(rol: Rol, eenheid: str | None) -> Recht:
    if rol is Rol.PLATFORM:
        return Recht(rol, "")
    recht = Recht(rol, eenheid or "")
    if not heeft_vorm(recht.als_eenheid):
        raise OngeldigRechtError(f"De rol {rol} hoort bij {_VORM[rol]}.")
    return recht


_VORM = {
    Rol.SWV: "een SWV, zoals PO9901",
    Rol.BEHEERDER: "een SWV, zoals PO9901",
    Rol.BESTUUR: "een bestuur, zoals 99001",
    Rol.SCHOOL: "een vestiging, zoals 99AB00",
}


def verzin_wachtwoord() -> str:
    """A password that nobody can guess."""
    return secrets.token_urlsafe(_WACHTWOORD_BYTES)


def _hash(wachtwoord: str) -> str:
    if not MIN_WACHTWOORD <= len(wachtwoord) <= 1000:
        raise OngeldigWachtwoordError
    return _HASHER.hash(wachtwoord)


async def add_account(
    connection: asyncpg.Connection, naam: str, rechten: Sequence[Recht], wachtwoord: str | None
) -> None:
    """Make an account; without password it can only use tokens.

    Raises:
        AccountBestaatAlError, OngeldigeNaamError, OngeldigWachtwoordError
    """
    hash_ = None if wachtwoord is None else _hash(wachtwoord)
    try:
        async with connection.transaction():
            account = await connection.fetchval(
                "INSERT INTO toegang.account (naam, wachtwoord) VALUES ($1, $2) RETURNING id", _naam(naam), hash_
            )
            await _set_rights(connection, account, rechten)
    except asyncpg.UniqueViolationError as error:
        raise AccountBestaatAlError from error
    except asyncpg.CheckViolationError as error:
        raise OngeldigeNaamError from error


async def change_account(
    connection: asyncpg.Connection, naam: str, rechten: Sequence[Recht] | None, wachtwoord: str | None
) -> None:
    """Replace what is given; a lock ends, and a new password ends the sessions.

    Raises:
        AccountOnbekendError, OngeldigWachtwoordError
    """
    hash_ = None if wachtwoord is None else _hash(wachtwoord)
    async with connection.transaction():
        account = await _account(connection, naam)
        await connection.execute(
            "UPDATE toegang.account SET mislukt = 0, geblokkeerd_tot = NULL, wachtwoord = coalesce($2, wachtwoord) "
            "WHERE id = $1",
            *(account, hash_),
        )
        if rechten is not None:
            await connection.execute("DELETE FROM toegang.recht WHERE account = $1", account)
            await _set_rights(connection, account, rechten)
        if hash_ is not None:
            await connection.execute("DELETE FROM toegang.sessie WHERE account = $1", account)


async def list_accounts(connection: asyncpg.Connection) -> list[AccountRegel]:
    """All accounts, by name."""
    rows = await connection.fetch(
        """
        SELECT naam, wachtwoord IS NOT NULL AS heeft_wachtwoord, geblokkeerd_tot,
               array(SELECT rol || ':' || eenheid FROM toegang.recht r WHERE r.account = a.id ORDER BY 1) AS rechten
        FROM toegang.account a ORDER BY naam
        """
    )
    return [
        AccountRegel(
            row["naam"],
            tuple(lees_recht(recht) for recht in row["rechten"]),
            row["heeft_wachtwoord"],
            row["geblokkeerd_tot"],
        )
        for row in rows
    ]


async def add_token(connection: asyncpg.Connection, gebruiker: str, naam: str, nu: datetime, dagen: int) -> str:
    """A new token with all rights of the account; it is not shown again. Raises AccountOnbekendError."""
    token = nieuw_token()
    async with connection.transaction():
        await connection.execute(
            "INSERT INTO toegang.token (id, account, naam, hash, gemaakt_op, geldig_tot) "
            "VALUES ($1, $2, $3, $4, $5, $6)",
            *(uuid4(), await _account(connection, gebruiker), naam, token_hash(token), nu, nu + timedelta(days=dagen)),
        )
    return token


async def list_tokens(connection: asyncpg.Connection, gebruiker: str | None, nu: datetime) -> list[TokenRegel]:
    """Tokens that work, of one account or of all. Raises AccountOnbekendError."""
    account = None if gebruiker is None else await _account(connection, gebruiker)
    rows = await connection.fetch(
        """
        SELECT t.id, a.naam AS gebruiker, t.naam, t.geldig_tot
        FROM toegang.token t JOIN toegang.account a ON a.id = t.account
        WHERE ($1::int IS NULL OR a.id = $1) AND t.ingetrokken_op IS NULL AND t.geldig_tot > $2
        ORDER BY a.naam, t.gemaakt_op, t.id
        """,
        *(account, nu),
    )
    return [TokenRegel(row["id"], row["gebruiker"], row["naam"], row["geldig_tot"]) for row in rows]


async def withdraw_token(connection: asyncpg.Connection, token: UUID | str, nu: datetime) -> None:
    """From now on this token, by its id or by itself, and all made with it do not work. Raises TokenOnbekendError."""
    by, key = ("id", token) if isinstance(token, UUID) else ("hash", token_hash(token))
    async with connection.transaction():
        # Locked as in services.gateway.adapters.accounts: no child is made meanwhile.
        found = await connection.fetchval(
            "SELECT t.id FROM toegang.account a JOIN toegang.token t ON t.account = a.id "
            f"WHERE t.{by} = $1 AND t.ingetrokken_op IS NULL FOR UPDATE OF a",
            key,
        )
        if found is None:
            raise TokenOnbekendError
        await connection.execute(_WITHDRAW, found, nu)


def _naam(naam: str) -> str:
    return naam.strip().lower()


async def _account(connection: asyncpg.Connection, naam: str) -> int:
    account: int | None = await connection.fetchval("SELECT id FROM toegang.account WHERE naam = $1", _naam(naam))
    if account is None:
        raise AccountOnbekendError
    return account


async def _set_rights(connection: asyncpg.Connection, account: int, rechten: Sequence[Recht]) -> None:
    await connection.executemany(
        "INSERT INTO toegang.recht (account, rol, eenheid) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [(account, recht.rol.value, recht.eenheid) for recht in rechten],
    )
