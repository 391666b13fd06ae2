"""Every dashboard as a page: exactly the answer of `/v1/dashboards/{naam}`, with its charts drawn."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.dashboards import DASHBOARDS
from services.gateway.dashboards.balie import Dashboardbalie, eigen_eenheden
from services.gateway.dashboards.beeld import Tekenaar
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.kwaliteit import KWALITEIT
from services.gateway.dashboards.model import Dashboard
from services.gateway.dashboards.overzicht import OVERZICHT
from services.gateway.handlers.poorten import Beller
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.figuren import Figuren
from services.gateway.paginas.recent import met_adres, onthoud, recente
from services.gateway.paginas.vorig_bezoek import Bezoekboek, sinds_vorig_bezoek
from shared.contracts.schooljaar import schooljaar_van

Json = Mapping[str, Any]
_SJABLONEN: Final = {OVERZICHT.naam: "overzicht.html", KWALITEIT.naam: "kwaliteit.html"}


def router(bezoeken: Bezoeken, balie: Dashboardbalie, tekenaar: Tekenaar, boek: Bezoekboek) -> APIRouter:
    """A page per dashboard; from `boek` the overview knows the previous visit."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))
    figuren = Figuren(bezoeken.sjablonen, tekenaar)

    def pagina(dashboard: Dashboard) -> Any:
        async def toon(request: Request) -> Response:
            beller = await bezoeken.ingelogd(request)
            if not eigen_eenheden(beller):
                return _zonder_cijfers(bezoeken, request, beller, dashboard)
            beeld = await balie.geef(dashboard, beller, request.query_params)
            d = beeld.inhoud
            eigen = await _eigen(bezoeken, balie, beller, dashboard) if _kiest(d, dashboard, beller) else []
            extra = await _overzicht(bezoeken, boek, request, beller, d) if dashboard is OVERZICHT else {}
            antwoord = bezoeken.pagina(
                request, _SJABLONEN.get(dashboard.naam, "dashboard.html"), beller, actief=dashboard.module, d=d,
                eigen_eenheden=eigen, figuren=await figuren.html(beeld), **extra,
            )  # fmt: skip
            onthoud(request, antwoord, d["eenheid"])
            return antwoord

        return toon

    for dashboard in DASHBOARDS.values():
        routes.add_api_route(f"/{dashboard.naam}", pagina(dashboard), methods=["GET"])
    return routes


def _kiest(d: Json, dashboard: Dashboard, beller: Beller) -> bool:
    """Does the page show the reader's own units to choose from?"""
    return bool(d["nietVrijgegeven"]) or (dashboard is OVERZICHT and len(eigen_eenheden(beller)) > 1)


async def _overzicht(bezoeken: Bezoeken, boek: Bezoekboek, request: Request, beller: Beller, d: Json) -> dict[str, Any]:
    """What the overview has besides: the previous visit, and units that were looked at last."""
    sinds = await sinds_vorig_bezoek(boek, beller, d, bezoeken.clock.now())
    return {"sinds": sinds, "recent": met_adres(recente(request), d["eenheid"], bezoeken)}


def _zonder_cijfers(bezoeken: Bezoeken, request: Request, beller: Beller, dashboard: Dashboard) -> Response:
    """A role that sees no figures gets a page that says so, on the overview."""
    if dashboard is not OVERZICHT:
        return RedirectResponse(f"/{OVERZICHT.naam}", 303)
    return bezoeken.pagina(request, "geen_cijfers.html", beller, actief=OVERZICHT.module)


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
