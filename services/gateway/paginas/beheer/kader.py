"""What every page of beheer begins with: a beheerder, and one of the own SWV's."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request, Response

from services.gateway.domain.rechten import Rechten, Rol
from services.gateway.handlers.poorten import Beller, Gegevens
from services.gateway.paginas.bezoek import Bezoeken
from services.gateway.paginas.werk import Werkplek
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
        return await self.bezoeken.voor_swv(request, beheerde_swvs)

    async def pagina(
        self, request: Request, sjabloon: str, beller: Beller, swv: str, *, status: int = 200, **inhoud: Any
    ) -> Response:
        """A page about this SWV, called by its name; `naam_van` names any other unit by its code."""
        naam_van = (await Werkplek(self.bezoeken, self.gegevens).namen(beller.rechten)).van_code
        swvs = [(een, naam_van(een)) for een in beheerde_swvs(beller.rechten)]
        kop = {"swv": swv, "swv_naam": naam_van(swv), "swvs": swvs, "naam_van": naam_van}
        return self.bezoeken.pagina(request, sjabloon, beller, status=status, **kop, **inhoud)

    def lopend(self) -> int:
        """First year of the running schooljaar."""
        return schooljaar_van(self.bezoeken.clock.today())
