"""The audit report of each release: made once, when the aggregator has written what it is made of."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from services.reports.domain.toetsrapport.document import maak_document
from services.reports.handlers.poorten import Schrijver
from shared.contracts.toetsrapport import Toetsgegevens
from shared.runtime.clock import Clock
from shared.runtime.logging import get_logger
from shared.runtime.metrics import counter

log = get_logger(__name__)
_SOORT = "toetsrapport"


class TeMaken(Protocol):
    """A report in hand, locked for others."""

    @property
    def nummer(self) -> int:
        """Of its release."""
        ...

    def gegevens(self) -> Toetsgegevens:
        """What it is made of. Raises ValueError."""
        ...

    async def klaar(self, document: bytes) -> None: ...

    async def mislukt(self) -> None:
        """Count the attempt."""
        ...


Pak = Callable[[], AbstractAsyncContextManager[TeMaken | None]]
"""The next report to make; None: there is none. Raises Unavailable."""


@dataclass(frozen=True)
class Toetsrapporten:
    """Makes what is to be made. `voorbeeld`: of invented data."""

    pak: Pak
    schrijf: Schrijver
    clock: Clock
    voorbeeld: bool = False

    async def maak(self) -> None:
        """Make the next one, if there is any. Raises Unavailable: nothing is written."""
        async with self.pak() as werk:
            if werk is None:
                return
            try:
                nu = self.clock.now().replace(microsecond=0)
                document = maak_document(werk.gegevens(), nu, voorbeeld=self.voorbeeld)
                inhoud = await asyncio.to_thread(self.schrijf, document)
            except Exception as fout:
                log.error("toetsrapport is mislukt", exc_info=fout, vrijgave=werk.nummer)
                await werk.mislukt()
                uitkomst = "fout"
            else:
                await werk.klaar(inhoud)
                uitkomst = "gemaakt"
        counter("pos_rapporten_total").labels(_SOORT, uitkomst).inc()
