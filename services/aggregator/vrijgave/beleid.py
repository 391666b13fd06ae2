"""What the gate holds on to: thresholds and fixed moments, as an SWV or the installation set them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from shared.contracts.eenheden import LandelijkeEenheid, Niveau, swv_code
from shared.runtime.clock import monthly_moments

MIN_SWVS_LANDELIJK: Final = 5
"""`landelijk` needs this many SWV's of the kind that take part."""
MIN_EENHEDEN_VERDELING: Final = 10
"""Quartiles need this many like units."""
_DREMPELS: Final = ("drempel", "afronding", "veranderd", "scholen", "duren")
_HELE_JAAR: Final = tuple(range(1, 13))
_KWARTALEN: Final = (1, 4, 7, 10)


@dataclass(frozen=True, slots=True)
class Beleid:
    """Thresholds of one SWV; counts of dossiers, schools and calendar months.

    `drempel`: below it a number is hidden, zero included. `afronding`: what is shown is a multiple of it.
    `veranderd`: a cell changes only when 0 or at least so many distinct dossiers changed. `scholen`: a bestuur or
    subregio needs so many schools. `duren`: durations are shown from so many dossiers on. `maanden_groot` are the
    months of a release of swv and landelijk, `maanden_klein` those of bestuur and subregio.
    """

    drempel: int = 8
    afronding: int = 5
    veranderd: int = 5
    scholen: int = 3
    duren: int = 10
    maanden_groot: tuple[int, ...] = _HELE_JAAR
    maanden_klein: tuple[int, ...] = _KWARTALEN


STANDAARD: Final = Beleid()


def strengste(beleiden: Iterable[Beleid]) -> Beleid:
    """For a unit that more than one SWV has a say in: of each threshold the highest, of the moments the common ones."""
    alle = list(beleiden) or [STANDAARD]
    return Beleid(
        *(max(getattr(een, naam) for een in alle) for naam in _DREMPELS),
        *(
            tuple(sorted(set.intersection(*(set(getattr(een, naam)) for een in alle))))
            for naam in ("maanden_groot", "maanden_klein")
        ),
    )


@dataclass(frozen=True, slots=True)
class Beleidsboek:
    """The policy in force: of the installation, of SWV's (integers) that set their own, and the day of the month on
    which releases are made."""

    installatie: Beleid = STANDAARD
    per_swv: Mapping[int, Beleid] = field(default_factory=dict)
    dag: int = 2
    uur: int = 6

    def van(self, swvs: Iterable[int]) -> Beleid:
        """The policy of a unit in these SWV's; of none: the installation's."""
        gekozen = [self.per_swv.get(swv, self.installatie) for swv in sorted(set(swvs))]
        return strengste(gekozen) if gekozen else self.installatie

    def als_json(self) -> dict[str, Any]:
        """As a release keeps it: what held when it was made."""
        per_swv = {swv_code(swv): asdict(beleid) for swv, beleid in sorted(self.per_swv.items())}
        return {"installatie": asdict(self.installatie), "swv": per_swv, "dag": self.dag, "uur": self.uur}

    def momenten(self, na: datetime, tot: datetime) -> Iterator[datetime]:
        """Fixed moments with na < moment ≤ tot, in order of time."""
        return monthly_moments(self.dag, self.uur, na, tot)

    def volgende(self, na: datetime) -> datetime:
        """The first fixed moment after this one."""
        return next(self.momenten(na, na + timedelta(days=62)))


def groot(niveau: str) -> bool:
    """Do the moments of the large units hold for this level? Of schools only distributions over many are released."""
    return niveau in (Niveau.SWV, Niveau.LANDELIJK, Niveau.SCHOOL)


def landelijk_van(swv: str) -> str:
    """'PO9901' → 'NL-PO'."""
    return LandelijkeEenheid(f"NL-{swv[:2]}").value
