"""What a shown value says about the true number of dossiers: an interval, as any reader may conclude."""

import re
from typing import Final, NamedTuple

from services.aggregator.vrijgave.beleid import Beleid
from services.aggregator.vrijgave.toetsing.stelsel import ONBEGRENSD
from services.aggregator.vrijgave.waarderegel import Vak
from shared.contracts.indicatoren import Maat

_VERBORGEN: Final = re.compile(r"< (\d+)")


class Bereik(NamedTuple):
    """laag ≤ number ≤ hoog."""

    laag: int
    hoog: int

    def met(self, ander: "Bereik") -> "Bereik":
        """What both say."""
        return Bereik(max(self.laag, ander.laag), min(self.hoog, ander.hoog))

    def ruimer(self, op: int) -> "Bereik":
        """Of a number that may have changed by `op` since."""
        return Bereik(max(0, self.laag - op), self.hoog + op)

    def heeft(self, getal: int) -> bool:
        """Can it be this number?"""
        return self.laag <= getal <= self.hoog


ALLES: Final = Bereik(0, ONBEGRENSD)


def bereik(maat: Maat, vak: Vak, beleid: Beleid) -> Bereik:
    """The interval of one cell; ALLES: it claims nothing."""
    if vak.get("status") == "z":
        return Bereik(0, 0)
    verborgen = _VERBORGEN.fullmatch(str(vak.get("tekst", "")))
    if verborgen:
        return Bereik(0, int(verborgen[1]) - 1)
    if vak.get("status") == "c":
        return ALLES
    if maat is Maat.AANTAL:
        return _getoond(int(vak["waarde"]), beleid)
    if maat is Maat.DUUR:
        genoeg = vak["mediaan"] is not None
        duren = Bereik(beleid.duren, ONBEGRENSD) if genoeg else Bereik(0, max(beleid.duren, beleid.drempel) - 1)
        return _getoond(int(vak["aantal"]), beleid).met(duren)
    # A sum is told of enough dossiers only.
    return Bereik(beleid.drempel, ONBEGRENSD)


def afgerond(getoond: int, beleid: Beleid) -> Bereik:
    """A half goes up: 15 (op 5) says 13–17."""
    op = beleid.afronding
    return Bereik(max(0, -((op - 2 * getoond) // 2)), -((-op - 2 * getoond) // 2) - 1)


def _getoond(getoond: int, beleid: Beleid) -> Bereik:
    """What is shown is not below the threshold."""
    return afgerond(getoond, beleid).met(Bereik(beleid.drempel, ONBEGRENSD))
