"""`/ondersteuningsaanbod`: where a school fills in its profile, its board establishes it, and the SWV follows."""

from fastapi import APIRouter

from services.gateway.handlers.poorten import Gegevens
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.profielen import (
    bewaren,
    dekking,
    formulier,
    geschiedenis,
    onderdeel,
    overzicht,
    profiel,
    vergelijken,
)
from services.gateway.paginas.profielen.kader import Profielpagina


def router(bezoeken: Bezoeken, gegevens: Gegevens) -> APIRouter:
    """All its pages."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken, houdt_tekst=True))
    pagina = Profielpagina(bezoeken, gegevens)
    for module in (overzicht, formulier, dekking, vergelijken, profiel, onderdeel, bewaren, geschiedenis):
        module.voeg_toe(routes, pagina)
    return routes
