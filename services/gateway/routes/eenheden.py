"""`/v1/eenheden`: what this caller may see, and the way down."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.domain.eenheden import Zichtbaar
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.eenheden import Zoekvraag, detail, eenheid_json, lijst
from services.gateway.handlers.poorten import Beller
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import (
    Bladzijde,
    alleen,
    als_problemen,
    bladerbaar,
    niet_gevonden,
    ongeldig,
    samen,
)
from services.gateway.routes.bladen import blad_eenheden
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import (
    LIJST,
    bewaarbaar,
    bewaarbaar_als,
    formaat,
    formaat_parameter,
    in_vormen,
    kies_vorm,
)
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.openapi import PAGINERING, fouten, parameter
from shared.contracts.eenheden import Niveau
from shared.contracts.schooljaar import OngeldigSchooljaar, lees

_MAX_ZOEK = 100
_PARAMETERS = [
    parameter("niveau", "Alleen eenheden op dit niveau.", {"enum": list(Niveau)}),
    parameter("binnen", "Alleen eenheden binnen deze eenheid: code van een SWV, subregio, bestuur of landelijk."),
    parameter(
        "schooljaar",
        "De indeling van dit schooljaar; zonder: van alle schooljaren.",
        {"pattern": r"^[0-9]{4}-[0-9]{4}$"},
    ),
    parameter("zoek", "Deel van naam, plaats of code.", {"maxLength": _MAX_ZOEK}),
    *PAGINERING,
    formaat_parameter(LIJST),
]
_NAMEN = ("niveau", "binnen", "schooljaar", "zoek", "pagina", "paginaGrootte", "formaat")


def build_router(diensten: Diensten) -> APIRouter:
    """Routes of units."""
    router = APIRouter(prefix="/v1", tags=["eenheden"])
    _voeg_lijst_toe(router, diensten)
    _voeg_detail_toe(router, diensten)
    return router


def _voeg_lijst_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd = Depends(met_lezer(diensten))

    @router.get(
        "/eenheden",
        summary="Eenheden die u mag zien",
        operation_id="lijstEenheden",
        openapi_extra={"parameters": _PARAMETERS},
        responses={
            200: in_vormen(modellen.antwoord(modellen.Eenheden, "Eén bladzijde"), LIJST),
            **fouten(304, 400, 401, 404, 406, 503),
        },
    )
    async def eenheden(request: Request, beller: Annotated[Beller, ingelogd]) -> Response:
        _, vorm, vraag, bladzijde = samen(
            lambda: alleen(request, *_NAMEN),
            lambda: kies_vorm(request, LIJST),
            lambda: _zoekvraag(request),
            lambda: Bladzijde.van(request),
        )
        with als_problemen():
            gevonden = await lijst(diensten.gegevens, beller.rechten, vraag, diensten.lopend())
        inhoud, headers = bladerbaar(request, "eenheden", [_eenheid(een) for een in gevonden], bladzijde)
        blad = blad_eenheden(inhoud["eenheden"])
        return await bewaarbaar_als(request, inhoud, vorm, "eenheden", lambda: blad, headers)


def _voeg_detail_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd = Depends(met_lezer(diensten))

    @router.get(
        "/eenheden/{niveau}/{id}",
        summary="Eén eenheid, met de weg omhoog en omlaag",
        operation_id="toonEenheid",
        responses={
            200: modellen.antwoord(modellen.EenheidDetail, "De eenheid"),
            **fouten(304, 400, 401, 404, 406, 503),
        },
    )
    async def eenheid(request: Request, niveau: str, id: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        if niveau not in tuple(Niveau):
            raise niet_gevonden()
        with als_problemen():
            gevonden = await detail(diensten.gegevens, beller.rechten, Eenheid(Niveau(niveau), id), diensten.lopend())
        inhoud = {
            **_eenheid(gevonden.zichtbaar),
            "ouders": [_eenheid(een) for een in gevonden.ouders],
            "kinderen": [_eenheid(een) for een in gevonden.kinderen],
        }
        return bewaarbaar(request, inhoud)


def _eenheid(een: Zichtbaar) -> dict[str, Any]:
    niveau, code = een.eenheid
    adres = f"/v1/eenheden/{niveau.value}/{code}"
    return {
        **eenheid_json(een),
        "_links": {"self": {"href": adres}, "binnen": {"href": f"/v1/eenheden?binnen={code}"}},
    }


def _zoekvraag(request: Request) -> Zoekvraag:
    """Raises Problem 400 with every mistake."""
    gegeven = {naam: waarde for naam, waarde in request.query_params.items() if waarde != ""}
    missers: list[Misser] = []
    niveau, schooljaar = gegeven.get("niveau"), None
    if niveau is not None and niveau not in tuple(Niveau):
        missers.append(Misser("query.niveau", f"is geen toegestane waarde; kies uit {', '.join(Niveau)}"))
    if "schooljaar" in gegeven:
        try:
            schooljaar = lees(gegeven["schooljaar"])
        except OngeldigSchooljaar:
            missers.append(Misser("query.schooljaar", "heeft de vorm 2025-2026"))
    if len(gegeven.get("zoek", "")) > _MAX_ZOEK:
        missers.append(Misser("query.zoek", f"is langer dan {_MAX_ZOEK} tekens"))
    if missers:
        raise ongeldig(missers)
    return Zoekvraag(Niveau(niveau) if niveau else None, gegeven.get("binnen"), schooljaar, gegeven.get("zoek"))
