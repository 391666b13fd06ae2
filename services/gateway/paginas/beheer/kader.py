"""What every page of beheer begins with: a beheerder, and one of the own SWV's."""

from dataclasses import dataclass

from fastapi import Request

from services.gateway.domain.rechten import Rechten, Rol
from services.gateway.handlers.poorten import Beller, Gegevens, NietVoorDezeRol, OnbekendeEenheid
from services.gateway.paginas.bezoek import Bezoeken
from shared.contracts.schooljaar import schooljaar_van


def beheerde_swvs(rechten: Rechten) -> list[str]:
    """Codes of the SWV's that these rights look after."""
    return sorted(recht.eenheid for recht in rechten if recht.rol is Rol.BEHEERDER)


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
