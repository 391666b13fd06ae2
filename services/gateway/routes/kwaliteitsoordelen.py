"""`/v1/kwaliteitsoordelen/{swv}`: own judgements of an SWV by standard of the waarderingskader, with evidence."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.standaarden import Standaardblad, oordeel_over, toon_standaard, toon_standaarden
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import alleen, als_problemen, json_antwoord
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.doelen import Dag, Punt
from services.gateway.routes.formaten import bewaarbaar, formaat
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.modellen import Link, Model, Tijd
from services.gateway.routes.openapi import fouten

Code = Literal["RPO1", "RPO2", "RPO3", "BKA1", "BKA2", "BKA3"]
Woord = Literal["onvoldoende", "voldoende", "goed"]
_PAD = "/kwaliteitsoordelen/{swv}/{standaard}"
_WIE = "Medewerkers en beheerder van het samenwerkingsverband lezen; alleen medewerkers schrijven."


class OordeelIn(Model):
    """Een nieuw oordeel; het vorige blijft in de geschiedenis staan."""

    oordeel: Woord
    peildatum: str = Field(description="Een dag: 2026-11-22")
    toelichting: str = ""
    bewijs: list[str] = Field(default=[], description="`indicator:<code>` of `doel:<id>`")


class Bewijs(Model):
    """Waar een oordeel op rust, zoals het er nu voor staat; zonder `nu` is er geen waarde (meer)."""

    id: str
    soort: Literal["indicator", "doel"]
    code: str
    titel: str
    indicator: str | None
    nu: Punt | None
    op_koers: bool | None
    reden: str | None


class OordeelVersie(Model):
    """Een oordeel zoals het werd geschreven."""

    versie: int
    oordeel: Woord
    peildatum: Dag
    toelichting: str
    bewijs: list[str]
    geschreven_op: Tijd
    geschreven_door: str


class Kwaliteitsoordeel(Model):
    """Een standaard met het oordeel van het samenwerkingsverband zelf. `versie` 0: er is nog geen oordeel."""

    swv: str
    standaard: Code
    titel: str
    gebied: str
    versie: int
    oordeel: Woord | None
    peildatum: Dag | None
    toelichting: str
    bewijs: list[Bewijs] = Field(description="Zonder oordeel: een voorstel")
    geschreven_op: Tijd | None
    geschreven_door: str | None
    mag_schrijven: bool
    geschiedenis: list[OordeelVersie] = Field(description="Alle versies, de nieuwste eerst")
    links: dict[str, Link] = Field(alias="_links")


class Kwaliteitsoordelen(Model):
    """Alle standaarden."""

    swv: str
    standaarden: list[Kwaliteitsoordeel]
    links: dict[str, Link] = Field(alias="_links")


def build_router(diensten: Diensten) -> APIRouter:
    """The routes of own judgements."""
    router = APIRouter(prefix="/v1", tags=["doelen"])
    _voeg_lijst_toe(router, diensten)
    _voeg_lezen_toe(router, diensten)
    _voeg_schrijven_toe(router, diensten)
    return router


def _voeg_lijst_toe(router: APIRouter, diensten: Diensten) -> None:
    lezer = Depends(met_lezer(diensten))

    @router.get(
        "/kwaliteitsoordelen/{swv}",
        summary="Oordelen van een samenwerkingsverband over zichzelf",
        operation_id="lijstKwaliteitsoordelen",
        description=_WIE,
        responses={
            200: modellen.antwoord(Kwaliteitsoordelen, "Alle standaarden"),
            **fouten(304, 400, 401, 404, 406, 503),
        },
    )
    async def lijst(request: Request, swv: str, beller: Annotated[Beller, lezer]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with als_problemen():
            bladen = await toon_standaarden(diensten.gegevens, beller, swv, diensten.clock.today())
        links = {"self": {"href": f"/v1/kwaliteitsoordelen/{swv}"}}
        return bewaarbaar(request, {"swv": swv, "standaarden": [blad.json for blad in bladen], "_links": links})


def _voeg_lezen_toe(router: APIRouter, diensten: Diensten) -> None:
    lezer = Depends(met_lezer(diensten))

    @router.get(
        _PAD,
        summary="Eén standaard, met alle eerdere oordelen",
        operation_id="toonKwaliteitsoordeel",
        description=_WIE,
        responses={200: modellen.antwoord(Kwaliteitsoordeel, "De standaard"), **fouten(400, 401, 404, 406, 503)},
    )
    async def toon(request: Request, swv: str, standaard: str, beller: Annotated[Beller, lezer]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with als_problemen():
            return _blad(await toon_standaard(diensten.gegevens, beller, swv, standaard, diensten.clock.today()))


def _voeg_schrijven_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd, gegevens, clock = Depends(met_token(diensten.poort)), diensten.gegevens, diensten.clock

    @router.put(
        _PAD,
        summary="Geeft een nieuw oordeel",
        operation_id="schrijfKwaliteitsoordeel",
        description=f"{_WIE} Met If-Match alleen als er niets tussendoor veranderde.",
        responses={
            200: modellen.antwoord(Kwaliteitsoordeel, "Zoals het nu luidt"), **fouten(400, 401, 403, 404, 412, 503),
        },
    )  # fmt: skip
    async def schrijf(
        request: Request, swv: str, standaard: str, nieuw: OordeelIn, beller: Annotated[Beller, ingelogd]
    ) -> Response:
        zag, inhoud = request.headers.get("if-match"), nieuw.model_dump(by_alias=True, mode="json")
        with als_problemen():
            return _blad(await oordeel_over(gegevens, beller, swv, standaard, inhoud, clock.now(), clock.today(), zag))


def _blad(blad: Standaardblad) -> Response:
    return json_antwoord(blad.json, {"ETag": blad.etag, "Cache-Control": "private, no-cache"})
