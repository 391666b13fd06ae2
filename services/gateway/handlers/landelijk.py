"""`GET /v1/landelijk`: published national figures for whoever is logged in."""

from typing import Any

from services.gateway.domain.landelijk import Cijfer, antwoord, lees_vraag, passend
from services.gateway.domain.vraag import Basisvraag, Parameters
from services.gateway.handlers.poorten import Gegevens
from shared.contracts.bronnen.landelijk import VORMEN


async def geef_landelijk(gegevens: Gegevens, parameters: Parameters) -> dict[str, Any]:
    """The figures that are asked, by indicator and schooljaar. Raises OngeldigeVraag, Unavailable."""
    vraag = lees_vraag(parameters)
    return antwoord([een for een in await gegevens.landelijk() if vraag.neemt(een)])


async def geef_passende(gegevens: Gegevens, indicator: str, vraag: Basisvraag) -> list[Cijfer]:
    """The published figures that stand beside this question. Raises Unavailable."""
    if indicator not in VORMEN:
        return []
    return passend([een for een in await gegevens.landelijk() if een.indicator == indicator], vraag)
