"""Data quality of one SWV: what the dossiers and the sources show, for its staff and beheerder."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.gateway.domain.datakwaliteit import Bevindingen, beoordeel, vergelijk_met_duo
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import Rechten, Zicht
from services.gateway.handlers.instellingen import eigen_swv
from services.gateway.handlers.leesspoor import spoor
from services.gateway.handlers.poorten import Gegevens
from services.gateway.handlers.stand import Bron, Tellingen
from shared.contracts.eenheden import Niveau


@dataclass(frozen=True, slots=True)
class Kwaliteit:
    """Findings with the names to show them, and what each source delivered; `stand`: last change of the figures."""

    swv: str
    stand: datetime
    bevindingen: Bevindingen
    organisatie: Organisatie
    bronnen: list[Bron]


async def geef_datakwaliteit(
    gegevens: Gegevens, tellingen: Tellingen, rechten: Rechten, swv: str, lopend: int, jaren: range | None
) -> Kwaliteit:
    """Findings of these schooljaren (None: all). Raises OnbekendeEenheid, Unavailable."""
    gevonden = await geef_bevindingen(gegevens, rechten, swv, lopend, jaren)
    return replace(gevonden, bronnen=await tellingen.bronnen((eigen_swv(rechten, swv),)))


async def geef_bevindingen(
    gegevens: Gegevens, rechten: Rechten, swv: str, lopend: int, jaren: range | None
) -> Kwaliteit:
    """The same without the sources. Raises OnbekendeEenheid, Unavailable."""
    getal = eigen_swv(rechten, swv)
    spoor().bekeken(Eenheid(Niveau.SWV, swv), Zicht.EIGEN, {getal})
    async with gegevens.lezing(rechten, lopend) as lezing:
        versies = await lezing.versies()
        organisatie = await lezing.organisatie(versies.organisatie)
        opgaven = [een for een in await lezing.opgaven(getal) if jaren is None or een.schooljaar in jaren]
        leden = organisatie.van(Eenheid(Niveau.SWV, swv), lopend)
        scholen = await lezing.open_data.scholen({lid.vestiging for lid in leden})
    bevindingen = replace(
        beoordeel(getal, opgaven, organisatie), bij_duo=vergelijk_met_duo(scholen, organisatie, lopend)
    )
    return Kwaliteit(swv, versies.stand({getal}), bevindingen, organisatie, [])
