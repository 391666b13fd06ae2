"""Quartiles of like units: over at least ten of them of which nobody knows a quarter, shown as numbers are; only at
release moments."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from services.aggregator.vrijgave.beleid import MIN_EENHEDEN_VERDELING, Beleid
from services.aggregator.vrijgave.meten import Meting, maat_van
from services.aggregator.vrijgave.waarderegel import ONTHOUDEN, Vak, rond, toon_aantal, verborgen
from shared.contracts.duren import percentiel
from shared.contracts.indicatoren import Maat

KWARTIELEN: Final = (("kwartiel1", 25), ("mediaan", 50), ("kwartiel3", 75))
_WEEK = 7


def toon_verdeling(maat: Maat, metingen: Sequence[Meting], beleid: Beleid) -> Vak:
    """Nearest rank over the units that have a value; durations only of units with enough dossiers, in whole weeks.

    A quartile below the threshold is null, and `tekst` says what that means. Quartiles of sums of euros or pupils are
    withheld: they say how many dossiers a unit can have had, and no audit looks at them.
    """
    if maat is Maat.DUUR:
        metingen = [een for een in metingen if een.aantal >= beleid.duren]
    maten = Counter(waarde for een in metingen if (waarde := maat_van(maat, een)) is not None)
    if maten.total() < MIN_EENHEDEN_VERDELING or maat not in (Maat.AANTAL, Maat.DUUR):
        return ONTHOUDEN
    waarden = {naam: percentiel(maten, procent) or 0 for naam, procent in KWARTIELEN}
    if maat is Maat.DUUR:
        return {"eenheden": maten.total(), **{naam: rond(een, _WEEK) for naam, een in waarden.items()}, "status": None}
    getoond = {naam: toon_aantal(een, beleid)["waarde"] for naam, een in waarden.items()}
    klein = verborgen(beleid) if None in getoond.values() else {}
    status = None if any(een is not None for een in getoond.values()) else "c"
    return {**klein, "eenheden": maten.total(), **getoond, "status": status}


def weet_te_veel(kent: int, eenheden: int) -> bool:
    """Does anybody know too many of the units? `kent`: so many at most.

    Above the third quartile and below the first is room for less than a quarter of the units. Whoever knows that all
    of it is taken, knows of every other unit that it is not there: "three in four have at most 2" then says it of
    each. So on either side one place at least must be left for somebody unknown.
    """
    return kent >= (eenheden - 1) // 4
