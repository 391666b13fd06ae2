"""`/v1/toelichtingen`: what a unit writes itself beside its own figures."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from services.gateway.dashboards import DASHBOARDS
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.toelichtingen import MAX_TEKENS, OnleesbareTekst, Plek, Versie, is_naam, lees_tekst
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.poorten import Beller, OnbekendeEenheid
from services.gateway.handlers.toelichtingen import Blad, geldende, schrijf, toon, wis
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import (
    alleen,
    als_problemen,
    bladerbaar,
    json_antwoord,
    niet_gevonden,
    ongeldig,
)
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import bewaarbaar, formaat, lijstvraag
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.modellen import Bladerbaar, Link, Model, Schooljaar, Tijd
from services.gateway.routes.openapi import FORMAAT, PAGINERING, fouten, parameter
from shared.contracts.eenheden import Niveau
from shared.contracts.schooljaar import OngeldigSchooljaar, lees, tekst

_PAD: Final = "/toelichtingen/{niveau}/{eenheid}/{dashboard}/{figuur}/{schooljaar}"
_PARAMETERS: Final = [
    parameter("niveau", "Niveau van de eenheid.", {"enum": list(Niveau)}, required=True),
    parameter("eenheid", "Code van de eenheid.", required=True),
    parameter("schooljaar", "Zonder: alle.", {"pattern": r"^[0-9]{4}-[0-9]{4}$"}),
]
_WIE: Final = (
    "Alleen de eenheid zelf schrijft; bij een subregio het samenwerkingsverband. De eenheid, haar bestuur en haar"
    " samenwerkingsverband lezen mee, zoals die in dat schooljaar waren."
)


class ToelichtingIn(Model):
    """Platte tekst; leeg haalt de toelichting weg. Schrijf er niets in waaraan een leerling te herkennen is."""

    tekst: str = Field(max_length=2 * MAX_TEKENS, description=f"Hoogstens {MAX_TEKENS} tekens")


class ToelichtingVersie(Model):
    """Een tekst zoals iemand haar schreef; leeg: weggehaald."""

    versie: int
    tekst: str
    geschreven_op: Tijd
    geschreven_door: str


class Toelichting(Model):
    """Wat een eenheid bij een figuur schreef, in een schooljaar. `versie` 0: er is nooit iets geschreven."""

    niveau: Niveau
    eenheid: str
    dashboard: str
    figuur: str
    schooljaar: Schooljaar
    versie: int
    tekst: str
    geschreven_op: Tijd | None
    geschreven_door: str | None
    links: dict[str, Link] = Field(alias="_links")


class ToelichtingBlad(Toelichting):
    """Hetzelfde, met alles wat er eerder stond."""

    mag_schrijven: bool
    geschiedenis: list[ToelichtingVersie] = Field(description="Alle versies, de nieuwste eerst")


class Toelichtingen(Bladerbaar):
    """De toelichtingen van een eenheid die u mag lezen."""

    toelichtingen: list[Toelichting]


def build_router(diensten: Diensten) -> APIRouter:
    """Routes of texts beside figures."""
    router = APIRouter(prefix="/v1", tags=["toelichtingen"])
    _voeg_lezen_toe(router, diensten)
    _voeg_schrijven_toe(router, diensten)
    return router


def _voeg_lezen_toe(router: APIRouter, diensten: Diensten) -> None:
    lezer = Depends(met_lezer(diensten))

    @router.get(
        "/toelichtingen",
        summary="Toelichtingen van een eenheid",
        operation_id="lijstToelichtingen",
        description=_WIE,
        openapi_extra={"parameters": [*_PARAMETERS, *PAGINERING, FORMAAT]},
        responses={200: modellen.antwoord(Toelichtingen, "Eén bladzijde"), **fouten(304, 400, 401, 404, 406, 503)},
    )
    async def lijst(request: Request, beller: Annotated[Beller, lezer]) -> Response:
        bladzijde, eenheid, jaar = lijstvraag(
            request, ("niveau", "eenheid", "schooljaar"), lambda: _eenheid(request), lambda: _jaar(request)
        )
        with als_problemen():
            async with diensten.gegevens.lezing(beller.rechten, diensten.lopend()) as lezing:
                gevonden = await geldende(lezing, beller.rechten, eenheid, jaar)
        inhoud, headers = bladerbaar(request, "toelichtingen", [_een(v.plek, v) for v in gevonden], bladzijde)
        return bewaarbaar(request, inhoud, headers=headers)

    @router.get(
        _PAD,
        summary="Eén toelichting, met wat er eerder stond",
        operation_id="toonToelichting",
        description=_WIE,
        responses={200: modellen.antwoord(ToelichtingBlad, "De toelichting"), **fouten(400, 401, 403, 404, 406, 503)},
    )
    async def toon_(
        request: Request, plek: Annotated[Plek, Depends(_plek)], beller: Annotated[Beller, lezer]
    ) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with als_problemen():
            return _blad(await toon(diensten.gegevens, beller.rechten, plek, diensten.lopend()))


def _voeg_schrijven_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd = Depends(met_token(diensten.poort))

    @router.put(
        _PAD,
        summary="Schrijft een toelichting",
        operation_id="schrijfToelichting",
        description=f"{_WIE} Met If-Match alleen als er niets tussendoor veranderde.",
        responses={
            200: modellen.antwoord(ToelichtingBlad, "Zoals zij nu luidt"),
            **fouten(400, 401, 403, 404, 412, 503),
        },
    )
    async def schrijf_(
        request: Request,
        nieuw: ToelichtingIn,
        plek: Annotated[Plek, Depends(_plek)],
        beller: Annotated[Beller, ingelogd],
    ) -> Response:
        inhoud, zag = _tekst(nieuw.tekst), request.headers.get("if-match")
        with als_problemen():
            await keur_figuur(diensten, beller, plek)
            nu, lopend = diensten.clock.now(), diensten.lopend()
            return _blad(await schrijf(diensten.gegevens, beller, plek, inhoud, lopend, nu, zag))

    @router.delete(
        _PAD,
        summary="Wist een toelichting, met alles wat er eerder stond",
        operation_id="wisToelichting",
        description=f"Voor wat er nooit had mogen staan. Het komt niet terug. {_WIE}",
        status_code=204,
        responses={204: {"description": "Er staat niets meer"}, **fouten(400, 401, 403, 404, 503)},
    )
    async def wis_(plek: Annotated[Plek, Depends(_plek)], beller: Annotated[Beller, ingelogd]) -> Response:
        with als_problemen():
            await wis(diensten.gegevens, beller, plek, diensten.lopend())
        return Response(status_code=204)


async def keur_figuur(diensten: Diensten, beller: Beller, plek: Plek) -> None:
    """Raises OnbekendeEenheid where this unit has no such figure in that schooljaar, OngeldigeVraag."""
    vraag = {"niveau": plek.eenheid.niveau, "eenheid": plek.eenheid.code, "schooljaar": tekst(plek.schooljaar)}
    d = (await diensten.dashboards.geef(DASHBOARDS[plek.dashboard], beller, vraag)).inhoud
    if plek.figuur not in [figuur["code"] for figuur in d["figuren"]]:
        raise OnbekendeEenheid


def _plek(niveau: Niveau, eenheid: str, dashboard: str, figuur: str, schooljaar: str) -> Plek:
    """From the address. Raises Problem 400, 404."""
    if dashboard not in DASHBOARDS or not is_naam(figuur):
        raise niet_gevonden()
    try:
        return Plek(Eenheid(niveau, eenheid), dashboard, figuur, lees(schooljaar))
    except OngeldigSchooljaar as fout:
        raise ongeldig([Misser("path.schooljaar", "heeft de vorm 2025-2026")]) from fout


def _eenheid(request: Request) -> Eenheid:
    niveau, code = request.query_params.get("niveau", ""), request.query_params.get("eenheid", "")
    if niveau not in tuple(Niveau) or not code:
        raise ongeldig([Misser("query.eenheid", "en niveau zijn nodig")])
    return Eenheid(Niveau(niveau), code)


def _jaar(request: Request) -> int | None:
    gegeven = request.query_params.get("schooljaar")
    try:
        return lees(gegeven) if gegeven else None
    except OngeldigSchooljaar as fout:
        raise ongeldig([Misser("query.schooljaar", "heeft de vorm 2025-2026")]) from fout


def _tekst(ruw: str) -> str:
    try:
        return lees_tekst(ruw)
    except OnleesbareTekst as fout:
        raise ongeldig([Misser("bericht.tekst", str(fout))]) from fout


def _blad(blad: Blad) -> Response:
    laatste = blad.geschiedenis[0] if blad.geschiedenis else None
    inhoud = {
        **_een(blad.plek, laatste),
        "magSchrijven": blad.mag,
        "geschiedenis": [_versie(een) for een in blad.geschiedenis],
    }
    return json_antwoord(inhoud, {"ETag": blad.etag, "Cache-Control": "private, no-cache"})


def _een(plek: Plek, versie: Versie | None) -> dict[str, Any]:
    niveau, code = plek.eenheid
    jaar = tekst(plek.schooljaar)
    adres = f"/v1/toelichtingen/{niveau.value}/{code}/{plek.dashboard}/{plek.figuur}/{jaar}"
    leeg = {"versie": 0, "tekst": "", "geschrevenOp": None, "geschrevenDoor": None}
    return {
        "niveau": niveau.value,
        "eenheid": code,
        "dashboard": plek.dashboard,
        "figuur": plek.figuur,
        "schooljaar": jaar,
        **(_versie(versie) if versie else leeg),
        "_links": {"self": {"href": adres}},
    }


def _versie(een: Versie) -> dict[str, Any]:
    return {
        "versie": een.versie,
        "tekst": een.tekst,
        "geschrevenOp": moment(een.op),
        "geschrevenDoor": een.door,
    }
