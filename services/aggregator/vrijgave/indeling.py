"""Which units a dossier counts for, by the reference data of the schooljaar; and which units there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from services.aggregator.vrijgave.beleid import landelijk_van
from shared.contracts.eenheden import Niveau, bestuur_code, swv_code
from shared.contracts.lidmaatschap import Lid


class Eenheid(NamedTuple):
    """A unit with rows of its own; or a group of like units of `niveau` (`soort` '' where it is no matter of kind)."""

    niveau: str
    code: str
    soort: str = ""
    groep: bool = False

    @property
    def naam(self) -> str:
        """As it stands in a table: 'PO9901', for a group of schools 'PO9901/bao'."""
        return f"{self.code}/{self.soort}" if self.soort else self.code


class Leerlingen(NamedTuple):
    """Which schools have pupils. `geleverd`: (schoolsoort, schooljaar) that a delivery in force covers; `scholen`:
    (vestiging, schooljaar) with pupils."""

    geleverd: frozenset[tuple[str, int]] = frozenset()
    scholen: frozenset[tuple[int, int]] = frozenset()

    def telt(self, lid: Lid, schooljaar: int) -> bool:
        """Is the school a contributor? Where nothing is delivered, every member is; else only who is known to have
        pupils, for a school that DUO leaves out has very few."""
        return (lid.schoolsoort, schooljaar) not in self.geleverd or (lid.vestiging, schooljaar) in self.scholen


ONBEKEND: Final = Leerlingen()
Houder = tuple[str, str]
"""A unit as an account holds it: (level, code; of a school the integer)."""
Kijker = frozenset[Houder]


@dataclass(frozen=True)
class Indeling:
    """Memberships, looked up per SWV, vestiging and schooljaar; and which of the schools have pupils."""

    leden: tuple[Lid, ...]
    leerlingen: Leerlingen = ONBEKEND
    _per_vestiging: Mapping[int, tuple[Lid, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        per: dict[int, list[Lid]] = defaultdict(list)
        for lid in self.leden:
            per[lid.vestiging].append(lid)
        object.__setattr__(self, "_per_vestiging", {een: tuple(leden) for een, leden in per.items()})

    def _van(self, vestiging: int, jaar: int | None) -> Iterator[Lid]:
        return (lid for lid in self._per_vestiging.get(vestiging, ()) if lid.in_jaar(jaar))

    def eenheden_van(self, swv: int, vestiging: int, jaar: int) -> frozenset[Eenheid]:
        """Units and groups that a dossier of this SWV and vestiging counts for in a schooljaar."""
        code = swv_code(swv)
        land = landelijk_van(code)
        gevonden = {Eenheid(Niveau.SWV, code), Eenheid(Niveau.LANDELIJK, land), Eenheid(Niveau.SWV, land, groep=True)}
        for lid in self._van(vestiging, jaar):
            gevonden.add(Eenheid(Niveau.BESTUUR, bestuur_code(lid.bestuur)))
            if lid.swv == swv:
                gevonden |= set(_eigen(lid, code, land))
        return frozenset(gevonden)

    def groepen_van(self, swv: int, vestiging: int, jaar: int | None) -> Iterator[tuple[Eenheid, str]]:
        """Each group that a dossier counts for, with the member of it that it belongs to. Without `jaar`: in any."""
        code = swv_code(swv)
        land = landelijk_van(code)
        yield Eenheid(Niveau.SWV, land, groep=True), code
        for lid in self._van(vestiging, jaar):
            if lid.swv == swv:
                yield from _leden_van(lid, code, land)

    def eenheden(self, jaar: int) -> dict[Eenheid, set[int]]:
        """Units with rows of their own in a schooljaar, each with its vestigingen (that have pupils)."""
        gevonden: dict[Eenheid, set[int]] = defaultdict(set)
        for lid in self._in(jaar):
            telt = self.leerlingen.telt(lid, jaar)
            for eenheid in _rijen(lid):
                gevonden[eenheid] |= {lid.vestiging} if telt else set()
        return gevonden

    def groepen(self, jaar: int) -> dict[Eenheid, set[str]]:
        """Groups of like units in a schooljaar, each with its members."""
        gevonden: dict[Eenheid, set[str]] = defaultdict(set)
        for lid in self._in(jaar):
            code = swv_code(lid.swv)
            land = landelijk_van(code)
            gevonden[Eenheid(Niveau.SWV, land, groep=True)].add(code)
            for groep, wie in _leden_van(lid, code, land):
                gevonden[groep].add(wie)
        return gevonden

    def kennen(self, groep: Eenheid, leden: Iterable[str], jaar: int, kijkers: Iterable[Kijker] = ()) -> int:
        """How many members of a group anybody at most knows exactly: the member itself, its board, its SWV, or an
        account with several units. Not the SWV of the group itself: these are its own figures."""
        kent: dict[Houder, set[str]] = {(str(groep.niveau), een): {een} for een in leden}
        for lid in self._in(jaar):
            if _valt_onder(groep, lid):
                for houder, wie in _kent(Niveau(groep.niveau), lid):
                    kent.setdefault(houder, set()).add(wie)
        eigen = (Niveau.SWV.value, groep.code)
        kent.pop(eigen, None)
        samen = (set[str]().union(*(kent.get(een, ()) for een in kijker)) for kijker in kijkers if eigen not in kijker)
        return max(map(len, (*kent.values(), *samen)), default=0)

    def swvs(self) -> dict[Eenheid, set[int]]:
        """SWV's (integers) that have a say in each unit or group, in any schooljaar."""
        gevonden: dict[Eenheid, set[int]] = defaultdict(set)
        for lid in self.leden:
            code = swv_code(lid.swv)
            land = landelijk_van(code)
            for eenheid in (*_rijen(lid), *_eigen(lid, code, land), Eenheid(Niveau.SWV, land, groep=True)):
                gevonden[eenheid].add(lid.swv)
        return gevonden

    def _in(self, jaar: int) -> Iterator[Lid]:
        return (lid for lid in self.leden if lid.in_jaar(jaar))


def _rijen(lid: Lid) -> Iterable[Eenheid]:
    code = swv_code(lid.swv)
    yield Eenheid(Niveau.SWV, code)
    yield Eenheid(Niveau.LANDELIJK, landelijk_van(code))
    yield Eenheid(Niveau.BESTUUR, bestuur_code(lid.bestuur))
    if lid.subregio is not None:
        yield Eenheid(Niveau.SUBREGIO, lid.subregio)


def _eigen(lid: Lid, code: str, land: str) -> Iterator[Eenheid]:
    """What only a member of the deciding SWV counts for: its subregio, and the groups of like units."""
    if lid.subregio is not None:
        yield Eenheid(Niveau.SUBREGIO, lid.subregio)
    for groep, _ in _leden_van(lid, code, land):
        yield groep


def _valt_onder(groep: Eenheid, lid: Lid) -> bool:
    return groep.code in (swv_code(lid.swv), landelijk_van(swv_code(lid.swv))) and groep.soort in ("", lid.schoolsoort)


def _kent(niveau: Niveau, lid: Lid) -> Iterator[tuple[Houder, str]]:
    """Who knows which member of a group of this level by a membership: boards their schools, SWV's all inside."""
    swv, bestuur, school = swv_code(lid.swv), bestuur_code(lid.bestuur), str(lid.vestiging)
    if niveau is Niveau.SCHOOL:
        yield (Niveau.BESTUUR.value, bestuur), school
        yield (Niveau.SWV.value, swv), school
    elif niveau is Niveau.BESTUUR:
        yield (Niveau.SWV.value, swv), bestuur
    elif niveau is Niveau.SUBREGIO and lid.subregio is not None:
        yield (Niveau.SWV.value, swv), lid.subregio


def _leden_van(lid: Lid, code: str, land: str) -> Iterator[tuple[Eenheid, str]]:
    for binnen in (code, land):
        yield Eenheid(Niveau.SCHOOL, binnen, lid.schoolsoort, groep=True), str(lid.vestiging)
        yield Eenheid(Niveau.BESTUUR, binnen, groep=True), bestuur_code(lid.bestuur)
        if lid.subregio is not None:
            yield Eenheid(Niveau.SUBREGIO, binnen, groep=True), lid.subregio
