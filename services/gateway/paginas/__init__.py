"""The pages: what people see of the gateway. They show what the API answers, and nothing else.

`voeg_toe` is the one include: it hangs every page and the static files on the app of the API.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from services.gateway.adapters.leveringen import PostgresLeveringen
from services.gateway.dashboards.balie import Dashboardbalie
from services.gateway.dashboards.beeld import Tekenaar
from services.gateway.domain.rechten import Rechten
from services.gateway.handlers.accountbeheer import Accountbeheer, Accountboek
from services.gateway.handlers.poorten import Gegevens, Sessies
from services.gateway.handlers.rapporten import Rapportbalie
from services.gateway.handlers.sjablonen import Sjabloonbalie
from services.gateway.handlers.stand import Tellingen
from services.gateway.handlers.vrijgaven import Vrijgavenbalie
from services.gateway.paginas import (
    account,
    algemeen,
    beheer,
    dashboard,
    documentatie,
    gesprekken,
    huisstijl,
    inloggen,
    kwaliteit,
    openbaar,
    profielen,
    rapporten,
    scholen,
    signalen,
    toelichting,
)
from services.gateway.paginas import leveringen as leverpagina
from services.gateway.paginas.beheer import sjabloon
from services.gateway.paginas.beheer import vrijgaven as vrijgavenpagina
from services.gateway.paginas.bezoek import Bezoeken
from services.gateway.paginas.huisstijl import Huisstijlen, Stijlbladen, stijlbladen
from services.gateway.paginas.poorten import Hasher, Poort
from services.gateway.paginas.sjablonen import Sjablonen
from services.gateway.paginas.statisch import Statisch
from services.gateway.paginas.vorig_bezoek import Bezoekboek
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.aflevering import Ontvangst
from shared.runtime.clock import Clock


@dataclass(frozen=True)
class Huisbeheer:
    """What the pages of accounts, style and data quality need besides figures."""

    boek: Accountboek
    hasher: Hasher
    tellingen: Tellingen
    huisstijlen: Huisstijlen


def voeg_toe(
    app: FastAPI,
    *,
    dashboards: Dashboardbalie,
    tekenaar: Tekenaar,
    gegevens: Gegevens,
    poort: Poort,
    sessies: Sessies,
    clock: Clock,
    middelen: Path | None,
    voorbeeld: bool,
    balie: Rapportbalie | None = None,
    leveringen: PostgresLeveringen | None = None,
    ontvangst: Ontvangst | None = None,
    huisbeheer: Huisbeheer | None = None,
    sjablonen: Sjabloonbalie | None = None,
    bezoekboek: Bezoekboek | None = None,
    vrijgaven: Vrijgavenbalie | None = None,
) -> None:
    """Add the pages to the app of the API. `middelen`: the folder that deploy.assets made. Without `balie` there is
    no page of reports, without `leveringen` and `ontvangst` (ingest) none to load files."""
    statisch = Statisch(middelen)
    stijl = None if huisbeheer is None else _stijl(huisbeheer.huisstijlen, clock)
    bezoeken = Bezoeken(Sjablonen(statisch), sessies, clock, voorbeeld, stijl)
    app.include_router(statisch.router())
    app.include_router(inloggen.router(bezoeken, poort))
    app.include_router(algemeen.router(bezoeken, dashboards))
    app.include_router(scholen.router(bezoeken, gegevens))
    app.include_router(documentatie.router(bezoeken, app))
    app.include_router(openbaar.router(bezoeken, gegevens))
    app.include_router(dashboard.router(bezoeken, dashboards, tekenaar, bezoekboek))
    app.include_router(toelichting.router(bezoeken, dashboards, gegevens))
    if balie is not None:
        app.include_router(rapporten.router(bezoeken, dashboards.bron, balie))
    if leveringen is not None and ontvangst is not None:
        app.include_router(leverpagina.router(leverpagina.Leveringspagina(bezoeken, leveringen, ontvangst)))
    if huisbeheer is None:
        app.include_router(beheer.router(bezoeken, gegevens))
    else:
        accounts = Accountbeheer(huisbeheer.boek, gegevens, clock)
        app.include_router(beheer.router(bezoeken, gegevens, accounts, huisbeheer.tellingen, huisbeheer.huisstijlen))
        app.include_router(huisstijl.router(bezoeken, huisbeheer.huisstijlen))
        app.include_router(account.router(account.Accountpagina(bezoeken, poort, huisbeheer.boek, huisbeheer.hasher)))
    app.include_router(profielen.router(bezoeken, gegevens))
    if sjablonen is not None:
        app.include_router(sjabloon.router(bezoeken, gegevens, sjablonen))
    if vrijgaven is not None:
        app.include_router(vrijgavenpagina.router(bezoeken, vrijgaven))
    app.include_router(kwaliteit.router(bezoeken, gegevens))
    app.include_router(gesprekken.router(bezoeken, gegevens, balie))
    app.include_router(signalen.router(bezoeken, dashboards, gegevens))
    _niet_gevonden_als_pagina(app, bezoeken)


def _stijl(huisstijlen: Huisstijlen, clock: Clock) -> Callable[[Rechten], Awaitable[Stijlbladen | None]]:
    async def van(rechten: Rechten) -> Stijlbladen | None:
        return await stijlbladen(huisstijlen, rechten, schooljaar_van(clock.today()))

    return van


def _niet_gevonden_als_pagina(app: FastAPI, bezoeken: Bezoeken) -> None:
    """An address that no route knows is a page for a browser; the API keeps its own errors."""
    als_probleem = app.exception_handlers[HTTPException]

    async def behandel(request: Request, fout: Exception) -> Response:
        assert isinstance(fout, HTTPException)
        if request.url.path.startswith("/v1/") or "text/html" not in request.headers.get("accept", ""):
            return await als_probleem(request, fout)  # type: ignore[no-any-return,misc]
        return await bezoeken.fout(request, fout.status_code)

    app.add_exception_handler(HTTPException, behandel)
