"""Accounts as a beheerder looks after them, in PostgreSQL: each change and its line in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import asyncpg

from services.gateway.domain.accountbeheer import Wat
from services.gateway.domain.rechten import Recht
from services.gateway.domain.tokens import lees_rechten
from services.gateway.handlers.accountbeheer import Accountregel, BestaatAl, Mag, OnbekendAccount, Wijzigregel
from shared.runtime.postgres import Connection, Pool, transaction

_RECHTEN: Final = "array(SELECT rol || ':' || eenheid FROM toegang.recht r WHERE r.account = a.id)"
_LIJST: Final = f"""
    SELECT naam, {_RECHTEN} AS rechten, wachtwoord IS NOT NULL AS wachtwoord, totp IS NOT NULL AS totp, gesloten_op,
           geblokkeerd_tot
    FROM toegang.account a ORDER BY naam
"""
_REGELS: Final = """
    SELECT op, swv, door, naam, wat, recht FROM toegang.accountwijziging
    WHERE swv = $2 OR (swv IS NULL AND naam = ANY ($1::text[])) ORDER BY op DESC, id DESC LIMIT $3
"""
# Locked: whoever changes rights meanwhile waits, so that what `mag` sees still holds when it is written.
_EEN: Final = f"SELECT id, {_RECHTEN} AS rechten FROM toegang.account a WHERE naam = $1 FOR UPDATE"
_REGEL: Final = """
    INSERT INTO toegang.accountwijziging (op, swv, door, naam, wat, recht) VALUES ($1, $2, $3, $4, $5, $6)
"""
_LINK: Final = "INSERT INTO toegang.wachtwoordlink (hash, account, gemaakt_op, geldig_tot) VALUES ($1, $2, $3, $4)"
_BIJ_LINK: Final = """
    SELECT a.naam FROM toegang.wachtwoordlink l JOIN toegang.account a ON a.id = l.account
    WHERE l.hash = $1 AND l.geldig_tot > $2 AND a.gesloten_op IS NULL
"""
_GEBRUIK: Final = "DELETE FROM toegang.wachtwoordlink WHERE hash = $1 AND geldig_tot > $2 RETURNING account"
_WACHTWOORD: Final = """
    UPDATE toegang.account SET wachtwoord = $2, mislukt = 0, geblokkeerd_tot = NULL, totp = NULL
    WHERE id = $1 AND gesloten_op IS NULL RETURNING naam
"""


class PostgresAccountboek:
    """Accountboek (services.gateway.handlers.accountbeheer) over a pool of connections of role pos_gateway."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def lijst(self) -> list[Accountregel]:
        async with transaction(self._pool, readonly=True) as verbinding:
            rijen = await verbinding.fetch(_LIJST)
        return [Accountregel(naam, lees_rechten(rechten), *rest) for naam, rechten, *rest in map(tuple, rijen)]

    async def regels(self, namen: Sequence[str], swv: int, hoogstens: int) -> list[Wijzigregel]:
        async with transaction(self._pool, readonly=True) as verbinding:
            rijen = await verbinding.fetch(_REGELS, list(namen), swv, hoogstens)
        return [
            Wijzigregel(op, swv, door, naam, Wat(wat), recht) for op, swv, door, naam, wat, recht in map(tuple, rijen)
        ]

    async def maak(self, regel: Wijzigregel, recht: Recht) -> None:
        try:
            async with transaction(self._pool) as verbinding:
                await verbinding.execute("INSERT INTO toegang.account (naam) VALUES ($1)", regel.naam)
                account = await verbinding.fetchval("SELECT id FROM toegang.account WHERE naam = $1", regel.naam)
                await _geef(verbinding, account, recht)
                await _schrijf(verbinding, regel)
        except asyncpg.UniqueViolationError as fout:
            raise BestaatAl from fout

    async def geef(self, regel: Wijzigregel, recht: Recht, mag: Mag) -> None:
        async with transaction(self._pool) as verbinding:
            await _geef(verbinding, await _account(verbinding, regel.naam, mag), recht)
            await _schrijf(verbinding, regel)

    async def neem(self, regel: Wijzigregel, recht: Recht, mag: Mag) -> None:
        async with transaction(self._pool) as verbinding:
            account = await _account(verbinding, regel.naam, mag)
            await verbinding.execute(
                "DELETE FROM toegang.recht WHERE account = $1 AND rol = $2 AND eenheid = $3",
                *(account, recht.rol.value, recht.eenheid),
            )
            await _schrijf(verbinding, regel)

    async def sluit(self, regel: Wijzigregel, mag: Mag) -> None:
        async with transaction(self._pool) as verbinding:
            account = await _account(verbinding, regel.naam, mag)
            dicht = regel.op if regel.wat is Wat.GESLOTEN else None
            await verbinding.execute("UPDATE toegang.account SET gesloten_op = $2 WHERE id = $1", account, dicht)
            await verbinding.execute("DELETE FROM toegang.sessie WHERE account = $1", account)
            await verbinding.execute("DELETE FROM toegang.wachtwoordlink WHERE account = $1", account)
            await _schrijf(verbinding, regel)

    async def bewaar_link(self, regel: Wijzigregel, hash_: bytes, tot: datetime, mag: Mag) -> None:
        async with transaction(self._pool) as verbinding:
            account = await _account(verbinding, regel.naam, mag)
            await verbinding.execute("DELETE FROM toegang.wachtwoordlink WHERE account = $1", account)
            await verbinding.execute(_LINK, hash_, account, regel.op, tot)
            await _schrijf(verbinding, regel)

    async def bij_link(self, hash_: bytes, nu: datetime) -> str | None:
        async with transaction(self._pool, readonly=True) as verbinding:
            naam: str | None = await verbinding.fetchval(_BIJ_LINK, hash_, nu)
        return naam

    async def zet_wachtwoord(self, hash_: bytes, nieuw: str, nu: datetime) -> bool:
        async with transaction(self._pool) as verbinding:
            account = await verbinding.fetchval(_GEBRUIK, hash_, nu)
            naam = None if account is None else await verbinding.fetchval(_WACHTWOORD, account, nieuw)
            if naam is None:
                return False
            await verbinding.execute("DELETE FROM toegang.sessie WHERE account = $1", account)
            await _schrijf(verbinding, Wijzigregel(nu, None, naam, naam, Wat.WACHTWOORD))
        return True


async def _account(verbinding: Connection, naam: str, mag: Mag) -> int:
    rij = await verbinding.fetchrow(_EEN, naam)
    if rij is None:
        raise OnbekendAccount
    mag(lees_rechten(rij["rechten"]))
    account: int = rij["id"]
    return account


async def _geef(verbinding: Connection, account: int, recht: Recht) -> None:
    await verbinding.execute(
        "INSERT INTO toegang.recht (account, rol, eenheid) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        *(account, recht.rol.value, recht.eenheid),
    )


async def _schrijf(verbinding: Connection, regel: Wijzigregel) -> None:
    await verbinding.execute(_REGEL, *regel[:4], regel.wat.value, regel.recht)
