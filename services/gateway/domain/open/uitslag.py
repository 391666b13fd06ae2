"""A counted value with its status, and how it is shown: exact, as an interval, as money, or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from services.gateway.domain.uitkomst import Json, euro, onthouden
from shared.contracts.cellen import Waarde as Rijwaarde
from shared.contracts.indicatoren import Maat
from shared.contracts.waarde import Waarde, som

Rij = tuple[Rijwaarde, ...]
GEEN_LEVERING = "geen gegevens geleverd"
VOORLOPIG = "voorlopig"


class Uitslag(NamedTuple):
    """`waarde` None: there is none, and `status` says why (c, x or z); money is in cents."""

    waarde: Waarde | None
    status: str | None = None
    tekst: str | None = None


ONTHOUDEN = Uitslag(None, "c")
NVT = Uitslag(None, "z")
ONBEKEND = Uitslag(None, "x", GEEN_LEVERING)


class Vakuitslag(NamedTuple):
    """One unit in one period: the total, and the rows of the split. `omgerekend`: from boekjaar to schooljaar, or
    the other way."""

    totaal: Uitslag
    rijen: Mapping[Rij, Uitslag] = {}
    omgerekend: bool = False


@dataclass(frozen=True, slots=True)
class Geteld:
    """The vakken of a question, what the reader must know, and the deliveries that they come from."""

    vakken: list[Vakuitslag]
    noten: list[str] = field(default_factory=list)
    leveringen: frozenset[UUID] = frozenset()


def zonder_cijfer(bestaat: bool) -> Uitslag:
    """Nothing was delivered: unknown, or not applicable where the unit did not exist."""
    return ONBEKEND if bestaat else NVT


def status(jaar: int, lopend: int, statussen: Iterable[str | None]) -> str | None:
    """p for the running schooljaar, and for what its publisher calls provisional."""
    return "p" if jaar == lopend or VOORLOPIG in statussen else None


def tel(delen: Iterable[Uitslag]) -> Uitslag:
    """The sum; unknown when a part is. Withheld goes before unknown, and that before not applicable."""
    lijst = list(delen)
    for weg in ("c", "x", "z"):
        for een in lijst:
            if een.status == weg:
                return een
    bekend = [een.waarde for een in lijst if een.waarde is not None]
    return Uitslag(som(bekend), "p" if any(een.status == "p" for een in lijst) else None)


def vorm(uitslag: Uitslag, maat: Maat) -> Json:
    """As the API shows it: a plain `waarde` when it is exact; `laag` and `hoog` when it is an interval."""
    waarde, stand, tekst = uitslag
    if stand == "c":
        return onthouden()
    if waarde is None:
        return {"waarde": None, "status": stand, **({"tekst": tekst} if tekst else {})}
    if maat is Maat.BEDRAG:
        return {"waarde": euro(waarde.laag), "status": stand}
    if waarde.exact:
        return {"waarde": waarde.laag, "status": stand}
    return {"waarde": None, "laag": waarde.laag, "hoog": waarde.hoog, "status": stand, "tekst": waarde.tekst()}
