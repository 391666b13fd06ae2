"""`/v1/dashboards`: everything that a page shows, in one answer."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.dashboards import DASHBOARDS
from services.gateway.dashboards.keuze import PARAMETERS, TOEREKENINGEN, VERDELINGEN, VERGELIJKINGEN, lees_keuze
from services.gateway.dashboards.model import Dashboard
from services.gateway.handlers.poorten import Beller
from services.gateway.routes import modellen, modellen_dashboard
from services.gateway.routes.antwoorden import (
    JSON,
    alleen,
    als_problemen,
    met_etag,
    niet_gevonden,
    niet_gewijzigd,
    samen,
)
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import bewaarbaar, formaat
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.openapi import FORMAAT, fouten, parameter
from shared.contracts.eenheden import Niveau

DASHBOARD = parameter("dashboard", "Naam van het dashboard.", {"enum": list(DASHBOARDS), "default": "verwijzingen"})
_UITLEG = (
    "Eenheid en weg omhoog, filters als zin, stand per bron, kerncijfers, en per figuur de conclusie, de tabel met"
    " statussen, de Vega-Lite-specificatie, de uitleg en de downloads. De pagina toont precies dit antwoord."
)


def dashboard_parameters() -> list[dict[str, Any]]:
    """The query of every dashboard, and the filters of them all."""
    jaar = {"pattern": r"^[0-9]{4}-[0-9]{4}$"}
    vast = [
        parameter("niveau", "Niveau van de eenheid; zonder: uw eigen eenheid.", {"enum": list(Niveau)}),
        parameter("eenheid", "Code van de eenheid, samen met niveau."),
        parameter("binnen", "Alleen dossiers van dit SWV.", {"pattern": r"^(PO|VO)[0-9]{4}$"}),
        parameter("schooljaar", "Zonder: het lopende.", jaar),
        parameter(
            "vergelijk",
            "Waarnaast de cijfers staan: een of twee jaar eerder, soortgelijke eenheden, het landelijke cijfer.",
            {"enum": list(VERGELIJKINGEN), "default": "1"},
        ),
        parameter("toerekening", "Naar wie telt.", {"enum": list(TOEREKENINGEN), "default": TOEREKENINGEN[0]}),
        parameter("verdeling", "Soort eenheid in de tabel van het volgende niveau.", {"enum": list(VERDELINGEN)}),
        parameter("uitleg", "ja: de pagina toont de definities open.", {"enum": ["ja"]}),
    ]
    per_filter: dict[str, Any] = {}
    for dashboard in DASHBOARDS.values():
        for een in dashboard.filters:
            over = f"Filter van {dashboard.naam}: alleen deze waarde van {een.titel.lower()}."
            per_filter.setdefault(een.naam, parameter(een.naam, over, {"enum": list(een.waarden)}))
    return [*vast, *per_filter.values()]


def bestaand(naam: str) -> Dashboard:
    """The dashboard of this name. Raises Problem 404."""
    if naam not in DASHBOARDS:
        raise niet_gevonden()
    return DASHBOARDS[naam]


def gekozen_dashboard(request: Request) -> Dashboard:
    """The dashboard that `?dashboard=` names, after a look at the other parameters. Raises Problem 400, 404."""
    dashboard = bestaand(request.query_params.get("dashboard") or "verwijzingen")
    keur_namen(request, dashboard, "dashboard")
    return dashboard


def keur_namen(request: Request, dashboard: Dashboard, *extra: str) -> None:
    """Raises Problem 400 for a parameter that this dashboard does not know."""
    alleen(request, *PARAMETERS, *(een.naam for een in dashboard.filters), *extra)


def keur_waarden(request: Request, dashboard: Dashboard, lopend: int) -> None:
    """Raises OngeldigeVraag for values that do not exist, whoever asks: so that every mistake stands in one answer."""
    lees_keuze(request.query_params, ("swv", ""), lopend, dashboard.naam, dashboard.filters)


def build_router(diensten: Diensten) -> APIRouter:
    """Routes of dashboards."""
    router = APIRouter(prefix="/v1", tags=["dashboards"])
    ingelogd = Depends(met_lezer(diensten))

    @router.get(
        "/dashboards",
        summary="De dashboards",
        operation_id="lijstDashboards",
        responses={200: modellen.antwoord(modellen_dashboard.Dashboards, "Alle"), **fouten(304, 400, 401, 406)},
        dependencies=[ingelogd],
    )
    async def lijst(request: Request) -> Response:
        alleen(request, "formaat")
        return bewaarbaar(request, _LIJST)

    @router.get(
        "/dashboards/{naam}",
        summary="Alles wat één dashboard laat zien",
        operation_id="toonDashboard",
        description=_UITLEG,
        openapi_extra={"parameters": [*dashboard_parameters(), FORMAAT]},
        responses={
            200: modellen.antwoord(modellen_dashboard.DashboardAntwoord, "Het dashboard"),
            **fouten(304, 400, 401, 403, 404, 406, 503),
        },
    )
    async def een(request: Request, naam: str, beller: Annotated[Beller, ingelogd]) -> Response:
        dashboard = bestaand(naam)
        samen(
            lambda: keur_namen(request, dashboard, "formaat"),
            lambda: formaat(request),
            lambda: keur_waarden(request, dashboard, diensten.lopend()),
        )
        with als_problemen():
            beeld = await diensten.dashboards.geef(
                dashboard, beller, request.query_params, request.headers.get("if-none-match")
            )
        if beeld.json is None:
            return niet_gewijzigd(beeld.etag)
        return Response(beeld.json, headers=met_etag(beeld.etag), media_type=JSON)

    return router


_LIJST = {
    "dashboards": [
        {
            "dashboard": een.naam,
            "module": een.module,
            "kort": een.kort,
            "tekst": een.tekst,
            "_links": {"self": {"href": f"/v1/dashboards/{een.naam}"}, "pagina": {"href": f"/{een.naam}"}},
        }
        for een in DASHBOARDS.values()
    ],
    "_links": {"self": {"href": "/v1/dashboards"}},
}
