"""The pages: what people see of the gateway. They show what the API answers, and nothing else.

`voeg_toe` is the one include: it hangs every page and the static files on the app of the API.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response
from starlette.exceptions import HTTPException

from services.gateway.adapters.leveringen import PostgresLeveringen
from services.gateway.domain.rechten import Rechten
from services.gateway.handlers.accountbeheer import Accountbeheer, Accountboek
from services.gateway.handlers.rapporten import Rapportbalie
from services.gateway.handlers.sjablonen import Sjabloonbalie
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
from services.gateway.paginas.poorten import Hasher
from services.gateway.paginas.sjablonen import Sjablonen
from services.gateway.paginas.statisch import Statisch
from services.gateway.paginas.vorig_bezoek import Bezoekboek
from services.gateway.routes.diensten import Diensten
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.aflevering import Ontvangst
from shared.runtime.clock import Clock


@dataclass(frozen=True)
class Paginadiensten:
    """What the pages need besides the Diensten of the API.

    `ontvangst`: where ingest takes files; None: no page loads them.
    `middelen`: the folder that deploy.assets made; None: pages without styles and scripts.
    """

    rapporten: Rapportbalie
    sjablonen: Sjabloonbalie
    vrijgaven: Vrijgavenbalie
    leveringen: PostgresLeveringen
    bezoekboek: Bezoekboek
    accountboek: Accountboek
    hasher: Hasher
    huisstijlen: Huisstijlen
    ontvangst: Ontvangst | None = None
    middelen: Path | None = None


def voeg_toe(app: FastAPI, diensten: Diensten, eigen: Paginadiensten) -> None:
    """Add the pages to the app of the API."""
    statisch = Statisch(eigen.middelen)
    stijl = _stijl(eigen.huisstijlen, diensten.clock)
    bezoeken = Bezoeken(Sjablonen(statisch), diensten.sessies, diensten.clock, diensten.voorbeeld, stijl)
    paginas = (
        _lezen(app, bezoeken, diensten, eigen),
        _werken(bezoeken, diensten, eigen),
        _beheren(bezoeken, diensten, eigen),
    )
    for routes in (statisch.router(), *chain.from_iterable(paginas)):
        app.include_router(routes)
    _niet_gevonden_als_pagina(app, bezoeken)


def _lezen(app: FastAPI, bezoeken: Bezoeken, diensten: Diensten, eigen: Paginadiensten) -> Iterator[APIRouter]:
    yield inloggen.router(bezoeken, diensten.poort)
    yield algemeen.router(bezoeken, diensten.dashboards)
    yield scholen.router(bezoeken, diensten.gegevens)
    yield documentatie.router(bezoeken, app)
    yield openbaar.router(bezoeken, diensten.gegevens)
    yield dashboard.router(bezoeken, diensten.dashboards, diensten.tekenaar, eigen.bezoekboek)


def _werken(bezoeken: Bezoeken, diensten: Diensten, eigen: Paginadiensten) -> Iterator[APIRouter]:
    """Where people write, or ask for something to be made."""
    dashboards, gegevens = diensten.dashboards, diensten.gegevens
    yield toelichting.router(bezoeken, dashboards, gegevens)
    yield rapporten.router(bezoeken, dashboards.bron, eigen.rapporten)
    yield profielen.router(bezoeken, gegevens)
    yield kwaliteit.router(bezoeken, gegevens)
    yield gesprekken.router(bezoeken, gegevens, eigen.rapporten)
    yield signalen.router(bezoeken, dashboards, gegevens)


def _beheren(bezoeken: Bezoeken, diensten: Diensten, eigen: Paginadiensten) -> Iterator[APIRouter]:
    gegevens, boek = diensten.gegevens, eigen.accountboek
    accounts = Accountbeheer(boek, gegevens, diensten.clock)
    yield beheer.router(bezoeken, gegevens, accounts, diensten.tellingen, eigen.huisstijlen)
    yield huisstijl.router(bezoeken, eigen.huisstijlen)
    yield account.router(account.Accountpagina(bezoeken, diensten.poort, boek, eigen.hasher))
    yield sjabloon.router(bezoeken, gegevens, eigen.sjablonen)
    yield vrijgavenpagina.router(bezoeken, eigen.vrijgaven)
    if eigen.ontvangst is not None:
        yield leverpagina.router(leverpagina.Leveringspagina(bezoeken, eigen.leveringen, eigen.ontvangst))


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
