"""From summed cells to the answer: totals, rows in the order of the code lists, and the status of each value."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import Any, Protocol

from services.gateway.domain.basis import Basis, niet_bewaard
from services.gateway.domain.leeftijd import IsoWeek, Leeftijden
from services.gateway.domain.lijsten import Dekking
from services.gateway.domain.plan import DUUR_VELDEN, Periode, Plan, Reeks
from services.gateway.domain.rechten import Zicht
from services.gateway.domain.som import Som
from services.gateway.domain.vrijgave import GEEN, Vrijgegeven
from services.gateway.domain.vrijgave import periode as vrijgegeven_periode
from shared.contracts.cellen import INDELINGEN
from shared.contracts.duren import GEEN_DUUR, Duren, Termijnen
from shared.contracts.indicatoren import Indicator, Maat
from shared.contracts.indicatoren.splitsingen import Deling
from shared.contracts.schooljaar import tekst

NIET_VRIJGEGEVEN = "niet vrijgegeven"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stand:
    """What decides a status beside the cells: the running schooljaar, and where any dossier counts though the
    reference data don't know the unit (`sporen`: series and schooljaar). With `week`, the running ISO week, a stock
    tells how old it is."""

    lopend: int
    sporen: frozenset[tuple[int, int | None]] = frozenset()
    termijnen: Termijnen = field(default_factory=Termijnen)
    week: IsoWeek | None = None
    dekking: Dekking = field(default_factory=Dekking)


class _Teller(Protocol):
    """Adds up groups of cells into one value."""

    def tel(self, som: Som) -> None: ...

    def uitkomst(self) -> Json: ...


def maak_reeksen(
    plan: Plan, sommen: Iterable[Som], stand: Stand, basis: Basis, vrijgegeven: Vrijgegeven = GEEN
) -> list[Json]:
    """The series of the answer, one per unit: own ones from cells and base figures, others from a release."""
    per_periode: dict[tuple[int, int | None], list[Som]] = defaultdict(list)
    for som in sommen:
        per_periode[som.reeks, som.schooljaar].append(som)
    return [
        {
            "eenheid": reeks.eenheid.code,
            "zicht": reeks.zicht.value,
            "perioden": [
                _periode(plan, nummer, periode, per_periode[nummer, periode.schooljaar], stand, basis)
                if reeks.zicht is Zicht.EIGEN
                else _uit_vrijgave(plan, reeks, periode, stand, vrijgegeven)
                for periode in reeks.perioden
            ],
        }
        for nummer, reeks in enumerate(plan.reeksen)
    ]


def _uit_vrijgave(plan: Plan, reeks: Reeks, periode: Periode, stand: Stand, vrijgegeven: Vrijgegeven) -> Json:
    totaal = vrijgegeven.totaal(plan, reeks.eenheid, periode.schooljaar) or onthouden()
    rijen = vrijgegeven.rijen(plan, reeks.eenheid, periode.schooljaar)
    return vrijgegeven_periode(totaal, rijen, periode.schooljaar, stand.lopend)


def _periode(plan: Plan, nummer: int, periode: Periode, sommen: Sequence[Som], stand: Stand, basis: Basis) -> Json:
    naam = None if periode.schooljaar is None else tekst(periode.schooljaar)
    if not periode.vrij:
        return {"schooljaar": naam, "totaal": onthouden(), "rijen": []}
    indicator, deze = plan.vraag.indicator, (nummer, periode.schooljaar)
    if not (sommen or periode.bestaat or deze in stand.sporen or deze in basis.perioden):
        return {"schooljaar": naam, "totaal": {**leeg(indicator), "status": "z"}, "rijen": []}
    if bestaat_niet(plan):
        return {"schooljaar": naam, "totaal": {**leeg(indicator), "status": "z"}, "rijen": []}
    if (nummer, periode.schooljaar) in stand.dekking.onbekend and not sommen and deze not in basis.perioden:
        return {"schooljaar": naam, "totaal": {**leeg(indicator), "status": "x"}, "rijen": []}
    voorlopig = periode.schooljaar == stand.lopend or (nummer, periode.schooljaar) in stand.dekking.voorlopig
    status = "p" if voorlopig else None
    samen = [*zonder_apart(plan, sommen), *basis.totalen(deze)]
    rijen = [*sommen, *_delen(plan, basis, deze)]
    return {
        "schooljaar": naam,
        "totaal": niet_bewaard() if basis.totaal_weg(deze) else {**tel_op(indicator, samen, stand), "status": status},
        "rijen": _onbekende_rijen(plan.delingen, rijen, basis, deze)
        if basis.rijen_weg(deze)
        else [*_rijen(plan.delingen, rijen, _telmachine(indicator, stand), status), *_rijen_nvt(plan)],
    }


def _delen(plan: Plan, basis: Basis, periode: tuple[int, int | None]) -> list[Som]:
    """What base figures add to the rows of one split; two would need the pair."""
    return basis.delen(plan.delingen[0].naam, periode) if len(plan.delingen) == 1 else []


def _onbekende_rijen(
    delingen: Sequence[Deling], sommen: Sequence[Som], basis: Basis, periode: tuple[int, int | None]
) -> list[Json]:
    """Every row that may count something, without value: a row that is left out is zero."""
    plaatsen = [
        sorted({plaats for som in [*sommen, *basis.delen(d.naam, periode)] for plaats in d.rijen(som.code)})
        for d in delingen
    ]
    return [{"splitsing": _waarden(delingen, rij), **niet_bewaard()} for rij in product(*plaatsen) if rij]


def bestaat_niet(plan: Plan) -> bool:
    """Does a filter ask for something of which this figure does not exist (sbo and pro at DUO)?"""
    nvt = plan.vraag.indicator.nvt
    return any(waarde in nvt.get(naam, ()) for naam, waarde in plan.vraag.filters)


def _rijen_nvt(plan: Plan) -> list[Json]:
    """Rows that say that the figure does not exist there; only where the split is that one."""
    if len(plan.delingen) != 1:
        return []
    (een,), nvt = plan.delingen, plan.vraag.indicator.nvt
    return [
        {"splitsing": {een.naam: waarde}, **leeg(plan.vraag.indicator), "status": "z"}
        for waarde in een.waarden
        if waarde in nvt.get(een.naam, ())
    ]


def zonder_apart(plan: Plan, sommen: Sequence[Som]) -> list[Som]:
    """What counts in a total: a value that stands apart only when a filter asks for it."""
    gefilterd = {naam for naam, _ in plan.vraag.filters}
    apart = [
        (een, plan.vraag.indicator.apart[een.naam])
        for een in plan.delingen
        if een.naam in plan.vraag.indicator.apart and een.naam not in gefilterd
    ]
    return [
        som
        for som in sommen
        if not any(een.waarden[plaats] in weg for een, weg in apart for plaats in een.rijen(som.code))
    ]


def onthouden() -> Json:
    """A withheld value: it could be any number."""
    return {"waarde": None, "status": "c", "tekst": NIET_VRIJGEGEVEN}


def leeg(indicator: Indicator) -> Mapping[str, Any]:
    """A value that is none, in the shape of the indicator."""
    return GEEN_DUUR if indicator.maat is Maat.DUUR else {"waarde": None}


def tel_op(indicator: Indicator, sommen: Iterable[Som], stand: Stand) -> Json:
    """One value over groups of cells, without status; of nothing it is zero."""
    teller = _telmachine(indicator, stand)()
    for som in sommen:
        teller.tel(som)
    return teller.uitkomst()


def euro(cent: int) -> str:
    """Money as it travels: a decimal string."""
    return f"{Decimal(cent).scaleb(-2):.2f}"


def _rijen(
    delingen: Sequence[Deling], sommen: Sequence[Som], nieuw: Callable[[], _Teller], status: str | None
) -> list[Json]:
    if not delingen:
        return []
    tellers: dict[tuple[int, ...], _Teller] = defaultdict(nieuw)
    for som in sommen:
        for rij in product(*(deling.rijen(som.code) for deling in delingen)):
            tellers[rij].tel(som)
    return [
        {"splitsing": _waarden(delingen, rij), **tellers[rij].uitkomst(), "status": status} for rij in sorted(tellers)
    ]


def _waarden(delingen: Sequence[Deling], rij: Sequence[int]) -> Json:
    return {deling.naam: deling.waarden[plaats] for deling, plaats in zip(delingen, rij, strict=True)}


def _telmachine(indicator: Indicator, stand: Stand) -> Callable[[], _Teller]:
    if indicator.maat is Maat.DUUR:
        return lambda: _Duurteller(indicator, stand.termijnen)
    if indicator.voorraad and stand.week is not None:
        week = stand.week
        return lambda: _Voorraadteller(week)
    return lambda: _Somteller(indicator.maat)


class _Somteller:
    """A number of dossiers or pupils, or euro as a decimal string."""

    def __init__(self, maat: Maat) -> None:
        self._maat, self._som = maat, 0

    def tel(self, som: Som) -> None:
        self._som += som.maat

    def uitkomst(self) -> Json:
        if self._maat is Maat.BEDRAG:
            return {"waarde": euro(self._som)}
        return {"waarde": self._som}


class _Voorraadteller:
    """A number of open dossiers, with their age."""

    def __init__(self, week: IsoWeek) -> None:
        self._som, self._leeftijden = 0, Leeftijden(week)

    def tel(self, som: Som) -> None:
        self._som += som.aantal
        self._leeftijden.tel(som.jaar, som.code, som.aantal)

    def uitkomst(self) -> Json:
        return {"waarde": self._som, "leeftijd": self._leeftijden.uitkomst()}


class _Duurteller:
    """Durations: the days stand in the code of the cell."""

    def __init__(self, indicator: Indicator, termijnen: Termijnen) -> None:
        velden = INDELINGEN[indicator.kubus].velden
        self._dagen, self._compleet = (velden[naam] for naam in DUUR_VELDEN)
        self._duren = Duren(termijnen)

    def tel(self, som: Som) -> None:
        if som.los is not None:
            self._duren.tel_los(som.swv, *som.los, som.maat)
            return
        compleet = self._compleet.lees(som.code)
        self._duren.tel(som.swv, self._dagen.lees(som.code), compleet - 1 if compleet else None, som.aantal)

    def uitkomst(self) -> Json:
        return self._duren.uitkomst()


def gevonden(sommen: Iterable[Som], basis: Basis) -> frozenset[tuple[int, int | None]]:
    """Series and schooljaren in which the question itself found cells or base figures."""
    return frozenset((som.reeks, som.schooljaar) for som in sommen) | basis.perioden


def toelichtingen(plan: Plan) -> list[str]:
    """What the reader must know about these rows, as that a dossier counts in more than one."""
    return [tekst for naam, tekst in plan.vraag.indicator.noot.items() if naam in plan.vraag.splitsing]


def toont_eigen(reeksen: Iterable[Reeks]) -> bool:
    """Does any period show exact, live figures?"""
    return any(periode.vrij for reeks in reeksen for periode in reeks.perioden)
