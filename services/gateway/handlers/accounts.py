"""Logging in, and access tokens."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID, uuid4

from services.gateway.domain.rechten import Rechten
from services.gateway.domain.tokens import VOORVOEGSEL, nieuw_token, token_hash
from services.gateway.domain.totp import stap_van
from services.gateway.handlers.poorten import (
    Account,
    Accounts,
    Beller,
    InlogMislukt,
    NietVoorDezeRol,
    OnbekendToken,
    Token,
)
from shared.runtime.clock import Clock
from shared.runtime.metrics import counter


class Wachtwoorden(Protocol):
    """Password hashes."""

    async def klopt(self, wachtwoord: str, hash_: str | None) -> bool:
        """Takes as long without a hash as with one."""
        ...


@dataclass(frozen=True)
class Slot:
    """After `pogingen` wrong passwords in a row an account is locked for `minuten`."""

    pogingen: int
    minuten: int


@dataclass(frozen=True)
class Toegangspoort:
    """Who is at the door?"""

    accounts: Accounts
    wachtwoorden: Wachtwoorden
    clock: Clock
    slot: Slot
    token_max_dagen: int

    async def bij_token(self, token: str) -> Beller | None:
        """The caller with this token; None when it does not work (any more)."""
        if not token.startswith(VOORVOEGSEL):
            return None
        return await self.accounts.bij_token(token_hash(token), self.clock.now())

    async def log_in(self, naam: str, wachtwoord: str, code: str = "") -> Beller:
        """The caller with this name and password, and the code of the second step where the account has one.

        Raises:
            InlogMislukt: also while the account is locked or closed, and as slowly.
        """
        nu = self.clock.now()
        account = await self.accounts.bij_naam(naam.strip().lower())
        klopt = await self.wachtwoorden.klopt(wachtwoord, account.hash if account else None)
        if (
            account is None
            or account.gesloten
            or (account.geblokkeerd_tot is not None and account.geblokkeerd_tot > nu)
        ):
            counter("pos_inlogpogingen_total").labels("onbekend" if account is None else "geblokkeerd").inc()
            raise InlogMislukt
        if not klopt or not await self._tweede_stap(account, code):
            tot = nu + timedelta(minutes=self.slot.minuten)
            await self.accounts.inlog_mislukt(account.id, nu, self.slot.pogingen, tot)
            counter("pos_inlogpogingen_total").labels("mislukt").inc()
            raise InlogMislukt
        await self.accounts.inlog_gelukt(account.id)
        counter("pos_inlogpogingen_total").labels("gelukt").inc()
        return Beller(account.id, account.naam, account.rechten)

    async def _tweede_stap(self, account: Account, code: str) -> bool:
        if account.totp is None:
            return True
        stap = stap_van(account.totp, code, self.clock.now(), account.totp_stap)
        return stap is not None and await self.accounts.gebruik_stap(account.id, stap)

    async def heeft_tweede_stap(self, beller: Beller) -> bool:
        """Does the caller log in with a code?"""
        return await self.accounts.tweede_stap(beller.account) is not None

    async def begin_tweede_stap(self, beller: Beller, geheim: bytes, code: str) -> bool:
        """From now on a code is asked; False when this code is not of that secret, or there is one already."""
        nu = self.clock.now()
        stap = stap_van(geheim, code, nu, 0)
        if stap is None or await self.heeft_tweede_stap(beller):
            return False
        await self.accounts.zet_tweede_stap(beller.account, geheim, stap, nu)
        return True

    async def eindig_tweede_stap(self, beller: Beller, code: str) -> bool:
        """No code is asked any more; False when this code is not good."""
        geheim, nu = await self.accounts.tweede_stap(beller.account), self.clock.now()
        if geheim is None or stap_van(geheim, code, nu, 0) is None:
            return False
        await self.accounts.zet_tweede_stap(beller.account, None, 0, nu)
        return True

    async def maak_token(self, beller: Beller, naam: str, dagen: int, rechten: Rechten | None) -> tuple[str, Token]:
        """A new token and its text, which is not shown again.

        It never opens more, nor lives longer, than the token that it is made with, and ends with that one.

        Raises:
            NietVoorDezeRol: more rights were asked than the caller has.
            OnbekendToken: the caller's own token was withdrawn meanwhile.
        """
        if rechten is not None and not rechten <= beller.rechten:
            raise NietVoorDezeRol
        nu = self.clock.now()
        tot = nu + timedelta(days=min(dagen, self.token_max_dagen))
        if beller.tot is not None:
            tot, rechten = min(tot, beller.tot), beller.rechten if rechten is None else rechten
        tekst, token = nieuw_token(), Token(uuid4(), naam, nu, tot, rechten)
        if not await self.accounts.bewaar_token(beller.account, token_hash(tekst), token, beller.token):
            raise OnbekendToken
        return tekst, token

    async def tokens(self, beller: Beller) -> list[Token]:
        """The caller's own tokens that still work."""
        return await self.accounts.tokens(beller.account, self.clock.now())

    async def token(self, beller: Beller, id_: UUID) -> Token:
        """One of the caller's own tokens. Raises OnbekendToken."""
        gevonden = next((token for token in await self.tokens(beller) if token.id == id_), None)
        if gevonden is None:
            raise OnbekendToken
        return gevonden

    async def trek_in(self, beller: Beller, id_: UUID) -> None:
        """End one of the caller's own tokens and those made with it, at once. Raises OnbekendToken."""
        if not await self.accounts.trek_in(beller.account, id_, self.clock.now()):
            raise OnbekendToken
