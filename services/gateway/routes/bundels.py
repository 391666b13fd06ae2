"""Bundles of documents: follow one, take it back, get the ZIP; asking goes through `POST /v1/rapporten`."""

import zipfile
from collections.abc import AsyncIterator, Mapping
from io import RawIOBase
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from services.gateway.handlers.bundels import Bundel, Bundelbalie
from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.rapporten import Document
from services.gateway.routes import modellen
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.rapporthulp import Ophaalbaar, voeg_ophalen_toe

ZIP: Final = "application/zip"


class Bundelstatus(modellen.Model):
    """Een bundel rapporten, en hoe ver het is."""

    id: str
    klaar: bool
    voortgang: dict[str, int] = Field(description="Hoeveel rapporten er zijn, klaar zijn en niet gelukt zijn")
    ingetrokken: list[str] = Field(
        description="Scholen waarvan het profiel na de aanvraag is ingetrokken: niet in de ZIP"
    )
    links: dict[str, modellen.Link] = Field(alias="_links")


def build_router(diensten: Diensten, balie: Bundelbalie) -> APIRouter:
    """Routes of bundles."""
    router = APIRouter(prefix="/v1/rapporten", tags=["rapporten"])

    async def toon(beller: Beller, id_: UUID) -> dict[str, Any]:
        return toon_bundel(await balie.een(beller, id_))

    async def document(beller: Beller, id_: UUID) -> Response:
        return als_zip(*await balie.documenten(beller, id_))

    wat = Ophaalbaar("/bundels", "een bundel", "Bundel", Bundelstatus, ZIP, toon, balie.schrap, document)
    voeg_ophalen_toe(router, wat, met_token(diensten.poort))
    return router


def toon_bundel(bundel: Bundel) -> dict[str, Any]:
    """A bundle as the API shows it."""
    adres, aantallen = f"/v1/rapporten/bundels/{bundel.id}", bundel.per_status
    links = {"self": {"href": adres}}
    if bundel.klaar:
        links["document"] = {"href": f"{adres}/document"}
    voortgang = {"totaal": len(bundel.rapporten), "klaar": aantallen["klaar"], "mislukt": aantallen["mislukt"]}
    return {
        "id": str(bundel.id),
        "klaar": bundel.klaar,
        "voortgang": voortgang,
        "ingetrokken": list(bundel.ingetrokken),
        "_links": links,
    }


def als_zip(bundel: Bundel, documenten: AsyncIterator[Document]) -> Response:
    """The ZIP as a download; one document at a time is in memory."""
    soort = bundel.rapporten[0].vraag.soort
    naam = f"attachment; filename=\"{soort}.zip\"; filename*=UTF-8''{quote(bundel.naam)}"
    return StreamingResponse(
        _zip(documenten, _ontbreekt(bundel)), media_type=ZIP, headers={"Content-Disposition": naam}
    )


def _ontbreekt(bundel: Bundel) -> dict[str, str]:
    """Name and text of what the ZIP says about documents that are not in it."""
    mislukt = [een.naam for een in bundel.rapporten if een.status == "mislukt"]
    gevallen = {
        "Niet gelukt.txt": ("Van deze scholen is het rapport niet gelukt:", mislukt),
        "Ingetrokken.txt": ("Van deze scholen is het profiel ingetrokken na de aanvraag:", bundel.ingetrokken),
    }
    return {naam: "\n".join([kop, *scholen]) for naam, (kop, scholen) in gevallen.items() if scholen}


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


async def _zip(documenten: AsyncIterator[Document], ontbreekt: Mapping[str, str]) -> AsyncIterator[bytes]:
    buis = _Buis()
    # Stored: a .docx is compressed already.
    with zipfile.ZipFile(buis, "w", zipfile.ZIP_STORED) as archief:
        async for document in documenten:
            archief.writestr(document.naam, document.inhoud)
            yield buis.leeg()
        for naam, tekst in ontbreekt.items():
            archief.writestr(naam, tekst)
    yield buis.leeg()
