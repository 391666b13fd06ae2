"""`/beheer`: what the beheerder of an SWV looks after: accounts, settings, data quality, and who read its figures."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.handlers.accountbeheer import Accountbeheer
from services.gateway.handlers.poorten import Gegevens
from services.gateway.handlers.stand import Tellingen
from services.gateway.paginas.beheer import datakwaliteit, gebruikers, huisstijl, instellingen, leesverslag
from services.gateway.paginas.beheer.kader import Beheer
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.huisstijl import Huisstijlen


def router(
    bezoeken: Bezoeken, gegevens: Gegevens, accounts: Accountbeheer, tellingen: Tellingen, huisstijlen: Huisstijlen
) -> APIRouter:
    """All its pages."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))
    beheer = Beheer(bezoeken, gegevens)

    @routes.get("/beheer")
    async def begin(request: Request) -> Response:
        """Where somebody who types the address begins."""
        await beheer.voor(request)
        return RedirectResponse("/beheer/instellingen", 303)

    instellingen.voeg_toe(routes, beheer)
    leesverslag.voeg_toe(routes, beheer)
    huisstijl.voeg_toe(routes, beheer, huisstijlen)
    gebruikers.voeg_toe(routes, beheer, accounts)
    datakwaliteit.voeg_toe(routes, beheer, tellingen)
    return routes
