"""What an SWV decides for itself: its term, and what its boards and schools get.

Applied when read: a change holds for every schooljaar at once and no cell moves. Nothing set: the default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.gateway.domain.rechten import Rol
from shared.contracts.duren import STANDAARDTERMIJN, Termijn, Termijnen, Vanaf
from shared.contracts.eenheden import swv_code

MAX_TERMIJN_DAGEN = 366
MET_KEUZE = frozenset({Rol.BESTUUR, Rol.SCHOOL})
"""Roles that get the split `behoefte` only where the SWV says so."""


@dataclass(frozen=True, slots=True)
class Instelling:
    """Settings of one SWV. `versie` 0: nothing was ever set. `ondergrens`: below this number of dossiers boards and
    schools see nothing (domain/ondergrens.py); 0: they see everything of their own."""

    termijn: Termijn = STANDAARDTERMIJN
    behoefte_voor: frozenset[Rol] = frozenset()
    versie: int = 0
    ondergrens: int = 0


@dataclass(frozen=True)
class Instellingen:
    """Settings of every SWV that set some."""

    per_swv: Mapping[int, Instelling] = field(default_factory=dict)

    def van(self, swv: int) -> Instelling:
        """Settings of this SWV."""
        return self.per_swv.get(swv, Instelling())

    @property
    def merk(self) -> int:
        """Rises with every change: part of each ETag."""
        return sum(een.versie for een in self.per_swv.values())

    @property
    def termijnen(self) -> Termijnen:
        """The terms to hold durations against."""
        return Termijnen({swv: een.termijn for swv, een in self.per_swv.items()})

    @property
    def ondergrenzen(self) -> Mapping[int, int]:
        """The lower bound of each SWV that set one."""
        return {swv: een.ondergrens for swv, een in self.per_swv.items() if een.ondergrens}

    def behoefte(self, rol: Rol) -> frozenset[int]:
        """SWV's that give this role needs as split and filter."""
        return frozenset(swv for swv, een in self.per_swv.items() if rol in een.behoefte_voor)

    def noot(self, swvs: set[int] | None) -> str | None:
        """What must be said beside `binnenTermijn` where these SWV's (None: any) have a term of their own."""
        anders = [
            f"{swv_code(swv)}: {een.termijn.dagen} dagen vanaf {een.termijn.vanaf.value}"
            for swv, een in sorted(self.per_swv.items())
            if een.termijn != STANDAARDTERMIJN and (swvs is None or swv in swvs)
        ]
        return f"Termijn van {', '.join(anders)}.{self._zonder(swvs)}" if anders else None

    def _zonder(self, swvs: set[int] | None) -> str:
        compleet = any(
            een.termijn.vanaf is Vanaf.COMPLEET for swv, een in self.per_swv.items() if swvs is None or swv in swvs
        )
        return " Dossiers zonder datum van compleetheid tellen bij die termijn niet mee." if compleet else ""
