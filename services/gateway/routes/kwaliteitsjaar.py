"""`/v1/kwaliteitsjaar/{swv}`: the year of the quality cycle with what is due, and the moments that an SWV adds."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from services.gateway.domain.kwaliteit.jaar import Moment
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.jaar import (
    AANTAL_JAREN,
    jaar_bestaat,
    moment_etag,
    moment_json,
    schrijf_moment,
    toon_jaar,
    toon_moment,
)
from services.gateway.handlers.poorten import Beller
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import alleen, als_problemen, json_antwoord, ongeldig
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.doelen import Dag
from services.gateway.routes.formaten import formaat
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.modellen import Link, Model, Schooljaar, Tijd
from services.gateway.routes.openapi import FORMAAT, fouten, parameter
from shared.contracts.schooljaar import OngeldigSchooljaar, lees

Fase = Literal["plan", "do", "check", "act"]
_JAAR = "/kwaliteitsjaar/{swv}"
_MOMENTEN = f"{_JAAR}/momenten"
_EEN = f"{_MOMENTEN}/{{id}}"
_WIE = "Medewerkers en beheerder van het samenwerkingsverband lezen; alleen medewerkers schrijven."


class MomentIn(Model):
    """Iets dat het samenwerkingsverband zelf in zijn jaar zet."""

    fase: Fase
    titel: str
    uiterlijk: str = Field(description="Een dag: 2026-11-22")
    eigenaar: str | None = None
    klaar_op: str | None = Field(None, description="De dag waarop het klaar was; null: nog niet")


class MomentBlad(Model):
    """Een moment van het samenwerkingsverband zelf."""

    id: str
    swv: str
    fase: Fase
    titel: str
    uiterlijk: Dag
    schooljaar: Schooljaar
    eigenaar: str | None
    klaar_op: Dag | None
    te_laat: bool
    versie: int
    gewijzigd_op: Tijd
    gewijzigd_door: str
    links: dict[str, Link] = Field(alias="_links")


class Jaarpunt(Model):
    """Iets in het jaar; `soort` zegt waar het vandaan komt."""

    soort: Literal["moment", "doel", "gesprek", "afspraak", "standaard", "teldatum", "profielen"]
    fase: Fase
    titel: str
    dag: Dag
    eigenaar: str | None
    klaar: bool
    te_laat: bool
    links: dict[str, Link] = Field(alias="_links")


class Kwaliteitsjaar(Model):
    """Het jaar op dag, met wat al klaar had moeten zijn, en de eigen momenten."""

    swv: str
    schooljaar: Schooljaar
    te_laat: int = Field(description="Hoeveel er al klaar had moeten zijn")
    punten: list[Jaarpunt]
    momenten: list[MomentBlad]
    mag_schrijven: bool
    links: dict[str, Link] = Field(alias="_links")


def build_router(diensten: Diensten) -> APIRouter:
    """The routes of the year."""
    router = APIRouter(prefix="/v1", tags=["doelen"])
    _voeg_lezen_toe(router, diensten)
    _voeg_schrijven_toe(router, diensten)
    return router


def _voeg_lezen_toe(router: APIRouter, diensten: Diensten) -> None:
    lezer, gegevens, clock = Depends(met_lezer(diensten)), diensten.gegevens, diensten.clock

    @router.get(
        _JAAR,
        summary="Het kwaliteitsjaar: plannen, uitvoeren, nagaan en bijstellen",
        operation_id="toonKwaliteitsjaar",
        description=f"Doelen, oordelen, gesprekken, afspraken, profielen, teldatums en eigen momenten op dag. {_WIE}",
        openapi_extra={
            "parameters": [
                parameter("schooljaar", "Zonder: het lopende.", {"pattern": r"^[0-9]{4}-[0-9]{4}$"}), FORMAAT,
            ]
        },
        responses={200: modellen.antwoord(Kwaliteitsjaar, "Het jaar"), **fouten(400, 401, 404, 406, 503)},
    )  # fmt: skip
    async def jaar(request: Request, swv: str, beller: Annotated[Beller, lezer]) -> Response:
        alleen(request, "schooljaar", "formaat")
        formaat(request)
        gevraagd = _jaar(request, diensten.lopend())
        with als_problemen():
            blad = await toon_jaar(gegevens, beller, swv, gevraagd, clock.today())
        return json_antwoord(blad.json(clock.today()), {"Cache-Control": "private, no-cache"})

    @router.get(
        _EEN,
        summary="Eén eigen moment",
        operation_id="toonMoment",
        description=_WIE,
        responses={200: modellen.antwoord(MomentBlad, "Het moment"), **fouten(400, 401, 404, 406, 503)},
    )
    async def toon(request: Request, swv: str, id: UUID, beller: Annotated[Beller, lezer]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with als_problemen():
            return _blad(await toon_moment(gegevens, beller, swv, id, clock.today()), diensten)


def _voeg_schrijven_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd, gegevens, clock = Depends(met_token(diensten.poort)), diensten.gegevens, diensten.clock

    @router.post(
        _MOMENTEN,
        summary="Zet een moment in het jaar",
        operation_id="maakMoment",
        description=_WIE,
        status_code=201,
        responses={201: modellen.antwoord(MomentBlad, "Het moment"), **fouten(400, 401, 403, 404, 503)},
    )
    async def maak(swv: str, nieuw: MomentIn, beller: Annotated[Beller, ingelogd]) -> Response:
        nu, vandaag = clock.now(), clock.today()
        with als_problemen():
            gemaakt = await schrijf_moment(gegevens, beller, swv, None, _inhoud(nieuw), nu, vandaag, None)
        return _blad(gemaakt, diensten, 201)

    @router.put(
        _EEN,
        summary="Wijzigt een moment, of zegt dat het klaar is",
        operation_id="wijzigMoment",
        description=f"{_WIE} Met If-Match alleen als er niets tussendoor veranderde.",
        responses={200: modellen.antwoord(MomentBlad, "Zoals het nu is"), **fouten(400, 401, 403, 404, 412, 503)},
    )
    async def wijzig(
        request: Request, swv: str, id: UUID, nieuw: MomentIn, beller: Annotated[Beller, ingelogd]
    ) -> Response:
        zag, nu, vandaag = request.headers.get("if-match"), clock.now(), clock.today()
        with als_problemen():
            return _blad(await schrijf_moment(gegevens, beller, swv, id, _inhoud(nieuw), nu, vandaag, zag), diensten)

    @router.delete(
        _EEN,
        summary="Haalt een moment uit het jaar",
        operation_id="laatMomentVervallen",
        description=f"Wat het zei blijft bewaard. {_WIE}",
        status_code=204,
        responses={204: {"description": "Het staat er niet meer"}, **fouten(400, 401, 403, 404, 412, 503)},
    )
    async def verval(request: Request, swv: str, id: UUID, beller: Annotated[Beller, ingelogd]) -> Response:
        zag, nu, vandaag = request.headers.get("if-match"), clock.now(), clock.today()
        with als_problemen():
            await schrijf_moment(gegevens, beller, swv, id, {}, nu, vandaag, zag, vervallen=True)
        return Response(status_code=204)


def _jaar(request: Request, lopend: int) -> int:
    """Raises Problem 400."""
    gegeven = request.query_params.get("schooljaar")
    try:
        gevraagd = lees(gegeven) if gegeven else lopend
    except OngeldigSchooljaar as fout:
        raise ongeldig([Misser("query.schooljaar", "heeft de vorm 2025-2026")]) from fout
    if not jaar_bestaat(gevraagd, lopend):
        raise ongeldig([Misser("query.schooljaar", f"ligt te ver weg: er zijn {AANTAL_JAREN} schooljaren")])
    return gevraagd


def _inhoud(nieuw: MomentIn) -> dict[str, object]:
    return nieuw.model_dump(by_alias=True, mode="json")


def _blad(een: Moment, diensten: Diensten, status: int = 200) -> Response:
    inhoud = moment_json(een, diensten.clock.today())
    headers = {"ETag": moment_etag(een), "Cache-Control": "private, no-cache"}
    if status == 201:
        headers["Location"] = inhoud["_links"]["self"]["href"]
    return json_antwoord(inhoud, headers, status)
