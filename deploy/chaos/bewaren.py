"""Results of runs on disk, so that a proof of many runs can be made in parts and told as one."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from deploy.chaos.rechter import Oordeel
from deploy.chaos.verloop import Beurt, Uitslag


def bewaar(map_: Path, uitslag: Uitslag) -> None:
    """One file per seed; the newest result of a seed holds."""
    map_.mkdir(parents=True, exist_ok=True)
    velden = asdict(replace(uitslag, gedood=Counter())) | {"gedood": dict(uitslag.gedood)}
    (map_ / f"seed-{uitslag.seed}.json").write_text(json.dumps(velden), "utf-8")


def lees(map_: Path) -> Sequence[Uitslag]:
    """All results that are kept there, by seed."""
    return sorted((_uitslag(json.loads(een.read_text("utf-8"))) for een in map_.glob("seed-*.json")), key=_seed)


def _seed(uitslag: Uitslag) -> int:
    return uitslag.seed


def _uitslag(velden: dict[str, Any]) -> Uitslag:
    beurten = [_beurt(een) for een in velden.pop("beurten")]
    return Uitslag(**{**velden, "beurten": beurten, "gedood": Counter(velden["gedood"])})


def _beurt(velden: dict[str, Any]) -> Beurt:
    oordeel = velden.pop("oordeel")
    gezien = tuple(velden.pop("gezien"))
    return Beurt(**velden, gezien=gezien, oordeel=None if oordeel is None else Oordeel(**oordeel))
