"""Pages around the figures: welcome, overview, the modules, search, and the public statements."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.dashboards import DASHBOARDS
from services.gateway.dashboards.balie import Dashboardbalie, eigen_eenheden
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.poorten import Json
from services.gateway.handlers.poorten import Beller
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.modules import MODULES, Module
from services.gateway.paginas.teksten import TEKSTEN
from shared.contracts.schooljaar import schooljaar_van

_EERSTE: Final = next(iter(DASHBOARDS.values()))
_HOOGSTENS: Final = 50


def router(bezoeken: Bezoeken, balie: Dashboardbalie) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))

    @routes.get("/")
    async def welkom(request: Request) -> Response:
        if await bezoeken.beller(request):
            return RedirectResponse("/overzicht", 303)
        return bezoeken.pagina(request, "welkom.html", None)

    @routes.get("/overzicht")
    async def overzicht(request: Request) -> Response:
        beller = await bezoeken.ingelogd(request)
        eenheden = [await _met_cijfers(balie, beller, een) for een in eigen_eenheden(beller)]
        return bezoeken.pagina(request, "overzicht.html", beller, actief="overzicht", eenheden=eenheden)

    @routes.get("/zoeken")
    async def zoeken(request: Request, q: str = "") -> Response:
        beller = await bezoeken.ingelogd(request)
        tekst = q.strip()[:100]
        gevonden = await _zoek(balie, beller, tekst) if tekst else []
        rijen = [_gevonden(een, bezoeken) for een in gevonden[:_HOOGSTENS]]
        return bezoeken.pagina(request, "zoeken.html", beller, q=tekst, gevonden=rijen, aantal=len(gevonden))

    for module in MODULES[1:]:
        routes.add_api_route(module.adres, _module(bezoeken, module), methods=["GET"])
    for pad, (kop, alineas) in TEKSTEN.items():
        routes.add_api_route(pad, _tekst(bezoeken, kop, alineas), methods=["GET"])
    return routes


def _module(bezoeken: Bezoeken, module: Module) -> Any:
    async def toon(request: Request) -> Response:
        beller = await bezoeken.ingelogd(request)
        return bezoeken.pagina(request, "module.html", beller, actief=module.naam, module=module)

    return toon


def _tekst(bezoeken: Bezoeken, kop: str, alineas: Sequence[str]) -> Any:
    async def toon(request: Request) -> Response:
        beller = await bezoeken.beller(request)
        return bezoeken.pagina(request, "tekst.html", beller, kop=kop, alineas=alineas)

    return toon


async def _zoek(balie: Dashboardbalie, beller: Beller, tekst: str) -> Sequence[Json]:
    async with balie.bron.voor(beller) as cijfers:
        return await cijfers.eenheden(zoek=tekst)


async def _met_cijfers(balie: Dashboardbalie, beller: Beller, een: tuple[str, str]) -> dict[str, Any]:
    """A unit with its key figures of the running schooljaar."""
    d = (await balie.geef(_EERSTE, beller, {"niveau": een[0], "eenheid": een[1]})).inhoud
    assert d is not None, "without If-None-Match there is always an answer"
    return {
        **d["eenheid"],
        "adres": d["_links"]["pagina"]["href"],
        "schooljaar": d["keuze"]["schooljaar"],
        "cijfers": d["kerncijfers"],
    }


def _gevonden(een: Json, bezoeken: Bezoeken) -> dict[str, Any]:
    lopend = schooljaar_van(bezoeken.clock.today())
    keuze = Keuze(str(een["niveau"]), str(een["eenheid"]), schooljaar=lopend, lopend=lopend)
    return {**een, "code": een["eenheid"], "adres": keuze.adres()}
