"""What is odd in the data of an SWV: schools that the reference data do not place there, boards that differ.

Nothing here changes a figure. The dossiers count as the indicator page says; this is the list to put right.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from services.gateway.domain.eenheden import etiket
from services.gateway.domain.open.rijen import DuoSchool
from services.gateway.domain.organisatie import Organisatie
from shared.contracts.lidmaatschap import Lid

TE_LAAT_NA = timedelta(days=3)
"""A source that pushes at each change is silent for a weekend at most; holidays give a signal that says nothing."""
AFWIJKEND = "afwijkend bestuur"
ANDERS_BIJ_DUO = "ander bestuur bij DUO"


class Opgave(NamedTuple):
    """Applications of a vestiging in a schooljaar: of those that name `bestuur`, or (None) of all."""

    schooljaar: int
    vestiging: int
    bestuur: int | None
    aantal: int


class Vestiging(NamedTuple):
    """A school that is no ordinary member, with its bestuur by the reference data (None: unknown)."""

    schooljaar: int
    vestiging: int
    bestuur: int | None
    label: str
    aantal: int


class Afwijking(NamedTuple):
    """Dossiers that name another bestuur than the reference data give: the reference data decide."""

    schooljaar: int
    vestiging: int
    opgegeven: int
    geldend: int
    aantal: int


class BijDuo(NamedTuple):
    """A school of which DUO names another bestuur than the reference data of the running schooljaar."""

    vestiging: int
    geldend: int
    bij_duo: int
    bij_duo_naam: str | None


@dataclass(frozen=True, slots=True)
class Bevindingen:
    """What was found, newest schooljaar first."""

    vestigingen: Sequence[Vestiging]
    afwijkingen: Sequence[Afwijking]
    bij_duo: Sequence[BijDuo] = ()

    def totalen(self) -> Counter[str]:
        """Applications per label; schools for what DUO says."""
        som: Counter[str] = Counter()
        for een in self.vestigingen:
            som[een.label] += een.aantal
        som[AFWIJKEND] = sum(een.aantal for een in self.afwijkingen)
        som[ANDERS_BIJ_DUO] = len(self.bij_duo)
        return som


def beoordeel(swv: int, opgaven: Iterable[Opgave], organisatie: Organisatie) -> Bevindingen:
    """Hold what the dossiers say against the reference data of their schooljaar."""
    vestigingen: list[Vestiging] = []
    afwijkingen: list[Afwijking] = []
    for jaar, vestiging, opgegeven, aantal in sorted(opgaven, key=lambda een: (-een[0], *een[1:2], str(een[2]))):
        leden = organisatie.van_vestiging(vestiging, jaar)
        geldend = _bestuur(leden)
        label = etiket((swv,), leden)
        if opgegeven is None and label is not None:
            vestigingen.append(Vestiging(jaar, vestiging, geldend, label, aantal))
        if opgegeven is not None and geldend is not None and opgegeven != geldend:
            afwijkingen.append(Afwijking(jaar, vestiging, opgegeven, geldend, aantal))
    return Bevindingen(vestigingen, afwijkingen)


def vergelijk_met_duo(scholen: Iterable[DuoSchool], organisatie: Organisatie, lopend: int) -> list[BijDuo]:
    """Where the reference data of this schooljaar and DUO name different boards, by school."""
    gevonden = []
    for school in sorted(scholen):
        geldend = _bestuur(organisatie.van_vestiging(school.vestiging, lopend))
        if geldend is not None and school.bestuur is not None and geldend != school.bestuur:
            gevonden.append(BijDuo(school.vestiging, geldend, school.bestuur, school.bestuur_naam))
    return gevonden


def _bestuur(leden: Sequence[Lid]) -> int | None:
    """A vestiging has one bestuur at a time, in whichever SWV."""
    return leden[0].bestuur if leden else None


def te_laat(laatste: datetime | None, nu: datetime) -> bool:
    """Is it long since this source delivered anything, or did it never?"""
    return laatste is None or nu - laatste > TE_LAAT_NA
