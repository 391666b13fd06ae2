"""What every page of beheer begins with: a beheerder, and one of the own SWV's."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from fastapi import Request, Response

from services.gateway.domain.rechten import Rechten, Rol
from services.gateway.handlers.poorten import Beller, Gegevens, NietVoorDezeRol, OnbekendeEenheid
from services.gateway.paginas.bezoek import Bezoeken
from shared.contracts.schooljaar import schooljaar_van


def beheerde_swvs(rechten: Rechten) -> list[str]:
    """Codes of the SWV's that these rights look after."""
    return sorted(recht.eenheid for recht in rechten if recht.rol is Rol.BEHEERDER)


ANDERS: Final = (
    "Iemand anders heeft de instellingen intussen veranderd. Hieronder staat wat nu geldt. Kijk of uw wijziging nog"
    " nodig is, en bewaar dan opnieuw."
)
Toon = Callable[[Request, Beller, str, str, int], Awaitable[Response]]
"""Shows the page of settings of an SWV again, with a message and a status."""


@dataclass(frozen=True)
class Beheer:
    """What the pages need."""

    bezoeken: Bezoeken
    gegevens: Gegevens

    async def voor(self, request: Request) -> tuple[Beller, str]:
        """Who is here, and for which SWV (`?swv=`, or the first of the own). Raises NietIngelogd, NietVoorDezeRol,
        OnbekendeEenheid."""
        beller = await self.bezoeken.ingelogd(request)
        eigen = beheerde_swvs(beller.rechten)
        if not eigen:
            raise NietVoorDezeRol
        gekozen = request.query_params.get("swv") or eigen[0]
        if gekozen not in eigen:
            raise OnbekendeEenheid
        return beller, gekozen

    def lopend(self) -> int:
        """First year of the running schooljaar."""
        return schooljaar_van(self.bezoeken.clock.today())
