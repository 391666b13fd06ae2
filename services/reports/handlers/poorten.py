"""Ports of making documents, and why one did not come."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol
from uuid import UUID

from services.reports.domain.cijfers import Json
from services.reports.domain.document import Document
from services.reports.domain.vragen import Cijfervraag, Merk, Opdracht, Toelichting
from shared.contracts.rapporten import Lezer
from shared.contracts.sjabloon import Sjabloon


class Reden(StrEnum):
    """Why a document did not come; the gateway says it in words."""

    NIET_ZICHTBAAR = "niet_zichtbaar"
    """The reader does not see the unit (any more)."""
    FOUT = "fout"
    """Our own error, or it ended its maker too often."""


class NietZichtbaar(Exception):
    """The gateway does not know this for the reader."""


@dataclass(frozen=True)
class Werk:
    """A request in hand, locked for others; `pogingen`: how often it was begun, this time included."""

    id: UUID
    opdracht: Opdracht
    pogingen: int


class Werkvoorraad(Protocol):
    """Requests and documents in the database. All raise Unavailable."""

    async def begin(self, id_: UUID) -> None:
        """Mark it as being made, and count the attempt."""
        ...

    async def geef_terug(self, id_: UUID) -> None:
        """It could not be made now: the attempt does not count."""
        ...

    def pak(self, id_: UUID) -> AbstractAsyncContextManager["Aanwerk | None"]:
        """The request, locked until the end of the block; None: made already, gone, or in other hands. What the
        block writes is kept when it ends without exception, together or not at all."""
        ...

    async def sjabloon(self, swv: str) -> Sjabloon:
        """The look that an SWV gave its reports; nothing set: our own."""
        ...

    async def vergeten(self, voor: datetime, hoogstens: int) -> Sequence[UUID]:
        """Requests from before a moment that are not made yet, the oldest first."""
        ...

    async def ruim_op(self, voor: datetime) -> int:
        """Remove requests from before a moment, with their documents."""
        ...


class Gemaakt(NamedTuple):
    """A finished document: file name, bytes, and the key of what decided it; None: not to be taken over."""

    naam: str
    inhoud: bytes
    sleutel: bytes | None


class Aanwerk(Protocol):
    """What can become of a request in hand."""

    @property
    def werk(self) -> Werk: ...

    async def hergebruik(self, sleutel: bytes, nu: datetime) -> bool:
        """Take over a document that was made under this key; False: there is none."""
        ...

    async def klaar(self, gemaakt: Gemaakt, nu: datetime) -> None: ...

    async def mislukt(self, reden: Reden, nu: datetime) -> None: ...


class Cijfers(Protocol):
    """The gateway, asked in the view of one reader. All raise Unavailable, NietZichtbaar."""

    async def antwoorden(self, lezer: Lezer, vragen: Sequence[Cijfervraag]) -> Sequence[Json]:
        """The answer to each question, all of one moment."""
        ...

    async def eenheid(self, lezer: Lezer, niveau: str, code: str) -> Json: ...

    async def merk(self, lezer: Lezer, niveau: str, eenheid: str, schooljaar: str) -> Merk:
        """How fresh all is that this reader sees, texts beside figures of the unit in this schooljaar included."""
        ...

    async def doelen(self, lezer: Lezer, swv: str | None) -> Sequence[Json]: ...

    async def standaarden(self, lezer: Lezer, swv: str) -> Sequence[Json]:
        """Own judgements of an SWV by standard, with their evidence."""
        ...

    async def toelichtingen(self, lezer: Lezer, niveau: str, eenheid: str, schooljaar: str) -> Sequence[Toelichting]:
        """What the unit wrote beside its figures of a schooljaar."""
        ...

    async def profiel(self, school: str, schooljaar: str, nummer: int, swv: str) -> Json:
        """A published version, as everybody may read it."""
        ...


class Afspraken(Protocol):
    """What was agreed in conversations."""

    async def open(self, lezer: Lezer, niveau: str, eenheid: str, swv: str | None) -> Sequence[Json]:
        """What is still open of conversations about the unit, as the API tells this reader; `swv`: only with that
        one. Raises Unavailable."""
        ...


Schrijver = Callable[[Document], bytes]
"""Makes a Word file of a document."""
