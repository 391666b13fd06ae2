"""Pages around the figures: welcome, overview, the modules, search, and the public statements."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.domain.rechten import Rol
from services.gateway.handlers.poorten import Beller
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.keuze import Keuze
from services.gateway.paginas.modules import MODULES, Module
from services.gateway.paginas.poorten import Cijfers, Json
from services.gateway.paginas.teksten import TEKSTEN
from services.gateway.paginas.verwijzingen.kerncijfers import kerncijfers
from services.gateway.paginas.verwijzingen.vragen import haal_op
from shared.contracts.schooljaar import schooljaar_van

_HOOGSTENS: Final = 50


def router(bezoeken: Bezoeken, cijfers: Cijfers) -> APIRouter:
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
        eenheden = [await _met_cijfers(bezoeken, cijfers, beller, een) for een in eigen_eenheden(beller)]
        return bezoeken.pagina(request, "overzicht.html", beller, actief="overzicht", eenheden=eenheden)

    @routes.get("/zoeken")
    async def zoeken(request: Request, q: str = "") -> Response:
        beller = await bezoeken.ingelogd(request)
        tekst = q.strip()[:100]
        gevonden = await cijfers.eenheden(beller, zoek=tekst) if tekst else []
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


def eigen_eenheden(beller: Beller) -> list[tuple[str, str]]:
    """(niveau, code) of the units of which this reader sees figures exactly, each once."""
    eenheden = {recht.als_eenheid for recht in beller.rechten if recht.rol is not Rol.PLATFORM}
    return sorted((een.niveau.value, een.code) for een in eenheden)


async def _met_cijfers(bezoeken: Bezoeken, cijfers: Cijfers, beller: Beller, een: tuple[str, str]) -> dict[str, Any]:
    """A unit with its key figures of the running schooljaar."""
    vandaag = bezoeken.clock.today()
    lopend = schooljaar_van(vandaag)
    keuze = Keuze(*een, schooljaar=lopend, lopend=lopend)
    gegevens = await haal_op(cijfers, beller, keuze, met_kinderen=False)
    return {
        **gegevens.eenheid,
        "adres": keuze.adres(),
        "schooljaar": keuze.jaar,
        "cijfers": kerncijfers(gegevens, vandaag),
    }


def _gevonden(een: Json, bezoeken: Bezoeken) -> dict[str, Any]:
    lopend = schooljaar_van(bezoeken.clock.today())
    keuze = Keuze(str(een["niveau"]), str(een["eenheid"]), schooljaar=lopend, lopend=lopend)
    return {**een, "code": een["eenheid"], "adres": keuze.adres()}
