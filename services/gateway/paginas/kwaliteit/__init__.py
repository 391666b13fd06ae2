"""`/doelen` and `/kwaliteit/…`: what an SWV writes about its goals, its standards and its year."""

from fastapi import APIRouter

from services.gateway.handlers.poorten import Gegevens
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.kwaliteit import doelen, jaar, standaarden
from services.gateway.paginas.werk import Werkplek


def router(bezoeken: Bezoeken, gegevens: Gegevens) -> APIRouter:
    """All its pages."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken, houdt_tekst=True))
    plek = Werkplek(bezoeken, gegevens)
    doelen.voeg_toe(routes, plek)
    standaarden.voeg_toe(routes, plek)
    jaar.voeg_toe(routes, plek)
    return routes
