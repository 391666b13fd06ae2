"""Settings of one SWV: read by its staff, changed by its beheerder, with who and when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.gateway.domain.eenheid import Eenheid, heeft_vorm
from services.gateway.domain.instellingen import Instelling
from services.gateway.domain.rechten import SWV_ROLLEN, Rechten, context
from services.gateway.handlers.poorten import Beller, Gegevens, OnbekendeEenheid, Wijziging
from services.gateway.handlers.versieblad import vervang
from services.gateway.handlers.waarden import maak_etag
from shared.contracts.eenheden import Niveau


@dataclass(frozen=True, slots=True)
class Blad:
    """Settings of an SWV with what they were before, the newest first."""

    swv: str
    instelling: Instelling
    geschiedenis: Sequence[Wijziging]

    @property
    def etag(self) -> str:
        """Names this versie; give it back in If-Match to change nothing that was not seen."""
        return maak_etag("instellingen", self.swv, self.instelling.versie)


async def toon(gegevens: Gegevens, rechten: Rechten, swv: str, lopend: int) -> Blad:
    """The settings of an own SWV. Raises OnbekendeEenheid, Unavailable."""
    getal = eigen_swv(rechten, swv)
    async with gegevens.lezing(rechten, lopend) as lezing:
        geschiedenis = await lezing.geschiedenis(getal)
    return Blad(swv, geschiedenis[0].instelling if geschiedenis else Instelling(), geschiedenis)


async def wijzig(
    gegevens: Gegevens, beller: Beller, swv: str, nieuw: Instelling, lopend: int, nu: datetime, zag: str | None
) -> Blad:
    """Replace the settings; `zag` is the If-Match header. Setting the same again changes nothing.

    Raises:
        OnbekendeEenheid, NietVoorDezeRol: only the beheerder of that SWV.
        IntussenGewijzigd: they are not what the caller saw, or somebody was just ahead.
        Unavailable
    """

    def is_al_zo(blad: Blad) -> bool:
        return replace(nieuw, versie=blad.instelling.versie) == blad.instelling

    async def schrijf(blad: Blad) -> bool:
        volgende = replace(nieuw, versie=blad.instelling.versie + 1)
        return await gegevens.schrijf_instelling(eigen_swv(beller.rechten, swv), Wijziging(volgende, nu, beller.naam))

    return await vervang(beller, swv, zag, lambda: toon(gegevens, beller.rechten, swv, lopend), is_al_zo, schrijf)


def eigen_swv(rechten: Rechten, swv: str) -> int:
    """Number of an SWV of which the caller is staff or beheerder. Raises OnbekendeEenheid."""
    eenheid = Eenheid(Niveau.SWV, swv)
    if not heeft_vorm(eenheid) or eenheid.getal not in context(rechten).swvs:
        raise OnbekendeEenheid
    return eenheid.getal


def eigen_swvs(rechten: Rechten) -> list[str]:
    """Codes of the SWV's of which the caller is staff or beheerder."""
    return sorted({recht.eenheid for recht in rechten if recht.rol in SWV_ROLLEN})
