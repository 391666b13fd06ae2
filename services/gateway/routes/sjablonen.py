"""`/v1/sjablonen`: the Word template whose look the reports of an SWV have."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from services.gateway.domain.sjabloon import MAX_BYTES, SjabloonAfgekeurd
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.sjablonen import Geladen, Sjabloonbalie
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import alleen, als_problemen, json_antwoord, ongeldig
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.openapi import fouten
from services.gateway.routes.rapporten import DOCX

_UITLEG: Final = (
    "Uit een Word-sjabloon komen lettertype, kleur en grootte van de stijlen en één logo uit de koptekst; verder niets."
    " De rapporten van het samenwerkingsverband zien er daarna zo uit. Zonder sjabloon gebruiken ze onze eigen stijl."
)
_BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {DOCX: {"schema": {"type": "string", "format": "binary", "maxLength": MAX_BYTES}}},
    }
}


class Stijl(modellen.Model):
    """Letter van een stijl; null: zoals onze eigen stijl."""

    naam: str
    lettertype: str | None
    kleur: str | None
    vet: bool | None
    cursief: bool | None
    punt: float | None


class SjabloonStand(modellen.Model):
    """Het sjabloon dat geldt; `geladenOp` null: onze eigen stijl."""

    swv: str
    stijlen: list[Stijl]
    logo: bool
    opmerkingen: list[str] = Field(description="Wat niet is overgenomen, en waarom")
    geladen_op: modellen.Tijd | None
    geladen_door: str | None
    links: dict[str, modellen.Link] = Field(alias="_links")


def build_router(diensten: Diensten, balie: Sjabloonbalie) -> APIRouter:
    """Routes of templates."""
    router = APIRouter(prefix="/v1/sjablonen/{swv}", tags=["beheer"])
    _voeg_tonen_toe(router, diensten, balie)
    _voeg_laden_toe(router, diensten, balie)
    _voeg_wissen_toe(router, diensten, balie)
    return router


def _voeg_tonen_toe(router: APIRouter, diensten: Diensten, balie: Sjabloonbalie) -> None:
    ingelogd = Depends(met_token(diensten.poort))

    @router.get(
        "",
        summary="Het sjabloon van een samenwerkingsverband",
        operation_id="toonSjabloon",
        description=_UITLEG,
        responses={200: modellen.antwoord(SjabloonStand, "Wat geldt"), **fouten(400, 401, 404, 503)},
    )
    async def toon(request: Request, swv: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request)
        with als_problemen():
            return json_antwoord(_stand(swv, await balie.toon(beller.rechten, swv)))


def _voeg_laden_toe(router: APIRouter, diensten: Diensten, balie: Sjabloonbalie) -> None:
    ingelogd = Depends(met_token(diensten.poort))

    @router.put(
        "",
        summary="Laadt een sjabloon",
        operation_id="laadSjabloon",
        description=f"{_UITLEG} Alleen voor de beheerder van dat samenwerkingsverband.",
        openapi_extra=_BODY,
        responses={200: modellen.antwoord(SjabloonStand, "Wat nu geldt"), **fouten(400, 401, 403, 404, 413, 503)},
    )
    async def laad(request: Request, swv: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request)
        inhoud = await request.body()
        with als_problemen():
            try:
                geladen = await balie.laad(beller, swv, inhoud, diensten.clock.now())
            except SjabloonAfgekeurd as fout:
                raise ongeldig([Misser("bericht", reden) for reden in fout.redenen]) from fout
        return json_antwoord(_stand(swv, geladen))


def _voeg_wissen_toe(router: APIRouter, diensten: Diensten, balie: Sjabloonbalie) -> None:
    ingelogd = Depends(met_token(diensten.poort))

    @router.delete(
        "",
        summary="Haalt het sjabloon weg",
        operation_id="wisSjabloon",
        description="Rapporten krijgen daarna weer onze eigen stijl.",
        status_code=204,
        responses=fouten(400, 401, 403, 404, 503),
    )
    async def wis(request: Request, swv: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request)
        with als_problemen():
            await balie.wis(beller, swv)
        return Response(status_code=204)


def _stand(swv: str, geladen: Geladen | None) -> dict[str, Any]:
    stijlen = geladen.sjabloon.letters if geladen else {}
    return {
        "swv": swv,
        "stijlen": [{"naam": naam, **letter.model_dump()} for naam, letter in sorted(stijlen.items())],
        "logo": geladen is not None and geladen.sjabloon.logo is not None,
        "opmerkingen": list(geladen.opmerkingen) if geladen else [],
        "geladenOp": moment(geladen.op) if geladen else None,
        "geladenDoor": geladen.door if geladen else None,
        "_links": {"self": {"href": f"/v1/sjablonen/{swv}"}},
    }
