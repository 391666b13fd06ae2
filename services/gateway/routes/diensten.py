"""What the routes need, wired once by app.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.gateway.handlers.accounts import Toegangspoort
from services.gateway.handlers.poorten import Gegevens
from services.gateway.handlers.stand import Achterstand, Tellingen
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.clock import Clock


@dataclass(frozen=True)
class Diensten:
    """The handlers' ports, the clock, and whether the data are invented; `contact` of the API document.

    `dienstgeheim`: the secret with which our own services call; None: that door is closed.
    """

    gegevens: Gegevens
    poort: Toegangspoort
    achterstand: Achterstand
    tellingen: Tellingen
    clock: Clock
    voorbeeld: bool = False
    contact: Mapping[str, str] = field(default_factory=dict)
    dienstgeheim: bytes | None = field(default=None, repr=False)

    def lopend(self) -> int:
        """First year of the running schooljaar."""
        return schooljaar_van(self.clock.today())
