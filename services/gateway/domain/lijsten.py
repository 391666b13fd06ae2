"""Figures that come from a delivered list: where no list is loaded, the figure is unknown, not zero (pure)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.plan import Plan, Sleutel
from shared.contracts.eenheden import Niveau, swv_code, vestiging_code


class Lijst(NamedTuple):
    """One list in force; `teldatum` is '10-01' or '02-01' for DUO's list, None for pupils at home."""

    soort: str
    swv: int
    schooljaar: int
    teldatum: str | None
    voorlopig: bool


Plek = tuple[int, int | None]
"""A series and a schooljaar of a plan."""


@dataclass(frozen=True, slots=True)
class Dekking:
    """What the lists cover of a question. `zonder`: SWV's that count there and of which no list is loaded."""

    onbekend: frozenset[Plek] = frozenset()
    voorlopig: frozenset[Plek] = frozenset()
    zonder: frozenset[int] = field(default=frozenset())

    @property
    def noot(self) -> str | None:
        """What the reader must know when only a part of the SWV's is covered."""
        if not self.zonder:
            return None
        return f"Zonder {', '.join(map(swv_code, sorted(self.zonder)))}: daarvan is geen lijst geladen."


GEHEEL: Final = Dekking()
"""Everything is covered: no list is needed."""


def dekking(plan: Plan, lijsten: Collection[Lijst], organisatie: Organisatie) -> Dekking:
    """Compare what a plan asks with the lists in force; an indicator without a list is covered."""
    indicator = plan.vraag.indicator
    if indicator.lijst is None:
        return GEHEEL
    teldatum = plan.vraag.teldatum if indicator.teldatum else None
    geladen = {
        (een.swv, een.schooljaar): een.voorlopig
        for een in lijsten
        if een.soort == indicator.lijst and een.teldatum == teldatum
    }
    onbekend: set[Plek] = set()
    voorlopig: set[Plek] = set()
    zonder: set[int] = set()
    for (reeks, schooljaar), swvs in _swvs_per_plek(plan.cellen.sleutels, organisatie).items():
        met = {swv for swv in swvs if (swv, schooljaar) in geladen}
        if not met:
            onbekend.add((reeks, schooljaar))
            continue
        zonder |= swvs - met
        if any(geladen[swv, schooljaar] for swv in met if schooljaar is not None):
            voorlopig.add((reeks, schooljaar))
    return Dekking(frozenset(onbekend), frozenset(voorlopig), frozenset(zonder))


def _swvs_per_plek(sleutels: Iterable[Sleutel], organisatie: Organisatie) -> Mapping[Plek, set[int]]:
    gevonden: dict[Plek, set[int]] = {}
    for een in sleutels:
        swvs = gevonden.setdefault((een.reeks, een.schooljaar), set())
        if een.swv is not None:
            swvs.add(een.swv)
        elif een.vestiging is not None:
            school = Eenheid(Niveau.SCHOOL, vestiging_code(een.vestiging))
            swvs |= {lid.swv for lid in organisatie.van(school, een.schooljaar)}
    return gevonden
