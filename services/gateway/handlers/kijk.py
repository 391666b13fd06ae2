"""One consistent view of the figures for one question: what every kind of source needs to count."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.instellingen import Instellingen
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import Rechten, Toegang
from services.gateway.handlers.open_data import Opendata
from services.gateway.handlers.poorten import Lezing, Versies

Toegangen = Sequence[tuple[Eenheid, Toegang]]


@dataclass(frozen=True, slots=True)
class Kijk:
    """`lopend` is the first year of the running schooljaar."""

    lezing: Lezing
    rechten: Rechten
    organisatie: Organisatie
    instellingen: Instellingen
    versies: Versies
    lopend: int

    @property
    def open_data(self) -> Opendata:
        """Tables of the open sources."""
        return self.lezing.open_data


async def kijk_met(lezing: Lezing, rechten: Rechten, lopend: int) -> Kijk:
    """Read what every answer needs."""
    versies = await lezing.versies()
    organisatie = await lezing.organisatie(versies.organisatie)
    return Kijk(lezing, rechten, organisatie, await lezing.instellingen(), versies, lopend)
