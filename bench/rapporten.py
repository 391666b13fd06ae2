"""Word documents: one at a time, and a bundle of every school of an SWV of 500 schools."""

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import httpx
import psutil

from bench.doelen import Meting, deel
from bench.stapel import NAAM, SWV, Stapel
from deploy.cli.levering import bestemming, laad
from deploy.example import demo_steps
from deploy.example.giftig import Regel
from deploy.example.leveringen import verpak
from deploy.example.player import Player
from deploy.example.regio import als_csv
from deploy.example.simulatie import Wereld, maak_wereld
from shared.contracts.bronnen.levering import Opdracht
from shared.contracts.schooljaar import schooljaar_van, tekst

WERKERS: Final = 2
SCHOLEN: Final = 500
_MEER_SCHOLEN: Final = 520
"""Some schools of the region end before the schooljaar of the bundle."""
_JAREN: Final = 5
_LOS: Final = 12
_GEDULD_SECONDEN: Final = 420.0
_KIJK_SECONDEN: Final = 0.02
_EEN_SECONDEN: Final = 1.0
_PER_SECONDE: Final = 10.0
_PLAT: Final = 1.2
_ONDERDELEN: Final = ("reports", "gateway", "postgresql")


class NietGemaaktError(Exception):
    """The documents did not come within the patience of the measurement."""


@dataclass
class Verbruik:
    """What the parts of a stack use, as time goes on: processor seconds, and (second, documents, MiB of reports)."""

    stapel: Stapel
    begin: dict[str, float] = field(default_factory=dict)
    punten: list[tuple[float, int, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.begin = self._cpu()

    def kijk(self, seconde: float, gemaakt: int) -> None:
        """Remember what all workers of reports hold together."""
        delen = self.stapel.geheugen_mib()
        self.punten.append((seconde, gemaakt, sum(mib for naam, mib in delen.items() if naam.startswith("reports"))))

    def cpu(self) -> dict[str, float]:
        """Processor seconds since the start, by part."""
        return {naam: nu - self.begin[naam] for naam, nu in self._cpu().items()}

    def _cpu(self) -> dict[str, float]:
        gevonden = dict.fromkeys((*_ONDERDELEN, "overig"), 0.0)
        snapshot = self.stapel.state.read()
        assert snapshot is not None, "de stapel draait"
        for onderdeel in snapshot.onderdelen:
            if onderdeel.pid:
                naam = next((een for een in _ONDERDELEN if onderdeel.naam.lower().startswith(een)), "overig")
                gevonden[naam] += _seconden(onderdeel.pid)
        return gevonden


def _seconden(pid: int) -> float:
    try:
        leider = psutil.Process(pid)
        tijden = [een.cpu_times() for een in (leider, *leider.children(recursive=True))]
    except psutil.Error:
        return 0.0
    return sum(een.user + een.system for een in tijden)


def meet_rapporten(stapel: Stapel, vandaag: date) -> Iterator[Meting]:
    """Fill an SWV of 500 schools, then single documents and the bundle. Raises NietGemaaktError."""
    wereld = maak_wereld(vandaag, 1, _MEER_SCHOLEN, _JAREN).als_bron(demo_steps.SOURCE)
    aantal = asyncio.run(_vul(stapel, wereld))
    yield Meting(f"Gegevens: één SWV met {SCHOLEN} scholen, {_JAREN} schooljaren", aantal, "gebeurtenissen")
    jaar = tekst(schooljaar_van(vandaag) - 1)
    scholen = _scholen(stapel, jaar)
    tijden, nogmaals = asyncio.run(_los(stapel, scholen[:_LOS], jaar))
    yield Meting("Eén Gespreksrapport, van vraag tot document in handen, p50", deel(tijden, 50), "s", _EEN_SECONDEN)
    yield Meting("  hetzelfde, p95", deel(tijden, 95), "s", _EEN_SECONDEN)
    yield Meting("  nog eens dezelfde, overgenomen, p50", deel(nogmaals, 50), "s", _EEN_SECONDEN)
    yield from asyncio.run(_bundel(stapel, scholen[_LOS : _LOS + SCHOLEN], jaar))


async def _vul(stapel: Stapel, wereld: Wereld) -> int:
    opdracht = Opdracht(wie=NAAM, bron="bench", peildatum=wereld.vandaag, bevestigd=True)
    await laad(bestemming(stapel.state), "organisatie", als_csv(wereld.regio).encode(), opdracht)
    leveringen = verpak(Regel(json.dumps(een).encode()) for een in wereld.gebeurtenissen())
    async with httpx.AsyncClient(base_url=stapel.ingest, timeout=60) as ingest, _api(stapel) as api:
        player = Player(ingest, stapel.geheim, geduld=_GEDULD_SECONDEN)
        await player.wacht_tot_bekend()
        uitslag = await player.lever(leveringen)
        while (await api.get("/v1/stand")).json()["achterstand"]:
            await asyncio.sleep(0.2)
    return uitslag.aanvaard


def _api(stapel: Stapel) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=stapel.gateway, timeout=60, headers={"authorization": f"Bearer {stapel.token}"}
    )  # fmt: skip


def _scholen(stapel: Stapel, jaar: str) -> list[str]:
    """Codes of the schools of the SWV."""
    gevonden: list[str] = []
    kop = {"authorization": f"Bearer {stapel.token}"}
    with httpx.Client(base_url=stapel.gateway, timeout=60, headers=kop) as api:
        pad: str | None = f"/v1/eenheden?niveau=school&binnen={SWV}&schooljaar={jaar}&paginaGrootte=100"
        while pad:
            blad = api.get(pad).raise_for_status().json()
            gevonden += [een["eenheid"] for een in blad["eenheden"]]
            pad = blad["_links"].get("next", {}).get("href")
    return gevonden


async def _los(stapel: Stapel, scholen: list[str], jaar: str) -> tuple[list[float], list[float]]:
    async with _api(stapel) as api:
        for school in scholen[:2]:  # warm, as a service is that runs
            await _een(api, school, jaar)
        eerste = [await _een(api, school, jaar) for school in scholen[2:]]
        return eerste, [await _een(api, school, jaar) for school in scholen[2:]]


async def _een(api: httpx.AsyncClient, school: str, jaar: str) -> float:
    """Seconds from the question until the bytes are here."""
    begin = time.perf_counter()
    vraag = {"soort": "gespreksrapport", "niveau": "school", "eenheid": school, "schooljaar": jaar, "binnen": SWV}
    adres = await _vraag(api, vraag)
    while (await api.get(adres)).json()["status"] != "klaar":
        _niet_later_dan(begin + _GEDULD_SECONDEN)
        await asyncio.sleep(_KIJK_SECONDEN)
    document = await api.get(f"{adres}/document")
    assert document.raise_for_status().content.startswith(b"PK")
    return time.perf_counter() - begin


async def _vraag(api: httpx.AsyncClient, vraag: dict[str, Any]) -> str:
    antwoord = await api.post("/v1/rapporten", json=vraag)
    return str(antwoord.raise_for_status().headers["location"])


async def _bundel(stapel: Stapel, scholen: list[str], jaar: str) -> list[Meting]:
    async with _api(stapel) as api:
        verbruik, begin = Verbruik(stapel), time.perf_counter()
        vraag = {"soort": "gespreksrapport", "niveau": "school", "schooljaar": jaar, "binnen": SWV}
        adres = await _vraag(api, {**vraag, "eenheden": scholen})
        gevraagd = time.perf_counter() - begin
        stand: dict[str, Any] = {}
        while not stand.get("klaar"):
            await asyncio.sleep(1)
            _niet_later_dan(begin + _GEDULD_SECONDEN)
            stand = (await api.get(adres)).raise_for_status().json()
            verbruik.kijk(time.perf_counter() - begin, stand["voortgang"]["klaar"])
        seconden, cpu = time.perf_counter() - begin, verbruik.cpu()
        assert stand["voortgang"]["klaar"] == len(scholen), "elk rapport is gelukt"
        zip_begin = time.perf_counter()
        zip_ = await api.get(f"{adres}/document")
        ophalen = time.perf_counter() - zip_begin
        return [
            Meting(f"Bundel van {len(scholen)}, {WERKERS} processen: gevraagd in", gevraagd, "s"),
            Meting("  rapporten per seconde", len(scholen) / seconden, "per s", _PER_SECONDE, meer_is_beter=True),
            *_per_rapport(cpu, len(scholen)),
            *_verloop(verbruik.punten),
            Meting(f"  de ZIP ophalen ({len(zip_.raise_for_status().content) / 2**20:.0f} MiB)", ophalen, "s"),
        ]


def _per_rapport(cpu: dict[str, float], aantal: int) -> Iterator[Meting]:
    """Processor time of one document, wherever it is spent: what two cores can carry at most."""
    samen = sum(cpu.values())
    for naam, seconden in cpu.items():
        yield Meting(f"  processortijd per rapport, {naam}", 1000 * seconden / aantal, "ms")
    yield Meting("  twee kernen dragen dus hoogstens", 2 * aantal / samen, "per s", _PER_SECONDE, meer_is_beter=True)


def _verloop(punten: list[tuple[float, int, float]]) -> Iterator[Meting]:
    """Pace and memory as the bundle goes on: flat or growing. By fifths; the first one is warming up."""
    import pandas as pd  # slow to import, and every command of ./pos imports this module

    verloop = pd.DataFrame(punten, columns=["seconde", "gemaakt", "mib"])
    vijfde = pd.cut(verloop.gemaakt, 5, labels=False)
    per_vijfde = verloop.groupby(vijfde).agg(mib=("mib", "max"))
    vroeg, laat = per_vijfde.mib.iloc[1 if len(per_vijfde) > 1 else 0], per_vijfde.mib.iloc[-1]
    tempo = verloop.gemaakt.diff() / verloop.seconde.diff()
    yield Meting("  tempo per seconde, middelste helft: van", float(tempo.quantile(0.25)), "per s")
    yield Meting("  tempo per seconde, middelste helft: tot", float(tempo.quantile(0.75)), "per s")
    yield Meting("  geheugen van reports, in het tweede vijfde deel", float(vroeg), "MiB")
    yield Meting("  geheugen van reports, in het laatste", float(laat), "MiB", _PLAT * float(vroeg))


def _niet_later_dan(moment: float) -> None:
    if time.perf_counter() > moment:
        raise NietGemaaktError
