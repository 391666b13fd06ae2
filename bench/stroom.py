"""From push to figures: how many events a second, and how long one event takes."""

import asyncio
import json
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any, Final, NamedTuple

import httpx

from bench.stapel import SWV, Stapel
from deploy.example.demo_steps import inhaalslag
from deploy.example.giftig import Regel
from deploy.example.leveringen import Levering, verpak
from deploy.example.player import Player
from shared.contracts.schooljaar import schooljaar_van, tekst

AANTAL: Final = 20_000
KEREN: Final = 200
GEDULD_SECONDEN: Final = 120.0
_KIJK_SECONDEN: Final = 0.002


class Doorvoer(NamedTuple):
    """Seconds until all was accepted, and until all was in the figures."""

    aanvaard: float
    verwerkt: float


class NietVerwerktError(Exception):
    """The figures did not come within the patience of the measurement."""


async def meet_doorvoer(stapel: Stapel, vandaag: date) -> Doorvoer:
    """Push the first events of the example region as fast as they are taken. Making them is not measured."""
    gebeurtenissen = islice(inhaalslag(vandaag), AANTAL)
    leveringen = list(verpak(Regel(json.dumps(een).encode()) for een in gebeurtenissen))
    async with _bezoekers(stapel) as (player, api):
        begin = time.perf_counter()
        uitslag = await player.lever(iter(leveringen))
        aanvaard = time.perf_counter() - begin
        assert uitslag.aanvaard == AANTAL, "alles is nieuw en geldig"
        while (await api.get("/v1/stand")).json()["achterstand"]:
            _niet_later_dan(begin + GEDULD_SECONDEN)
            await asyncio.sleep(0.05)
        return Doorvoer(aanvaard, time.perf_counter() - begin)


async def meet_zichtbaar(stapel: Stapel, vandaag: date) -> list[float]:
    """Milliseconds from before the push of one new TLV application until the value of the SWV holds it."""
    sjabloon = _aanvraag(vandaag)
    jaar = schooljaar_van(date.fromisoformat(sjabloon["data"]["aanvraag"]["ingediendOp"]))
    pad = f"/v1/indicatoren/tlv-aanvragen/waarden?niveau=swv&eenheid={SWV}&schooljaar={tekst(jaar)}"
    tijden = []
    async with _bezoekers(stapel) as (player, api):
        waarde = await _waarde(api, pad)
        for nummer in range(KEREN):
            begin = time.perf_counter()
            await player.lever(iter([_nieuw(sjabloon, nummer)]), gelijktijdig=1)
            while await _waarde(api, pad) <= waarde:
                _niet_later_dan(begin + GEDULD_SECONDEN)
                await asyncio.sleep(_KIJK_SECONDEN)
            tijden.append(1000 * (time.perf_counter() - begin))
            waarde += 1
    return tijden


class _bezoekers:  # noqa: N801 - reads as a function
    """A player at ingest and a client of the API, for as long as the block lasts."""

    def __init__(self, stapel: Stapel) -> None:
        kop = {"authorization": f"Bearer {stapel.token}"}
        self._ingest = httpx.AsyncClient(base_url=stapel.ingest, timeout=30)
        self._api = httpx.AsyncClient(base_url=stapel.gateway, timeout=30, headers=kop)
        self._player = Player(self._ingest, stapel.geheim, geduld=GEDULD_SECONDEN)

    async def __aenter__(self) -> tuple[Player, httpx.AsyncClient]:
        await self._player.wacht_tot_bekend()
        return self._player, self._api

    async def __aexit__(self, *_: object) -> None:
        await self._ingest.aclose()
        await self._api.aclose()


def _aanvraag(vandaag: date) -> dict[str, Any]:
    """A TLV application as it was handed in at the SWV, the newest of the region."""
    passend = (
        een for een in _dossiers(vandaag)
        if een["data"].get("status") == "ingediend" and een["data"]["swv"] == SWV and een["data"]["soort"] == "tlv"
    )  # fmt: skip
    *_, laatste = passend
    return laatste


def _dossiers(vandaag: date) -> Iterator[dict[str, Any]]:
    for een in inhaalslag(vandaag):
        yield dict(een)


def _nieuw(sjabloon: dict[str, Any], nummer: int) -> Levering:
    """The same application under another number."""
    dossiernummer = f"BENCH-{nummer}"
    data = {**sjabloon["data"], "dossiernummer": dossiernummer, "versie": 1}
    gebeurtenis = {**sjabloon, "id": f"{SWV}/{dossiernummer}/1", "data": data}
    return Levering((json.dumps(gebeurtenis).encode(),))


async def _waarde(api: httpx.AsyncClient, pad: str) -> int:
    antwoord = (await api.get(pad)).raise_for_status().json()
    return int(antwoord["reeksen"][0]["perioden"][0]["totaal"]["waarde"])


def _niet_later_dan(uiterlijk: float) -> None:
    if time.perf_counter() > uiterlijk:
        raise NietVerwerktError
