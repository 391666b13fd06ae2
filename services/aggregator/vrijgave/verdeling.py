"""Quartiles of like units: over at least ten of them, rounded as numbers are; only at release moments."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from services.aggregator.vrijgave.beleid import MIN_EENHEDEN_VERDELING, Beleid
from services.aggregator.vrijgave.meten import Meting, maat_van
from services.aggregator.vrijgave.waarderegel import ONTHOUDEN, Vak, rond
from shared.contracts.duren import percentiel
from shared.contracts.indicatoren import Maat

_KWARTIELEN = (("kwartiel1", 25), ("mediaan", 50), ("kwartiel3", 75))
_WEEK = 7
_DUIZEND_EURO = 100_000


def toon_verdeling(maat: Maat, metingen: Sequence[Meting], beleid: Beleid) -> Vak:
    """Nearest rank over the units that have a value; durations only of units with enough dossiers, in whole weeks."""
    if maat is Maat.DUUR:
        metingen = [een for een in metingen if een.aantal >= beleid.duren]
    maten = Counter(waarde for een in metingen if (waarde := maat_van(maat, een)) is not None)
    if maten.total() < MIN_EENHEDEN_VERDELING:
        return ONTHOUDEN
    kwartielen = {naam: _toon(maat, percentiel(maten, procent) or 0, beleid) for naam, procent in _KWARTIELEN}
    return {"eenheden": maten.total(), **kwartielen, "status": None}


def _toon(maat: Maat, waarde: int, beleid: Beleid) -> Any:
    match maat:
        case Maat.BEDRAG:
            return f"{rond(waarde, _DUIZEND_EURO) // 100}.00"
        case Maat.DUUR:
            return rond(waarde, _WEEK)
    return rond(waarde, beleid.afronding)


def toon_verhouding(teller: int, noemer: int) -> float:
    """A rate in percent as quartiles of rates show it: to half a point. 12.4 → 12.5."""
    return (400 * teller + noemer) // (2 * noemer) / 2
