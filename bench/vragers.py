"""Asks at a fixed rate from a process of its own: `python -m bench.vragers`, its work on standard input.

First every address that is asked over and over is asked once (the morning has begun); then for so many seconds a
question leaves at its moment, whatever became of the others. Of the questions 95 % ask again what was asked before,
half of those with the ETag that they got; 5 % ask what nobody asked yet. Gives the time of each from the moment at
which it should have left; says `begin` on standard error when that begins.
"""

import asyncio
import json
import random
import sys
import time
from collections import defaultdict
from typing import Any, Final

import aiohttp

_NIEUW: Final = 0.05
_ETAG: Final = 0.5
_VERBINDINGEN: Final = 64
_KEREN_WARM: Final = 4
_GEDULD: Final = aiohttp.ClientTimeout(total=30)


class Vragers:
    """Readers with their tokens and the ETags that they were given."""

    def __init__(self, lezers: list[dict[str, Any]]) -> None:
        self._kans = random.Random(1)
        self._nieuw = [(een["token"], pad) for een in lezers for pad in een["nieuw"]]
        self._vast = [(een["token"], pad) for een in lezers for pad in een["vast"]]
        self._kans.shuffle(self._nieuw)
        self._etags: dict[tuple[str, str], str] = {}
        self.tijden: dict[str, list[float]] = defaultdict(list)
        self.fouten = 0

    async def warm_op(self, client: aiohttp.ClientSession) -> None:
        """Every address that will be asked again, one after another."""
        for wie in self._vast:
            await self._vraag(client, "", wie, time.perf_counter(), None)

    def kies(self) -> tuple[str, tuple[str, str], str | None]:
        """Kind, (token, address) and the ETag to send along."""
        if self._nieuw and self._kans.random() < _NIEUW:
            return "voor het eerst", self._nieuw.pop(), None
        wie = self._kans.choice(self._vast)
        return ("nogmaals", wie, None) if self._kans.random() >= _ETAG else ("met ETag", wie, self._etags.get(wie))

    async def vraag(self, client: aiohttp.ClientSession, moment: float) -> None:
        """One question that was due at `moment`."""
        soort, wie, etag = self.kies()
        await self._vraag(client, soort, wie, moment, etag)

    async def _vraag(
        self, client: aiohttp.ClientSession, soort: str, wie: tuple[str, str], moment: float, etag: str | None
    ) -> None:
        token, pad = wie
        koppen = {"authorization": f"Bearer {token}"} | ({"if-none-match": etag} if etag else {})
        try:
            async with client.get(pad, headers=koppen) as antwoord:
                await antwoord.read()
                goed = antwoord.status in (200, 304)
                self._etags[wie] = antwoord.headers.get("etag", "")
        except (aiohttp.ClientError, TimeoutError):
            goed = False
        self.fouten += not goed
        if soort:
            self.tijden[soort].append(1000 * (time.perf_counter() - moment))


def _client(adres: str, *, force_close: bool = False) -> aiohttp.ClientSession:
    aan = aiohttp.TCPConnector(limit=_VERBINDINGEN, force_close=force_close)
    return aiohttp.ClientSession(adres, connector=aan, timeout=_GEDULD)


async def draai(opdracht: dict[str, Any]) -> dict[str, Any]:
    """Warm up, ask, and tell."""
    vragers = Vragers(opdracht["lezers"])
    for _ in range(_KEREN_WARM):
        # A connection each, so that every process of the gateway gets its share.
        async with _client(opdracht["adres"], force_close=True) as client:
            await vragers.warm_op(client)
    async with _client(opdracht["adres"]) as client:
        aantal = opdracht["perSeconde"] * opdracht["seconden"]
        begin, cpu = time.perf_counter(), time.process_time()
        print("begin", file=sys.stderr, flush=True)
        taken = []
        for nummer in range(aantal):
            moment = begin + nummer / opdracht["perSeconde"]
            if (wachten := moment - time.perf_counter()) > 0:
                await asyncio.sleep(wachten)
            taken.append(asyncio.create_task(vragers.vraag(client, moment)))
        await asyncio.gather(*taken)
        duur, cpu = time.perf_counter() - begin, time.process_time() - cpu
    return {"bereikt": aantal / duur, "fouten": vragers.fouten, "tijden": vragers.tijden, "cpu": cpu}


if __name__ == "__main__":
    json.dump(asyncio.run(draai(json.load(sys.stdin))), sys.stdout)
