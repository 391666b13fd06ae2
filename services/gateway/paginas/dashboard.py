"""Every dashboard as a page: exactly the answer of `/v1/dashboards/{naam}`, with its charts drawn."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from services.gateway.dashboards import DASHBOARDS
from services.gateway.dashboards.balie import Dashboardbalie, eigen_eenheden
from services.gateway.dashboards.beeld import SMAL, Tekenaar
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.kwaliteit import KWALITEIT
from services.gateway.dashboards.model import Dashboard
from services.gateway.dashboards.overzicht import OVERZICHT
from services.gateway.handlers.poorten import Beller
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from shared.contracts.schooljaar import schooljaar_van

Json = Mapping[str, Any]
_SJABLONEN: Final = {OVERZICHT.naam: "overzicht.html", KWALITEIT.naam: "kwaliteit.html"}


def router(bezoeken: Bezoeken, balie: Dashboardbalie, tekenaar: Tekenaar) -> APIRouter:
    """A page per dashboard."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))

    def pagina(dashboard: Dashboard) -> Any:
        async def toon(request: Request) -> Response:
            beller = await bezoeken.ingelogd(request)
            if not eigen_eenheden(beller):
                return _zonder_cijfers(bezoeken, request, beller, dashboard)
            d = (await balie.geef(dashboard, beller, request.query_params)).inhoud
            assert d is not None, "without If-None-Match there is always an answer"
            ook = d["nietVrijgegeven"] or dashboard is OVERZICHT
            eigen = await _eigen(bezoeken, balie, beller, dashboard) if ook else []
            sjabloon = _SJABLONEN.get(dashboard.naam, "dashboard.html")
            return bezoeken.pagina(
                request, sjabloon, beller, actief=dashboard.module, d=d, eigen_eenheden=eigen,
                tekeningen=await _tekeningen(tekenaar, d),
            )  # fmt: skip

        return toon

    for dashboard in DASHBOARDS.values():
        routes.add_api_route(f"/{dashboard.naam}", pagina(dashboard), methods=["GET"])
    return routes


def _zonder_cijfers(bezoeken: Bezoeken, request: Request, beller: Beller, dashboard: Dashboard) -> Response:
    """A role that sees no figures gets a page that says so, on the overview."""
    if dashboard is not OVERZICHT:
        return RedirectResponse(f"/{OVERZICHT.naam}", 303)
    return bezoeken.pagina(request, "geen_cijfers.html", beller, actief=OVERZICHT.module)


async def _tekeningen(tekenaar: Tekenaar, d: Json) -> dict[str, dict[str, Markup]]:
    """Each chart for a wide and a narrow place; a style sheet picks one."""
    return {figuur["code"]: await _vormen(tekenaar, figuur["grafiek"]) for figuur in d["figuren"] if figuur["grafiek"]}


async def _vormen(tekenaar: Tekenaar, grafiek: Json) -> dict[str, Markup]:
    maten = {"breed": grafiek["breedte"], "smal": SMAL}
    return {
        vorm: _stil(await tekenaar.svg(grafiek["spec"], breedte, grafiek["hoogte"])) for vorm, breedte in maten.items()
    }


def _stil(svg: str) -> Markup:
    """The element around it is the picture for who can't see it: the parts inside stay out of the way."""
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))


async def _eigen(
    bezoeken: Bezoeken, balie: Dashboardbalie, beller: Beller, dashboard: Dashboard
) -> list[dict[str, Any]]:
    """The reader's own units with their addresses, for who ended up at one without figures."""
    lopend = schooljaar_van(bezoeken.clock.today())
    gevonden = []
    async with balie.bron.voor(beller) as cijfers:
        for niveau, code in eigen_eenheden(beller):
            eenheid = await cijfers.eenheid(niveau, code)
            adres = Keuze(niveau, code, lopend, lopend, dashboard.naam).adres()
            gevonden.append({"naam": eenheid["naam"], "code": code, "adres": adres})
    return gevonden
