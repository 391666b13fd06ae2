"""The HTTP edge of deliveries: `POST /v1/leveringen/{soort}`, for our own command line and services only."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from services.ingest.domain.handtekening import HandtekeningOngeldigError
from services.ingest.leveringen import AnderBestandError, Balie, OnbekendeSoortError, Ontvangen
from shared.contracts.bronnen.fouten import MAX_FOUTEN, OngeldigBestandError
from shared.contracts.bronnen.soorten import SOORTEN
from shared.contracts.bronnen.verzoek import MAX_BYTES, PAD
from shared.runtime.errors import Unavailable
from shared.runtime.http import Problem, read_body
from shared.runtime.metrics import counter
from shared.runtime.problem import MEDIA_TYPE

ONTVANGEN_MAX_SECONDEN: Final = 300.0
_WACHT: Final = {"Retry-After": "2"}


def build_router(balie: Balie) -> APIRouter:
    """The routes over one Balie."""
    router = APIRouter()

    @router.post(PAD, include_in_schema=False)
    async def lever(soort: str, request: Request) -> JSONResponse:
        try:
            with _as_problems():
                ontvangen = await _neem_aan(balie, soort, request)
        except OngeldigBestandError as fout:
            _tel(soort, "afgekeurd")
            return _afgekeurd(fout)
        except Problem as problem:
            _tel(soort, str(problem.code))
            raise
        _tel(soort, "ontvangen" if ontvangen.levering else "proef")
        return JSONResponse(_antwoord(ontvangen))

    return router


async def _neem_aan(balie: Balie, soort: str, request: Request) -> Ontvangen:
    verzoek = balie.kondig_aan(soort, request.headers.raw)
    if verzoek.aankondiging.aantal_bytes > MAX_BYTES:
        raise OngeldigBestandError.heel_bestand("Het bestand is groter dan 100 MB.")
    if balie.bezig.locked():
        raise Problem(503, detail="Er wordt al een ander bestand gelezen.", code="bezig", headers=_WACHT)
    async with balie.bezig:
        return await balie.ontvang(verzoek, await _lees(request, verzoek.aankondiging.aantal_bytes))


async def _lees(request: Request, aantal_bytes: int) -> bytes:
    try:
        async with asyncio.timeout(ONTVANGEN_MAX_SECONDEN):
            return await read_body(request, aantal_bytes)
    except TimeoutError as fout:
        raise Problem(408, "Ontvangst duurde te lang", code="te_traag") from fout
    except ClientDisconnect as fout:
        raise Problem(400, detail="De verbinding is verbroken.", code="verbroken") from fout


@contextmanager
def _as_problems() -> Iterator[None]:
    try:
        yield
    except HandtekeningOngeldigError as fout:
        raise Problem(401, "Handtekening ongeldig", code="handtekening") from fout
    except OnbekendeSoortError as fout:
        bekend = ", ".join(SOORTEN)
        raise Problem(404, detail=f"Deze soort bron bestaat niet. Er zijn: {bekend}.", code="soort") from fout
    except AnderBestandError as fout:
        raise Problem(400, detail="Het bestand is onderweg beschadigd.", code="beschadigd") from fout
    except Unavailable as fout:
        raise Problem(503, detail=_NIET_BEVESTIGD, code="niet_bevestigd", headers=_WACHT) from fout


_NIET_BEVESTIGD: Final = "Kafka heeft niet alles bevestigd. Stuur hetzelfde verzoek opnieuw; het telt één keer."


def _antwoord(ontvangen: Ontvangen) -> dict[str, Any]:
    return {
        "levering": ontvangen.levering and str(ontvangen.levering),
        "rijen": ontvangen.rijen,
        "delen": ontvangen.delen,
        "peildatum": ontvangen.peildatum.isoformat(),
        "bereiken": dict(ontvangen.bereiken),
        "waarschuwingen": list(ontvangen.waarschuwingen),
    }


def _afgekeurd(fout: OngeldigBestandError) -> JSONResponse:
    """400 with the first errors per row and column, and how many there are in all."""
    woord = "fout" if fout.aantal == 1 else "fouten"
    eerste = f"; de eerste {MAX_FOUTEN} staan hieronder" if fout.aantal > MAX_FOUTEN else ""
    problem = Problem(
        400,
        "Bestand afgekeurd",
        f"{fout.aantal} {woord} in het bestand{eerste}. Er is niets geladen.",
        code="afgekeurd",
    )
    members = {**problem.body(), "aantalFouten": fout.aantal, "fouten": [asdict(een) for een in fout.fouten]}
    return JSONResponse(members, problem.status, media_type=MEDIA_TYPE)


def _tel(soort: str, uitkomst: str) -> None:
    counter("pos_bestanden_total").labels(soort if soort in SOORTEN else "onbekend", uitkomst).inc()
