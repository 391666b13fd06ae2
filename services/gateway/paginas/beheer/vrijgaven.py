"""`/beheer/vrijgaven`: which releases were made, what became of their audit, and the audit report of each."""

from typing import Final

from fastapi import APIRouter, Request, Response

from services.gateway.domain.rechten import Rol
from services.gateway.handlers.poorten import OnbekendeEenheid
from services.gateway.handlers.rapporten import NogNietKlaar
from services.gateway.handlers.vrijgaven import Vrijgavenbalie
from services.gateway.paginas.beheer.kader import beheerde_swvs
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.routes.rapporten import als_bestand
from services.gateway.routes.vrijgaven import lees_nummer

ADRES: Final = "/beheer/vrijgaven"
_NIVEAUS: Final = {
    "swv": "samenwerkingsverbanden", "landelijk": "landelijk", "bestuur": "besturen", "subregio": "subregio’s",
    "school": "verdelingen over scholen",
}  # fmt: skip


def router(bezoeken: Bezoeken, balie: Vrijgavenbalie) -> APIRouter:
    """The page, and the download."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))

    @routes.get(ADRES)
    async def toon(request: Request, swv: str = "") -> Response:
        beller = await bezoeken.ingelogd(request)
        regels, tegen = await balie.lijst(beller.rechten), await balie.tegengehouden(beller.rechten)
        eigen = beheerde_swvs(beller.rechten)
        if swv and swv not in eigen:
            raise OnbekendeEenheid
        return bezoeken.pagina(
            request, "beheer_vrijgaven.html", beller, swv=swv or next(iter(eigen), ""), regels=regels, tegen=tegen,
            niveaus=_NIVEAUS, platform=any(recht.rol is Rol.PLATFORM for recht in beller.rechten),
        )  # fmt: skip

    @routes.get(f"{ADRES}/{{nummer}}/toetsrapport")
    async def rapport(request: Request, nummer: str) -> Response:
        beller = await bezoeken.ingelogd(request)
        try:
            return als_bestand(await balie.rapport(beller.rechten, lees_nummer(nummer)))
        except NogNietKlaar:
            return await bezoeken.fout(request, 404)

    return routes
