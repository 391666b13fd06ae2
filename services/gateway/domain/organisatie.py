"""The reference data as the gateway reads it: who belonged to whom in which schooljaar.

Integers as in shared.contracts.eenheden; a schooljaar is its first calendar year. Immutable: a new delivery
makes a new Organisatie with a higher `versie`.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from services.gateway.domain.eenheid import Eenheid
from shared.contracts.eenheden import Niveau, swv_code
from shared.contracts.lidmaatschap import Lid

Sleutel = TypeVar("Sleutel", bound=Hashable)


class Subregio(NamedTuple):
    """A part of one SWV."""

    swv: int
    naam: str


class Vestiging(NamedTuple):
    """Name and place of a school."""

    naam: str
    plaats: str


class Land(NamedTuple):
    """All SWV's of one kind in a schooljaar, in order, and their schools."""

    swvs: tuple[int, ...]
    vestigingen: frozenset[int]


def _per(leden: Iterable[Lid], veld: str) -> Mapping[int, tuple[Lid, ...]]:
    gevonden: dict[int, list[Lid]] = defaultdict(list)
    for lid in leden:
        gevonden[getattr(lid, veld)].append(lid)
    return {sleutel: tuple(groep) for sleutel, groep in gevonden.items()}


def _per_subregio(leden: Iterable[Lid]) -> Mapping[str, tuple[Lid, ...]]:
    gevonden: dict[str, list[Lid]] = defaultdict(list)
    for lid in leden:
        if lid.subregio is not None:
            gevonden[lid.subregio].append(lid)
    return {code: tuple(groep) for code, groep in gevonden.items()}


@dataclass(frozen=True, eq=False)
class Organisatie:
    """All memberships with names; look-ups per unit are prepared once. Equal only to itself."""

    versie: int = 0
    leden: tuple[Lid, ...] = ()
    swvs: Mapping[int, str] = field(default_factory=dict)
    besturen: Mapping[int, str] = field(default_factory=dict)
    subregios: Mapping[str, Subregio] = field(default_factory=dict)
    vestigingen: Mapping[int, Vestiging] = field(default_factory=dict)
    _vestiging: Mapping[int, tuple[Lid, ...]] = field(init=False, repr=False)
    _bestuur: Mapping[int, tuple[Lid, ...]] = field(init=False, repr=False)
    _swv: Mapping[int, tuple[Lid, ...]] = field(init=False, repr=False)
    _subregio: Mapping[str, tuple[Lid, ...]] = field(init=False, repr=False)
    _land: dict[tuple[str, int], Land] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_vestiging", _per(self.leden, "vestiging"))
        object.__setattr__(self, "_bestuur", _per(self.leden, "bestuur"))
        object.__setattr__(self, "_swv", _per(self.leden, "swv"))
        object.__setattr__(self, "_subregio", _per_subregio(self.leden))

    def van(self, eenheid: Eenheid, schooljaar: int | None = None) -> tuple[Lid, ...]:
        """Memberships that make up a unit in a schooljaar (None: ever); none for landelijk."""
        return tuple(lid for lid in self._alle(eenheid) if lid.in_jaar(schooljaar))

    def van_vestiging(self, vestiging: int, schooljaar: int | None = None) -> tuple[Lid, ...]:
        """Memberships of one school in a schooljaar (None: ever), in whichever SWV."""
        return tuple(lid for lid in self._vestiging.get(vestiging, ()) if lid.in_jaar(schooljaar))

    def land(self, kind: str, schooljaar: int) -> Land:
        """Everything of 'PO' or 'VO' in a schooljaar; gone through once, for it is the whole country."""
        if (kind, schooljaar) not in self._land:
            leden = [
                lid for swv, groep in self._swv.items() if swv_code(swv)[:2] == kind
                for lid in groep if lid.in_jaar(schooljaar)
            ]  # fmt: skip
            swvs = tuple(sorted({lid.swv for lid in leden}))
            self._land[kind, schooljaar] = Land(swvs, frozenset(lid.vestiging for lid in leden))
        return self._land[kind, schooljaar]

    def _alle(self, eenheid: Eenheid) -> tuple[Lid, ...]:
        match eenheid.niveau:
            case Niveau.SCHOOL:
                return self._vestiging.get(eenheid.getal, ())
            case Niveau.BESTUUR:
                return self._bestuur.get(eenheid.getal, ())
            case Niveau.SWV:
                return self._swv.get(eenheid.getal, ())
            case Niveau.SUBREGIO:
                return self._subregio.get(eenheid.code, ())
        return ()

    def bestaat(self, eenheid: Eenheid, schooljaar: int | None = None) -> bool:
        """Do the reference data know the unit in that schooljaar (None: ever)?"""
        return any(lid.in_jaar(schooljaar) for lid in self._alle(eenheid))

    def is_van_bestuur(self, vestiging: int, bestuur: int, schooljaar: int | None = None) -> bool:
        """Was the school of this board in that schooljaar (None: ever)?"""
        return any(lid.bestuur == bestuur and lid.in_jaar(schooljaar) for lid in self._vestiging.get(vestiging, ()))

    def swv_van_subregio(self, code: str) -> int | None:
        """The SWV of a subregio; None when nobody knows it."""
        gevonden = self.subregios.get(code)
        return gevonden.swv if gevonden else None
