"""What happens by the clock: forgotten requests are made, old ones removed."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from services.reports.handlers.maken import Maker
from services.reports.handlers.poorten import Werkvoorraad
from shared.runtime.clock import Clock
from shared.runtime.logging import get_logger

_HOOGSTENS: Final = 20

log = get_logger(__name__)


@dataclass(frozen=True)
class Opruimer:
    """`vergeten_na`: how long a message may take; `bewaren`: how long a document stays."""

    voorraad: Werkvoorraad
    maker: Maker
    clock: Clock
    vergeten_na: timedelta
    bewaren: timedelta

    async def maak_vergeten(self) -> None:
        """Make what waits though its message must have come, as when Kafka was away when it was asked."""
        for id_ in await self.voorraad.vergeten(self.clock.now() - self.vergeten_na, _HOOGSTENS):
            await self.maker.maak(id_)

    async def ruim_op(self) -> None:
        """Remove what is older than may be kept."""
        aantal = await self.voorraad.ruim_op(self.clock.now() - self.bewaren)
        if aantal:
            log.info("oude rapporten verwijderd", aantal=aantal)
