"""`/v1/stand`: how far the figures are."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.stand import geef_stand
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import alleen, json_antwoord
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import formaat
from services.gateway.routes.openapi import fouten


def build_router(diensten: Diensten) -> APIRouter:
    """The route of the stand."""
    router = APIRouter(prefix="/v1", tags=["stand"])
    ingelogd = Depends(met_token(diensten.poort))

    @router.get(
        "/stand",
        summary="Hoe ver de cijfers zijn",
        operation_id="toonStand",
        description="achterstand 0: alles wat tot nu is aanvaard, is verwerkt. versie en bronnen: voor swv,"
        " beheerder (van het eigen SWV) en platform. Een bron telt berichten, geen dossiers: ontvangen is altijd geteld"
        " plus geweigerd, en een herhaling telt mee, ook een die bij ons ontstaat als een onderdeel opnieuw begint.",
        responses={200: modellen.antwoord(modellen.Stand, "De stand"), **fouten(400, 401, 406, 503)},
    )
    async def stand(request: Request, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        return json_antwoord(await geef_stand(beller.rechten, diensten.achterstand, diensten.tellingen))

    return router
