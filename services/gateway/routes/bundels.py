"""Bundles of documents: follow one, take it back, get the ZIP; asking goes through `POST /v1/rapporten`."""

import zipfile
from collections.abc import AsyncIterator
from io import RawIOBase
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from services.gateway.handlers.bundels import Bundel, Bundelbalie
from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.rapporten import Document
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import alleen, json_antwoord
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.openapi import fouten
from services.gateway.routes.rapporthulp import als_problemen_van_rapporten, lees_uuid

ZIP: Final = "application/zip"


class Bundelstatus(modellen.Model):
    """Een bundel rapporten, en hoe ver het is."""

    id: str
    klaar: bool
    voortgang: dict[str, int] = Field(description="Hoeveel rapporten er zijn, klaar zijn en niet gelukt zijn")
    links: dict[str, modellen.Link] = Field(alias="_links")


def build_router(diensten: Diensten, balie: Bundelbalie) -> APIRouter:
    """Routes of bundles."""
    router = APIRouter(prefix="/v1/rapporten/bundels", tags=["rapporten"])
    ingelogd = Depends(met_token(diensten.poort))

    @router.get(
        "/{id}",
        summary="Eén bundel, met hoe ver het is",
        operation_id="toonBundel",
        responses={200: modellen.antwoord(Bundelstatus, "Hoe ver het is"), **fouten(400, 401, 404, 503)},
    )
    async def toon(request: Request, id: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request)
        with als_problemen_van_rapporten():
            return json_antwoord(toon_bundel(await balie.een(beller, lees_uuid(id))))

    @router.delete(
        "/{id}",
        summary="Trekt een bundel in",
        operation_id="schrapBundel",
        description="Wat nog niet gemaakt is, wordt niet meer gemaakt; wat gemaakt is, wordt verwijderd.",
        status_code=204,
        responses=fouten(400, 401, 404, 503),
    )
    async def schrap(request: Request, id: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request)
        with als_problemen_van_rapporten():
            await balie.schrap(beller, lees_uuid(id))
        return Response(status_code=204)

    @router.get(
        "/{id}/document",
        summary="De rapporten van een bundel als ZIP",
        operation_id="haalBundel",
        responses={
            200: {"description": "De ZIP", "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}}},
            **fouten(400, 401, 404, 409, 503),
        },
        response_class=Response,
    )
    async def document(request: Request, id: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request)
        with als_problemen_van_rapporten():
            return als_zip(*await balie.documenten(beller, lees_uuid(id)))

    return router


def toon_bundel(bundel: Bundel) -> dict[str, Any]:
    """A bundle as the API shows it."""
    adres, aantallen = f"/v1/rapporten/bundels/{bundel.id}", bundel.per_status
    links = {"self": {"href": adres}}
    if bundel.klaar:
        links["document"] = {"href": f"{adres}/document"}
    voortgang = {"totaal": len(bundel.rapporten), "klaar": aantallen["klaar"], "mislukt": aantallen["mislukt"]}
    return {"id": str(bundel.id), "klaar": bundel.klaar, "voortgang": voortgang, "_links": links}


def als_zip(bundel: Bundel, documenten: AsyncIterator[Document]) -> Response:
    """The ZIP as a download; one document at a time is in memory."""
    naam = f"attachment; filename=\"gespreksrapporten.zip\"; filename*=UTF-8''{quote(bundel.naam)}"
    mislukt = [een.naam for een in bundel.rapporten if een.status == "mislukt"]
    return StreamingResponse(_zip(documenten, mislukt), media_type=ZIP, headers={"Content-Disposition": naam})


class _Buis(RawIOBase):
    """Takes what the ZIP writes, to be handed on."""

    def __init__(self) -> None:
        self._stukken: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, stuk: Any) -> int:
        self._stukken.append(bytes(stuk))
        return len(stuk)

    def leeg(self) -> bytes:
        stukken, self._stukken = self._stukken, []
        return b"".join(stukken)


async def _zip(documenten: AsyncIterator[Document], mislukt: list[str]) -> AsyncIterator[bytes]:
    buis = _Buis()
    # Stored: a .docx is compressed already.
    with zipfile.ZipFile(buis, "w", zipfile.ZIP_STORED) as archief:
        async for document in documenten:
            archief.writestr(document.naam, document.inhoud)
            yield buis.leeg()
        if mislukt:
            archief.writestr("Niet gelukt.txt", "Van deze scholen is het rapport niet gelukt:\n" + "\n".join(mislukt))
    yield buis.leeg()
