"""`/v1/openbaar`: the release that everybody may see, without login."""

from typing import Any

from fastapi import APIRouter, Request, Response

from services.gateway.handlers.openbaar import Openbaar, geef_openbaar, openbare_indicatoren
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen, modellen_openbaar
from services.gateway.routes.antwoorden import alleen
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import bewaarbaar
from services.gateway.routes.openapi import FORMAAT, fouten


def build_router(diensten: Diensten) -> APIRouter:
    """Its route."""
    router = APIRouter(prefix="/v1", tags=["indicatoren"])

    @router.get(
        "/openbaar",
        summary="De vrijgave die iedereen mag zien",
        operation_id="toonOpenbaar",
        description="De nieuwste vrijgave met een geslaagde toets, zonder token. De cijfers zelf:"
        " /v1/indicatoren/{code}/waarden met zicht=openbaar, ook zonder token.",
        openapi_extra={"parameters": [FORMAAT], "security": []},
        responses={200: modellen.antwoord(modellen_openbaar.Openbaar, "Wat openbaar is"), **fouten(304, 400, 406, 503)},
    )
    async def openbaar(request: Request) -> Response:
        alleen(request, "formaat")
        return bewaarbaar(request, _als_json(await geef_openbaar(diensten.gegevens, diensten.clock.today())))

    return router


def _als_json(gevonden: Openbaar) -> dict[str, Any]:
    vrijgave = gevonden.vrijgave
    return {
        "vrijgave": vrijgave and {
            "nummer": vrijgave.nummer,
            "stand": moment(vrijgave.moment),
            "sha256": vrijgave.sha256.hex(),
            "toets": dict(vrijgave.certificaat),
        },
        "indicatoren": [{"code": een.code, "titel": een.titel} for een in openbare_indicatoren()],
        "eenheden": [
            {"niveau": een.niveau.value, "eenheid": een.code, "naam": naam} for een, naam in gevonden.eenheden
        ],
    }  # fmt: skip
