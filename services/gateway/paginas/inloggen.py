"""Login, logout and the display: the only forms that change something here."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.handlers.poorten import SESSIE_HOOGSTENS, InlogMislukt
from services.gateway.paginas.adressen import veilig
from services.gateway.paginas.bezoek import WEERGAVEN, Bezoeken, pagina_route
from services.gateway.paginas.formulieren import formulier_klopt
from services.gateway.paginas.poorten import Poort
from services.gateway.routes.koekjes import Koekjes
from shared.runtime.http import Problem

_JAAR_SECONDEN = 365 * 86_400
Veld = Annotated[str, Form(max_length=2_000)]


def router(bezoeken: Bezoeken, poort: Poort) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))

    @routes.get("/inloggen")
    async def formulier(request: Request, naar: str = "", uitgelogd: str = "", gezet: str = "") -> Response:
        if await bezoeken.beller(request):
            return RedirectResponse(veilig(naar), 303)
        return _formulier(bezoeken, request, naar, uitgelogd=bool(uitgelogd), gezet=bool(gezet))

    @routes.post("/inloggen")
    async def inloggen(
        request: Request,
        naam: Veld = "",
        wachtwoord: Veld = "",
        code: Veld = "",
        naar: Veld = "",
        formulier: Veld = "",
    ) -> Response:
        if not formulier_klopt(Koekjes.lees(request, Koekjes.BEZOEK), formulier):
            return _formulier(bezoeken, request, naar, status=400, verlopen=True)
        try:
            beller = await poort.log_in(naam, wachtwoord, code)
        except InlogMislukt:
            return _formulier(bezoeken, request, naar, status=401, mislukt=True)
        antwoord = RedirectResponse(veilig(naar), 303)
        # Always a new session: one that somebody else planted must not become this person's.
        await _beeindig(bezoeken, request)
        token = await bezoeken.sessies.begin(beller.account, bezoeken.clock.now())
        Koekjes.zet(request, antwoord, Koekjes.SESSIE, token, int(SESSIE_HOOGSTENS.total_seconds()))
        Koekjes.wis(request, antwoord, Koekjes.BEZOEK)
        return antwoord

    _voeg_overige_toe(routes, bezoeken)
    return routes


def _voeg_overige_toe(routes: APIRouter, bezoeken: Bezoeken) -> None:
    @routes.post("/uitloggen")
    async def uitloggen(request: Request, formulier: Veld = "") -> Response:
        _eigen_formulier(request, formulier)
        await _beeindig(bezoeken, request)
        antwoord = RedirectResponse("/inloggen?uitgelogd=1", 303)
        for naam in (Koekjes.SESSIE, Koekjes.RECENT):
            Koekjes.wis(request, antwoord, naam)
        return antwoord

    @routes.post("/weergave")
    async def weergave(request: Request, weergave: Veld = "", naar: Veld = "", formulier: Veld = "") -> Response:
        _eigen_formulier(request, formulier)
        if weergave not in WEERGAVEN:
            raise Problem(400)
        antwoord = RedirectResponse(veilig(naar, "/"), 303)
        Koekjes.zet(request, antwoord, Koekjes.WEERGAVE, weergave, _JAAR_SECONDEN)
        return antwoord


def _formulier(
    bezoeken: Bezoeken, request: Request, naar: str, *, status: int = 200, mislukt: bool = False,
    verlopen: bool = False, uitgelogd: bool = False, gezet: bool = False,
) -> Response:  # fmt: skip
    return bezoeken.pagina(
        request, "inloggen.html", None, status=status, naar=veilig(naar), mislukt=mislukt, verlopen=verlopen,
        uitgelogd=uitgelogd, gezet=gezet,
    )  # fmt: skip


def _eigen_formulier(request: Request, token: str) -> None:
    """Raises Problem 400 when the form is not ours."""
    koekje = Koekjes.lees(request, Koekjes.SESSIE) or Koekjes.lees(request, Koekjes.BEZOEK)
    if not formulier_klopt(koekje, token):
        raise Problem(400)


async def _beeindig(bezoeken: Bezoeken, request: Request) -> None:
    token = Koekjes.lees(request, Koekjes.SESSIE)
    if token:
        await bezoeken.sessies.beeindig(token)
