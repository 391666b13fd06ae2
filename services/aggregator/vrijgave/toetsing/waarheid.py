"""The truth at the moment of a release, as the audits of later releases need it. Nothing of it leaves the aggregator.

Kept per open schooljaar in `vrijgave_intern.waarheid`, and destroyed with the final release of that schooljaar.
"""

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from services.aggregator.vrijgave.catalogus import DUUR_VELDEN
from services.aggregator.vrijgave.indeling import Indeling, Lid
from services.aggregator.vrijgave.meten import Korrels, perioden
from shared.contracts.cellen import INDELINGEN

Plaats = tuple[int, int, int, int]
"""(SWV, vestiging, kubus, code without days)."""


@dataclass(frozen=True)
class Waarheid:
    """One schooljaar (0: open now) at one release: who was a member of what, and how many dossiers were where."""

    schooljaar: int
    leden: tuple[Lid, ...]
    aantallen: Mapping[Plaats, int]

    def naar_bytes(self) -> bytes:
        """Always the same bytes."""
        inhoud = [[list(lid) for lid in self.leden], [[*plaats, een] for plaats, een in sorted(self.aantallen.items())]]
        return zlib.compress(json.dumps(inhoud, separators=(",", ":")).encode())

    @classmethod
    def van_bytes(cls, schooljaar: int, inhoud: bytes) -> "Waarheid":
        """What `naar_bytes` wrote."""
        leden, aantallen = json.loads(zlib.decompress(inhoud))
        plaatsen = {(swv, vestiging, kubus, code): aantal for swv, vestiging, kubus, code, aantal in aantallen}
        return cls(schooljaar, tuple(Lid(*lid) for lid in leden), plaatsen)


def waarheden(korrels: Korrels, indeling: Indeling, lopend: int, jaren: Iterable[int]) -> dict[int, Waarheid]:
    """The truth per schooljaar of `jaren`; empty where nothing was counted."""
    per_jaar: dict[int, Counter[Plaats]] = defaultdict(Counter)
    for korrel, telling in korrels.items():
        plaats = (korrel.swv, korrel.vestiging, korrel.kubus, korrel.code & ~_DAGEN.get(korrel.kubus, 0))
        for schooljaar, _ in perioden(korrel, lopend):
            per_jaar[schooljaar][plaats] += telling.aantal
    return {jaar: Waarheid(jaar, _leden(indeling, jaar or lopend), per_jaar[jaar]) for jaar in sorted(jaren)}


def _leden(indeling: Indeling, jaar: int) -> tuple[Lid, ...]:
    return tuple(lid for lid in indeling.leden if lid.van <= jaar <= lid.tot)


def _dagen(kubus: int) -> int:
    velden = INDELINGEN[kubus].velden  # type: ignore[index]
    return reduce(or_, (velden[naam].masker << velden[naam].plek for naam in DUUR_VELDEN if naam in velden), 0)


_DAGEN: Final = {int(kubus): _dagen(kubus) for kubus in INDELINGEN}
