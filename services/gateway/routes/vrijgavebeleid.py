"""`/v1/instellingen/{swv}/vrijgave`: the release policy of an SWV."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.domain.vraag import Misser
from services.gateway.domain.vrijgavebeleid import GRENZEN, Vrijgavebeleid
from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.vrijgavebeleid import Beleidsblad, toon_beleid, wijzig_beleid
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen, modellen_beheer
from services.gateway.routes.antwoorden import alleen, als_problemen, ongeldig
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import formaat
from services.gateway.routes.openapi import fouten
from services.gateway.routes.versieblad import tenzij_bekend, versieblad

_PAD = "/instellingen/{swv}/vrijgave"
_JSON = {"maanden_groot": "maandenGroot", "maanden_klein": "maandenKlein"}


def build_router(diensten: Diensten) -> APIRouter:
    """Its two routes."""
    router = APIRouter(prefix="/v1", tags=["beheer"])
    ingelogd = Depends(met_token(diensten.poort))

    @router.get(
        _PAD,
        summary="Hoe de cijfers van een samenwerkingsverband worden vrijgegeven",
        operation_id="toonVrijgavebeleid",
        description="Drempels en maanden. Zonder eigen beleid (versie 0) geldt dat van de installatie.",
        responses={
            200: modellen.antwoord(modellen_beheer.Vrijgavebeleidsblad, "Het beleid"),
            **fouten(304, 400, 401, 404, 406, 503),
        },
    )
    async def toon_(request: Request, swv: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with als_problemen():
            blad = await toon_beleid(diensten.gegevens.beleidsboek, beller.rechten, swv)
        return tenzij_bekend(request, _blad(blad))

    @router.put(
        _PAD,
        summary="Wijzigt hoe de cijfers worden vrijgegeven",
        operation_id="wijzigVrijgavebeleid",
        description="Alleen voor de beheerder van dat SWV; geldt vanaf de volgende vrijgave. Met If-Match alleen als"
        " er niets tussendoor veranderde.",
        responses={
            200: modellen.antwoord(modellen_beheer.Vrijgavebeleidsblad, "Zoals het nu geldt"),
            **fouten(400, 401, 403, 404, 412, 503),
        },
    )
    async def wijzig_(
        request: Request, swv: str, nieuw: modellen_beheer.VrijgavebeleidIn, beller: Annotated[Beller, ingelogd]
    ) -> Response:
        zag, beleid = request.headers.get("if-match"), _beleid(nieuw)
        with als_problemen():
            return _blad(
                await wijzig_beleid(diensten.gegevens.beleidsboek, beller, swv, beleid, diensten.clock.now(), zag)
            )

    return router


def _beleid(nieuw: modellen_beheer.VrijgavebeleidIn) -> Vrijgavebeleid:
    """Raises Problem 400 with every rule that it breaks."""
    getallen = {naam: getattr(nieuw, naam) for naam in GRENZEN}
    groot, klein = tuple(sorted(nieuw.maanden_groot)), tuple(sorted(nieuw.maanden_klein))
    beleid = Vrijgavebeleid(maanden_groot=groot, maanden_klein=klein, **getallen)
    if missers := [Misser(f"bericht.{_JSON.get(naam, naam)}", tekst) for naam, tekst in beleid.fouten().items()]:
        raise ongeldig(missers)
    return beleid


def _blad(blad: Beleidsblad) -> Response:
    laatste = blad.geschiedenis[0] if blad.geschiedenis else None
    geldt = _versie(blad.beleid, blad.versie, laatste and laatste.op, laatste and laatste.door)
    eerder = [_versie(een.beleid, een.versie, een.op, een.door) for een in blad.geschiedenis]
    return versieblad(blad.swv, "/vrijgave", blad.etag, geldt, eerder)


def _versie(beleid: Vrijgavebeleid, versie: int, op: datetime | None, door: str | None) -> dict[str, Any]:
    return {
        **{naam: getattr(beleid, naam) for naam in GRENZEN},
        **{json: list(getattr(beleid, naam)) for naam, json in _JSON.items()},
        "versie": versie,
        "gewijzigdOp": moment(op) if op else None,
        "gewijzigdDoor": door,
    }
