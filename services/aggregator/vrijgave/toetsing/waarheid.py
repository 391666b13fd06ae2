"""The truth at the moment of a release, as the audits of later releases need it. Nothing of it leaves the aggregator.

Kept per open schooljaar in `vrijgave_intern.waarheid`, and destroyed with the final release of that schooljaar.
"""

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Final, TypeVar

from services.aggregator.vrijgave.catalogus import DUUR_VELDEN
from services.aggregator.vrijgave.indeling import Eenheid, Indeling
from services.aggregator.vrijgave.meten import Korrels, perioden
from shared.contracts.cellen import INDELINGEN
from shared.contracts.eenheden import Niveau, bestuur_code, swv_code
from shared.contracts.lidmaatschap import Lid

Plaats = tuple[int, int, int, int]
"""(SWV, vestiging, kubus, code without days)."""
Geteld = tuple[Plaats, int]
"""How many dossiers are there."""
_Een = TypeVar("_Een")
_Bij = TypeVar("_Bij", bound=Hashable)


@dataclass(frozen=True)
class Waarheid:
    """One schooljaar (0: open now) at one release: who was a member of what, and how many dossiers were where.

    `alle`: the memberships of every schooljaar, for the thresholds of a unit are those of all SWV's that it ever had.
    """

    schooljaar: int
    leden: tuple[Lid, ...]
    aantallen: Mapping[Plaats, int]
    alle: tuple[Lid, ...] = ()

    @cached_property
    def zeggenschap(self) -> Mapping[Eenheid, Set[int]]:
        """SWV's that have a say in the thresholds of each unit."""
        return Indeling(self.alle or self.leden).swvs()

    @cached_property
    def besturen(self) -> Mapping[int, int]:
        """Vestiging → bestuur."""
        return {lid.vestiging: lid.bestuur for lid in self.leden}

    @cached_property
    def leden_van(self) -> Mapping[int, Sequence[Lid]]:
        """SWV → its members."""
        return _per(self.leden, lambda lid: lid.swv)

    @cached_property
    def swvs_van(self) -> Mapping[int, frozenset[int]]:
        """Bestuur → SWV's that its schools are members of."""
        per = _per(self.leden, lambda lid: lid.bestuur)
        return {bestuur: frozenset(lid.swv for lid in leden) for bestuur, leden in per.items()}

    @cached_property
    def bekenden(self) -> frozenset[tuple[int, int, str | None]]:
        """(SWV, vestiging, subregio or None) of every membership, and of every dossier at an SWV."""
        leden = {(lid.swv, lid.vestiging, lid.subregio) for lid in self.leden}
        return frozenset(leden | {(swv, vestiging, None) for swv, vestiging, _, _ in self.aantallen})

    @cached_property
    def kent_van(self) -> Mapping[tuple[str, str], frozenset[int]]:
        """Unit (level, code; of a school the integer) → SWV's of which it knows any exact number."""
        gevonden: dict[tuple[str, str], set[int]] = defaultdict(set)
        for swv, vestiging, subregio in self.bekenden:
            bestuur = self.besturen.get(vestiging)
            namen = {Niveau.SWV: swv_code(swv), Niveau.SCHOOL: str(vestiging), Niveau.SUBREGIO: subregio,
                     Niveau.BESTUUR: None if bestuur is None else bestuur_code(bestuur)}  # fmt: skip
            for niveau, naam in namen.items():
                if naam is not None:
                    gevonden[niveau.value, naam].add(swv)
        return {eenheid: frozenset(swvs) for eenheid, swvs in gevonden.items()}

    @cached_property
    def bij_swv(self) -> Mapping[tuple[int, int], Sequence[Geteld]]:
        """(Kubus, SWV) → its numbers."""
        return _per(self.aantallen.items(), lambda een: (een[0][2], een[0][0]))

    @cached_property
    def bij_bestuur(self) -> Mapping[tuple[int, int], Sequence[Geteld]]:
        """(Kubus, bestuur) → the numbers of its schools, at whichever SWV; bestuur 0: of schools of no bestuur."""
        return _per(self.aantallen.items(), lambda een: (een[0][2], self.besturen.get(een[0][1], 0)))

    def naar_bytes(self) -> bytes:
        """Always the same bytes."""
        aantallen = [[*plaats, een] for plaats, een in sorted(self.aantallen.items())]
        inhoud = [[list(lid) for lid in self.leden], aantallen, [list(lid) for lid in self.alle]]
        return zlib.compress(json.dumps(inhoud, separators=(",", ":")).encode())

    @classmethod
    def van_bytes(cls, schooljaar: int, inhoud: bytes) -> "Waarheid":
        """What `naar_bytes` wrote; older ones do not hold `alle`."""
        leden, aantallen, *alle = json.loads(zlib.decompress(inhoud))
        plaatsen = {(swv, vestiging, kubus, code): aantal for swv, vestiging, kubus, code, aantal in aantallen}
        return cls(
            schooljaar, tuple(Lid(*lid) for lid in leden), plaatsen, tuple(Lid(*lid) for een in alle for lid in een)
        )


def waarheden(korrels: Korrels, indeling: Indeling, lopend: int, jaren: Iterable[int]) -> dict[int, Waarheid]:
    """The truth per schooljaar of `jaren`; empty where nothing was counted."""
    per_jaar: dict[int, Counter[Plaats]] = defaultdict(Counter)
    for korrel, telling in korrels.items():
        plaats = (korrel.swv, korrel.vestiging, korrel.kubus, korrel.code & ~_DAGEN.get(korrel.kubus, 0))
        for schooljaar, _ in perioden(korrel, lopend):
            per_jaar[schooljaar][plaats] += telling.aantal
    return {
        jaar: Waarheid(jaar, _leden(indeling, jaar or lopend), per_jaar[jaar], indeling.leden) for jaar in sorted(jaren)
    }


def _per(alle: Iterable[_Een], bij: Callable[[_Een], _Bij]) -> dict[_Bij, list[_Een]]:
    gevonden: dict[_Bij, list[_Een]] = defaultdict(list)
    for een in alle:
        gevonden[bij(een)].append(een)
    return dict(gevonden)


def _leden(indeling: Indeling, jaar: int) -> tuple[Lid, ...]:
    return tuple(lid for lid in indeling.leden if lid.van <= jaar <= lid.tot)


def _dagen(kubus: int) -> int:
    velden = INDELINGEN[kubus].velden  # type: ignore[index]
    return reduce(or_, (velden[naam].masker << velden[naam].plek for naam in DUUR_VELDEN if naam in velden), 0)


_DAGEN: Final = {int(kubus): _dagen(kubus) for kubus in INDELINGEN}
