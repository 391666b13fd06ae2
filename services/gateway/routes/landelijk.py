"""`/v1/landelijk`: published national figures to compare with."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.handlers.landelijk import geef_landelijk
from services.gateway.handlers.poorten import Beller
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import (
    alleen,
    als_problemen,
    samen,
)
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import bewaarbaar, formaat
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.openapi import FORMAAT, fouten, parameter
from shared.contracts.bronnen.landelijk import VORMEN

_BEREIK = r"^[0-9]{4}-[0-9]{4}(\.\.[0-9]{4}-[0-9]{4})?$"
_PARAMETERS = [
    parameter("indicator", "Alleen deze indicator.", {"enum": list(VORMEN)}),
    parameter("schooljaar", "Eén of een reeks (2019-2020..2025-2026); zonder: alle.", {"pattern": _BEREIK}),
    FORMAAT,
]


def build_router(diensten: Diensten) -> APIRouter:
    """The route of national figures."""
    router = APIRouter(prefix="/v1", tags=["indicatoren"])
    ingelogd = Depends(met_lezer(diensten))

    @router.get(
        "/landelijk",
        summary="Gepubliceerde landelijke cijfers",
        operation_id="lijstLandelijk",
        description="Overgenomen zoals gepubliceerd, niet nagerekend. De noemer van een deelnamepercentage verschilt"
        " per bron: vergelijk alleen cijfers met dezelfde definitie. Die staat in bron.",
        openapi_extra={"parameters": _PARAMETERS},
        responses={200: modellen.antwoord(modellen.Landelijk, "De cijfers"), **fouten(304, 400, 401, 406, 503)},
    )
    async def landelijk(request: Request, _beller: Annotated[Beller, ingelogd]) -> Response:
        parameters, _ = samen(lambda: alleen(request, "indicator", "schooljaar", "formaat"), lambda: formaat(request))
        with als_problemen():
            return bewaarbaar(request, await geef_landelijk(diensten.gegevens, parameters))

    return router
