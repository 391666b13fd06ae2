"""A visit: who reads, in which display, and how a page or a refusal leaves. Shared by all pages."""

import gzip
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from services.gateway.domain.rechten import Rechten
from services.gateway.domain.vraag import OngeldigeVraag
from services.gateway.handlers.leesspoor import spoor
from services.gateway.handlers.poorten import Beller, GeenEigenZicht, NietVoorDezeRol, OnbekendeEenheid, Sessies
from services.gateway.paginas.adressen import inlogadres
from services.gateway.paginas.formulieren import formulier_token
from services.gateway.paginas.modules import MODULES
from services.gateway.paginas.sjablonen import Sjablonen
from services.gateway.paginas.verlopen import Ingestuurd, ingestuurd, teksten
from services.gateway.routes.koekjes import Koekjes
from shared.runtime.clock import Clock
from shared.runtime.errors import Unavailable
from shared.runtime.http import Problem
from shared.runtime.logging import get_logger

CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
WEERGAVEN: Final = ("licht", "donker", "systeem")
_KLEIN: Final = 1_000

log = get_logger(__name__)


class NietIngelogd(Exception):
    """This page is for people with an account: log in and come back."""


class VreemdFormulier(Exception):
    """The form is not of a page of this session; perhaps of the one before, which ended. Nothing is written."""


@dataclass(frozen=True)
class Bezoeken:
    """What every page needs. `stijl`: the addresses of how the SWV of somebody with these rights looks."""

    sjablonen: Sjablonen
    sessies: Sessies
    clock: Clock
    voorbeeld: bool
    stijl: Callable[[Rechten], Awaitable[Any]] | None = None

    async def beller(self, request: Request) -> Beller | None:
        """Who is logged in on this browser."""
        token = Koekjes.lees(request, Koekjes.SESSIE)
        beller = await self.sessies.beller(token, self.clock.now()) if token else None
        if beller is not None:
            spoor().van(beller)
            if self.stijl is not None:
                request.state.stijl = await self.stijl(beller.rechten)
        return beller

    async def ingelogd(self, request: Request) -> Beller:
        """The same, for pages behind the login. Raises NietIngelogd."""
        beller = await self.beller(request)
        if beller is None:
            raise NietIngelogd
        return beller

    async def voor_swv(self, request: Request, eigen: Callable[[Rechten], Sequence[str]]) -> tuple[Beller, str]:
        """Who is logged in, and for which of the SWV's that are `eigen` by these rights: `?swv=`, or the first.

        Raises:
            NietIngelogd, OnbekendeEenheid
            NietVoorDezeRol: none is.
        """
        beller = await self.ingelogd(request)
        mogelijk = eigen(beller.rechten)
        if not mogelijk:
            raise NietVoorDezeRol
        gekozen = request.query_params.get("swv") or mogelijk[0]
        if gekozen not in mogelijk:
            raise OnbekendeEenheid
        return beller, gekozen

    def pagina(
        self, request: Request, sjabloon: str, beller: Beller | None, *, status: int = 200, **context: Any
    ) -> Response:
        """A whole page in the frame."""
        koekje = Koekjes.lees(request, Koekjes.SESSIE if beller else Koekjes.BEZOEK) or secrets.token_urlsafe(24)
        html = self.sjablonen.html(sjabloon, self._kader(request, beller, koekje) | context)
        antwoord = _html(request, html, status)
        if beller is None and Koekjes.lees(request, Koekjes.BEZOEK) != koekje:
            Koekjes.zet(request, antwoord, Koekjes.BEZOEK, koekje)
        return antwoord

    def _kader(self, request: Request, beller: Beller | None, koekje: str) -> dict[str, Any]:
        weergave = Koekjes.lees(request, Koekjes.WEERGAVE)
        return {
            "beller": beller,
            "rechten": sorted(beller.rechten) if beller else [],
            "menu": MODULES,
            "actief": None,
            "pad": request.url.path,
            "hier": hier(request),
            "weergave": weergave if weergave in WEERGAVEN else "systeem",
            "voorbeeld": self.voorbeeld,
            "formulier": formulier_token(koekje),
            "stijl": getattr(request.state, "stijl", None) if beller else None,
        }

    async def niet_bewaard(self, request: Request, velden: Ingestuurd) -> Response:
        """What was sent, for its writer to send again: after login, or at once when that is done."""
        beller = await self.beller(request)
        return self.pagina(
            request, "formulier_verlopen.html", beller, status=400 if beller else 401, velden=velden,
            teksten=teksten(velden), inloggen=inlogadres(request.url.path),
        )  # fmt: skip

    async def fout(self, request: Request, status: int, meldingen: tuple[str, ...] = ()) -> Response:
        """An error as a page; without the menu when even the session can't be read."""
        try:
            beller = await self.beller(request)
        except Unavailable:
            beller = None
        kop, tekst = _FOUTEN.get(status, _FOUTEN[500])
        antwoord = self.pagina(
            request, "fout.html", beller, status=status, code=status, kop=kop, tekst=tekst, meldingen=meldingen
        )
        if status == 503:
            antwoord.headers["Retry-After"] = "5"
        return antwoord


def _html(request: Request, html: str, status: int) -> Response:
    """HTML with the policy; small over the line, for a table of schools repeats itself."""
    inhoud = html.encode()
    headers = {"Content-Security-Policy": CSP, "Vary": "Accept-Encoding, Cookie"}
    if len(inhoud) > _KLEIN and "gzip" in request.headers.get("accept-encoding", ""):
        inhoud = gzip.compress(inhoud, 5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return HTMLResponse(inhoud, status, headers)


def hier(request: Request) -> str:
    """The address of this view, to come back to."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


_FOUTEN: Mapping[int, tuple[str, str]] = {
    400: ("Dit adres klopt niet", "In het adres staat iets dat deze pagina niet kent."),
    403: ("Dit hoort niet bij uw rol", "Voor deze gegevens is een andere rol nodig. Vraag zo nodig uw beheerder."),
    404: ("Niet gevonden", "Deze pagina bestaat niet, of is niet voor u zichtbaar."),
    413: ("Te groot", "Wat u stuurde is te groot."),
    500: ("Er ging iets mis", "Dit ligt aan ons. Probeer het over een paar minuten opnieuw."),
    503: ("Even geduld", "De gegevens zijn nu niet bereikbaar. Probeer het over enkele seconden opnieuw."),
}

Behandel = Callable[[Request], Coroutine[Any, Any, Response]]


def pagina_route(bezoeken: Bezoeken, *, houdt_tekst: bool = False) -> type[APIRoute]:
    """A route whose errors are pages, in the look of the rest. `houdt_tekst`: what was filled in outlives its session;
    only where its page shows nothing but that text."""

    class PaginaRoute(APIRoute):
        def get_route_handler(self) -> Behandel:
            behandel = super().get_route_handler()

            async def met_foutpagina(request: Request) -> Response:
                try:
                    return await behandel(request)
                except (NietIngelogd, VreemdFormulier) as fout:
                    velden = await ingestuurd(request) if houdt_tekst else None
                    if velden is not None:
                        return await bezoeken.niet_bewaard(request, velden)
                    if isinstance(fout, VreemdFormulier):
                        return await bezoeken.fout(request, 400)
                    return RedirectResponse(inlogadres(hier(request)), 303)
                except Exception as fout:
                    status, meldingen = _status(fout)
                    if status == 500:
                        log.error("pagina is mislukt", exc_info=fout)
                    return await bezoeken.fout(request, status, meldingen)

            return met_foutpagina

    return PaginaRoute


_STATUS: Mapping[type[Exception], int] = {
    OngeldigeVraag: 400,
    RequestValidationError: 400,
    OnbekendeEenheid: 404,
    NietVoorDezeRol: 403,
    GeenEigenZicht: 403,
    Unavailable: 503,
}


def _status(fout: Exception) -> tuple[int, tuple[str, ...]]:
    """HTTP status and what to tell, without repeating what was sent."""
    if isinstance(fout, OngeldigeVraag):
        return 400, tuple(f"{misser.veld.removeprefix('query.')} {misser.melding}." for misser in fout.missers)
    if isinstance(fout, Problem):
        return fout.status, ()
    if isinstance(fout, HTTPException):
        return fout.status_code, ()
    return next((status for soort, status in _STATUS.items() if isinstance(fout, soort)), 500), ()
