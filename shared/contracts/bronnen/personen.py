"""Rules that the lists with persons share."""

from collections.abc import Iterable
from typing import Final

from shared.contracts.bronnen.fouten import Foutenlijst
from shared.contracts.bronnen.tabel import Regel

_ANDER_SWV: Final = "is een ander samenwerkingsverband dan op rij {}; een lijst gaat over één samenwerkingsverband"


def controleer_een_swv(regels: Iterable[Regel], fouten: Foutenlijst) -> None:
    """Every line is about the SWV of the first line that names one."""
    eerste: Regel | None = None
    for regel in regels:
        if "swv" in regel.gebroken:
            continue
        eerste = eerste or regel
        if regel.waarden["swv"] != eerste.waarden["swv"]:
            fouten.meld(regel.rij, "swv", _ANDER_SWV.format(eerste.rij))
