"""`/v1/stroom`: which figures changed, as Server-Sent Events. No values; only what this caller sees exactly.

One Kafka reader per gateway process tells all open pages. A lost word costs a page its refresh, never a number.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from services.gateway.domain.rechten import Rechten, Rol
from services.gateway.handlers.poorten import Beller
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.keuze import lees_keuze
from services.gateway.paginas.poorten import Cijfers
from shared.contracts.schooljaar import schooljaar_van, tekst
from shared.contracts.wijzigingen import Wijziging

HARTSLAG_SECONDEN: Final = 15.0
# A session that ended must not go on listening: the browser connects again by itself, and is asked who it is.
HOOGSTENS_SECONDEN: Final = 600.0
MAX_OPEN: Final = 2_000
_WACHTRIJ: Final = 32


class Omroep:
    """Passes each change on to all who listen now; who does not keep up misses words, not memory."""

    def __init__(self) -> None:
        self._luisteraars: set[asyncio.Queue[Wijziging]] = set()

    def meld(self, wijziging: Wijziging) -> None:
        """Tell everyone."""
        for rij in self._luisteraars:
            if rij.full():
                rij.get_nowait()
            rij.put_nowait(wijziging)

    @property
    def vol(self) -> bool:
        return len(self._luisteraars) >= MAX_OPEN

    async def luister(self, hartslag: float = HARTSLAG_SECONDEN) -> AsyncIterator[Wijziging | None]:
        """Changes as they come; None when nothing came for a while."""
        rij: asyncio.Queue[Wijziging] = asyncio.Queue(_WACHTRIJ)
        self._luisteraars.add(rij)
        try:
            while True:
                try:
                    yield await asyncio.wait_for(rij.get(), hartslag)
                except TimeoutError:
                    yield None
        finally:
            self._luisteraars.discard(rij)


def eigen_swvs(rechten: Rechten, ouders: frozenset[str]) -> frozenset[str]:
    """SWV's whose changes this reader may hear about: the own ones, and those above the own board or school."""
    eigen = {recht.eenheid for recht in rechten if recht.rol in (Rol.SWV, Rol.BEHEERDER)}
    return frozenset(eigen | ouders)


def bericht(wijziging: Wijziging, swvs: frozenset[str]) -> str | None:
    """The event for a reader of these SWV's; None when it is not about them."""
    if not (wijziging.organisatie or swvs & set(wijziging.swvs)):
        return None
    schooljaren = [] if wijziging.organisatie else [tekst(jaar) for jaar in wijziging.schooljaren]
    return f"event: gewijzigd\ndata: {json.dumps({'schooljaren': schooljaren})}\n\n"


def router(bezoeken: Bezoeken, cijfers: Cijfers, omroep: Omroep) -> APIRouter:
    """The route."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))

    @routes.get("/v1/stroom")
    async def stroom(request: Request) -> Response:
        beller = await bezoeken.ingelogd(request)
        if omroep.vol:
            return Response(status_code=503, headers={"Retry-After": "60"})
        swvs = await _swvs(request, bezoeken, cijfers, beller)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(_berichten(omroep, swvs), headers=headers, media_type="text/event-stream")

    return routes


async def _swvs(request: Request, bezoeken: Bezoeken, cijfers: Cijfers, beller: Beller) -> frozenset[str]:
    """The SWV's behind the unit that is asked for; none where the reader only sees releases of it."""
    lopend = schooljaar_van(bezoeken.clock.today())
    keuze = lees_keuze(request.query_params, ("landelijk", "NL-PO"), lopend)
    eenheid = await cijfers.eenheid(beller, keuze.niveau, keuze.eenheid)
    if eenheid["zicht"] != "eigen":
        return frozenset()
    boven = frozenset(str(ouder["eenheid"]) for ouder in eenheid["ouders"] if ouder["niveau"] == "swv")
    zelf = frozenset({keuze.eenheid}) if keuze.niveau == "swv" else frozenset()
    return eigen_swvs(beller.rechten, boven | zelf) & (boven | zelf or eigen_swvs(beller.rechten, frozenset()))


async def _berichten(omroep: Omroep, swvs: frozenset[str]) -> AsyncIterator[str]:
    yield "retry: 5000\n: verbonden\n\n"
    eind = asyncio.get_running_loop().time() + HOOGSTENS_SECONDEN
    async for wijziging in omroep.luister():
        if asyncio.get_running_loop().time() > eind:
            return
        if wijziging is None:
            yield ": hartslag\n\n"
        elif (regel := bericht(wijziging, swvs)) is not None:
            yield regel
