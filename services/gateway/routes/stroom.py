"""`/v1/stroom`: which figures of a dashboard changed, as Server-Sent Events."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from services.gateway.dashboards.balie import Dashboardbalie, noteer_keuze
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.model import Dashboard
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.rechten import SWV_ROLLEN, Zicht
from services.gateway.handlers.leesspoor import spoor
from services.gateway.handlers.poorten import Beller, OnbekendeEenheid
from services.gateway.handlers.stroom import MAX_OPEN, Luisteraar, berichten
from services.gateway.routes.antwoorden import als_problemen
from services.gateway.routes.dashboards import DASHBOARD, dashboard_parameters, gekozen_dashboard
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.openapi import fouten
from shared.contracts.eenheden import Niveau, swv_getal
from shared.runtime.errors import Unavailable
from shared.runtime.http import Problem

_UITLEG = (
    "Server-Sent Events: bij elke verandering een `gewijzigd` met de schooljaren die anders zijn, nooit met waarden;"
    " een lege lijst betekent: mogelijk alle. Live voor wat u exact ziet, voor de rest"
    " bij een vrijgave. Elke vijftien seconden een hartslag; na tien"
    " minuten eindigt de stroom en verbindt u opnieuw."
)
_STROOM = {"description": "De stroom", "content": {"text/event-stream": {"schema": {"type": "string"}}}}
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def build_router(diensten: Diensten) -> APIRouter:
    """The route."""
    router = APIRouter(prefix="/v1", tags=["dashboards"])
    ingelogd = Depends(met_lezer(diensten))

    @router.get(
        "/stroom",
        summary="Meldt welke cijfers veranderen",
        operation_id="volgStroom",
        description=_UITLEG,
        openapi_extra={"parameters": [DASHBOARD, *dashboard_parameters()]},
        response_class=StreamingResponse,
        responses={200: _STROOM, **fouten(400, 401, 404, 503)},
    )
    async def stroom(request: Request, beller: Annotated[Beller, ingelogd]) -> Response:
        if diensten.omroep.aantal >= MAX_OPEN:
            raise Problem(503, headers={"Retry-After": "60"})
        dashboard = gekozen_dashboard(request)
        with als_problemen():
            keuze = diensten.dashboards.lees_keuze(dashboard, beller, request.query_params)
            noteer_keuze(keuze)
            luisteraar = await maak_luisteraar(diensten.dashboards, dashboard, beller, keuze)
        return StreamingResponse(
            berichten(diensten.omroep, luisteraar), headers=_HEADERS, media_type="text/event-stream"
        )

    return router


async def maak_luisteraar(balie: Dashboardbalie, dashboard: Dashboard, beller: Beller, keuze: Keuze) -> Luisteraar:
    """What this caller may hear about this unit: only releases, where it sees only those. Raises OnbekendeEenheid."""
    async with balie.bron.voor(beller) as cijfers:
        eenheid = await cijfers.eenheid(keuze.niveau, keuze.eenheid)
    if eenheid["zicht"] != "eigen":
        return Luisteraar(frozenset())
    geheel = frozenset(recht.eenheid for recht in beller.rechten if recht.rol in SWV_ROLLEN)
    boven = frozenset(str(ouder["eenheid"]) for ouder in eenheid["ouders"] if ouder["niveau"] == "swv")
    swvs = frozenset({keuze.eenheid}) if keuze.niveau == "swv" else boven | geheel
    gehoord = Eenheid(Niveau(keuze.niveau), keuze.eenheid)
    spoor().bekeken(gehoord, Zicht.EIGEN, map(swv_getal, geheel or boven))

    async def afdruk() -> int | None:
        try:
            return await balie.afdruk(dashboard, beller, keuze)
        except (Unavailable, OnbekendeEenheid):
            return None

    return Luisteraar(swvs, None if swvs <= geheel else afdruk)
