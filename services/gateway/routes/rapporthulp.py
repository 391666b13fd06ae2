"""What the routes of documents and of bundles share: follow one, take it back, get it; problems, and ids."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.rapporten import NogNietKlaar, OnbekendRapport
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import alleen, als_problemen, json_antwoord, niet_gevonden
from services.gateway.routes.bellers import BellerVan
from services.gateway.routes.formaten import formaat
from services.gateway.routes.openapi import fouten
from shared.runtime.http import Problem

WACHT: Final = {"Retry-After": "2"}


@contextmanager
def als_problemen_van_rapporten() -> Iterator[None]:
    """What goes wrong with documents, as problems."""
    try:
        with als_problemen():
            yield
    except OnbekendRapport as fout:
        raise niet_gevonden() from fout
    except NogNietKlaar as fout:
        if fout.mislukt:
            raise Problem(409, detail="Dit rapport kon niet gemaakt worden.", code="mislukt") from fout
        raise Problem(409, detail="Het rapport wordt nog gemaakt.", code="nog_niet_klaar", headers=WACHT) from fout


def lees_uuid(tekst: str) -> UUID:
    """The id of a document; one that cannot exist does not."""
    try:
        return UUID(tekst)
    except ValueError as fout:
        raise niet_gevonden() from fout


@dataclass(frozen=True)
class Ophaalbaar:
    """Something that was asked and can be followed, taken back and fetched: a document, or a bundle of them.

    `naam`: as summaries say it; `werkwoord`: how operation ids end. `toon` gives what the API shows of one.
    """

    pad: str
    naam: str
    werkwoord: str
    model: type[modellen.Model]
    mediatype: str
    toon: Callable[[Beller, UUID], Awaitable[dict[str, Any]]]
    schrap: Callable[[Beller, UUID], Awaitable[None]]
    document: Callable[[Beller, UUID], Awaitable[Response]]


def voeg_ophalen_toe(router: APIRouter, wat: Ophaalbaar, wie: BellerVan) -> None:
    """Add the three routes."""
    ingelogd = Depends(wie)
    pad, bestand = f"{wat.pad}/{{id}}", {wat.mediatype: {"schema": {"type": "string", "format": "binary"}}}

    @router.get(
        pad,
        summary=f"Hoe ver {wat.naam} is",
        operation_id=f"toon{wat.werkwoord}",
        responses={200: modellen.antwoord(wat.model, "Hoe ver het is"), **fouten(400, 401, 404, 406, 503)},
    )
    async def toon(request: Request, id: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with als_problemen_van_rapporten():
            return json_antwoord(await wat.toon(beller, lees_uuid(id)))

    @router.delete(
        pad,
        summary=f"Trekt {wat.naam} in",
        operation_id=f"schrap{wat.werkwoord}",
        description="Wat nog niet gemaakt is, wordt niet meer gemaakt; wat gemaakt is, wordt verwijderd.",
        status_code=204,
        responses=fouten(400, 401, 404, 503),
    )
    async def schrap(request: Request, id: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request)
        with als_problemen_van_rapporten():
            await wat.schrap(beller, lees_uuid(id))
        return Response(status_code=204)

    @router.get(
        f"{pad}/document",
        summary=f"Haalt {wat.naam} op",
        operation_id=f"haal{wat.werkwoord}",
        responses={
            200: {"description": "Het bestand", "content": bestand},
            **fouten(400, 401, 404, 409, 503),
        },
        response_class=Response,
    )
    async def document(request: Request, id: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request)
        with als_problemen_van_rapporten():
            return await wat.document(beller, lees_uuid(id))
