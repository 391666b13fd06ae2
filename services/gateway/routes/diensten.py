"""What the routes need, wired once by app.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from services.gateway.adapters.tekenkamer import Tekenkamer
from services.gateway.dashboards.balie import Dashboardbalie
from services.gateway.dashboards.beeld import Tekenaar
from services.gateway.dashboards.cijfers import ApiCijfers
from services.gateway.handlers.accounts import Toegangspoort
from services.gateway.handlers.poorten import Gegevens, Sessies
from services.gateway.handlers.stand import Achterstand, Tellingen
from services.gateway.handlers.stroom import Omroep
from services.gateway.routes.leeswacht import Boek
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.clock import Clock


@dataclass(frozen=True)
class Diensten:
    """The handlers' ports, the clock, and whether the data are invented; `contact` of the API document,
    `frontends`: other origins whose pages may ask with a token.

    `boek`: where the read audit is written; None only in tests of something else.
    `dienstgeheim`: the secret with which our own services call; None: that door is closed.
    """

    gegevens: Gegevens
    poort: Toegangspoort
    achterstand: Achterstand
    tellingen: Tellingen
    clock: Clock
    sessies: Sessies
    voorbeeld: bool = False
    contact: Mapping[str, str] = field(default_factory=dict)
    frontends: tuple[str, ...] = ()
    omroep: Omroep = field(default_factory=Omroep)
    tekenaar: Tekenaar = field(default_factory=lambda: Tekenaar(Tekenkamer()))
    boek: Boek | None = None
    dienstgeheim: bytes | None = field(default=None, repr=False)

    @cached_property
    def dashboards(self) -> Dashboardbalie:
        """Dashboards over the same figures."""
        return Dashboardbalie(ApiCijfers(self.gegevens, self.clock), self.clock)

    def lopend(self) -> int:
        """First year of the running schooljaar."""
        return schooljaar_van(self.clock.today())
