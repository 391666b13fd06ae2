"""`/v1/doelen/{id}`: one goal with its history; an SWV makes, changes and ends its goals."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from services.gateway.domain.kwaliteit.doelbeheer import Doelversie
from services.gateway.handlers.doelbeheer import Doelblad, laat_vervallen, maak_doel, toon_doel, wijzig_doel
from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import alleen, als_problemen, json_antwoord
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.doelen import Dag, Doel
from services.gateway.routes.formaten import formaat
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.modellen import Model, Tijd
from services.gateway.routes.openapi import fouten
from shared.contracts.eenheden import Niveau

Getal = float | str | None
_WIE = "Alleen medewerkers van het samenwerkingsverband schrijven."


class DoelIn(Model):
    """Wat er van een doel te wijzigen is."""

    titel: str = Field(max_length=4000)
    indicator: str | None = Field(None, description="Code uit de catalogus; null: geen indicator meet dit doel")
    streefwaarde: Getal = Field(None, description="Een getal, of een tekst met punt of komma")
    richting: Literal["hoger", "lager", "gelijk"] | None = None
    uiterlijk: str | None = Field(None, description="Een dag: 2027-07-31")
    eigenaar: str | None = Field(None, description="Functie of naam van wie het doel bewaakt")
    notitie: str | None = Field(None, description="Alleen voor het samenwerkingsverband zelf")


class NieuwDoelIn(DoelIn):
    """Een nieuw doel; plan, code en eenheid veranderen daarna niet meer."""

    swv: str
    plan: str
    code: str
    niveau: Niveau = Niveau.SWV
    eenheid: str | None = Field(None, description="Zonder: het samenwerkingsverband zelf")


class DoelVersie(Model):
    """Een doel zoals iemand het hier schreef."""

    versie: int
    titel: str
    indicator: str | None
    streefwaarde: float | None
    richting: Literal["hoger", "lager", "gelijk"] | None
    uiterlijk: Dag | None
    eigenaar: str | None
    notitie: str
    vervallen: bool
    gewijzigd_op: Tijd
    gewijzigd_door: str


class DoelBlad(Doel):
    """Een doel met wat het hier eerder zei, de nieuwste versie eerst; alleen voor het samenwerkingsverband."""

    geschiedenis: list[DoelVersie]


def build_router(diensten: Diensten) -> APIRouter:
    """The routes of one goal."""
    router = APIRouter(prefix="/v1", tags=["doelen"])
    _voeg_maken_toe(router, diensten)
    _voeg_lezen_toe(router, diensten)
    _voeg_wijzigen_toe(router, diensten)
    return router


def _voeg_maken_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd, gegevens, clock = Depends(met_token(diensten.poort)), diensten.gegevens, diensten.clock

    @router.post(
        "/doelen",
        summary="Maakt een doel",
        operation_id="maakDoel",
        description=_WIE,
        status_code=201,
        responses={201: modellen.antwoord(DoelBlad, "Het doel"), **fouten(400, 401, 403, 412, 503)},
    )
    async def maak(nieuw: NieuwDoelIn, beller: Annotated[Beller, ingelogd]) -> Response:
        with als_problemen():
            return _blad(await maak_doel(gegevens, beller, _inhoud(nieuw), clock.now(), clock.today()), 201)


def _voeg_lezen_toe(router: APIRouter, diensten: Diensten) -> None:
    lezer = Depends(met_lezer(diensten))

    @router.get(
        "/doelen/{id}",
        summary="Eén doel, met wat het eerder zei",
        operation_id="toonDoel",
        responses={200: modellen.antwoord(DoelBlad, "Het doel"), **fouten(400, 401, 404, 406, 503)},
    )
    async def toon(request: Request, id: UUID, beller: Annotated[Beller, lezer]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with als_problemen():
            return _blad(await toon_doel(diensten.gegevens, beller, id, diensten.clock.today()))


def _voeg_wijzigen_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd, gegevens, clock = Depends(met_token(diensten.poort)), diensten.gegevens, diensten.clock

    @router.put(
        "/doelen/{id}",
        summary="Wijzigt een doel",
        operation_id="wijzigDoel",
        description=f"{_WIE} Met If-Match alleen als er niets tussendoor veranderde.",
        responses={200: modellen.antwoord(DoelBlad, "Zoals het nu geldt"), **fouten(400, 401, 403, 404, 412, 503)},
    )
    async def wijzig(request: Request, id: UUID, nieuw: DoelIn, beller: Annotated[Beller, ingelogd]) -> Response:
        zag = request.headers.get("if-match")
        with als_problemen():
            return _blad(await wijzig_doel(gegevens, beller, id, _inhoud(nieuw), clock.now(), clock.today(), zag))

    @router.delete(
        "/doelen/{id}",
        summary="Laat een doel vervallen",
        operation_id="laatDoelVervallen",
        description=f"Het geldt niet meer; wat het zei blijft bewaard. {_WIE}",
        status_code=204,
        responses={204: {"description": "Het doel geldt niet meer"}, **fouten(400, 401, 403, 404, 412, 503)},
    )
    async def verval(request: Request, id: UUID, beller: Annotated[Beller, ingelogd]) -> Response:
        zag = request.headers.get("if-match")
        with als_problemen():
            await laat_vervallen(gegevens, beller, id, clock.now(), clock.today(), zag)
        return Response(status_code=204)


def _inhoud(nieuw: DoelIn) -> dict[str, object]:
    return nieuw.model_dump(by_alias=True, mode="json")


def _blad(blad: Doelblad, status: int = 200) -> Response:
    inhoud = {**blad.json, "geschiedenis": [_versie(een) for een in blad.geschiedenis]}
    headers = {"ETag": blad.etag, "Cache-Control": "private, no-cache"}
    if status == 201:
        headers["Location"] = str(blad.json["_links"]["self"]["href"])
    return json_antwoord(inhoud, headers, status)


def _versie(een: Doelversie) -> dict[str, Any]:
    i = een.invoer
    return {
        "versie": een.versie,
        "titel": i.titel,
        "indicator": i.indicator,
        "streefwaarde": None if i.streefwaarde is None else float(i.streefwaarde),
        "richting": i.richting,
        "uiterlijk": None if i.uiterlijk is None else i.uiterlijk.isoformat(),
        "eigenaar": i.eigenaar,
        "notitie": i.notitie,
        "vervallen": een.vervallen,
        "gewijzigdOp": moment(een.op),
        "gewijzigdDoor": een.door,
    }
