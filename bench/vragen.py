"""How long an answer of /v1/indicatoren/…/waarden takes: mixed questions, one after another, over HTTP."""

import time
from itertools import cycle, islice
from random import Random
from typing import Final

import httpx

from bench.stapel import SWV, Stapel
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import CATALOGUS
from shared.contracts.schooljaar import tekst

KEREN: Final = 300
_WARM: Final = 20
_NIVEAUS: Final = (Niveau.SWV, Niveau.BESTUUR, Niveau.SCHOOL, Niveau.SUBREGIO)


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


def _paden(api: httpx.Client, lopend: int) -> list[str]:
    """Every indicator at each level: this year split, and five years without a split; in a fixed random order."""
    paden = []
    for niveau in _NIVEAUS:
        gevonden = api.get("/v1/eenheden", params={"niveau": niveau.value, "binnen": SWV}).raise_for_status().json()
        eenheden = [een["eenheid"] for een in gevonden["eenheden"]] or [SWV]
        for nummer, indicator in enumerate(een for een in CATALOGUS.values() if niveau in een.niveaus):
            vraag = (
                f"/v1/indicatoren/{indicator.code}/waarden?niveau={niveau}&eenheid={eenheden[nummer % len(eenheden)]}"
            )
            if indicator.splitsingen:
                paden.append(f"{vraag}&splitsing={next(iter(indicator.splitsingen))}")
            paden.append(f"{vraag}&schooljaar={tekst(lopend - 4)}..{tekst(lopend)}")
    Random(1).shuffle(paden)
    return paden
