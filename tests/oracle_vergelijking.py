"""A naive comparison, straight from the days in the dossiers: the judge of `/vergelijking`.

Apart from the product on purpose: no packed weeks or months but dates, no sums per group but lists of dossiers.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from tests.oracle import REGELS, Dossier, Oracle, Vraag, schooljaar

Waarde = int | Decimal
Past = Callable[[date], bool]

OP_DAG = ("aanvragen", "toegekend", "afgewezen", "zonder-besluit", "bekendgemaakt", "bezwaren", "bedrag", "leerlingen")
MET_SEIZOEN = ("aanvragen", "toegekend", "afgewezen", "bedrag", "leerlingen")


def _altijd(_dag: date) -> bool:
    return True


@dataclass(frozen=True)
class Vergelijking:
    """What the answer about one question must say; `jaar` is its schooljaar."""

    oracle: Oracle
    vraag: Vraag
    vandaag: date

    @property
    def jaar(self) -> int:
        assert self.vraag.schooljaar is not None
        return self.vraag.schooljaar

    @property
    def naam(self) -> str:
        return self.vraag.indicator.partition("-")[2]

    @property
    def loopt(self) -> bool:
        return self.jaar == schooljaar(self.vandaag)

    def waarde(self, jaar: int, past: Past = _altijd, naam: str | None = None) -> Waarde:
        """Sum over the dossiers of a schooljaar whose day fits."""
        return sum((self._maat(d, naam) for d in self.kies(jaar, past, naam)), start=0)

    def kies(self, jaar: int, past: Past = _altijd, naam: str | None = None) -> list[Dossier]:
        """Dossiers of a schooljaar whose day fits."""
        code = self._code(naam)
        gevonden = self.oracle.dossiers(replace(self.vraag, indicator=code, schooljaar=jaar))
        return [d for d in gevonden if past(REGELS[code].dag(d))]

    def _code(self, naam: str | None) -> str:
        return self.vraag.indicator if naam is None else f"{self.vraag.indicator.partition('-')[0]}-{naam}"

    def _maat(self, d: Dossier, naam: str | None) -> Waarde:
        return REGELS[self._code(naam)].maat(d)

    def zelfde_periode(self, jaar: int) -> Past:
        """Not later in its year than this week, for a running schooljaar."""
        if not self.loopt:
            return _altijd
        nu = self.vandaag.isocalendar()
        grens = (nu.year - (self.jaar - jaar), nu.week)
        return lambda dag: (dag.isocalendar().year, dag.isocalendar().week) <= grens

    def eerder(self, jaar: int) -> dict[str, Any]:
        """Value up to the same week, of the whole year, and the change."""
        nu, toen = (self.waarde(een, self.zelfde_periode(een)) for een in (self.jaar, jaar))
        genoeg = len(self.kies(jaar, self.zelfde_periode(jaar))) >= 10 and toen > 0
        return {
            "zelfdePeriode": toen,
            "heelSchooljaar": self.waarde(jaar),
            "absoluut": nu - toen,
            "procent": float(Fraction(nu - toen) * 100 / Fraction(toen)) if genoeg else None,
        }

    def mei_tot_en_met_juli(self, jaar: int) -> tuple[Waarde, Waarde] | None:
        """Numerator and denominator; None where there is nothing to divide by, or May hasn't come."""
        if jaar == schooljaar(self.vandaag) and self.vandaag < date(jaar + 1, 5, 1):
            return None
        heel = self.waarde(jaar)
        return (self.waarde(jaar, lambda dag: dag.month in (5, 6, 7)), heel) if heel else None

    def twaalf_maanden(self) -> tuple[Waarde, Waarde]:
        """The last twelve whole months, and the twelve before."""
        eind = self.vandaag.replace(day=1) if self.loopt else date(self.jaar + 1, 8, 1)
        jaren = range(self.jaar - 3, self.jaar + 1)

        def tussen(van: date, tot: date) -> Waarde:
            return sum((self.waarde(jaar, lambda dag: van <= dag < tot) for jaar in jaren), start=0)

        een, twee = (eind.replace(year=eind.year - terug) for terug in (1, 2))
        return tussen(een, eind), tussen(twee, een)

    def op_seizoen(self) -> Waarde | None:
        """Counted up to this week / mean share of it in three years; None when that can't be said."""
        aandelen = []
        for jaar in range(self.jaar - 3, self.jaar):
            heel = self.waarde(jaar)
            if heel and len(self.kies(jaar)) >= 10:
                aandelen.append(Fraction(self.waarde(jaar, self.zelfde_periode(jaar))) / Fraction(heel))
        if not aandelen or not sum(aandelen):
            return None
        nu = Fraction(self.waarde(self.jaar, self.zelfde_periode(self.jaar)))
        return _rond(nu * len(aandelen) / sum(aandelen), "0.01" if self.naam == "bedrag" else "1")

    def met_openstaand(self) -> Waarde | None:
        """Granted up to this week + open now · granted share of what ended in three years."""
        jaren = range(self.jaar - 3, self.jaar)
        eind = {
            naam: sum(len(self.kies(jaar, naam=naam)) for jaar in jaren)
            for naam in ("toegekend", "afgewezen", "zonder-besluit")
        }
        if sum(eind.values()) < 10:
            return None
        openstaand = len(self.oracle.dossiers(replace(self.vraag, indicator=self._code("openstaand"), schooljaar=None)))
        verwacht = _rond(Fraction(openstaand * eind["toegekend"], sum(eind.values())), "1")
        return self.waarde(self.jaar, self.zelfde_periode(self.jaar)) + verwacht

    def kwartielen(self, anderen: Sequence[str]) -> Mapping[str, Waarde | None] | None:
        """Of the totals of these units: the ceil(p·n)-th smallest; of one unit only what it has."""
        waarden = sorted(self.oracle.totaal(replace(self.vraag, eenheid=een)) for een in anderen)
        if len(waarden) == 1:
            return {"kwartiel1": None, "mediaan": waarden[0], "kwartiel3": None}
        if not waarden:
            return None
        plaatsen = {"kwartiel1": 0.25, "mediaan": 0.5, "kwartiel3": 0.75}
        return {naam: waarden[math.ceil(p * len(waarden)) - 1] for naam, p in plaatsen.items()}


def _rond(waarde: Fraction, stap: str) -> Decimal:
    exact = Decimal(waarde.numerator) / Decimal(waarde.denominator)
    return exact.quantize(Decimal(stap), ROUND_HALF_UP)
