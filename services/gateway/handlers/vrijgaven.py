"""The releases that were made, and the audit report of each: for who looks after releases."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from services.gateway.domain.rechten import Rechten, Rol
from services.gateway.handlers.poorten import NietVoorDezeRol, OnbekendeEenheid
from services.gateway.handlers.rapporten import Document, NogNietKlaar


class Vrijgaveregel(NamedTuple):
    """One release. `swvs`: codes of all whose figures it holds; `rapport`: is the audit report made? None: nothing is
    kept of it (a release of before there were reports); `mislukt`: it will not come."""

    nummer: int
    moment: datetime
    niveaus: Sequence[str]
    getoetst: bool
    sha256: bytes
    swvs: Collection[str]
    rapport: bool | None
    mislukt: bool = False


class Tegengehouden(NamedTuple):
    """A release that did not come, and why."""

    moment: datetime
    reden: str


class Vrijgaven(Protocol):
    """Releases in the database. All raise Unavailable."""

    async def lijst(self) -> Sequence[Vrijgaveregel]:
        """All, the newest first."""
        ...

    async def tegengehouden(self) -> Tegengehouden | None:
        """The newest attempt since the last release that the audit held back."""
        ...

    async def rapport(self, nummer: int) -> bytes | None: ...


class Regel(NamedTuple):
    """A release as this caller sees it; `mag`: may the audit report be read?"""

    vrijgave: Vrijgaveregel
    mag: bool


class Vrijgavenbalie:
    """Where releases are looked at."""

    def __init__(self, vrijgaven: Vrijgaven) -> None:
        self._vrijgaven = vrijgaven

    async def lijst(self, rechten: Rechten) -> list[Regel]:
        """All, the newest first. Raises NietVoorDezeRol, Unavailable."""
        _keur(rechten)
        return [Regel(een, mag_rapport(rechten, een.swvs)) for een in await self._vrijgaven.lijst()]

    async def tegengehouden(self, rechten: Rechten) -> Tegengehouden | None:
        """What did not come since the last release. Raises NietVoorDezeRol, Unavailable."""
        _keur(rechten)
        return await self._vrijgaven.tegengehouden()

    async def rapport(self, rechten: Rechten, nummer: int) -> Document:
        """The audit report. Raises OnbekendeEenheid (no such release, or nothing kept), NietVoorDezeRol, NogNietKlaar,
        Unavailable."""
        gevonden = next((een for een in await self.lijst(rechten) if een.vrijgave.nummer == nummer), None)
        if gevonden is None or gevonden.vrijgave.rapport is None:
            raise OnbekendeEenheid
        if not gevonden.mag:
            raise NietVoorDezeRol
        inhoud = await self._vrijgaven.rapport(nummer)
        if inhoud is None:
            raise NogNietKlaar(gevonden.vrijgave.mislukt)
        return Document(f"Toetsrapport-vrijgave-{nummer}.docx", inhoud)


def mag_rapport(rechten: Rechten, swvs: Collection[str]) -> bool:
    """The report counts small cells and what was withheld, over all SWV's of the release together: for the platform,
    and for a beheerder who looks after every one of them. Else the rest could be had by subtraction."""
    beheerd = {recht.eenheid for recht in rechten if recht.rol is Rol.BEHEERDER}
    return any(recht.rol is Rol.PLATFORM for recht in rechten) or (bool(swvs) and set(swvs) <= beheerd)


def _keur(rechten: Rechten) -> None:
    if not any(recht.rol in (Rol.BEHEERDER, Rol.PLATFORM) for recht in rechten):
        raise NietVoorDezeRol
