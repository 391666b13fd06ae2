"""Port to the release policies that SWV's and the installation set."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from services.gateway.domain.vrijgavebeleid import Vrijgavebeleid
from shared.runtime.clock import monthly_moments


class Beleidsversie(NamedTuple):
    """One row: what holds since when, set by whom. `versie` counts per SWV."""

    versie: int
    beleid: Vrijgavebeleid
    op: datetime
    door: str


class Rooster(NamedTuple):
    """The day of the month and the hour (Dutch time) of each release, and the last one; `nummer` None: none yet."""

    dag: int
    uur: int
    nummer: int | None
    moment: datetime | None
    getoetst: bool

    def volgende(self, na: datetime, maanden: Collection[int]) -> datetime:
        """The first moment after this one in one of these months."""
        alle = monthly_moments(self.dag, self.uur, na, na + timedelta(days=400))
        return next(een for een in alle if een.month in maanden)


class Beleidsboek(Protocol):
    """Policies as they were set, and when they are used. All raise Unavailable."""

    async def versies(self, swv: int) -> list[Beleidsversie]:
        """Of one SWV (0: of the installation, never empty), the newest first."""

    async def rooster(self) -> Rooster:
        """When releases are made, and which was the last."""

    async def schrijf(self, swv: int, nieuw: Beleidsversie) -> bool:
        """Add a row; False when that versie is there already."""
