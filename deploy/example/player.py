"""The LDOS player: pushes events to ingest as LDOS does, signed, in batches, and until each is answered.

The acknowledgement log is the point: what was answered `aanvaard` must be in the figures later.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from deploy.example.dossier import Gebeurtenis
from deploy.example.leveringen import MAX_GEBEURTENISSEN, Levering, verpak
from deploy.example.ondertekening import lees_geheim, onderteken
from deploy.example.verstoring import Verstoring
from shared.runtime.rest import rest

PAD = "/v1/gebeurtenissen"
_BATCH = {"content-type": "application/cloudevents-batch+json"}
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
_ONLEESBAAR = frozenset({400, 413})
_LANGSTE_WACHT = 30.0


class IngestOnbereikbaarError(Exception):
    """Ingest did not take a batch within the patience of the player."""


class LeveringGeweigerdError(Exception):
    """Ingest refuses this sender, not an event: 401, 403, 415 and the like."""

    def __init__(self, status: int) -> None:
        super().__init__(f"ingest weigert de levering met status {status}")
        self.status = status


@dataclass(slots=True)
class Samenvatting:
    """What was pushed and what came back."""

    gepusht: int = 0
    aanvaard: int = 0
    dubbel: int = 0
    geweigerd: Counter[str] = field(default_factory=Counter)
    """Refused events by the code of their first error; `http_400` for a body that could not be read."""
    leveringen: int = 0
    herhaald: int = 0
    seconden: float = 0.0
    ids: list[str] | None = None
    """Ids answered `aanvaard` or `dubbel`, when asked for."""

    @property
    def per_seconde(self) -> float:
        """Events a second over the whole push."""
        return self.gepusht / self.seconden if self.seconden else 0.0

    def tel(self, resultaat: dict[str, Any]) -> None:
        """Count the answer to one event."""
        self.gepusht += 1
        uitkomst = resultaat["uitkomst"]
        if uitkomst == "geweigerd":
            fouten = resultaat.get("fouten") or [{}]
            self.geweigerd[str(fouten[0].get("code", "onbekend"))] += 1
            return
        self.aanvaard += uitkomst == "aanvaard"
        self.dubbel += uitkomst == "dubbel"
        if self.ids is not None:
            self.ids.append(str(resultaat["id"]))


class _Tempo:
    """Hands out moments to send, so many events a second; without tempo at once."""

    def __init__(self, per_seconde: float | None, aantal: int, stop: asyncio.Event) -> None:
        self._stap = 0.0 if per_seconde is None else aantal / per_seconde
        self._volgende, self._stop = time.monotonic(), stop

    async def beurt(self) -> bool:
        """Wait for the next turn; False when it is time to stop."""
        wacht = self._volgende - time.monotonic()
        self._volgende = max(self._volgende, time.monotonic() - 1.0) + self._stap
        if wacht > 0:
            await rest(wacht, unless=self._stop)
        else:
            await asyncio.sleep(0)
        return not self._stop.is_set()


class Player:
    """One source system at one ingest. `client` has ingest as its base_url; `geheim` is a `whsec_…`."""

    def __init__(self, client: httpx.AsyncClient, geheim: str, geduld: float = 600.0) -> None:
        self._client, self._sleutel, self._geduld = client, lees_geheim(geheim), geduld
        self._levering = 0

    async def push(
        self,
        gebeurtenissen: Iterable[Gebeurtenis],
        *,
        tempo: float | None = None,
        verstoring: Verstoring | None = None,
        per_levering: int = MAX_GEBEURTENISSEN,
        gelijktijdig: int = 2,
        stop: asyncio.Event | None = None,
        voortgang: Callable[[Samenvatting], None] | None = None,
        onthoud_ids: bool = False,
    ) -> Samenvatting:
        """Push all events (or until `stop`), at most `tempo` a second; returns when all are answered.

        Raises:
            IngestOnbereikbaarError, LeveringGeweigerdError
        """
        if tempo is not None:
            per_levering = max(1, min(per_levering, int(tempo / 4)))
        return await self.lever(
            verpak((verstoring or Verstoring()).regels(gebeurtenissen), per_levering),
            beurten=_Tempo(tempo, per_levering, stop or asyncio.Event()),
            gelijktijdig=gelijktijdig,
            voortgang=voortgang,
            onthoud_ids=onthoud_ids,
        )

    async def lever(
        self,
        leveringen: Iterator[Levering],
        *,
        beurten: _Tempo | None = None,
        gelijktijdig: int = 2,
        voortgang: Callable[[Samenvatting], None] | None = None,
        onthoud_ids: bool = False,
    ) -> Samenvatting:
        """Push these bodies; as `push`."""
        samenvatting = Samenvatting(ids=[] if onthoud_ids else None)
        beurten = beurten or _Tempo(None, 0, asyncio.Event())
        begin = time.monotonic()
        try:
            async with asyncio.TaskGroup() as taken:
                for _ in range(gelijktijdig):
                    taken.create_task(self._werk(leveringen, beurten, samenvatting, voortgang))
        except ExceptionGroup as fouten:
            raise fouten.exceptions[0] from None
        samenvatting.seconden = time.monotonic() - begin
        return samenvatting

    async def wacht_tot_bekend(self, seconden: float = 30.0) -> None:
        """Wait until ingest has read a secret that was made just now: an empty push is then answered.

        Raises:
            IngestOnbereikbaarError, LeveringGeweigerdError
        """
        uiterlijk = time.monotonic() + seconden
        while True:
            antwoord = await self._tot_antwoord(Levering(()), Samenvatting())
            if antwoord.status_code == httpx.codes.OK:
                return
            if antwoord.status_code != httpx.codes.UNAUTHORIZED or time.monotonic() > uiterlijk:
                raise LeveringGeweigerdError(antwoord.status_code)
            await asyncio.sleep(0.5)

    async def _werk(
        self,
        leveringen: Iterator[Levering],
        beurten: _Tempo,
        samenvatting: Samenvatting,
        voortgang: Callable[[Samenvatting], None] | None,
    ) -> None:
        while await beurten.beurt():
            levering = next(leveringen, None)
            if levering is None:
                return
            await self._lever(levering, samenvatting)
            if voortgang is not None:
                voortgang(samenvatting)

    async def _lever(self, levering: Levering, samenvatting: Samenvatting) -> None:
        """One batch, answered; an unreadable one in halves, until the culprit stands alone."""
        antwoord = await self._tot_antwoord(levering, samenvatting)
        if antwoord.status_code in _ONLEESBAAR:
            if len(levering.regels) > 1:
                for helft in levering.gehalveerd():
                    await self._lever(helft, samenvatting)
            else:
                samenvatting.gepusht += 1
                samenvatting.geweigerd[f"http_{antwoord.status_code}"] += 1
            return
        if antwoord.status_code != httpx.codes.OK:
            raise LeveringGeweigerdError(antwoord.status_code)
        for resultaat in antwoord.json()["resultaten"]:
            samenvatting.tel(resultaat)

    async def _tot_antwoord(self, levering: Levering, samenvatting: Samenvatting) -> httpx.Response:
        """Send until ingest answers with something else than "later"."""
        self._levering += 1
        naam, inhoud = f"levering-{self._levering}-{time.time_ns()}", levering.inhoud
        samenvatting.leveringen += 1
        uiterlijk, poging = time.monotonic() + self._geduld, 0
        while True:
            wacht = min(_LANGSTE_WACHT, 0.2 * 2**poging)
            try:
                antwoord = await self._verstuur(naam, inhoud)
            except httpx.TransportError:
                pass
            else:
                if antwoord.status_code not in _LATER:
                    return antwoord
                wacht = _wachttijd(antwoord, wacht)
            if time.monotonic() + wacht > uiterlijk:
                raise IngestOnbereikbaarError
            poging, samenvatting.herhaald = poging + 1, samenvatting.herhaald + 1
            await asyncio.sleep(wacht)

    async def _verstuur(self, naam: str, inhoud: bytes) -> httpx.Response:
        koppen = onderteken(self._sleutel, naam, int(time.time()), inhoud)
        return await self._client.post(PAD, content=inhoud, headers=_BATCH | koppen)


def _wachttijd(antwoord: httpx.Response, anders: float) -> float:
    """Retry-After in seconds, as far as it is a sensible number."""
    gevraagd = antwoord.headers.get("retry-after", "")
    return min(_LANGSTE_WACHT, float(gevraagd)) if gevraagd.isdecimal() else anders
