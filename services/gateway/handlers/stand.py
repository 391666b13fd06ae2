"""How far the figures are behind what was accepted, and what each source system delivered."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from services.gateway.domain.rechten import MET_BRONNEN, Rechten, Rol, context
from services.gateway.handlers.waarden import moment
from shared.runtime.clock import Clock

Plaatsen = Mapping[tuple[str, int], int]
"""Offset per (topic, partition)."""


class Logboek(Protocol):
    """Where the topics end, and how far their readers are. All raise Unavailable."""

    async def ruw_einde(self) -> Plaatsen:
        """End of what ingest accepted."""
        ...

    async def geanonimiseerd_tot(self) -> Plaatsen:
        """How far the anonymiser is; a partition without a commit is absent."""
        ...

    async def verder_einde(self) -> Plaatsen:
        """End of every topic that the aggregator reads."""
        ...


class Bron(NamedTuple):
    """One source system: what it delivered for the SWV's of this caller. `ontvangen` = `geteld` + `geweigerd`.

    These count messages and not dossiers: `geteld` holds superseded versions and repeats, also those that the
    anonymiser makes when it begins again after a crash; `geweigerd` holds what ingest refused and the dead letters.
    """

    naam: str
    laatste: datetime | None
    ontvangen: int
    geteld: int
    geweigerd: int


class Tellingen(Protocol):
    """Positions and counters in the database. All raise Unavailable."""

    async def verwerkt_tot(self) -> Plaatsen:
        """Next offset of the aggregator."""
        ...

    async def bronnen(self, swvs: tuple[int, ...] | None) -> list[Bron]:
        """Per source system, for these SWV's (None: all)."""
        ...

    async def versie(self, swvs: tuple[int, ...] | None) -> int:
        """Rises with every change of a figure of these SWV's (None: of any)."""
        ...


async def meet_achterstand(logboek: Logboek, tellingen: Tellingen) -> int:
    """Messages that are accepted and not yet in the figures.

    The order matters: each end is read before the position of its reader, and the end of a later topic only
    after the reader of the earlier one. So a message that was accepted before this call is seen somewhere on
    its way, and 0 is never said too early.
    """
    ruw = await logboek.ruw_einde()
    geanonimiseerd = await logboek.geanonimiseerd_tot()
    verder = await logboek.verder_einde()
    verwerkt = await tellingen.verwerkt_tot()
    return _achter(ruw, geanonimiseerd) + _achter(verder, verwerkt)


def _achter(einden: Plaatsen, posities: Plaatsen) -> int:
    return sum(max(0, einde - posities.get(plaats, 0)) for plaats, einde in einden.items())


@dataclass
class Achterstand:
    """The backlog, measured by one at a time however many ask.

    Who asks gets a measurement that began after the question: an older one could say 0 for a message that was
    accepted in between. Those who wait for the same turn share it.
    """

    meet: Callable[[], Awaitable[int]]
    clock: Clock
    _slot: asyncio.Lock = field(default_factory=asyncio.Lock)
    _begonnen: float = float("-inf")
    _aantal: int = 0

    async def nu(self) -> int:
        """The backlog. Raises Unavailable."""
        gevraagd = self.clock.monotonic()
        async with self._slot:
            if self._begonnen <= gevraagd:
                begin = self.clock.monotonic()
                self._aantal = await self.meet()
                self._begonnen = begin
            return self._aantal


async def geef_stand(rechten: Rechten, achterstand: Achterstand, tellingen: Tellingen) -> dict[str, Any]:
    """The answer of /v1/stand: sources only for those who look after them. Raises Unavailable."""
    stand: dict[str, Any] = {"achterstand": await achterstand.nu()}
    if not any(recht.rol in MET_BRONNEN for recht in rechten):
        return stand
    alles = any(recht.rol is Rol.PLATFORM for recht in rechten)
    swvs = None if alles else context(rechten).swvs
    bronnen = await tellingen.bronnen(swvs)
    return {**stand, "versie": await tellingen.versie(swvs), "bronnen": [_bron(bron) for bron in bronnen]}


def _bron(bron: Bron) -> dict[str, Any]:
    return {**bron._asdict(), "laatste": moment(bron.laatste) if bron.laatste else None}
