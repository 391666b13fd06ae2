"""Hands a file to ingest and waits until the aggregator has applied it, or says why not."""

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

import asyncpg
import httpx

from deploy.cli.verbinding import NotRunningError, database
from deploy.launcher.errors import UserError
from deploy.local.ports import HOST, Ports
from deploy.local.state import StateFolder
from shared.contracts.bronnen.fouten import Fout
from shared.contracts.bronnen.levering import Opdracht
from shared.contracts.bronnen.verzoek import PAD, Aankondiging, lees_geheim, onderteken
from shared.runtime.backoff import pauses

VERSTUREN_SECONDEN: Final = 60.0
TOEPASSEN_SECONDEN: Final = 120.0
_BLOK: Final = 256 * 1024
_DELEN: Final = "SELECT count(*) FROM organisatie.levering_deel WHERE levering = $1"
_UITSLAG: Final = """
    SELECT toegepast_op IS NOT NULL AS toegepast, afgewezen, herhaling_van IS NOT NULL AS herhaald,
           peildatum, rijen, uitkomst
    FROM organisatie.levering WHERE id = $1
"""


class NietGelukt(UserError):
    """The delivery did not get through; the message is Dutch."""


class BestandAfgekeurdError(Exception):
    """Ingest refused the file: `fouten` are the first ones, `aantal` counts all."""

    def __init__(self, fouten: tuple[Fout, ...], aantal: int) -> None:
        super().__init__(f"{aantal} fouten")
        self.fouten = fouten
        self.aantal = aantal


@dataclass(frozen=True)
class Bestemming:
    """Where files go: address of ingest, the secret to sign with, and how to see the outcome."""

    ingest: str
    geheim: bytes = field(repr=False)
    verbind: Callable[[], AbstractAsyncContextManager[asyncpg.Connection]]


@dataclass(frozen=True)
class Uitslag:
    """What became of a delivery. `uitkomst` as in services/aggregator/organisatie/oordeel.py."""

    toegepast: bool
    afgewezen: str | None
    herhaald: bool
    peildatum: date
    rijen: int
    uitkomst: Mapping[str, Any]
    waarschuwingen: tuple[str, ...] = ()


def bestemming(state: StateFolder, environ: Mapping[str, str] = os.environ) -> Bestemming:
    """The running stack of this folder, or the one that POS_INGEST and POS_DIENSTGEHEIM name.

    Raises:
        NotRunningError
    """
    if "POS_INGEST" in environ:
        try:
            geheim = lees_geheim(Path(environ["POS_DIENSTGEHEIM"]).read_text())
        except (KeyError, OSError, ValueError):
            raise NotRunningError("Zet naast POS_INGEST ook POS_DIENSTGEHEIM goed.") from None
        return Bestemming(environ["POS_INGEST"], geheim, lambda: database(state))
    snapshot = state.read()
    if snapshot is None or not state.is_up():
        raise NotRunningError(f"De stapel in {state.folder} staat uit. Starten: ./pos up -d")
    ingest = f"http://{HOST}:{Ports(snapshot.poortbasis).ingest}"
    return Bestemming(ingest, lees_geheim(state.secret("dienst")), lambda: database(state))


class Fase(Enum):
    """What a delivery goes through, in this order."""

    VERSTUREN = 1
    CONTROLEREN = 2
    VERWERKEN = 3


Voortgang = Callable[[Fase, int, int | None], None]
"""Told how much of a phase is done, and of how much (None: nobody knows)."""


def _stil(_fase: Fase, _gedaan: int, _totaal: int | None) -> None:
    """Nobody looks."""


async def laad(
    doel: Bestemming, soort: str, inhoud: bytes, opdracht: Opdracht, voortgang: Voortgang = _stil
) -> Uitslag:
    """Deliver and wait for the outcome.

    Raises:
        BestandAfgekeurdError: the file itself is wrong.
        NietGelukt: no answer within the time, or an answer that should not be.
    """
    antwoord = await _verstuur(doel, Aankondiging.van_bestand(soort, inhoud, opdracht), inhoud, voortgang)
    uitslag = await _wacht(doel, UUID(antwoord["levering"]), lambda n: voortgang(Fase.VERWERKEN, n, antwoord["delen"]))
    return Uitslag(**uitslag, waarschuwingen=tuple(antwoord["waarschuwingen"]))


async def _verstuur(
    doel: Bestemming, aankondiging: Aankondiging, inhoud: bytes, voortgang: Voortgang
) -> dict[str, Any]:
    """The answer of ingest. Every try is the same request, so that it counts once."""
    verzoek = f"levering_{uuid4().hex}"
    eind = time.monotonic() + VERSTUREN_SECONDEN
    async with httpx.AsyncClient(base_url=doel.ingest, timeout=httpx.Timeout(10.0, read=300.0, write=300.0)) as client:
        for pauze in pauses(first=0.2, limit=2.0):
            headers = onderteken(aankondiging, verzoek, int(time.time()), doel.geheim)
            try:
                antwoord = await client.post(
                    PAD.format(soort=aankondiging.soort),
                    content=_blokken(inhoud, voortgang),
                    headers={**headers, "content-length": str(len(inhoud))},
                )
            except httpx.TransportError:
                antwoord = httpx.Response(503)
            if antwoord.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return _gelezen(antwoord)
            if time.monotonic() + pauze > eind:
                raise NietGelukt("De ontvangst (ingest) antwoordt niet. Kijk met: ./pos status. Er is niets geladen.")
            await asyncio.sleep(pauze)
    raise AssertionError("pauses never end")


async def _blokken(inhoud: bytes, voortgang: Voortgang) -> AsyncIterator[bytes]:
    """The body in pieces, so that one can see how far it is."""
    for begin in range(0, len(inhoud), _BLOK):
        voortgang(Fase.VERSTUREN, begin, len(inhoud))
        yield inhoud[begin : begin + _BLOK]
    voortgang(Fase.CONTROLEREN, 0, None)


def _gelezen(antwoord: httpx.Response) -> dict[str, Any]:
    inhoud: dict[str, Any] = antwoord.json() if "json" in antwoord.headers.get("content-type", "") else {}
    if antwoord.is_success:
        return inhoud
    if inhoud.get("code") == "afgekeurd":
        raise BestandAfgekeurdError(tuple(Fout(**fout) for fout in inhoud["fouten"]), inhoud["aantalFouten"])
    uitleg = inhoud.get("detail") or inhoud.get("title") or ""
    raise NietGelukt(f"De ontvangst (ingest) weigert dit verzoek (status {antwoord.status_code}). {uitleg}".rstrip())


async def _wacht(doel: Bestemming, levering: UUID, delen_klaar: Callable[[int], None]) -> dict[str, Any]:
    """The line of the delivery, once the aggregator has written it."""
    try:
        async with asyncio.timeout(TOEPASSEN_SECONDEN), doel.verbind() as connection:
            while (rij := await connection.fetchrow(_UITSLAG, levering)) is None:
                delen_klaar(await connection.fetchval(_DELEN, levering))
                await asyncio.sleep(0.1)
    except (NotRunningError, TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        raise NietGelukt(
            "Het bestand is ontvangen, maar nog niet verwerkt. Dat gebeurt vanzelf zodra alles weer werkt; "
            "kijk met: ./pos status. Hetzelfde bestand nog eens laden kan geen kwaad."
        ) from None
    return {**rij, "uitkomst": json.loads(rij["uitkomst"])}
