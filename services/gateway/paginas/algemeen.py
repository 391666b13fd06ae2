"""Pages around the figures: welcome, the modules, search, and the public statements."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.dashboards import DASHBOARDS
from services.gateway.dashboards.balie import Dashboardbalie
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.poorten import Json
from services.gateway.handlers.poorten import Beller
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.modules import MODULES, Module
from services.gateway.paginas.recent import met_adres, recente
from shared.contracts.schooljaar import schooljaar_van

_HOOGSTENS: Final = 50
_TEKSTEN: Final = ("toegankelijkheid", "privacy")


def router(bezoeken: Bezoeken, balie: Dashboardbalie) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))

    @routes.get("/")
    async def welkom(request: Request) -> Response:
        if await bezoeken.beller(request):
            return RedirectResponse("/overzicht", 303)
        return bezoeken.pagina(request, "welkom.html", None)

    @routes.get("/zoeken")
    async def zoeken(request: Request, q: str = "") -> Response:
        beller = await bezoeken.ingelogd(request)
        tekst = q.strip()[:100]
        gevonden = await _zoek(balie, beller, tekst) if tekst else []
        rijen = [_gevonden(een, bezoeken) for een in gevonden[:_HOOGSTENS]]
        return bezoeken.pagina(
            request, "zoeken.html", beller, q=tekst, gevonden=rijen, aantal=len(gevonden),
            recent=met_adres(recente(request), None, bezoeken),
        )  # fmt: skip

    for module in (een for een in MODULES if een.naam not in DASHBOARDS):
        routes.add_api_route(module.adres, _module(bezoeken, module), methods=["GET"])
    for naam in _TEKSTEN:
        routes.add_api_route(f"/{naam}", _tekst(bezoeken, naam), methods=["GET"])
    return routes


def _module(bezoeken: Bezoeken, module: Module) -> Any:
    async def toon(request: Request) -> Response:
        beller = await bezoeken.ingelogd(request)
        return bezoeken.pagina(request, "module.html", beller, actief=module.naam, module=module)

    return toon


def _tekst(bezoeken: Bezoeken, naam: str) -> Any:
    """A public statement: a template of that name."""

    async def toon(request: Request) -> Response:
        return bezoeken.pagina(request, f"{naam}.html", await bezoeken.beller(request))

    return toon


async def _zoek(balie: Dashboardbalie, beller: Beller, tekst: str) -> Sequence[Json]:
    async with balie.bron.voor(beller) as cijfers:
        return await cijfers.eenheden(zoek=tekst)


def _gevonden(een: Json, bezoeken: Bezoeken) -> dict[str, Any]:
    lopend = schooljaar_van(bezoeken.clock.today())
    keuze = Keuze(str(een["niveau"]), str(een["eenheid"]), schooljaar=lopend, lopend=lopend)
    return {**een, "code": een["eenheid"], "adres": keuze.adres()}
