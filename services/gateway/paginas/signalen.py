"""`/signalen`: one list of what this user should look at, with what is new since the visit before."""

from fastapi import APIRouter, Request, Response

from services.gateway.dashboards.balie import Dashboardbalie, eigen_eenheden
from services.gateway.dashboards.signalen import Signaalbalie, per_soort, vorig_bezoek
from services.gateway.handlers.poorten import Gegevens
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.werk import Werkplek


def router(bezoeken: Bezoeken, balie: Dashboardbalie, gegevens: Gegevens) -> APIRouter:
    """The route."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))
    plek, signalen = Werkplek(bezoeken, gegevens), Signaalbalie(gegevens, balie)

    @routes.get("/signalen")
    async def toon(request: Request) -> Response:
        beller = await bezoeken.ingelogd(request)
        vorige = await vorig_bezoek(gegevens, beller, bezoeken.clock.now())
        alle = await signalen.geef(beller, vorige, plek.vandaag)
        eigen = eigen_eenheden(beller)
        return bezoeken.pagina(
            request, "signalen.html", beller, actief="overzicht", groepen=list(per_soort(alle)), aantal=len(alle),
            vorige=vorige, naam_van=(await plek.namen(beller.rechten)).van_code,
            enige=eigen[0][1] if len(eigen) == 1 else None,
        )  # fmt: skip

    return routes
