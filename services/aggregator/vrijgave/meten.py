"""The true figures behind a release, from the cases themselves. Nothing of this leaves the aggregator.

Two steps: cases become `Korrels` (grains: like leaf cells, without what no released table looks at), and the grains
of a unit become `Meting`en, one per cell of a table.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from services.aggregator.domain import contributions
from services.aggregator.vrijgave.catalogus import (
    DUUR_VELDEN,
    MASKERS,
    OPEN_NU,
    PER_KUBUS,
    TOTAALMASKERS,
    VERDELING,
    Onderwerp,
)
from services.aggregator.vrijgave.indeling import Eenheid, Indeling
from shared.contracts import codes
from shared.contracts.cellen import INDELINGEN, Cel, Kubus, Maten, Waarde
from shared.contracts.duren import Duren, Termijnen, percentiel
from shared.contracts.eenheden import swv_code
from shared.contracts.indicatoren import Maat
from shared.contracts.zaken import Dossier

_STATUS = INDELINGEN[Kubus.AANVRAAG].velden["status"]
_OPEN = frozenset(_STATUS.nummer(status) for status in codes.OPENSTAAND)


class Korrel(NamedTuple):
    """Key of a grain; integers as in stand.cel, `code` without the bits that no released table looks at."""

    swv: int
    schooljaar: int
    kubus: int
    vestiging: int
    code: int


@dataclass(slots=True)
class Telling:
    """What a grain counts: dossiers, cents in all, and cents of the largest dossier."""

    aantal: int = 0
    bedrag_cent: int = 0
    grootste_cent: int = 0

    def erbij(self, maten: Maten) -> None:
        """One dossier more."""
        self.aantal += maten.aantal
        self.bedrag_cent += maten.bedrag_cent
        self.grootste_cent = max(self.grootste_cent, maten.bedrag_cent)

    def samen(self, ander: "Telling") -> None:
        """The dossiers of another grain too."""
        self.aantal += ander.aantal
        self.bedrag_cent += ander.bedrag_cent
        self.grootste_cent = max(self.grootste_cent, ander.grootste_cent)


@dataclass(slots=True)
class Meting:
    """The true value of one cell; `som` and `grootste` in the measure of its indicator."""

    aantal: int = 0
    som: int = 0
    grootste: int = 0
    duren: Duren | None = None


Korrels = dict[Korrel, Telling]
Groep = Mapping[tuple[int, int], Telling]
"""Grains of one unit, schooljaar and kubus, by (SWV, code)."""


def korrel_van(cel: Cel) -> Korrel | None:
    """The grain that a leaf cell belongs to; None: no released table counts it."""
    masker = MASKERS.get(cel.kubus)
    return None if masker is None else Korrel(cel.swv, cel.schooljaar, cel.kubus, cel.vestiging, cel.code & masker)


def bijdragen(swv: int, inhoud: bytes | None) -> list[tuple[Korrel, Maten]]:
    """What one case, as held, adds to the grains. A removed one adds nothing."""
    if inhoud is None:
        return []
    gevonden = contributions(swv_code(swv), Dossier.model_validate_json(inhoud))
    return [(korrel, maten) for cel, maten in gevonden if (korrel := korrel_van(cel)) is not None]


def tel(korrels: Korrels, bijdragen_: Iterable[tuple[Korrel, Maten]]) -> None:
    """Add contributions to the grains."""
    for korrel, maten in bijdragen_:
        telling = korrels.get(korrel)
        if telling is None:
            telling = korrels[korrel] = Telling()
        telling.erbij(maten)


def perioden(korrel: Korrel, lopend: int) -> Iterator[tuple[int, int]]:
    """(schooljaar of the table, schooljaar whose reference data place the dossier): also under what is open now."""
    yield korrel.schooljaar, korrel.schooljaar
    if korrel.kubus == Kubus.AANVRAAG and _STATUS.lees(korrel.code) in _OPEN:
        yield OPEN_NU, lopend


def hoort_bij(onderwerp: Onderwerp, schooljaar: int) -> bool:
    """Does the figure have this period? Only a stock is also released as open now."""
    return schooljaar != OPEN_NU or onderwerp.indicator.voorraad


Stapels = dict[tuple[Eenheid, int, int], dict[tuple[int, int], Telling]]
Groepstapels = dict[tuple[Eenheid, int, int], dict[str, dict[tuple[int, int], Telling]]]


def stapel(korrels: Korrels, indeling: Indeling, lopend: int, dicht: Container[int]) -> tuple[Stapels, Groepstapels]:
    """Grains per (unit, schooljaar, kubus); and the same per group, divided by its members. `dicht`: schooljaren that
    are left out, for every table of them is final."""
    rijen: Stapels = defaultdict(lambda: defaultdict(Telling))
    groepen: Groepstapels = defaultdict(lambda: defaultdict(lambda: defaultdict(Telling)))
    plaatsing: dict[tuple[int, int, int], tuple[list[Eenheid], list[tuple[Eenheid, str]]]] = {}
    for korrel, telling in korrels.items():
        for schooljaar, jaar in perioden(korrel, lopend):
            if schooljaar in dicht:
                continue
            waar = (korrel.swv, korrel.vestiging, jaar)
            if waar not in plaatsing:
                alle = indeling.eenheden_van(*waar)
                plaatsing[waar] = [een for een in alle if not een.groep], list(indeling.groepen_van(*waar))
            eenheden, groepen_ = plaatsing[waar]
            for eenheid in eenheden:
                rijen[eenheid, schooljaar, korrel.kubus][korrel.swv, korrel.code].samen(telling)
            code = korrel.code & TOTAALMASKERS[korrel.kubus]
            for groep, wie in groepen_:
                groepen[groep, schooljaar, korrel.kubus][wie][korrel.swv, code].samen(telling)
    return rijen, groepen


def meet(onderwerp: Onderwerp, groep: Groep, termijnen: Termijnen) -> list[Meting]:
    """The true values of one unit and period, in the order of `onderwerp.vakken`."""
    duur = onderwerp.indicator.maat is Maat.DUUR
    metingen = [Meting(duren=Duren(termijnen) if duur else None) for _ in onderwerp.vakken]
    for (swv, code), telling in groep.items():
        for plaats in onderwerp.plaatsen(code):
            _voeg_toe(metingen[plaats], onderwerp, swv, code, telling)
    return metingen


def meet_leden(onderwerp: Onderwerp, leden: Iterable[Groep], zonder: int, termijnen: Termijnen) -> list[Meting]:
    """The totals of each member of a group; `zonder` members have no dossier at all."""
    return [_totaal(onderwerp, groep, termijnen) for groep in (*leden, *repeat({}, zonder))]


def _totaal(onderwerp: Onderwerp, groep: Groep, termijnen: Termijnen) -> Meting:
    meting = Meting(duren=Duren(termijnen) if onderwerp.indicator.maat is Maat.DUUR else None)
    for (swv, code), telling in groep.items():
        if onderwerp.telt(code):
            _voeg_toe(meting, onderwerp, swv, code, telling)
    return meting


def _voeg_toe(meting: Meting, onderwerp: Onderwerp, swv: int, code: int, telling: Telling) -> None:
    meting.aantal += telling.aantal
    match onderwerp.indicator.maat:
        case Maat.BEDRAG:
            meting.som += telling.bedrag_cent
            meting.grootste = max(meting.grootste, telling.grootste_cent)
        case Maat.DUUR:
            assert meting.duren is not None
            velden = INDELINGEN[onderwerp.indicator.kubus].velden
            dagen, compleet = (velden[naam].lees(code) for naam in DUUR_VELDEN)
            meting.duren.tel(swv, dagen, compleet - 1 if compleet else None, telling.aantal)


def maat_van(maat: Maat, meting: Meting) -> int | None:
    """What a distribution compares: a number, cents, or the median of a duration (None: nothing decided)."""
    if maat is Maat.DUUR:
        assert meting.duren is not None
        return percentiel(meting.duren.totaal, 50)
    return meting.aantal if maat is Maat.AANTAL else meting.som


class Plek(NamedTuple):
    """One released cell: unit or group, figure, period, split ('' total, 'verdeling' quartiles) and row."""

    eenheid: Eenheid
    indicator: str
    teldatum: str
    schooljaar: int
    splitsing: str
    rij: Waarde | None = None


Inbreng = tuple[int, int, int]


def plekken(
    bijdragen_: Sequence[tuple[Korrel, Maten]], indeling: Indeling, lopend: int
) -> dict[Plek, frozenset[Inbreng]]:
    """Every cell that one case counts in, and what it brings to it: two equal ones are no change of that cell."""
    gevonden: dict[Plek, set[Inbreng]] = defaultdict(set)
    for korrel, maten in bijdragen_:
        for schooljaar, jaar in perioden(korrel, lopend):
            eenheden = indeling.eenheden_van(korrel.swv, korrel.vestiging, jaar)
            for onderwerp in PER_KUBUS[korrel.kubus]:
                if not hoort_bij(onderwerp, schooljaar):
                    continue
                inbreng = _inbreng(onderwerp, korrel, maten)
                kop = (*onderwerp.naam, schooljaar)
                vakken = [onderwerp.vakken[plaats] for plaats in onderwerp.plaatsen(korrel.code)]
                for eenheid in eenheden if vakken else ():
                    # In a group it also matters whose the dossier is; elsewhere a move inside is no change.
                    wie = korrel.vestiging if eenheid.groep else 0
                    for vak in ((VERDELING, None),) if eenheid.groep else vakken:
                        gevonden[Plek(eenheid, *kop, *vak)].add((*inbreng, wie))
    return {plek: frozenset(alle) for plek, alle in gevonden.items()}


def _inbreng(onderwerp: Onderwerp, korrel: Korrel, maten: Maten) -> tuple[int, int]:
    """What decides the value of a cell: the size; for durations the days, and the SWV whose term holds."""
    match onderwerp.indicator.maat:
        case Maat.AANTAL:
            return 1, 0
        case Maat.BEDRAG:
            return maten.bedrag_cent, 0
    return korrel.code & onderwerp.duurmasker, korrel.swv


def veranderd(
    paren: Iterable[tuple[dict[Plek, frozenset[Inbreng]], dict[Plek, frozenset[Inbreng]]]],
) -> Counter[Plek]:
    """Gross: how many distinct cases bring something else to a cell now than they did then, whatever the net."""
    aantal: Counter[Plek] = Counter()
    for toen, nu in paren:
        aantal.update(plek for plek in toen.keys() | nu.keys() if toen.get(plek) != nu.get(plek))
    return aantal
