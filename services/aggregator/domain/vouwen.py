"""Retention: when a case is to be folded, and what base figures it leaves (pure).

A case has no exact days: it ends with the last day of the month of its decision, or of the schooljaar in which its
validity ends when that is later; without a decision with the month of its application. The retention (whole years)
runs from there, so it is never shorter than the law's, and at most the rest of a schooljaar longer (ADR 0048).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from shared.contracts.basis import Deel, Meting, delen, metingen
from shared.contracts.cellen import Cel, Maten
from shared.contracts.indicatoren import CATALOGUS, Indicator
from shared.contracts.indicatoren.splitsingen import Eis, samen, selectie
from shared.contracts.schooljaar import TELDATUMS
from shared.contracts.zaken import Dossier, Moment

_AUGUSTUS = 8
_EIND_LOG_MAANDEN = 13
"""How long the log can still say something about a removed case."""


class Plek(NamedTuple):
    """To whom a school belonged in a schooljaar; 0 and '' where the reference data don't say."""

    bestuur: int = 0
    subregio: str = ""


Plaats = Callable[[int, int, int], Plek]
"""(swv, vestiging, schooljaar) → where the reference data of today put it."""


class Basiscel(NamedTuple):
    """Key of one base figure; see stand.basis."""

    swv: int
    schooljaar: int
    vestiging: int
    bestuur: int
    subregio: str
    herkomst: bool
    indicator: str
    teldatum: str
    splitsing: str
    waarde: str
    meting: int
    dagen: int


class Basismaten(NamedTuple):
    """Dossiers, and the sum of the measure of the indicator."""

    aantal: int
    maat: int


def te_vouwen(dossier: Dossier, dag: date, jaren: int) -> bool:
    """Is the retention of `jaren` years over on this day?"""
    jaar, maand = _daarna(dossier)
    return (jaar + jaren, maand) <= (dag.year, dag.month)


def verwijderd_te_lang(sinds: date, dag: date) -> bool:
    """Is a removed case of which a checkpoint knew on `sinds` out of the log by now?"""
    return dag.year * 12 + dag.month - (sinds.year * 12 + sinds.month) > _EIND_LOG_MAANDEN


def _daarna(dossier: Dossier) -> tuple[int, int]:
    """(year, month) that begins right after the end of the case."""
    if dossier.besluit is None:
        return _volgende_maand(dossier.ingediend)
    besloten = _volgende_maand(dossier.besluit.genomen)
    if dossier.besluit.geldigheid is None:
        return besloten
    return max(besloten, (dossier.besluit.geldigheid.eind_schooljaar + 1, _AUGUSTUS))


def _volgende_maand(moment: Moment) -> tuple[int, int]:
    jaar = moment.schooljaar if moment.maand >= _AUGUSTUS else moment.schooljaar + 1
    return (jaar + 1, 1) if moment.maand == 12 else (jaar, moment.maand + 1)


def basis_van(cellen: Mapping[Cel, Maten], plaats: Plaats) -> dict[Basiscel, Basismaten]:
    """The base figures of these contributions."""
    som: defaultdict[Basiscel, list[int]] = defaultdict(lambda: [0, 0])
    for cel, maten in cellen.items():
        for basis, maat in _basis(cel, maten, plaats):
            som[basis][0] += maten.aantal
            som[basis][1] += maat
    return {basis: Basismaten(*twee) for basis, twee in som.items()}


def _basis(cel: Cel, maten: Maten, plaats: Plaats) -> Iterator[tuple[Basiscel, int]]:
    for indicator, teldatum, eis in _vragen(cel.kubus):
        if cel.code & eis.masker not in eis.nummers:
            continue
        for herkomst in (False, True):
            school = cel.herkomst if herkomst else cel.vestiging
            # Who asks for another attribution than this indicator has, must still find that something counts there.
            alleen_spoor = herkomst and not indicator.toerekening
            plek = plaats(cel.swv, school, cel.schooljaar)
            for deel, meting, dagen, maat in _rijen(indicator, cel.code, maten, alleen_spoor):
                yield (
                    Basiscel(
                        *(cel.swv, cel.schooljaar, school, *plek, herkomst),
                        *(indicator.code, teldatum, *deel, int(meting), dagen),
                    ),
                    maat,
                )


def _rijen(
    indicator: Indicator, code: int, maten: Maten, alleen_spoor: bool
) -> Iterable[tuple[Deel, Meting, int, int]]:
    gemeten = list(metingen(indicator, code, maten))
    if alleen_spoor:
        return [(next(delen(indicator, code)), *gemeten[0])]
    return [(deel, *een) for deel in delen(indicator, code) for een in gemeten]


@cache
def _vragen(kubus: int) -> tuple[tuple[Indicator, str, Eis], ...]:
    """Every indicator that counts cells of this kubus, per teldatum where it has one, with what it asks of a code."""
    return tuple(
        (indicator, teldatum, samen(selectie(indicator, teldatum)))
        for indicator in CATALOGUS.values()
        if indicator.kubus == kubus
        for teldatum in (TELDATUMS if indicator.teldatum else ("",))
    )
