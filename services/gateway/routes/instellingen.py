"""`/v1/instellingen`: what the beheerder of an SWV decides for it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.domain.instellingen import Instelling
from services.gateway.domain.ondergrens import HOOGST, LAAGST, ondergrens_mag
from services.gateway.domain.rechten import Rol
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.instellingen import Blad, toon, wijzig
from services.gateway.handlers.poorten import Beller, Wijziging
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen, modellen_beheer
from services.gateway.routes.antwoorden import alleen, als_problemen, ongeldig
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import formaat
from services.gateway.routes.openapi import fouten
from services.gateway.routes.versieblad import tenzij_bekend, versieblad
from shared.contracts.duren import Termijn

_UITLEG = (
    "Wat een SWV zelf bepaalt: de termijn van de doorlooptijd, wie naar ondersteuningsbehoefte mag splitsen, en onder"
    " welk aantal dossiers besturen en scholen niets zien. Het"
    " geldt bij het lezen: meteen, voor alle schooljaren. Een nieuwe inhoud vervangt de oude als geheel."
)


def build_router(diensten: Diensten) -> APIRouter:
    """To read the settings of an SWV, and to replace them."""
    router = APIRouter(prefix="/v1", tags=["beheer"])
    _voeg_lezen_toe(router, diensten)
    _voeg_wijzigen_toe(router, diensten)
    return router


def _voeg_lezen_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd = Depends(met_token(diensten.poort))

    @router.get(
        "/instellingen/{swv}",
        summary="Instellingen van een samenwerkingsverband",
        operation_id="toonInstellingen",
        description=_UITLEG,
        responses={
            200: modellen.antwoord(modellen_beheer.Instellingen, "De instellingen"),
            **fouten(304, 400, 401, 404, 406, 503),
        },
    )
    async def toon_(request: Request, swv: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with als_problemen():
            blad = await toon(diensten.gegevens, beller.rechten, swv, diensten.lopend())
        return tenzij_bekend(request, _blad(blad))


def _voeg_wijzigen_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd = Depends(met_token(diensten.poort))

    @router.put(
        "/instellingen/{swv}",
        summary="Wijzigt de instellingen",
        operation_id="wijzigInstellingen",
        description="Alleen voor de beheerder van dat SWV; met If-Match alleen als er niets tussendoor veranderde.",
        responses={
            200: modellen.antwoord(modellen_beheer.Instellingen, "Zoals ze nu gelden"),
            **fouten(400, 401, 403, 404, 412, 503),
        },
    )
    async def wijzig_(
        request: Request, swv: str, nieuw: modellen_beheer.InstellingenIn, beller: Annotated[Beller, ingelogd]
    ) -> Response:
        zag = request.headers.get("if-match")
        with als_problemen():
            nu = diensten.clock.now()
            lopend = diensten.lopend()
            return _blad(await wijzig(diensten.gegevens, beller, swv, _instelling(nieuw), lopend, nu, zag))


def _instelling(nieuw: modellen_beheer.InstellingenIn) -> Instelling:
    """Raises Problem 400 for a lower bound that protects nobody."""
    if not ondergrens_mag(nieuw.ondergrens):
        raise ongeldig([Misser("bericht.ondergrens", f"is 0 (geen), of {LAAGST} tot en met {HOOGST}")])
    termijn = Termijn(nieuw.doorlooptijd.dagen, nieuw.doorlooptijd.vanaf)
    return Instelling(termijn, frozenset(map(Rol, nieuw.behoefte_voor)), ondergrens=nieuw.ondergrens)


def _blad(blad: Blad) -> Response:
    laatste = blad.geschiedenis[0] if blad.geschiedenis else None
    eerder = [_versie(een.instelling, een) for een in blad.geschiedenis]
    return versieblad(blad.swv, "", blad.etag, _versie(blad.instelling, laatste), eerder)


def _versie(instelling: Instelling, wijziging: Wijziging | None) -> dict[str, Any]:
    return {
        "doorlooptijd": {"dagen": instelling.termijn.dagen, "vanaf": instelling.termijn.vanaf.value},
        "behoefteVoor": sorted(rol.value for rol in instelling.behoefte_voor),
        "ondergrens": instelling.ondergrens,
        "versie": instelling.versie,
        "gewijzigdOp": moment(wijziging.op) if wijziging else None,
        "gewijzigdDoor": wijziging.door if wijziging else None,
    }
