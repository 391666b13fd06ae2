"""`/v1/vrijgaven`: the releases that were made, and the audit report of each."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.vrijgaven import Regel, Vrijgavenbalie
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import alleen, als_problemen, niet_gevonden
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import bewaarbaar, formaat
from services.gateway.routes.openapi import FORMAAT, fouten
from services.gateway.routes.rapporten import DOCX, als_bestand
from services.gateway.routes.rapporthulp import als_problemen_van_rapporten

_UITLEG = (
    "De nieuwste eerst, voor de beheerder van een samenwerkingsverband en het platform. Het toetsrapport telt over alle"
    " samenwerkingsverbanden van de vrijgave samen; daarom is het er voor het platform, en voor wie van al die"
    " samenwerkingsverbanden de beheerder is."
)


class Vrijgave(modellen.Model):
    """Een vrijgave."""

    nummer: int
    stand: modellen.Tijd = Field(description="Stand per")
    niveaus: list[str] = Field(description="Niveaus waarvan iets opnieuw is bekeken")
    getoetst: bool = Field(description="Met een geslaagde toets; zonder blijft openbaar dicht")
    sha256: str
    links: dict[str, modellen.Link] = Field(
        alias="_links", description="toetsrapport: als het er is, en u het mag zien"
    )


class Vrijgavelijst(modellen.Model):
    """Alle vrijgaven."""

    vrijgaven: list[Vrijgave]


def build_router(diensten: Diensten, balie: Vrijgavenbalie) -> APIRouter:
    """Routes of releases."""
    router = APIRouter(prefix="/v1/vrijgaven", tags=["beheer"])
    ingelogd = Depends(met_token(diensten.poort))

    @router.get(
        "",
        summary="De vrijgaven die gemaakt zijn",
        operation_id="lijstVrijgaven",
        description=_UITLEG,
        openapi_extra={"parameters": [FORMAAT]},
        responses={200: modellen.antwoord(Vrijgavelijst, "De vrijgaven"), **fouten(304, 400, 401, 403, 406, 503)},
    )
    async def lijst(request: Request, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with als_problemen():
            return bewaarbaar(request, _lijst(await balie.lijst(beller.rechten)))

    @router.get(
        "/{nummer}/toetsrapport",
        summary="Het toetsrapport van een vrijgave",
        operation_id="haalToetsrapport",
        description=_UITLEG,
        responses={
            200: {"description": "Het bestand", "content": {DOCX: {"schema": {"type": "string", "format": "binary"}}}},
            **fouten(400, 401, 403, 404, 409, 503),
        },
        response_class=Response,
    )
    async def rapport(request: Request, nummer: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request)
        with als_problemen_van_rapporten():
            return als_bestand(await balie.rapport(beller.rechten, lees_nummer(nummer)))

    return router


def lees_nummer(gegeven: str) -> int:
    """The number of a release; one that cannot exist does not."""
    if not (gegeven.isascii() and gegeven.isdigit() and len(gegeven) <= 9):
        raise niet_gevonden()
    return int(gegeven)


def _lijst(regels: Sequence[Regel]) -> dict[str, Any]:
    return {"vrijgaven": [_toon(een) for een in regels]}


def _toon(regel: Regel) -> dict[str, Any]:
    een = regel.vrijgave
    adres = f"/v1/vrijgaven/{een.nummer}/toetsrapport"
    return {
        "nummer": een.nummer,
        "stand": moment(een.moment),
        "niveaus": list(een.niveaus),
        "getoetst": een.getoetst,
        "sha256": een.sha256.hex(),
        "_links": {"toetsrapport": {"href": adres}} if regel.mag and een.rapport else {},
    }
