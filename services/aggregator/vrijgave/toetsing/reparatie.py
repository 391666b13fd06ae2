"""Repairs: what must not be told, so that a leak closes.

A cell that a proof rests on keeps what it told before, where too few dossiers changed for that to be seen; else it
claims nothing. Quartiles go first, details before totals, small units before large ones, and the country before an
SWV. What no such choice closes stays as a whole as the release before told it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final

from services.aggregator.vrijgave.catalogus import VERDELING
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toets import MAX_RONDEN, Wijze
from services.aggregator.vrijgave.toetsing.werk import Gevonden, Uitkomst

_ALLES_TEGELIJK: Final = 3
"""From this round on every cell that a proof rests on is withheld, not only the first."""
_VOLGORDE: Final = {"bestuur": 0, "subregio": 1, "landelijk": 2, "swv": 3}


def te_bevriezen(uitkomsten: Iterable[Uitkomst], ronde: int) -> list[Uitkomst]:
    """Parts of which nothing new may be told: earlier releases leak by themselves, or no repair was enough until the
    last round."""
    return [
        een
        for een in uitkomsten
        if een.lekken and (ronde >= MAX_RONDEN or any(not gevonden.plekken for gevonden in een.lekken))
    ]


def repareer(uitkomsten: Iterable[Uitkomst], ronde: int, eerder: Mapping[Plek, Wijze]) -> dict[Plek, Wijze]:
    """Per leak one cell that its proof rests on; cells that serve many leaks first."""
    lekken = [gevonden for een in uitkomsten for gevonden in een.lekken if gevonden.plekken]
    vaak = Counter(plek for gevonden in lekken for plek in gevonden.plekken)
    gekozen: dict[Plek, Wijze] = {}
    for gevonden in lekken:
        if ronde >= _ALLES_TEGELIJK:
            gekozen |= dict.fromkeys(gevonden.plekken, Wijze.ONTHOUD)
        elif not any(plek in gekozen for plek in gevonden.plekken):
            plek = min(gevonden.plekken, key=partial(_offer, vaak))
            gekozen[plek] = _wijze(plek, gevonden, eerder)
    return gekozen


def _wijze(plek: Plek, gevonden: Gevonden, eerder: Mapping[Plek, Wijze]) -> Wijze:
    return Wijze.HOUD if plek in gevonden.houdbaar and plek not in eerder else Wijze.ONTHOUD


def _offer(vaak: Mapping[Plek, int], plek: Plek) -> tuple[Any, ...]:
    return (
        plek.splitsing != VERDELING,
        -vaak[plek],
        _VOLGORDE.get(plek.eenheid.niveau, 9),
        not plek.splitsing,
        str(plek),
    )
