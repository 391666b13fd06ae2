"""How far the schools are."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.profielen.document import school_json
from services.gateway.domain.profielen.profiel import lid_van
from services.gateway.domain.profielen.voortgang import Regel
from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.profielen.voortgang import voortgang
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import (
    alleen,
    samen,
)
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import bewaarbaar, formaat
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.openapi import FORMAAT, fouten, parameter
from services.gateway.routes.profielen import hulp
from services.gateway.routes.profielen.modellen import Voortgang
from shared.contracts.schooljaar import tekst


def voeg_toe(router: APIRouter, diensten: Diensten) -> None:
    """The route."""
    lezer = Depends(met_lezer(diensten))

    @router.get(
        "/profielen/voortgang",
        summary="Hoe ver de scholen zijn met hun profiel",
        operation_id="toonVoortgang",
        description="De scholen waarvan u het concept mag zien, met wie er aan zet is.",
        openapi_extra={
            "parameters": [
                parameter("schooljaar", "Zonder: het lopende.", {"pattern": r"^[0-9]{4}-[0-9]{4}$"}),
                parameter("swv", "Alleen van dit samenwerkingsverband."),
                FORMAAT,
            ]
        },
        responses={200: modellen.antwoord(Voortgang, "De scholen"), **fouten(304, 400, 401, 406, 503)},
    )
    async def toon(request: Request, beller: Annotated[Beller, lezer]) -> Response:
        samen(lambda: alleen(request, "schooljaar", "swv", "formaat"), lambda: formaat(request))
        gegeven = request.query_params
        jaar = hulp.jaar(gegeven["schooljaar"], "query.schooljaar") if gegeven.get("schooljaar") else diensten.lopend()
        swv = hulp.swv_of_niets(gegeven.get("swv"))
        met = await voortgang(diensten.gegevens, beller.rechten, jaar, diensten.clock.today(), swv)
        scholen = [_regel(een, met.organisatie) for een in met.regels]
        gepubliceerd = sum(een.gepubliceerd_op is not None for een in met.regels)
        inhoud = {"schooljaar": tekst(jaar), "gepubliceerd": gepubliceerd, "scholen": scholen}
        return bewaarbaar(request, inhoud)


def _regel(een: Regel, organisatie: Organisatie) -> dict[str, Any]:
    lid = lid_van(een.sleutel, organisatie)
    assert lid is not None, "a line is of a school that is a member"
    return {
        "school": school_json(een.sleutel, lid, organisatie),
        "staat": een.staat.value if een.staat else None,
        "beantwoord": een.telling.beantwoord,
        "overgenomen": een.telling.overgenomen,
        "vragen": een.telling.vragen,
        "verplichtOpen": een.telling.verplicht_open,
        "gewijzigdOp": moment(een.gewijzigd_op) if een.gewijzigd_op else None,
        "gepubliceerdOp": moment(een.gepubliceerd_op) if een.gepubliceerd_op else None,
        "aandacht": een.aandacht.value if een.aandacht else None,
        "teLaat": een.te_laat,
        "_links": {"concept": {"href": hulp.adres(een.sleutel)}},
    }
