"""`/v1/signalen`: what this caller should look at."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from services.gateway.dashboards.signalen import Signaalbalie
from services.gateway.domain.kwaliteit.signalen import SOORTEN, Signaal
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.poorten import Beller
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import (
    als_problemen,
    bladerbaar,
    ongeldig,
)
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.doelen import Dag
from services.gateway.routes.formaten import bewaarbaar, lijstvraag
from services.gateway.routes.modellen import Bladerbaar, Link, Model
from services.gateway.routes.openapi import FORMAAT, PAGINERING, fouten, parameter

_SINDS = parameter(
    "sinds",
    "Wat na dit moment veranderde is nieuw. Zonder: sinds uw vorige bezoek aan de pagina's.",
    {"format": "date-time"},
)


class SignaalRegel(Model):
    """Eén signaal: een vraag, geen oordeel."""

    soort: str = Field(json_schema_extra={"enum": list(SOORTEN)})
    tekst: str
    eenheid: str | None
    dag: Dag | None
    te_laat: bool
    nieuw: bool
    links: dict[str, Link] = Field(alias="_links")


class Signalen(Bladerbaar):
    """Wat uw aandacht vraagt, op soort."""

    signalen: list[SignaalRegel]


def build_router(diensten: Diensten) -> APIRouter:
    """The route of signals."""
    router = APIRouter(prefix="/v1", tags=["gesprekken"])
    ingelogd = Depends(met_token(diensten.poort))

    @router.get(
        "/signalen",
        summary="Wat uw aandacht vraagt",
        operation_id="lijstSignalen",
        description="Afspraken, gesprekken, termijnen, doelen, profielen, datakwaliteit en wat nieuw is.",
        openapi_extra={"parameters": [_SINDS, *PAGINERING, FORMAAT]},
        responses={200: modellen.antwoord(Signalen, "Eén bladzijde"), **fouten(304, 400, 401, 406, 503)},
    )
    async def signalen(request: Request, beller: Annotated[Beller, ingelogd]) -> Response:
        bladzijde, vorige = lijstvraag(request, ("sinds",), lambda: _sinds(request))
        if vorige is None:
            bezoek = await diensten.gegevens.werkboek.bezoek(beller.account)
            vorige = bezoek.vorige if bezoek else None
        balie = Signaalbalie(diensten.gegevens, diensten.dashboards)
        with als_problemen():
            alle = await balie.geef(beller, vorige, diensten.clock.today())
        inhoud, headers = bladerbaar(request, "signalen", [_json(een) for een in alle], bladzijde)
        return bewaarbaar(request, inhoud, headers=headers)

    return router


def _sinds(request: Request) -> datetime | None:
    gegeven = request.query_params.get("sinds")
    if not gegeven:
        return None
    try:
        moment = datetime.fromisoformat(gegeven)
    except ValueError as fout:
        raise ongeldig([Misser("query.sinds", "heeft de vorm 2026-11-22T09:00:00Z")]) from fout
    if moment.tzinfo is None:
        raise ongeldig([Misser("query.sinds", "heeft de vorm 2026-11-22T09:00:00Z")])
    return moment


def _json(een: Signaal) -> dict[str, object]:
    return {
        "soort": een.soort,
        "tekst": een.tekst,
        "eenheid": een.eenheid,
        "dag": een.dag.isoformat() if een.dag else None,
        "teLaat": een.te_laat,
        "nieuw": een.nieuw,
        "_links": {"pagina": {"href": een.adres}},
    }
