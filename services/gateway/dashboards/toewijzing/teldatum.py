"""The choice between the two counting days of a schooljaar."""

from typing import Final

from services.gateway.dashboards.keuze import Filter, Keuze
from services.gateway.dashboards.namen import TELDATUMS
from shared.contracts.schooljaar import TELDATUM_OKTOBER

_FEBRUARI: Final = "02-01"
TELDATUM: Final = Filter(
    "teldatum", "teldatum", (_FEBRUARI,), "Teldatum", "de stand op 1 oktober", "de stand op 1 februari"
)


def teldatum(keuze: Keuze) -> dict[str, str]:
    """The parameter of the API."""
    return {"teldatum": keuze.gekozen(TELDATUM.naam) or TELDATUM_OKTOBER}


def dag(keuze: Keuze) -> str:
    """'1 oktober'."""
    return TELDATUMS[teldatum(keuze)["teldatum"]]
