"""From the delivered lines in force to the organisation that figures use (pure: no clock, no chance, no I/O).

Each SWV delivers its own lines, but a vestiging has one bestuur at a time, also when it is in two SWV's. Where two
SWV's say different things about the same schooljaar, the newest delivery decides (peildatum, then order of arrival);
what an SWV said otherwise is kept as an Afwijking, so that it is told and a next delivery can put it right.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from shared.contracts.bronnen.organisatie import OrganisatieRij
from shared.contracts.eenheden import bestuur_getal, swv_getal, vestiging_getal

Rang = tuple[date, int]
"""(peildatum, number) of a delivery: the highest is the newest."""


class Opgave(NamedTuple):
    """One delivered line. Codes are the integers of shared.contracts.eenheden, `van` and `tot` first years."""

    rang: Rang
    rij: int
    swv: int
    vestiging: int
    van: int
    tot: int
    bestuur: int
    subregio: str | None
    schoolsoort: str
    naam: str
    plaats: str
    bestuur_naam: str
    subregio_naam: str | None
    swv_naam: str


class Plek(NamedTuple):
    """Key of a membership."""

    swv: int
    vestiging: int
    van: int


class Lidmaatschap(NamedTuple):
    """What holds from `Plek.van` up to and including `tot`."""

    tot: int
    bestuur: int
    subregio: str | None
    schoolsoort: str


class Afwijking(NamedTuple):
    """The SWV delivered `opgegeven` for these years, a newer delivery of another SWV says `geldend`."""

    swv: int
    vestiging: int
    van: int
    tot: int
    opgegeven: int
    geldend: int


class Organisatie(NamedTuple):
    """Who belongs to whom; names of the newest delivery, and within it of the latest schooljaar."""

    swvs: dict[int, str]
    besturen: dict[int, str]
    subregios: dict[str, tuple[int, str]]
    vestigingen: dict[int, tuple[str, str]]
    lidmaatschappen: dict[Plek, Lidmaatschap]
    afwijkingen: frozenset[Afwijking]


def opgave(rij: OrganisatieRij, rang: Rang) -> Opgave:
    """A line of a delivery, ready to be kept."""
    return Opgave(
        rang, rij.rij, swv_getal(rij.swv), vestiging_getal(rij.vestiging), rij.van, rij.tot,
        bestuur_getal(rij.bestuur), rij.subregio, rij.schoolsoort, rij.naam, rij.plaats, rij.bestuur_naam,
        rij.subregio_naam, rij.swv_naam,
    )  # fmt: skip


def leid_af(opgaven: Iterable[Opgave]) -> Organisatie:
    """The whole organisation; the order of the lines does not matter."""
    gevonden = Organisatie({}, {}, {}, {}, {}, frozenset())
    per_vestiging: dict[int, list[Opgave]] = defaultdict(list)
    for een in sorted(opgaven, key=lambda een: (een.rang, een.van, een.rij)):
        # Oldest first, so that the newest name stays.
        gevonden.swvs[een.swv] = een.swv_naam
        gevonden.besturen[een.bestuur] = een.bestuur_naam
        gevonden.vestigingen[een.vestiging] = (een.naam, een.plaats)
        if een.subregio is not None:
            gevonden.subregios[een.subregio] = (een.swv, een.subregio_naam or een.subregio)
        per_vestiging[een.vestiging].append(een)
    afwijkingen: set[Afwijking] = set()
    for lijnen in per_vestiging.values():
        for lijn in lijnen:
            for van, tot, bestuur in _stukken(lijn, lijnen):
                plek = Plek(lijn.swv, lijn.vestiging, van)
                gevonden.lidmaatschappen[plek] = Lidmaatschap(tot, bestuur, lijn.subregio, lijn.schoolsoort)
                if bestuur != lijn.bestuur:
                    afwijkingen.add(Afwijking(lijn.swv, lijn.vestiging, van, tot, lijn.bestuur, bestuur))
    return gevonden._replace(afwijkingen=frozenset(afwijkingen))


def _stukken(lijn: Opgave, alle: Sequence[Opgave]) -> Iterator[tuple[int, int, int]]:
    """(van, tot, bestuur) of one line, cut where another bestuur takes over. `alle` stands oldest first."""
    grenzen = {grens for een in alle for grens in (een.van, een.tot + 1) if lijn.van < grens <= lijn.tot}
    begin, zittend = lijn.van, _beslist(lijn.van, alle)
    for grens in sorted(grenzen):
        bestuur = _beslist(grens, alle)
        if bestuur != zittend:
            yield begin, grens - 1, zittend
            begin, zittend = grens, bestuur
    yield begin, lijn.tot, zittend


def _beslist(jaar: int, alle: Sequence[Opgave]) -> int:
    """The bestuur that the newest line about this schooljaar names."""
    return max((een.rang, een.bestuur) for een in alle if een.van <= jaar <= een.tot)[1]


def gewijzigde_swvs(oud: Organisatie, nieuw: Organisatie) -> set[int]:
    """The SWV's of which anything differs: memberships or a name."""
    voor, na = _per_swv(oud), _per_swv(nieuw)
    return {swv for swv in voor.keys() | na.keys() if voor.get(swv) != na.get(swv)}


def _per_swv(organisatie: Organisatie) -> dict[int, set[tuple[object, ...]]]:
    beelden: dict[int, set[tuple[object, ...]]] = defaultdict(set)
    for plek, lid in organisatie.lidmaatschappen.items():
        namen = (
            organisatie.swvs[plek.swv],
            organisatie.besturen.get(lid.bestuur),
            organisatie.subregios.get(lid.subregio or ""),
            organisatie.vestigingen[plek.vestiging],
        )
        beelden[plek.swv].add((plek, lid, namen))
    return beelden
