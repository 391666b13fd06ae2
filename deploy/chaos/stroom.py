"""The LDOS of a run: a seeded log with repeats and disorder and poison, pushed until every batch is answered.

What was answered `aanvaard` or `dubbel` is remembered: that is what the judges count from.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx
import orjson

from deploy.example.leveringen import Levering, verpak
from deploy.example.ondertekening import lees_geheim, onderteken
from deploy.example.player import PAD
from deploy.example.simulatie import Wereld, maak_wereld
from deploy.example.verstoring import Verstoring

Gebeurtenis = dict[str, Any]

SWVS, SCHOLEN, JAREN = 2, 60, 4
DUBBEL, GIFTIG = 10.0, 0.2
PER_LEVERING = 25
_VOL = 250
_BATCH = {"content-type": "application/cloudevents-batch+json"}
_LEESBAAR = 200
_NOOIT = frozenset({400, 413})
_TIJD_SECONDEN = 15.0
_WACHT_SECONDEN = 0.3


def wereld(seed: int, vandaag: date) -> Wereld:
    """The played region of a seed."""
    return maak_wereld(vandaag, SWVS, SCHOLEN, JAREN, seed)


@dataclass
class Stroom:
    """Pushes `per_seconde` events a second until stopped; when the log is through, parts of it again."""

    client: httpx.AsyncClient
    geheim: str
    wereld: Wereld
    seed: int
    per_seconde: float = 80.0
    aanvaard: dict[str, Gebeurtenis] = field(default_factory=dict)
    """Every accepted event by id."""
    antwoorden: int = 0
    """Events that were answered `aanvaard` or `dubbel`, repeats too."""
    uitkomsten: Counter[str] = field(default_factory=Counter)
    opnieuw: int = 0
    _mag: asyncio.Event = field(default_factory=asyncio.Event)
    _stil: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._sleutel = lees_geheim(self.geheim)
        self._bekend = {str(een["id"]): een for een in self.wereld.gebeurtenissen()}
        self._mag.set()

    async def speel(self) -> None:
        """Push until cancelled (between two batches: `pauzeer` first)."""
        volgende = time.monotonic()
        for levering in self._leveringen():
            if not self._mag.is_set():
                self._stil.set()
                await self._mag.wait()
                self._stil.clear()
                volgende = time.monotonic()
            await self._lever(levering)
            volgende = max(volgende, time.monotonic() - 1.0) + len(levering.regels) / self.per_seconde
            await asyncio.sleep(max(0.0, volgende - time.monotonic()))

    async def pauzeer(self) -> None:
        """Returns when nothing is on its way and nothing more is sent."""
        self._mag.clear()
        await self._stil.wait()

    async def herhaal(self) -> None:
        """Push everything once more, as an LDOS that is asked to; only while paused."""
        regels = [orjson.dumps(een) for een in self.aanvaard.values()]
        for begin in range(0, len(regels), _VOL):
            await self._lever(Levering(tuple(regels[begin : begin + _VOL])))

    def verder(self) -> None:
        """Go on after a pause."""
        self._mag.set()

    def _leveringen(self) -> Iterator[Levering]:
        verstoring = Verstoring(DUBBEL, GIFTIG, door_elkaar=True, seed=self.seed)
        yield from verpak(verstoring.regels(self.wereld.gebeurtenissen()), PER_LEVERING)
        kans = random.Random(f"{self.seed}/nog-eens")
        alle = [orjson.dumps(een) for een in self._bekend.values()]
        while True:
            yield Levering(tuple(kans.sample(alle, min(PER_LEVERING, len(alle)))))

    async def _lever(self, levering: Levering) -> None:
        """One batch until it is answered; an unreadable one in halves."""
        naam = f"chaos-{self.seed}-{time.time_ns()}"
        while True:
            antwoord = await self._stuur(naam, levering.inhoud)
            if antwoord is not None and antwoord.status_code == _LEESBAAR:
                self._tel(antwoord.json()["resultaten"])
                return
            if antwoord is not None and antwoord.status_code in _NOOIT:
                await self._halveer(levering)
                return
            self.opnieuw += 1
            await asyncio.sleep(_WACHT_SECONDEN)

    async def _halveer(self, levering: Levering) -> None:
        if len(levering.regels) == 1:
            self.uitkomsten["onleesbaar"] += 1
            return
        for helft in levering.gehalveerd():
            await self._lever(helft)

    async def _stuur(self, naam: str, inhoud: bytes) -> httpx.Response | None:
        """None: no answer. A refusal of the sender (its clock, or ours, is wrong) is tried again as well."""
        koppen = onderteken(self._sleutel, naam, int(time.time()), inhoud)
        try:
            return await self.client.post(PAD, content=inhoud, headers=_BATCH | koppen, timeout=_TIJD_SECONDEN)
        except httpx.HTTPError:
            return None

    def _tel(self, resultaten: list[dict[str, Any]]) -> None:
        for resultaat in resultaten:
            self.uitkomsten[resultaat["uitkomst"]] += 1
            if resultaat["uitkomst"] != "geweigerd":
                self.antwoorden += 1
                naam = str(resultaat["id"])
                self.aanvaard[naam] = self._bekend[naam]
