"""Ports: what the handlers need from the database and from Kafka, and the errors that they raise themselves."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from services.gateway.domain.basis import Basisrij, Basisvraag
from services.gateway.domain.datakwaliteit import Opgave
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.instellingen import Instelling, Instellingen
from services.gateway.domain.landelijk import Cijfer
from services.gateway.domain.leesverslag import Leesregel, Leesvraag
from services.gateway.domain.lijsten import Lijst
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.plan import Celvraag, Sleutel
from services.gateway.domain.rechten import Rechten, Spoor
from services.gateway.domain.som import Som
from services.gateway.domain.staat import Plaats, Staat
from services.gateway.domain.tlv_bedragen import Bedragenversie
from services.gateway.domain.toelichtingen import Plek, Versie
from services.gateway.domain.vrijgave import Hoofd, OpenVrijgave, Tabellen, Tabelsleutel
from services.gateway.handlers.beleidsboek import Beleidsboek
from services.gateway.handlers.open_data import Opendata
from services.gateway.handlers.profielen.poorten import Profielboek
from services.gateway.handlers.werkboek import MetWerkboek, MetWerklezing

SESSIE_HOOGSTENS: Final = timedelta(hours=12)
"""How long a session of a browser lasts, whatever happens."""


class OnbekendeEenheid(Exception):
    """The unit does not exist, or not for this caller: never say which."""


class NietVoorDezeRol(Exception):
    """The role does not get this split or filter."""


class GeenEigenZicht(Exception):
    """`zicht=eigen` was asked for a unit that the caller may only compare with."""


class IntussenGewijzigd(Exception):
    """Somebody else changed it since the caller read it."""


class OnbekendToken(Exception):
    """The caller has no such token."""


class InlogMislukt(Exception):
    """Name or password is wrong, or the account is locked: never say which."""


class Beller(NamedTuple):
    """Who asks: the account and the rights that hold for this call. With a token: which, and when it ends (`tot`)."""

    account: int
    naam: str
    rechten: Rechten
    tot: datetime | None = None
    token: UUID | None = None


@dataclass(frozen=True, slots=True)
class Versies:
    """How fresh the figures are: a number and a moment per SWV, and those of the reference data."""

    organisatie: int
    organisatie_op: datetime
    swvs: Mapping[int, tuple[int, datetime]]

    def stand(self, swvs: Collection[int] | None) -> datetime:
        """Moment of the last change; None: of any SWV."""
        gekozen = self.swvs.keys() if swvs is None else self.swvs.keys() & set(swvs)
        return max([self.organisatie_op, *(self.swvs[swv][1] for swv in gekozen)])

    def merk(self, swvs: Collection[int] | None) -> tuple[int, ...]:
        """Changes whenever a figure of these SWV's may have changed."""
        gekozen = sorted(self.swvs.keys() if swvs is None else self.swvs.keys() & set(swvs))
        return (self.organisatie, *(getal for swv in gekozen for getal in (swv, self.swvs[swv][0])))


class Plaatsversie(NamedTuple):
    """How fresh the figures of one school in one schooljaar are."""

    vestiging: int
    schooljaar: int
    versie: int
    op: datetime


class Wijziging(NamedTuple):
    """One change of the settings of an SWV: what holds since, when, and the name of the account."""

    instelling: Instelling
    op: datetime
    door: str


class Lezing(MetWerklezing, Protocol):
    """One consistent view of the figures, in the context (row level security) of one caller."""

    async def versies(self) -> Versies: ...

    async def staat(self, plek: Plaats) -> Staat:
        """What changes whenever an answer to who has these rights may change; one cheap query."""

    async def organisatie(self, versie: int) -> Organisatie:
        """Reference data of this version."""

    async def instellingen(self) -> Instellingen:
        """What every SWV decided for itself."""

    async def geschiedenis(self, swv: int) -> list[Wijziging]:
        """Settings of one SWV as they were set, the newest first."""

    async def leesregels(self, vraag: Leesvraag) -> tuple[list[Leesregel], int]:
        """A page of the read audit, the newest first, and how many lines there are in all."""

    async def toelichtingen(self, eenheid: Eenheid, schooljaar: int | None) -> list[Versie]:
        """The newest version of each text of a unit, in one schooljaar or (None) in all."""

    async def toelichting_versies(self, plek: Plek) -> list[Versie]:
        """All versions of one text, the newest first."""

    async def opgaven(self, swv: int) -> list[Opgave]:
        """Applications at one SWV per schooljaar, vestiging and the bestuur that the dossiers name."""

    async def sporen(
        self, swvs: Collection[int], vestigingen: Collection[int] | None, herkomst: bool
    ) -> frozenset[Spoor]:
        """Where dossiers count for these schools (None: any) at these SWV's; `herkomst`: as school of origin too."""

    async def plaatsversies(self, plaatsen: Sequence[tuple[int, int | None]]) -> list[Plaatsversie]:
        """How fresh the figures of these (vestiging, schooljaar) are; a schooljaar None asks for all of them."""

    async def vrijgave(self, getoetst: bool) -> Hoofd | None:
        """The newest release, or the newest that was audited."""

    async def open_vrijgave(self) -> OpenVrijgave | None:
        """The release that everybody may see: the newest with a certificate."""
        ...

    async def tabellen(self, hoofd: Hoofd, sleutels: Sequence[Tabelsleutel]) -> Tabellen:
        """Tables as they are in force at a release; what was not released is left out."""

    async def stand_vrijgave(self, nummer: int, eenheden: Collection[tuple[str, str]]) -> datetime | None:
        """The "stand per" of these (niveau, unit) at a release."""

    async def sommen(self, vraag: Celvraag) -> list[Som]:
        """The sums that a question asks for."""

    async def lijsten(self, soort: str) -> list[Lijst]:
        """The lists of one source that are in force."""

    @property
    def open_data(self) -> Opendata:
        """Tables of the open sources, in the same view."""

    async def landelijk(self) -> list[Cijfer]:
        """Published national figures, by indicator and schooljaar."""

    async def tlv_bedragen(self, swv: int) -> list[Bedragenversie]:
        """What TLV's cost, as an SWV set it, the newest first."""

    async def basis(self, vraag: Basisvraag) -> list[Basisrij]:
        """The base figures that a question asks for."""

    async def telt(self, sleutels: Sequence[Sleutel], herkomst: bool) -> frozenset[tuple[int, int | None]]:
        """(series, schooljaar) in which dossiers of any indicator count."""


class Gegevens(MetWerkboek, Protocol):
    """The figures."""

    def lezing(self, rechten: Rechten, lopend: int) -> AbstractAsyncContextManager[Lezing]:
        """A view in which the database itself shows only what these rights open. Raises Unavailable."""
        ...

    async def staat(self, rechten: Rechten, lopend: int, plek: Plaats) -> Staat:
        """`Lezing.staat` of this moment, without a view. Raises Unavailable."""
        ...

    @property
    def beleidsboek(self) -> Beleidsboek:
        """Release policies of SWV's."""

    @property
    def profielboek(self) -> Profielboek:
        """Profiles of schools."""

    async def landelijk(self) -> list[Cijfer]:
        """Published national figures, by indicator and schooljaar: open data. Raises Unavailable."""
        ...

    async def schrijf_instelling(self, swv: int, wijziging: Wijziging) -> bool:
        """Keep these settings; False when this `versie` is there already. Raises Unavailable."""
        ...

    async def schrijf_tlv_bedragen(self, swv: int, nieuw: Bedragenversie) -> bool:
        """Add a row; False when that versie is there already. Raises Unavailable."""

    async def schrijf_toelichting(self, nieuw: Versie) -> bool:
        """Add a version of a text; False when that versie is there already. Raises Unavailable."""

    async def wis_toelichting(self, plek: Plek) -> None:
        """Erase every version of a text. Raises Unavailable."""


class Account(NamedTuple):
    """One account as the login sees it; `hash` is the argon2id hash, None where there is no password. `totp`: the
    secret of the second step, `totp_stap` the last time step that was used."""

    id: int
    naam: str
    hash: str | None
    geblokkeerd_tot: datetime | None
    gesloten: bool
    totp: bytes | None
    totp_stap: int
    rechten: Rechten


class Token(NamedTuple):
    """An access token, without its secret. `rechten` None: all that the account has."""

    id: UUID
    naam: str
    gemaakt_op: datetime
    geldig_tot: datetime
    rechten: Rechten | None


class Accounts(Protocol):
    """Accounts and their tokens. All raise Unavailable."""

    async def bij_token(self, hash_: bytes, nu: datetime) -> Beller | None:
        """Who holds this token; None when it is unknown, ended or withdrawn."""
        ...

    async def bij_naam(self, naam: str) -> Account | None: ...

    async def inlog_gelukt(self, account: int) -> None: ...

    async def inlog_mislukt(self, account: int, nu: datetime, pogingen: int, tot: datetime) -> None:
        """Count it; at the `pogingen`-th in a row the account is locked until `tot`."""
        ...

    async def gebruik_stap(self, account: int, stap: int) -> bool:
        """Note that this time step was used; False when it, or a later one, was already."""
        ...

    async def tweede_stap(self, account: int) -> bytes | None:
        """The secret of the second step; None: the account has none."""
        ...

    async def zet_tweede_stap(self, account: int, geheim: bytes | None, stap: int, nu: datetime) -> None:
        """Begin or end (None) the second step, with a line in the log of changes."""
        ...

    async def bewaar_token(self, account: int, hash_: bytes, token: Token, ouder: UUID | None) -> bool:
        """Keep it; False when `ouder`, the token that it was made with, was withdrawn meanwhile."""
        ...

    async def tokens(self, account: int, nu: datetime) -> list[Token]:
        """Those that still work, the newest first."""
        ...

    async def trek_in(self, account: int, token: UUID, nu: datetime) -> bool:
        """End it and all that was made with it; False when the account has no such working token."""
        ...


class Sessies(Protocol):
    """Sessions of the browser, kept by the digest of their token. All raise Unavailable."""

    async def begin(self, account: int, nu: datetime) -> str:
        """A new session; only the browser knows the token."""
        ...

    async def beller(self, token: str, nu: datetime) -> Beller | None:
        """Whose session it is, with the rights of now; None when it ended or never was."""
        ...

    async def beeindig(self, token: str) -> None:
        """End the session."""
        ...
