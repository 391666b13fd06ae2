"""The sums of one unit over some schooljaren, and values cut out of them with the status that belongs there."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from services.gateway.domain.basis import Basis, niet_bewaard
from services.gateway.domain.bedekken import VRIJ, Oordelen, bedek_totaal
from services.gateway.domain.ondergrens import Oordeel
from services.gateway.domain.plan import Plan
from services.gateway.domain.som import Som
from services.gateway.domain.uitkomst import Json, Stand, euro, leeg, onthouden, tel_op
from services.gateway.domain.vrijgave import GEEN, Vrijgegeven, periode
from shared.contracts.indicatoren import Indicator, Maat

MINSTENS = 10
"""Below this many dossiers a percentage change says more about chance than about the unit."""
TE_KLEIN = "minder dan 10"

Past = Callable[[Som], bool]


class Getal(NamedTuple):
    """A value as the API shows it; `maat` its size in whole units (cents for money, days for the median) and the
    number of dossiers behind it, both None where there is no value."""

    json: Json
    maat: int | None = None
    dossiers: int | None = None


@dataclass(frozen=True)
class Jaren:
    """One unit, one indicator: what was read for the schooljaren of a plan. Of the schooljaren `weg` the value can't
    be known: dossiers are past their retention, and the question asks for detail.
    """

    indicator: Indicator
    stand: Stand
    sommen: dict[int | None, list[Som]]
    vrij: dict[int | None, bool]
    bestaat: dict[int | None, bool]
    weg: frozenset[int | None] = frozenset()
    noten: tuple[str, ...] = ()
    vrijgegeven: dict[int | None, Json] = field(default_factory=dict)
    oordelen: Mapping[int | None, tuple[Oordeel, int]] = field(default_factory=dict)

    @classmethod
    def van(
        cls, plan: Plan, sommen: Iterable[Som], stand: Stand, basis: Basis, vrijgegeven: Vrijgegeven = GEEN,
        oordelen: Oordelen = VRIJ,
    ) -> "Jaren":  # fmt: skip
        """From a plan with one series; of a unit that is no own one whole schooljaren come from a release. Where the
        reader is limited (`oordelen`), whole schooljaren are all there is, too."""
        (reeks,) = plan.reeksen
        per_jaar: dict[int | None, list[Som]] = defaultdict(list)
        for som in [*sommen, *basis.totalen()]:
            per_jaar[som.schooljaar].append(som)
        bestaat = {
            een.schooljaar: een.bestaat or een.schooljaar in per_jaar or (0, een.schooljaar) in stand.sporen
            for een in reeks.perioden
        }
        vrij = {een.schooljaar: een.vrij for een in reeks.perioden}
        uit_vrijgave = {
            een.schooljaar: periode(vak, (), een.schooljaar, stand.lopend)["totaal"]
            for een in reeks.perioden
            if (vak := vrijgegeven.totaal(plan, reeks.eenheid, een.schooljaar)) is not None
        }
        weg = frozenset(jaar for nummer, jaar in basis.perioden if basis.totaal_weg((nummer, jaar)))
        noten = tuple(basis.noten())
        grens = reeks.beperking.grens if reeks.beperking else 0
        kort = {jaar: (oordeel, grens) for (_, jaar), oordeel in oordelen.items()}
        return cls(plan.vraag.indicator, stand, dict(per_jaar), vrij, bestaat, weg, noten, uit_vrijgave, kort)

    def getal(self, jaren: Sequence[int | None], past: Past | None = None) -> Getal:
        """Value over these schooljaren together, of the sums that fit."""
        beperkt = [self.oordelen[jaar] for jaar in jaren if jaar in self.oordelen]
        if not beperkt:
            return self._getal(jaren, past)
        if len(jaren) > 1 or past is not None:
            return Getal(onthouden())
        ((oordeel, grens),) = beperkt
        heel = self._getal(jaren)
        bedekt = bedek_totaal(heel.json, oordeel, grens)
        return Getal(bedekt) if bedekt["status"] == "c" else heel._replace(json=bedekt)

    def _getal(self, jaren: Sequence[int | None], past: Past | None = None) -> Getal:
        if not all(self.vrij.get(jaar, False) for jaar in jaren):
            heel = len(jaren) == 1 and past is None
            return Getal(self.vrijgegeven.get(jaren[0], onthouden()) if heel else onthouden())
        if self.weg.intersection(jaren):
            return Getal(niet_bewaard())
        if not any(self.bestaat[jaar] for jaar in jaren):
            return Getal({**leeg(self.indicator), "status": "z"})
        if all((0, jaar) in self.stand.dekking.onbekend and not self.sommen.get(jaar) for jaar in jaren):
            return Getal({**leeg(self.indicator), "status": "x"})
        gekozen = self.gekozen(jaren, past)
        waarde = tel_op(self.indicator, gekozen, self.stand)
        status = "p" if self.stand.lopend in jaren else None
        maat = waarde["mediaan"] if self.indicator.maat is Maat.DUUR else sum(som.maat for som in gekozen)
        return Getal({**waarde, "status": status}, maat, sum(som.aantal for som in gekozen))

    def gekozen(self, jaren: Sequence[int | None], past: Past | None = None) -> list[Som]:
        """The sums of these schooljaren that fit."""
        return [som for jaar in jaren for som in self.sommen.get(jaar, ()) if past is None or past(som)]


def in_vorm(indicator: Indicator, maat: int) -> int | str:
    """A size as the API shows it: money as a decimal string."""
    return euro(maat) if indicator.maat is Maat.BEDRAG else maat


def zonder(reden: str, status: str = "z") -> Json:
    """No value, and why: z does not apply, x unknown."""
    return {"waarde": None, "status": status, "tekst": reden}


def verschil(indicator: Indicator, nu: Getal, toen: Getal) -> Json:
    """Change from `toen` to `nu`; a percentage only over ten dossiers or more, and never of days."""
    if nu.maat is None or toen.maat is None:
        return {"absoluut": None, "procent": None, "reden": "niet te vergelijken"}
    absoluut = in_vorm(indicator, nu.maat - toen.maat)
    if indicator.maat is Maat.DUUR:
        return {"absoluut": absoluut, "procent": None, "reden": "verschil in dagen"}
    if (toen.dossiers or 0) < MINSTENS or toen.maat == 0:
        return {"absoluut": absoluut, "procent": None, "reden": TE_KLEIN}
    return {"absoluut": absoluut, "procent": float(Fraction(100 * (nu.maat - toen.maat), toen.maat)), "reden": None}


def aandeel(indicator: Indicator, teller: Getal, noemer: Getal) -> Json:
    """A share in percent with its numerator and denominator; x without denominator, and why where a part is hidden."""
    if teller.maat is None or noemer.maat is None:
        return {"waarde": None, **(teller.json if noemer.maat is not None else noemer.json)}
    if noemer.maat == 0:
        return zonder("geen dossiers", "x")
    return {
        "teller": in_vorm(indicator, teller.maat),
        "noemer": in_vorm(indicator, noemer.maat),
        "waarde": float(Fraction(100 * teller.maat, noemer.maat)),
        "status": noemer.json["status"],
    }


def afgerond(waarde: Fraction) -> int:
    """To the nearest whole number, a half upwards."""
    return int(waarde + Fraction(1, 2))
