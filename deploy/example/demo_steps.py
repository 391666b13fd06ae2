"""What `./pos demo` plays: the example logins, the back-fill of eight schooljaren, then LDOS live.

deploy.cli.demo puts these in order and starts and stops everything around them.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from deploy.example.bronnen import VOORBEELDBRON
from deploy.example.dossier import Gebeurtenis
from deploy.example.gebeurtenissen import (
    Verloop,
    dossier_van,
    gebeurtenissen,
    levende_gebeurtenissen,
    nieuwste_dossiers,
)
from deploy.example.lijsten import bekostigd, thuiszitters
from deploy.example.player import Player, Samenvatting
from deploy.example.regio import voorbeeld_regio

BRONNAAM = VOORBEELDBRON.naam
SOURCE = VOORBEELDBRON.source
VERLOOP = Verloop(seed=1, jaren=8)
LIVE_TEMPO = 2.0
"""Events a second in the live part: a figure moves while one looks, and can still be followed."""


@dataclass(frozen=True, slots=True)
class Account:
    """An example login; `eenheid` is empty where the role has none."""

    naam: str
    rol: str
    eenheid: str
    uitleg: str


def accounts() -> tuple[Account, ...]:
    """One login per role, around PO9901, and the VO SWV beside it."""
    return (
        Account("swv.po9901", "swv", "PO9901", "kwaliteitsmedewerker van het samenwerkingsverband"),
        Account("swv.vo9901", "swv", "VO9901", "hetzelfde voor het voortgezet onderwijs"),
        Account("bestuur.99002", "bestuur", "99002", "beleidsmedewerker van een bestuur met zeven scholen"),
        Account("school.99ai00", "school", "99AI00", "directeur of intern begeleider van een basisschool"),
        Account("beheerder.po9901", "beheerder", "PO9901", "gebruikers, bronnen en instellingen"),
        Account("platform", "platform", "", "techniek: bronnen, dode letters, vrijgaven"),
    )


def swvs() -> tuple[str, ...]:
    """The SWV's for which the example source is registered."""
    return voorbeeld_regio().swvs


def inhaalslag(vandaag: date) -> Iterator[Gebeurtenis]:
    """The events of eight schooljaren up to today."""
    return gebeurtenissen(voorbeeld_regio(), vandaag, VERLOOP)


def lijsten(vandaag: date) -> Iterator[tuple[str, str, bytes]]:
    """Per SWV (kind, SWV, file): funded pupils and pupils at home that fit the events of `inhaalslag`."""
    regio = voorbeeld_regio()
    per_swv: dict[str, list[Mapping[str, Any]]] = {swv: [] for swv in regio.swvs}
    for gebeurtenis in nieuwste_dossiers(inhaalslag(vandaag)).values():
        dossier = dossier_van(gebeurtenis)
        per_swv[str(dossier["swv"])].append(dossier)
    for swv, dossiers in per_swv.items():
        bestanden = {
            "duo-bekostigd": bekostigd(swv, dossiers, regio, vandaag),
            "thuiszitters": thuiszitters(swv, regio, vandaag),
        }
        yield from ((soort, swv, inhoud.encode()) for soort, inhoud in bestanden.items() if inhoud)


async def haal_in(
    player: Player, vandaag: date, voortgang: Callable[[Samenvatting], None] | None = None
) -> Samenvatting:
    """Push the back-fill as fast as ingest takes it."""
    return await player.push(inhaalslag(vandaag), voortgang=voortgang)


def vervolg(vandaag: date, klok: Callable[[], datetime]) -> Iterator[Gebeurtenis]:
    """What LDOS tells after the back-fill of the same `vandaag`, without end."""
    return levende_gebeurtenissen(voorbeeld_regio(), vandaag, VERLOOP, klok)


async def speel_live(
    player: Player,
    stroom: Iterator[Gebeurtenis],
    stop: asyncio.Event,
    voortgang: Callable[[Samenvatting], None] | None = None,
    tempo: float = LIVE_TEMPO,
) -> Samenvatting:
    """Go on with `vervolg`, gently, until `stop` is set."""
    return await player.push(stroom, tempo=tempo, gelijktijdig=1, stop=stop, voortgang=voortgang)
