"""Base figures beside live ones: what dossiers past their retention left (stand.basis, shared.contracts.basis). Pure.

A base row becomes a Som whose code says only what the row says, so that it counts through the same rules as cells.
What asks for more than that (a filter, two splits) can't be answered any more: unknown, never a number too low.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.som import Los, Som
from services.gateway.domain.vraag import Vraag
from shared.contracts.basis import Deel, Meting, code_van, totaal
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import Indicator
from shared.contracts.schooljaar import tekst

NIET_BEWAARD = "niet bewaard"

Sleutelperiode = tuple[int, int | None]
"""(series, schooljaar of the question)."""


class Basissleutel(NamedTuple):
    """Base rows of one period of one series. None: whatever it is."""

    reeks: int
    schooljaar: int | None
    swv: int | None
    vestiging: int | None = None
    bestuur: int | None = None
    subregio: str | None = None


class Basisrij(NamedTuple):
    """Summed base rows, as the adapter gives them back; `jaar` is the schooljaar of the rows."""

    reeks: int
    schooljaar: int | None
    swv: int
    jaar: int
    splitsing: str
    waarde: str
    meting: int
    dagen: int
    aantal: int
    maat: int


@dataclass(frozen=True, slots=True)
class Basisvraag:
    """Which rows: the total, and those of each of `splitsingen`."""

    indicator: Indicator
    teldatum: str
    herkomst: bool
    splitsingen: tuple[str, ...]
    sleutels: tuple[Basissleutel, ...]


def basissleutel(reeks: int, schooljaar: int | None, swv: int | None, eenheid: Eenheid) -> Basissleutel:
    """The rows of a unit in a schooljaar: by the bestuur and subregio of the day on which they were folded."""
    kaal = Basissleutel(reeks, schooljaar, swv)
    match eenheid.niveau:
        case Niveau.SCHOOL:
            return kaal._replace(vestiging=eenheid.getal)
        case Niveau.BESTUUR:
            return kaal._replace(bestuur=eenheid.getal)
        case Niveau.SUBREGIO:
            return kaal._replace(subregio=eenheid.code)
    return kaal


def basisvraag(vraag: Vraag, sleutels: Iterable[Basissleutel]) -> Basisvraag:
    """The base rows that a question needs."""
    indicator = vraag.indicator
    return Basisvraag(
        indicator,
        vraag.teldatum if indicator.teldatum else "",
        vraag.herkomst,
        (totaal(indicator), *vraag.splitsing),
        tuple(sleutels),
    )


@dataclass(frozen=True)
class Basis:
    """What was found for one question."""

    vraag: Vraag
    rijen: Sequence[Basisrij] = ()

    @cached_property
    def perioden(self) -> frozenset[Sleutelperiode]:
        """Where dossiers of this indicator were folded."""
        return frozenset((rij.reeks, rij.schooljaar) for rij in self.rijen)

    def totaal_weg(self, periode: Sleutelperiode) -> bool:
        """Can the total of this period not be known? A filter asks for more than was kept."""
        return bool(self.vraag.filters) and periode in self.perioden

    def rijen_weg(self, periode: Sleutelperiode) -> bool:
        """Can the rows of this period not be known?"""
        return self.totaal_weg(periode) or (len(self.vraag.splitsing) > 1 and periode in self.perioden)

    def totalen(self, periode: Sleutelperiode | None = None) -> list[Som]:
        """What adds to the total; None: of all periods."""
        return self._van(totaal(self.vraag.indicator), periode)

    def delen(self, splitsing: str, periode: Sleutelperiode) -> list[Som]:
        """What adds to the rows of a split."""
        return self._van(splitsing, periode)

    def _van(self, splitsing: str, periode: Sleutelperiode | None) -> list[Som]:
        return [
            _som(self.vraag.indicator, rij)
            for rij in self.rijen
            if rij.splitsing == splitsing and periode in (None, (rij.reeks, rij.schooljaar))
        ]

    def noten(self) -> list[str]:
        """What the reader must know about these schooljaren."""
        if not self.perioden:
            return []
        jaren = sorted({rij.jaar for rij in self.rijen})
        noot = (
            f"Van {', '.join(map(tekst, jaren))} zijn dossiers voorbij de bewaartermijn."
            " Daarvan zijn alleen totalen en enkele splitsingen bewaard."
        )
        if any(map(self.rijen_weg, self.perioden)):
            noot += " Een filter, of twee splitsingen tegelijk, is voor deze schooljaren niet meer bekend."
        return [noot]


def _som(indicator: Indicator, rij: Basisrij) -> Som:
    code = code_van(indicator, Deel(rij.splitsing, rij.waarde))
    meting = Meting(rij.meting)
    # A dossier has one row per kind of days: it counts in the first only.
    aantal = rij.aantal if meting in (Meting.MAAT, Meting.DAGEN) else 0
    los = None if meting is Meting.MAAT else Los(meting, rij.dagen)
    return Som(rij.reeks, rij.schooljaar, rij.swv, code, aantal, rij.maat, rij.jaar, los)


def niet_bewaard() -> dict[str, object]:
    """A value of which the detail is no longer kept."""
    return {"waarde": None, "status": "x", "tekst": NIET_BEWAARD}
