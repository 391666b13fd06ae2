"""How long answers take over HTTP: mixed questions of /v1/indicatoren/…/waarden one after another, and dashboards."""

import time
from collections.abc import Iterator
from itertools import cycle, islice
from random import Random
from typing import Final

import httpx

from bench import beelden
from bench.doelen import Meting
from bench.stapel import NAAM, SWV, Stapel
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import CATALOGUS
from shared.contracts.schooljaar import tekst

KEREN: Final = 300
_WARM: Final = 20
_PER_NIVEAU: Final = 2
_NIVEAUS: Final = (Niveau.SWV, Niveau.BESTUUR, Niveau.SCHOOL, Niveau.SUBREGIO)


def meet_beelden(stapel: Stapel, lopend: int) -> Iterator[Meting]:
    """Dashboards and their pages, of the SWV and of units below it."""
    with beelden.log_in(stapel.gateway, NAAM, stapel.wachtwoord) as client:
        eenheden = [(niveau.value, code) for niveau in _NIVEAUS for code in _onder(client, niveau)[:_PER_NIVEAU]]
        paden = beelden.adressen(eenheden, [tekst(lopend), tekst(lopend - 1)])
        yield from beelden.metingen(beelden.meet(client, paden))


def meet_antwoorden(stapel: Stapel, lopend: int) -> list[float]:
    """Milliseconds per question; every answer is 200, and none of them comes from a cache."""
    kop = {"authorization": f"Bearer {stapel.token}"}
    with httpx.Client(base_url=stapel.gateway, timeout=30, headers=kop) as api:
        paden = _paden(api, lopend)
        for pad in paden[:_WARM]:
            api.get(pad).raise_for_status()
        return [_tijd(api, pad) for pad in islice(cycle(paden), KEREN)]


def _tijd(api: httpx.Client, pad: str) -> float:
    begin = time.perf_counter()
    api.get(pad).raise_for_status()
    return 1000 * (time.perf_counter() - begin)


def _onder(api: httpx.Client, niveau: Niveau) -> list[str]:
    """Units of a level in the SWV; it is its own."""
    gevonden = api.get("/v1/eenheden", params={"niveau": niveau.value, "binnen": SWV}).raise_for_status().json()
    return [een["eenheid"] for een in gevonden["eenheden"]] or [SWV]


def _paden(api: httpx.Client, lopend: int) -> list[str]:
    """Every indicator at each level: this year split, and five years without a split; in a fixed random order."""
    paden = []
    for niveau in _NIVEAUS:
        eenheden = _onder(api, niveau)
        for nummer, indicator in enumerate(een for een in CATALOGUS.values() if niveau in een.niveaus):
            vraag = (
                f"/v1/indicatoren/{indicator.code}/waarden?niveau={niveau}&eenheid={eenheden[nummer % len(eenheden)]}"
            )
            if indicator.splitsingen:
                paden.append(f"{vraag}&splitsing={next(iter(indicator.splitsingen))}")
            paden.append(f"{vraag}&schooljaar={tekst(lopend - 4)}..{tekst(lopend)}")
    Random(1).shuffle(paden)
    return paden
