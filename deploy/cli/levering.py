"""Hands a file to ingest and waits until the aggregator has applied it, or says why not."""

import asyncio
import json
import os
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import asyncpg

from deploy.cli.verbinding import NotRunningError, database
from deploy.launcher.errors import UserError
from deploy.local.ports import HOST, Ports
from deploy.local.state import StateFolder
from shared.contracts.bronnen.levering import Opdracht
from shared.contracts.bronnen.verzoek import Aankondiging, lees_geheim
from shared.runtime.aflevering import BestandAfgekeurdError, NietOntvangenError, Ontvangst, verstuur

TOEPASSEN_SECONDEN: Final = 120.0
__all__ = ["BestandAfgekeurdError", "Bestemming", "Fase", "NietGelukt", "Uitslag", "bestemming", "laad"]
_DELEN: Final = "SELECT count(*) FROM organisatie.levering_deel WHERE levering = $1"
_UITSLAG: Final = """
    SELECT toegepast_op IS NOT NULL AS toegepast, afgewezen, herhaling_van IS NOT NULL AS herhaald,
           peildatum, rijen, uitkomst
    FROM organisatie.levering WHERE id = $1
"""


class NietGelukt(UserError):
    """The delivery did not get through; the message is Dutch."""


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

    def verstuurd(aantal: int) -> None:
        klaar = aantal == len(inhoud)
        voortgang(Fase.CONTROLEREN if klaar else Fase.VERSTUREN, 0 if klaar else aantal, None if klaar else len(inhoud))

    aankondiging = Aankondiging.van_bestand(soort, inhoud, opdracht)
    try:
        antwoord = await verstuur(Ontvangst(doel.ingest, doel.geheim), aankondiging, inhoud, verstuurd)
    except NietOntvangenError as fout:
        raise NietGelukt(str(fout)) from None
    uitslag = await _wacht(doel, UUID(antwoord["levering"]), lambda n: voortgang(Fase.VERWERKEN, n, antwoord["delen"]))
    return Uitslag(**uitslag, waarschuwingen=tuple(antwoord["waarschuwingen"]))


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
