"""`/v1/oordelen`: judgements of the Inspectie about the schools of a unit."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.oordelen import geef_oordelen
from services.gateway.handlers.poorten import Beller
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import (
    Bladzijde,
    alleen,
    als_problemen,
    bladerbaar,
    ongeldig,
    samen,
)
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import bewaarbaar, formaat
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.modellen import Bladerbaar, Model
from services.gateway.routes.openapi import FORMAAT, PAGINERING, fouten, parameter
from shared.contracts.eenheden import Niveau

_NIVEAUS = tuple(niveau for niveau in Niveau if niveau is not Niveau.LANDELIJK)
_PARAMETERS = [
    parameter("niveau", "Niveau van de eenheid.", {"enum": list(_NIVEAUS)}, required=True),
    parameter("eenheid", "Code van de eenheid.", required=True),
    *PAGINERING,
    FORMAAT,
]


class Oordeel(Model):
    """Het jongste oordeel van de Inspectie over een school, of over een deel ervan."""

    vestiging: str
    naam: str
    plaats: str | None
    sector: str = Field(description="Sector, met het deel van de school waarover het gaat", examples=["VO havo"])
    oordeel: str = Field(description="In de woorden van de Inspectie")
    peildatum: Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2026-09-01"])]


class Oordelen(Bladerbaar):
    """Oordelen over de scholen van deze eenheid in het lopende schooljaar."""

    oordelen: list[Oordeel]


def build_router(diensten: Diensten) -> APIRouter:
    """The route of judgements."""
    router = APIRouter(prefix="/v1", tags=["oordelen"])
    ingelogd = Depends(met_lezer(diensten))

    @router.get(
        "/oordelen",
        summary="Oordelen van de Inspectie over scholen",
        operation_id="lijstOordelen",
        description="Open gegevens van DUO (bron duo-oordelen), alleen waar dat bestand geladen is.",
        openapi_extra={"parameters": _PARAMETERS},
        responses={200: modellen.antwoord(Oordelen, "Eén bladzijde"), **fouten(304, 400, 401, 404, 406, 503)},
    )
    async def oordelen(request: Request, beller: Annotated[Beller, ingelogd]) -> Response:
        *_, eenheid, bladzijde = samen(
            lambda: alleen(request, "niveau", "eenheid", "pagina", "paginaGrootte", "formaat"),
            lambda: formaat(request),
            lambda: _eenheid(request),
            lambda: Bladzijde.van(request),
        )
        with als_problemen():
            alle = await geef_oordelen(diensten.gegevens, beller.rechten, eenheid, diensten.lopend())
        inhoud, headers = bladerbaar(request, "oordelen", alle, bladzijde)
        return bewaarbaar(request, inhoud, headers=headers)

    return router


def _eenheid(request: Request) -> Eenheid:
    """Raises Problem 400."""
    niveau, code = request.query_params.get("niveau", ""), request.query_params.get("eenheid", "")
    missers = []
    if niveau not in _NIVEAUS:
        missers.append(Misser("query.niveau", f"is geen toegestane waarde; kies uit {', '.join(_NIVEAUS)}"))
    if not code:
        missers.append(Misser("query.eenheid", "is verplicht"))
    if missers:
        raise ongeldig(missers)
    return Eenheid(Niveau(niveau), code)
