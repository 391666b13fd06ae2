"""`GET /v1/landelijk`: published national figures for whoever is logged in."""

from typing import Any

from services.gateway.domain.landelijk import antwoord, lees_vraag
from services.gateway.domain.vraag import Parameters
from services.gateway.handlers.poorten import Gegevens


async def geef_landelijk(gegevens: Gegevens, parameters: Parameters) -> dict[str, Any]:
    """The figures that are asked, by indicator and schooljaar. Raises OngeldigeVraag, Unavailable."""
    vraag = lees_vraag(parameters)
    return antwoord([een for een in await gegevens.landelijk() if vraag.neemt(een)])
