"""From a question and what the caller has, to the cells to add up. Pure; the adapter turns a Celvraag into SQL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple

from services.gateway.domain.basis import Basissleutel, Basisvraag, basissleutel, basisvraag
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.leeftijd import leeftijd_masker
from services.gateway.domain.ondergrens import Beperking
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import Toegang, Zicht, swvs_in
from services.gateway.domain.vraag import Vraag
from shared.contracts.cellen import INDELINGEN, Kubus
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import Indicator, Maat
from shared.contracts.indicatoren.splitsingen import Deling, Eis, deling, samen, selectie, zonder

DUUR_VELDEN = ("dagen", "tot_compleet")


class Sleutel(NamedTuple):
    """Cells of one period of one series. None: any schooljaar, every SWV, every vestiging."""

    reeks: int
    schooljaar: int | None
    swv: int | None
    vestiging: int | None


@dataclass(frozen=True, slots=True)
class Periode:
    """`vrij`: the caller sees it exactly; `bestaat`: the reference data know the unit in it."""

    schooljaar: int | None
    vrij: bool
    bestaat: bool


@dataclass(frozen=True, slots=True)
class Reeks:
    """One unit of the answer with its periods."""

    eenheid: Eenheid
    zicht: Zicht
    perioden: tuple[Periode, ...]
    beperking: Beperking | None = None


@dataclass(frozen=True, slots=True)
class Celvraag:
    """Sum of `maat` over cells of `kubus`: their code fits `eis` and has all of `bits`; grouped by `code & groep`.

    `herkomst`: the school is the vestiging of origin instead of the one that applied. `voorraad`: only open
    applications can fit `eis`, which has an index of its own.
    """

    kubus: Kubus
    maat: Maat
    eis: Eis
    bits: int
    groep: int
    herkomst: bool
    sleutels: tuple[Sleutel, ...]
    voorraad: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What to read and how to show it."""

    vraag: Vraag
    delingen: tuple[Deling, ...]
    reeksen: tuple[Reeks, ...]
    cellen: Celvraag
    basis: Basisvraag


def maak_plan(
    vraag: Vraag, toegangen: Sequence[tuple[Eenheid, Toegang]], organisatie: Organisatie, lopend: int
) -> Plan:
    """The plan for these units, in their order; only units of which something is `eigen` ask for cells."""
    reeksen, sleutels, basis = [], [], []
    for nummer, (eenheid, toegang) in enumerate(toegangen):
        perioden = []
        for schooljaar in vraag.schooljaren:
            jaar = lopend if schooljaar is None else schooljaar
            swvs = swvs_in(toegang, eenheid, jaar, organisatie)
            bestaat = schooljaar is None or organisatie.bestaat(eenheid, jaar)
            perioden.append(Periode(schooljaar, bool(swvs), bestaat))
            sleutels += [
                Sleutel(nummer, schooljaar, swv, vestiging)
                for swv, vestiging in _plaatsen(eenheid, swvs, jaar, organisatie)
            ]
            if schooljaar is not None:
                basis += [basissleutel(nummer, schooljaar, swv, eenheid) for swv in swvs]
        reeksen.append(Reeks(eenheid, toegang.zicht, tuple(perioden), toegang.beperking))
    delingen = tuple(deling(vraag.indicator, naam) for naam in vraag.splitsing)
    # What is open now follows the schools of today, as with cells.
    basis += [Basissleutel(*sleutel) for sleutel in sleutels if sleutel.schooljaar is None]
    return Plan(vraag, delingen, tuple(reeksen), _celvraag(vraag, delingen, sleutels), basisvraag(vraag, basis))


def _plaatsen(
    eenheid: Eenheid, swvs: frozenset[int | None], jaar: int, organisatie: Organisatie
) -> Iterator[tuple[int | None, int | None]]:
    """(SWV, vestiging) pairs that make up a unit in a schooljaar, within the SWV's that are open."""
    vestigingen: Sequence[int | None]
    if eenheid.niveau is Niveau.SWV:
        vestigingen = [None]
    elif eenheid.niveau is Niveau.SCHOOL:
        vestigingen = [eenheid.getal]
    else:
        vestigingen = sorted({lid.vestiging for lid in organisatie.van(eenheid, jaar)})
    for swv in sorted(swvs, key=str):
        for vestiging in vestigingen:
            yield swv, vestiging


def _celvraag(vraag: Vraag, delingen: Sequence[Deling], sleutels: Sequence[Sleutel]) -> Celvraag:
    indicator = vraag.indicator
    filters = [(deling(indicator, naam), waarde) for naam, waarde in vraag.filters]
    apart = [(naam, weg) for naam, weg in indicator.apart.items() if not vraag.noemt(naam)]
    return Celvraag(
        kubus=indicator.kubus,
        maat=indicator.maat,
        eis=samen(
            [
                *selectie(indicator, vraag.teldatum),
                *(zonder(deling(indicator, naam), weg) for naam, weg in apart),
                *(een.eis(waarde) for een, waarde in filters),
            ]
        ),
        bits=reduce(or_, (een.bit(waarde) for een, waarde in filters), 0),
        groep=reduce(or_, (een.masker for een in delingen), _duur_masker(indicator) | leeftijd_masker(indicator)),
        herkomst=vraag.herkomst,
        sleutels=tuple(sleutels),
        voorraad=indicator.voorraad,
    )


def _duur_masker(indicator: Indicator) -> int:
    if indicator.maat is not Maat.DUUR:
        return 0
    velden = INDELINGEN[indicator.kubus].velden
    return reduce(or_, (velden[naam].masker << velden[naam].plek for naam in DUUR_VELDEN))


def onzeker(plan: Plan, gevonden: frozenset[tuple[int, int | None]]) -> tuple[Sleutel, ...]:
    """Where it must be known whether dossiers of *any* indicator count: the unit did not exist, and nothing was found.

    `gevonden` are the (series, schooljaar) that the question itself found cells for.
    """
    open_ = {
        (nummer, periode.schooljaar)
        for nummer, reeks in enumerate(plan.reeksen)
        for periode in reeks.perioden
        if periode.vrij and not periode.bestaat
    } - gevonden
    return tuple(sleutel for sleutel in plan.cellen.sleutels if (sleutel.reeks, sleutel.schooljaar) in open_)
