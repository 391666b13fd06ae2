"""The form of an SWV."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.domain.profielen.formulier import Formulier
from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.profielen.formulieren import Formulierblad, toon_formulier, wijzig_formulier
from services.gateway.handlers.profielen.poorten import Formulierversie
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import alleen, json_antwoord
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import formaat
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.openapi import fouten
from services.gateway.routes.profielen import hulp
from services.gateway.routes.profielen import modellen as eigen

_PAD = "/profielen/formulieren/{swv}"


def voeg_toe(router: APIRouter, diensten: Diensten) -> None:
    """The routes."""
    lezer, ingelogd = Depends(met_lezer(diensten)), Depends(met_token(diensten.poort))

    @router.get(
        _PAD,
        summary="Het formulier van een samenwerkingsverband",
        operation_id="toonFormulier",
        responses={
            200: modellen.antwoord(eigen.Formulierblad, "Het formulier"),
            **fouten(400, 401, 404, 406, 503),
        },
    )
    async def toon(request: Request, swv: str, beller: Annotated[Beller, lezer]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with hulp.profielfouten():
            return _blad(await toon_formulier(diensten.gegevens, beller.rechten, swv, diensten.lopend()))

    @router.put(
        _PAD,
        summary="Wijzigt het formulier",
        operation_id="wijzigFormulier",
        description="Alleen een medewerker van dat samenwerkingsverband. Antwoorden blijven bewaard, ook bij vragen die"
        " vervallen; een vraag houdt haar code en soort. Met If-Match alleen als er niets tussendoor veranderde.",
        responses={
            200: modellen.antwoord(eigen.Formulierblad, "Zoals het nu geldt"),
            **fouten(400, 401, 403, 404, 412, 503),
        },
    )
    async def wijzig(request: Request, swv: str, nieuw: Formulier, beller: Annotated[Beller, ingelogd]) -> Response:
        zag, nu = request.headers.get("if-match"), diensten.clock.now()
        with hulp.profielfouten():
            return _blad(await wijzig_formulier(diensten.gegevens, beller, swv, nieuw, diensten.lopend(), nu, zag))


def _blad(blad: Formulierblad) -> Response:
    inhoud = {
        "swv": blad.swv,
        **_versie(blad.geldt),
        "formulier": blad.geldt.formulier.model_dump(by_alias=True, mode="json"),
        "magSchrijven": blad.mag,
        "geschiedenis": [_versie(een) for een in blad.geschiedenis],
        "_links": {"self": {"href": f"/v1/profielen/formulieren/{blad.swv}"}},
    }
    return json_antwoord(inhoud, {"ETag": blad.etag, "Cache-Control": "private, no-cache"})


def _versie(een: Formulierversie) -> dict[str, object]:
    return {
        "versie": een.versie,
        "gewijzigdOp": moment(een.op) if een.op else None,
        "gewijzigdDoor": een.door,
    }
