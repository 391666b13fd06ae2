"""Port to the release policies that SWV's and the installation set."""

from datetime import datetime
from typing import NamedTuple, Protocol

from services.gateway.domain.vrijgavebeleid import Vrijgavebeleid


class Beleidsversie(NamedTuple):
    """One row: what holds since when, set by whom. `versie` counts per SWV."""

    versie: int
    beleid: Vrijgavebeleid
    op: datetime
    door: str


class Beleidsboek(Protocol):
    """Policies as they were set. Both raise Unavailable."""

    async def versies(self, swv: int) -> list[Beleidsversie]:
        """Of one SWV (0: of the installation, never empty), the newest first."""

    async def schrijf(self, swv: int, nieuw: Beleidsversie) -> bool:
        """Add a row; False when that versie is there already."""
