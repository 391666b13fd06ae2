"""`/beheer`: what the beheerder of an SWV looks after: its settings, and who read its figures."""

from fastapi import APIRouter

from services.gateway.handlers.poorten import Gegevens
from services.gateway.paginas.beheer import instellingen, leesverslag
from services.gateway.paginas.beheer.kader import Beheer
from services.gateway.paginas.bezoek import Bezoeken, pagina_route


def router(bezoeken: Bezoeken, gegevens: Gegevens) -> APIRouter:
    """All its pages."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))
    beheer = Beheer(bezoeken, gegevens)
    instellingen.voeg_toe(routes, beheer)
    leesverslag.voeg_toe(routes, beheer)
    return routes
