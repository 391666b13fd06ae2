"""Ports to what people write about quality: goals, judgements, moments of the year, meetings, agreements.

Reading happens in the view of one caller (row level security shows no more); writing in a transaction with the context
of the writer. Nothing is overwritten: every write names the versie that it makes, and is refused when that is there.
"""

from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from services.gateway.domain.kwaliteit.doelbeheer import Doelversie, Sleutel
from services.gateway.domain.kwaliteit.gesprekken import Afspraak, Gesprek
from services.gateway.domain.kwaliteit.jaar import Moment
from services.gateway.domain.kwaliteit.standaarden import Oordeel
from services.gateway.domain.rechten import Rechten


class Bezoek(NamedTuple):
    """When somebody was here: this visit, and the end of the one before it (None: there was none)."""

    laatste: datetime
    vorige: datetime | None


class Werklezing(Protocol):
    """What the caller of this view may read."""

    async def oordelen(self, swv: int) -> list[Oordeel]:
        """All versions, by standard and the newest first."""

    async def doelversies(self, sleutel: Sleutel) -> list[Doelversie]:
        """A goal as it was written here, the newest first."""

    async def momenten(self, swv: int) -> list[Moment]:
        """The newest version of each moment."""

    async def gesprekken(self) -> list[Gesprek]:
        """Meetings, the newest day first."""

    async def gesprek(self, id_: UUID) -> Gesprek | None: ...

    async def afspraken(self) -> list[Afspraak]:
        """All versions of what was agreed."""


class Werkboek(Protocol):
    """Where is written; each returns False when somebody else was first. All raise Unavailable."""

    async def schrijf_oordeel(self, rechten: Rechten, nieuw: Oordeel) -> bool: ...

    async def schrijf_doel(self, rechten: Rechten, nieuw: Doelversie) -> bool: ...

    async def schrijf_moment(self, rechten: Rechten, nieuw: Moment) -> bool: ...

    async def schrijf_gesprek(self, rechten: Rechten, nieuw: Gesprek) -> bool: ...

    async def wis_gesprek(self, rechten: Rechten, id_: UUID) -> None:
        """Erase a meeting with all that was agreed in it."""

    async def schrijf_afspraak(self, rechten: Rechten, nieuw: Afspraak) -> bool: ...

    async def bezoek(self, account: int) -> Bezoek | None: ...

    async def noteer_bezoek(self, account: int, bezoek: Bezoek) -> None: ...


class MetWerklezing(Protocol):
    """A view of one caller, with what people wrote in it."""

    @property
    def werk(self) -> Werklezing: ...


class MetWerkboek(Protocol):
    """The figures, and where people write about them."""

    @property
    def werkboek(self) -> Werkboek: ...
