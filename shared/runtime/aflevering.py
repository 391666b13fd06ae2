"""Hands a file to ingest, for the command line and for the page: the same signed request, the same answers."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

import httpx

from shared.contracts.bronnen.fouten import Fout
from shared.contracts.bronnen.verzoek import PAD, Aankondiging, onderteken
from shared.runtime.backoff import pauses

VERSTUREN_SECONDEN: Final = 60.0
_BLOK: Final = 256 * 1024


class BestandAfgekeurdError(Exception):
    """Ingest refused the file: `fouten` are the first ones, `aantal` counts all."""

    def __init__(self, fouten: tuple[Fout, ...], aantal: int) -> None:
        super().__init__(f"{aantal} fouten")
        self.fouten = fouten
        self.aantal = aantal


class NietOntvangenError(Exception):
    """Ingest does not answer, or not as it should; the text is Dutch."""


@dataclass(frozen=True, slots=True)
class Ontvangst:
    """Address of ingest, and the secret to sign with."""

    adres: str
    geheim: bytes = field(repr=False)


def _stil(_verstuurd: int) -> None:
    """Nobody looks."""


async def verstuur(
    ontvangst: Ontvangst, aankondiging: Aankondiging, inhoud: bytes, verstuurd: Callable[[int], None] = _stil
) -> dict[str, Any]:
    """The answer of ingest (services/ingest/leveringen_routes.py). Every try is the same request: it counts once.

    Raises:
        BestandAfgekeurdError, NietOntvangenError
    """
    verzoek = f"levering_{uuid4().hex}"
    eind = time.monotonic() + VERSTUREN_SECONDEN
    timeout = httpx.Timeout(10.0, read=300.0, write=300.0)
    async with httpx.AsyncClient(base_url=ontvangst.adres, timeout=timeout) as client:
        for pauze in pauses(first=0.2, limit=2.0):
            headers = onderteken(aankondiging, verzoek, int(time.time()), ontvangst.geheim)
            headers["content-length"] = str(len(inhoud))
            try:
                pad = PAD.format(soort=aankondiging.soort)
                antwoord = await client.post(pad, content=_blokken(inhoud, verstuurd), headers=headers)
            except httpx.TransportError:
                antwoord = httpx.Response(503)
            if antwoord.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return _gelezen(antwoord)
            if time.monotonic() + pauze > eind:
                raise NietOntvangenError(
                    "De ontvangst (ingest) antwoordt niet. Kijk met: ./pos status. Er is niets geladen."
                )
            await asyncio.sleep(pauze)
    raise AssertionError("pauses never end")


async def _blokken(inhoud: bytes, verstuurd: Callable[[int], None]) -> AsyncIterator[bytes]:
    """The body in pieces, so that one can see how far it is."""
    for begin in range(0, len(inhoud), _BLOK):
        verstuurd(begin)
        yield inhoud[begin : begin + _BLOK]
    verstuurd(len(inhoud))


def _gelezen(antwoord: httpx.Response) -> dict[str, Any]:
    inhoud: dict[str, Any] = antwoord.json() if "json" in antwoord.headers.get("content-type", "") else {}
    if antwoord.is_success:
        return inhoud
    if inhoud.get("code") == "afgekeurd":
        raise BestandAfgekeurdError(tuple(Fout(**fout) for fout in inhoud["fouten"]), inhoud["aantalFouten"])
    uitleg = inhoud.get("detail") or inhoud.get("title") or ""
    raise NietOntvangenError(
        f"De ontvangst (ingest) weigert dit verzoek (status {antwoord.status_code}). {uitleg}".rstrip()
    )
