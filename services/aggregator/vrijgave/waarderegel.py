"""The value rule: what of a true number may be shown. Pure; whole numbers in, the shown value out.

A shown value is a dict in the shape of the API: `waarde` (or the figures of a duration) with `status`. Hidden and
withheld values are told apart by their text: "< 8" claims that, "niet vrijgegeven" claims nothing at all.
"""

from collections.abc import Mapping
from typing import Any, Final

from services.aggregator.vrijgave.beleid import Beleid
from services.aggregator.vrijgave.meten import Meting
from shared.contracts.duren import GEEN_DUUR, Duren, percentiel
from shared.contracts.indicatoren import Maat

Vak = Mapping[str, Any]

NIET_VRIJGEGEVEN: Final = "niet vrijgegeven"
ONTHOUDEN: Final[Vak] = {"waarde": None, "status": "c", "tekst": NIET_VRIJGEGEVEN}
_DUIZEND_EURO: Final = 100_000
_WEEK: Final = 7


def rond(getal: int, op: int) -> int:
    """To the nearest multiple of `op`; a half goes up. 12 → 10, 13 → 15 (op 5)."""
    return (2 * getal + op) // (2 * op) * op


def verborgen(beleid: Beleid) -> Vak:
    """A number below the threshold: zero up to and including one less."""
    return {"waarde": None, "status": "c", "tekst": f"< {beleid.drempel}"}


def nvt(maat: Maat) -> Vak:
    """Structural zero: this can't occur here."""
    return {**GEEN_DUUR, "status": "z"} if maat is Maat.DUUR else {"waarde": None, "status": "z"}


def is_onthouden(vak: Vak) -> bool:
    """Does this value claim nothing?"""
    return vak.get("tekst") == NIET_VRIJGEGEVEN


def toon(maat: Maat, meting: Meting, beleid: Beleid) -> Vak:
    """The value rule for a measure."""
    match maat:
        case Maat.AANTAL:
            return toon_aantal(meting.aantal, beleid)
        case Maat.DUUR:
            assert meting.duren is not None
            return toon_duren(meting.duren, beleid)
    return toon_som(meting.aantal, meting.som, meting.grootste, beleid)


def toon_aantal(aantal: int, beleid: Beleid) -> Vak:
    """A number of dossiers."""
    if aantal < beleid.drempel:
        return verborgen(beleid)
    return {"waarde": rond(aantal, beleid.afronding), "status": None}


def toon_som(aantal: int, som: int, grootste: int, beleid: Beleid) -> Vak:
    """A sum in cents over `aantal` dossiers of which one adds `grootste`.

    It follows the number of dossiers, so "< 8" would claim something else than the reader thinks: it is withheld.
    """
    if aantal < beleid.drempel or 2 * grootste > som:
        return ONTHOUDEN
    return {"waarde": f"{rond(som, _DUIZEND_EURO) // 100}.00", "status": None}


def toon_duren(duren: Duren, beleid: Beleid) -> Vak:
    """Durations in days, in whole weeks, from ten dossiers on.

    In and after its term, and the two legs of a duration, are parts of the number of dossiers that no audit looks at:
    they are not released.
    """
    aantal = duren.totaal.total()
    if aantal < beleid.drempel:
        return verborgen(beleid)
    weken = {naam: _weken(duren.totaal, procent, beleid) for naam, procent in (("mediaan", 50), ("p90", 90))}
    return {**GEEN_DUUR, "aantal": rond(aantal, beleid.afronding), **weken, "status": None}


def _weken(histogram: Mapping[int, int], procent: int, beleid: Beleid) -> int | None:
    if sum(histogram.values()) < beleid.duren:
        return None
    gevonden = percentiel(histogram, procent)
    return None if gevonden is None else rond(gevonden, _WEEK)
