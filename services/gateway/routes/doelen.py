"""`/v1/doelen`: goals of ondersteuningsplan and jaarplan, with where they stand."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from services.gateway.domain.doelen import REGEL
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.doelen import geef_doelen
from services.gateway.handlers.poorten import Beller
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import (
    als_problemen,
    bladerbaar,
    ongeldig,
)
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import bewaarbaar, lijstvraag
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.modellen import Bladerbaar, Link, Model, Schooljaar, Status, Tijd
from services.gateway.routes.openapi import FORMAAT, PAGINERING, fouten, parameter
from shared.contracts.eenheden import Niveau, OngeldigeEenheid, swv_getal

Dag = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2027-07-31"])]
_PARAMETERS = [
    parameter("swv", "Alleen doelen van dit samenwerkingsverband.", {"pattern": r"^(PO|VO)[0-9]{4}$"}),
    *PAGINERING,
    FORMAAT,
]


class Punt(Model):
    """De waarde van de indicator in een schooljaar (null: nu); van een doorlooptijd de mediaan. Is alleen een marge
    bekend, dan is `waarde` null en zeggen `laag` en `hoog` waarbinnen."""

    schooljaar: Schooljaar | None
    waarde: float | None
    laag: float | None
    hoog: float | None
    status: Status


class Doel(Model):
    """Een doel van een plan, en hoe het ervoor staat."""

    swv: str
    plan: str
    code: str
    titel: str
    indicator: str | None
    niveau: Niveau
    eenheid: str
    streefwaarde: float | None
    richting: Literal["hoger", "lager", "gelijk"] | None
    uiterlijk: Dag | None
    eigenaar: str | None
    nu: Punt | None
    vorig: Punt | None = Field(description="Het schooljaar voor nu")
    gehaald: bool | None
    verwacht: float | None = Field(
        description="In het schooljaar van de uiterlijke datum, als de stap zich herhaalt; null bij een marge"
    )
    op_koers: bool | None
    reden: str | None = Field(description="Waarom iets niet te zeggen is")
    stand_per: Dag
    id: str
    notitie: str | None = Field(description="Aantekening, alleen voor het samenwerkingsverband zelf")
    gewijzigd_op: Tijd | None = Field(description="Wanneer het hier geschreven is; null: zoals het is aangeleverd")
    gewijzigd_door: str | None
    mag_wijzigen: bool
    links: dict[str, Link] = Field(alias="_links")


class Doelen(Bladerbaar):
    """Doelen die u mag zien."""

    doelen: list[Doel]
    regel: str = Field(description="Wanneer een doel op koers is")


def build_router(diensten: Diensten) -> APIRouter:
    """The route of goals."""
    router = APIRouter(prefix="/v1", tags=["doelen"])
    ingelogd = Depends(met_lezer(diensten))

    @router.get(
        "/doelen",
        summary="Doelen van ondersteuningsplan en jaarplan",
        operation_id="lijstDoelen",
        description=f"Doelen van uw samenwerkingsverband, en die over uw bestuur of school. {REGEL}",
        openapi_extra={"parameters": _PARAMETERS},
        responses={200: modellen.antwoord(Doelen, "Eén bladzijde"), **fouten(304, 400, 401, 406, 503)},
    )
    async def doelen(request: Request, beller: Annotated[Beller, ingelogd]) -> Response:
        (bladzijde,) = lijstvraag(request, ("swv",))
        with als_problemen():
            alle = await geef_doelen(diensten.gegevens, beller.rechten, _swv(request), diensten.clock.today())
        inhoud, headers = bladerbaar(request, "doelen", alle, bladzijde)
        return bewaarbaar(request, {**inhoud, "regel": REGEL}, headers=headers)

    return router


def _swv(request: Request) -> int | None:
    gegeven = request.query_params.get("swv")
    if not gegeven:
        return None
    try:
        return swv_getal(gegeven)
    except OngeldigeEenheid as fout:
        raise ongeldig([Misser("query.swv", "heeft de vorm PO9901 of VO9901")]) from fout
