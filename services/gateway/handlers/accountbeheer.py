"""Accounts of an SWV, looked after by its beheerder; and setting a password with a link that works once."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple, Protocol

from services.gateway.domain.accountbeheer import (
    MAX_WACHTWOORD,
    MIN_WACHTWOORD,
    Kandidaat,
    NietTeGeven,
    Wat,
    beheerd,
    mag_beheren,
    mag_geven,
    raakt,
    te_geven,
)
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import Recht, Rechten, Rol
from services.gateway.domain.tokens import recht_tekst, token_hash
from services.gateway.handlers.poorten import Beller, Gegevens, NietVoorDezeRol
from shared.contracts.eenheden import swv_getal
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.clock import Clock

LINK_GELDIG: Final = timedelta(hours=48)
_REGELS: Final = 50
_BYTES: Final = 32
_ELDERS: Final = (
    "Dit account hoort ook bij een ander samenwerkingsverband of bij het platform. Vraag de platformbeheerder."
)
_ZELF: Final = "Uw eigen account wijzigt u hier niet. Vraag een collega-beheerder."


class Accountregel(NamedTuple):
    """One account in the list of a beheerder."""

    naam: str
    rechten: Rechten
    heeft_wachtwoord: bool
    tweede_stap: bool
    gesloten_op: datetime | None
    geblokkeerd_tot: datetime | None


class Wijzigregel(NamedTuple):
    """One line of the log of changes. `swv` None: by the person self."""

    op: datetime
    swv: int | None
    door: str
    naam: str
    wat: Wat
    recht: str | None = None


class BestaatAl(Exception):
    """There is an account with this name."""


class OnbekendAccount(Exception):
    """No such account, or none that this beheerder sees."""


class OngeldigWachtwoord(Exception):
    """Too short, too long, or not twice the same; the text says it, in Dutch."""


Mag = Callable[[Rechten], None]
"""Looks at the rights that an account has at the moment of writing; raises what is wrong."""


class Accountboek(Protocol):
    """Accounts as they are looked after. Each change is written with its line, together or not at all."""

    async def lijst(self) -> list[Accountregel]:
        """All accounts, by name."""

    async def regels(self, namen: Sequence[str], swv: int, hoogstens: int) -> list[Wijzigregel]:
        """Changes for this SWV, and those that these people made to their own account; the newest first."""

    async def maak(self, regel: Wijzigregel, recht: Recht) -> None:
        """Raises BestaatAl."""

    async def geef(self, regel: Wijzigregel, recht: Recht, mag: Mag) -> None:
        """Raises OnbekendAccount, as do the others that name one."""

    async def neem(self, regel: Wijzigregel, recht: Recht, mag: Mag) -> None: ...

    async def sluit(self, regel: Wijzigregel, mag: Mag) -> None:
        """Close, or open again, as the line says; sessions end, and what is open now is kept."""

    async def bewaar_link(self, regel: Wijzigregel, hash_: bytes, tot: datetime, mag: Mag) -> None:
        """In place of an earlier one."""

    async def bij_link(self, hash_: bytes, nu: datetime) -> str | None:
        """Name of the account that a working link is for."""

    async def zet_wachtwoord(self, hash_: bytes, nieuw: str, nu: datetime) -> bool:
        """Use a link; sessions and locks end, a second step too. False: it does not work (any more)."""


class Blad(NamedTuple):
    """What the page of accounts shows; beside each account whether it may be closed and linked."""

    accounts: list[tuple[Accountregel, bool]]
    kandidaten: list[Kandidaat]
    regels: list[Wijzigregel]


@dataclass(frozen=True)
class Accountbeheer:
    """Steps of a beheerder."""

    boek: Accountboek
    gegevens: Gegevens
    clock: Clock

    async def blad(self, beller: Beller, swv: str) -> Blad:
        """Accounts that have a right inside this SWV."""
        organisatie = await self._organisatie(beller, swv)
        alle = [een for een in await self.boek.lijst() if raakt(een.rechten, swv, organisatie)]
        accounts = [(een, mag_beheren(een.rechten, beller.rechten, organisatie)) for een in alle]
        regels = await self.boek.regels([een.naam for een in alle], swv_getal(swv), _REGELS)
        return Blad(accounts, te_geven(swv, beller.rechten, organisatie), regels)

    async def maak(self, beller: Beller, swv: str, naam: str, recht: Recht) -> str:
        """A new account with one right; gives the link to set its password. Raises BestaatAl, NietTeGeven."""
        organisatie = await self._organisatie(beller, swv)
        _controleer(recht, beller, organisatie)
        await self.boek.maak(self._regel(beller, swv, naam, Wat.GEMAAKT, recht), recht)
        return await self.link(beller, swv, naam)

    async def geef(self, beller: Beller, swv: str, naam: str, recht: Recht) -> None:
        """One right more. Raises OnbekendAccount, NietTeGeven."""
        organisatie = await self._organisatie(beller, swv)
        _controleer(recht, beller, organisatie)
        regel = self._regel(beller, swv, naam, Wat.RECHT_GEGEVEN, recht)
        await self.boek.geef(regel, recht, self._zichtbaar(beller, swv, naam, organisatie))

    async def neem(self, beller: Beller, swv: str, naam: str, recht: Recht) -> None:
        """One right less; it holds at once. Raises OnbekendAccount, NietTeGeven."""
        organisatie = await self._organisatie(beller, swv)
        _controleer(recht, beller, organisatie)
        regel = self._regel(beller, swv, naam, Wat.RECHT_GENOMEN, recht)
        await self.boek.neem(regel, recht, self._zichtbaar(beller, swv, naam, organisatie))

    async def sluit(self, beller: Beller, swv: str, naam: str, dicht: bool) -> None:
        """Close an account, or open it again. Raises OnbekendAccount, NietTeGeven."""
        organisatie = await self._organisatie(beller, swv)
        regel = self._regel(beller, swv, naam, Wat.GESLOTEN if dicht else Wat.GEOPEND)
        await self.boek.sluit(regel, self._geheel(beller, swv, naam, organisatie))

    async def link(self, beller: Beller, swv: str, naam: str) -> str:
        """The secret of a link to set a password, once. Raises OnbekendAccount, NietTeGeven."""
        organisatie = await self._organisatie(beller, swv)
        geheim = secrets.token_urlsafe(_BYTES)
        regel = self._regel(beller, swv, naam, Wat.LINK)
        mag = self._geheel(beller, swv, naam, organisatie)
        await self.boek.bewaar_link(regel, token_hash(geheim), regel.op + LINK_GELDIG, mag)
        return geheim

    async def _organisatie(self, beller: Beller, swv: str) -> Organisatie:
        if Recht(Rol.BEHEERDER, swv) not in beller.rechten:
            raise NietVoorDezeRol
        async with self.gegevens.lezing(beller.rechten, schooljaar_van(self.clock.today())) as lezing:
            return await lezing.organisatie((await lezing.versies()).organisatie)

    def _regel(self, beller: Beller, swv: str, naam: str, wat: Wat, recht: Recht | None = None) -> Wijzigregel:
        tekst = recht_tekst(recht) if recht else None
        return Wijzigregel(self.clock.now(), swv_getal(swv), beller.naam, naam.strip().lower(), wat, tekst)

    def _zichtbaar(self, beller: Beller, swv: str, naam: str, organisatie: Organisatie) -> Mag:
        def mag(rechten: Rechten) -> None:
            if rechten and not raakt(rechten, swv, organisatie):
                raise OnbekendAccount
            if naam.strip().lower() == beller.naam:
                raise NietTeGeven(_ZELF)

        return mag

    def _geheel(self, beller: Beller, swv: str, naam: str, organisatie: Organisatie) -> Mag:
        zichtbaar = self._zichtbaar(beller, swv, naam, organisatie)

        def mag(rechten: Rechten) -> None:
            zichtbaar(rechten)
            if not rechten:
                raise OnbekendAccount
            if not mag_beheren(rechten, beller.rechten, organisatie):
                raise NietTeGeven(_ELDERS)

        return mag


def _controleer(recht: Recht, beller: Beller, organisatie: Organisatie) -> None:
    if not beheerd(beller.rechten) or not mag_geven(recht, beller.rechten, organisatie):
        raise NietTeGeven("Dit recht kunt u niet geven of afnemen: het opent meer dan uw eigen samenwerkingsverband.")


def controleer_wachtwoord(een: str, twee: str) -> None:
    """Raises OngeldigWachtwoord."""
    if een != twee:
        raise OngeldigWachtwoord("De twee wachtwoorden zijn niet gelijk.")
    if not MIN_WACHTWOORD <= len(een) <= MAX_WACHTWOORD:
        raise OngeldigWachtwoord(f"Een wachtwoord heeft ten minste {MIN_WACHTWOORD} tekens.")
