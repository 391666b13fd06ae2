"""Quartiles of like units: over at least ten of them of which nobody knows a quarter, rounded as numbers are; only at
release moments."""

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


def weet_te_veel(kent: int, eenheden: int) -> bool:
    """Does anybody know too many of the units? `kent`: so many at most.

    Above the third quartile and below the first is room for less than a quarter of the units. Whoever knows that all
    of it is taken, knows of every other unit that it is not there: "three in four have at most 2" then says it of
    each. So on either side one place at least must be left for somebody unknown.
    """
    return kent >= (eenheden - 1) // 4


def _toon(maat: Maat, waarde: int, beleid: Beleid) -> Any:
    match maat:
        case Maat.BEDRAG:
            return f"{rond(waarde, _DUIZEND_EURO) // 100}.00"
        case Maat.DUUR:
            return rond(waarde, _WEEK)
    return rond(waarde, beleid.afronding)
