"""Port to the tables of the open sources."""

from collections.abc import Collection
from typing import Protocol
from uuid import UUID

from services.gateway.domain.open.rijen import (
    Doel,
    DuoSchool,
    Leerlingen,
    Levering,
    Middel,
    Oordeel,
    Profielrij,
    Stroom,
    Telling,
)
from services.gateway.domain.open.vakken import VoScholen


class Opendata(Protocol):
    """Tables of the open sources. Money and goals within what the caller may read (row level security)."""

    async def leerlingen(self, vestigingen: Collection[int], schooljaren: Collection[int]) -> list[Leerlingen]: ...

    async def scholen(self, vestigingen: Collection[int]) -> list[DuoSchool]:
        """What DUO publishes about these schools."""
        ...

    async def oordelen(self, vestigingen: Collection[int]) -> list[Oordeel]:
        """The newest judgement per school and sector."""
        ...

    async def profielen(self, vestigingen: Collection[int], tot: int) -> list[Profielrij]:
        """Published profiles of these schools up to and including schooljaar `tot`, without what was withdrawn."""
        ...

    async def vo_scholen(self, swvs: Collection[int], schooljaren: Collection[int]) -> VoScholen:
        """Schools of these VO SWV's, as DUO says."""
        ...

    async def tellingen(self, swvs: Collection[int], schooljaren: Collection[int], teldatum: str) -> list[Telling]:
        """Funded pupils that these SWV's pay for, and those at schools of these SWV's."""
        ...

    async def betalers(self, schooljaren: Collection[int], teldatum: str) -> set[tuple[int, int]]:
        """(SWV, schooljaar) of which the funded pupils were delivered."""
        ...

    async def stromen(self, swvs: Collection[int], schooljaren: Collection[int]) -> list[Stroom]: ...

    async def middelen(self, jaren: Collection[int]) -> list[Middel]:
        """Lines of these years, boekjaren as well as schooljaren."""
        ...

    async def doelen(self) -> list[Doel]:
        """Goals by SWV, plan and code."""
        ...

    async def leveringen(self, ids: Collection[UUID]) -> list[Levering]:
        """These deliveries, by kind and day."""
        ...
