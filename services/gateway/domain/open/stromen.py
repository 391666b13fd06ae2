"""Where pupils go: granted TLV's out, and the way back from the source `stromen`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from services.gateway.domain.open.rijen import Stroom
from services.gateway.domain.open.uitslag import NVT, Rij, Uitslag, status, tel, zonder_cijfer
from services.gateway.domain.open.vakken import Vak
from shared.contracts.cellen import Waarde as Rijwaarde
from shared.contracts.indicatoren.duo import HEEN, TERUG
from shared.contracts.waarde import Waarde, som

HEENWEG: Final = "heen"
TERUGWEG: Final = "terug"


class Pijl(NamedTuple):
    """One cell of the matrix."""

    van: str
    naar: str
    richting: str

    def waarde(self, splitsing: str) -> str:
        """Its value under one split."""
        return str(getattr(self, splitsing))


Matrix = Mapping[Pijl, Uitslag]


def terug(vak: Vak, stromen: Iterable[Stroom], lopend: int) -> dict[Pijl, Uitslag]:
    """The ways back of an SWV; unknown without a delivery for the schooljaar, not applicable on other levels."""
    wegen = TERUG[vak.kind] if vak.kind else [weg for lijst in TERUG.values() for weg in lijst]
    if not vak.betalers:
        return {Pijl(van, naar, TERUGWEG): NVT for van, naar in wegen}
    eigen = [een for een in stromen if een.swv in vak.betalers and een.schooljaar == vak.jaar]
    if not eigen:
        return {Pijl(van, naar, TERUGWEG): zonder_cijfer(vak.bestaat) for van, naar in wegen}
    stand = status(vak.jaar, lopend, (een.status for een in eigen))
    return {
        Pijl(van, naar, TERUGWEG): Uitslag(
            som(Waarde(een.laag, een.hoog) for een in eigen if (een.van, een.naar) == (van, naar)), stand
        )
        for van, naar in wegen
    }


def heen(rijen: Mapping[Rij, Uitslag]) -> dict[Pijl, Uitslag]:
    """From rows of (herkomst, granted schoolsoort)."""
    return {Pijl(str(van), str(naar), HEENWEG): uitslag for (van, naar), uitslag in rijen.items() if naar in HEEN}


def kies(matrix: Matrix, filters: Sequence[tuple[str, Rijwaarde]]) -> dict[Pijl, Uitslag]:
    """The cells that all filters let through."""
    return {
        pijl: uitslag
        for pijl, uitslag in matrix.items()
        if all(pijl.waarde(naam) == waarde for naam, waarde in filters)
    }


def totaal(matrix: Matrix, richting: str, leeg: Uitslag) -> Uitslag:
    """Sum of one direction; `leeg` when it has no cell."""
    delen = [uitslag for pijl, uitslag in matrix.items() if pijl.richting == richting]
    return tel(delen) if delen else leeg


def rijen(matrix: Matrix, splitsing: Sequence[str], richting: str) -> dict[Rij, Uitslag]:
    """The cells added up by the asked splits. Out and back are never added together: without a split that keeps them
    apart, the rows are of `richting` only."""
    if not splitsing:
        return {}
    apart = bool({"naar", "richting"} & set(splitsing))
    groepen: dict[Rij, list[Uitslag]] = {}
    for pijl, uitslag in matrix.items():
        if not apart and pijl.richting != richting:
            continue
        groepen.setdefault(tuple(pijl.waarde(naam) for naam in splitsing), []).append(uitslag)
    return {rij: tel(delen) for rij, delen in groepen.items()}
