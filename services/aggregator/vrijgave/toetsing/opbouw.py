"""From releases, and the truth behind each, to closed worlds: one per SWV or country kind, schooljaar, figure, split.

Leaves are schools (in the world of a country kind: SWV's) at each release. What a board has outside the SWV is one
leaf more. Splits of one figure meet in its totals: what the rows of one split say about a total holds in the others.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from services.aggregator.vrijgave.beleid import Beleid, landelijk_van, strengste
from services.aggregator.vrijgave.catalogus import ONDERWERPEN, TOTAAL, Onderwerp
from services.aggregator.vrijgave.indeling import Eenheid
from services.aggregator.vrijgave.meten import Plek, hoort_bij
from services.aggregator.vrijgave.toetsing.split import Split
from services.aggregator.vrijgave.toetsing.stelsel import Stelsel
from services.aggregator.vrijgave.toetsing.waarheid import Waarheid
from services.aggregator.vrijgave.uitgave import Sleutel, Uitgave
from shared.contracts.eenheden import Niveau, bestuur_code, swv_code

Houder = tuple[str, str]
"""Who knows a leaf: ('school', '00AB01'), ('elders', board), ('swv', 'PO9901')."""
_LEEG = Waarheid(0, (), {})


@dataclass(frozen=True)
class Opname:
    """One release with the truth at that moment. `dicht`: tables that were final before it."""

    uitgave: Uitgave
    waarheden: Mapping[int, Waarheid]
    dicht: frozenset[Sleutel] = frozenset()

    def waarheid(self, jaar: int) -> Waarheid:
        """The truth of one schooljaar; empty where nothing was."""
        return self.waarheden.get(jaar, _LEEG)

    def beleid(self, swvs: Sequence[int]) -> Beleid:
        """As it held for a unit of these SWV's when the release was made."""
        boek = self.uitgave.beleid
        gekozen = [boek["swv"].get(swv_code(swv), boek["installatie"]) for swv in swvs] or [boek["installatie"]]
        return strengste(Beleid(**een) for een in gekozen)


class Wereld(NamedTuple):
    """What closes a world: an SWV (integer) or, with `swv` None, a country kind; and its schooljaar."""

    land: str
    swv: int | None
    jaar: int

    @property
    def naam(self) -> str:
        """'PO9901' or 'NL-PO'."""
        return self.land if self.swv is None else swv_code(self.swv)


class Vraag(NamedTuple):
    """A Stelsel, with the cells of the candidate release that its observations refer to."""

    stelsel: Stelsel
    plekken: tuple[Plek, ...]


def werelden(nu: Opname) -> list[Wereld]:
    """The worlds that a candidate release says something about."""
    gevonden = set()
    for jaar, waarheid in nu.waarheden.items():
        for swv in {plaats[0] for plaats in waarheid.aantallen}:
            land = landelijk_van(swv_code(swv))
            gevonden |= {Wereld(land, swv, jaar), Wereld(land, None, jaar)}
    return sorted(gevonden, key=lambda een: (een.jaar, een.land, een.swv or 0))


def onderwerpen(wereld: Wereld) -> list[int]:
    """Places in ONDERWERPEN of the figures that a world has."""
    return [plaats for plaats, een in enumerate(ONDERWERPEN) if hoort_bij(een, wereld.jaar)]


def vragen(
    wereld: Wereld, onderwerp: int, opnamen: Sequence[Opname], kijkers: Sequence[frozenset[tuple[str, str]]]
) -> Iterator[Vraag]:
    """Every Stelsel of one figure (place in ONDERWERPEN) in a world; the newest of `opnamen` is the candidate."""
    figuur = ONDERWERPEN[onderwerp]
    # Moments of a stock have nothing to do with each other: each was audited when it was released.
    momenten = opnamen[-1:] if figuur.indicator.voorraad else opnamen
    bouwer = Bouwer(wereld, figuur, [een for een in momenten if wereld.jaar in een.waarheden], kijkers)
    if bouwer.nieuws:
        for splitsing in bouwer.splitsingen:
            yield bouwer.vraag(splitsing)


@dataclass
class Moment:
    """One release in one world: its units with their leaves, and the true numbers per leaf and cell."""

    opname: Opname
    eenheden: dict[Eenheid, set[Houder]] = field(default_factory=lambda: defaultdict(set))
    swvs: dict[Eenheid, set[int]] = field(default_factory=lambda: defaultdict(set))
    aantal: dict[tuple[Houder, int], int] = field(default_factory=lambda: defaultdict(int))


class Bouwer:
    def __init__(
        self,
        wereld: Wereld,
        onderwerp: Onderwerp,
        opnamen: Sequence[Opname],
        kijkers: Sequence[frozenset[tuple[str, str]]],
    ) -> None:
        self.wereld, self.onderwerp, self.kijkers = wereld, onderwerp, kijkers
        self.momenten = [self._maak_moment(opname) for opname in opnamen]
        houders = {houder for moment in self.momenten for leden in moment.eenheden.values() for houder in leden}
        self.houders = sorted(houders)
        self.nummer = {houder: nummer for nummer, houder in enumerate(self.houders)}
        self.splitsingen = [een.naam for een in onderwerp.delingen] or [TOTAAL]

    @cached_property
    def nieuws(self) -> bool:
        """Does the candidate say anything here?"""
        laatste = self.momenten[-1] if self.momenten else None
        return laatste is not None and any(self.sleutel(laatste, een, TOTAAL) for een in laatste.eenheden)

    def _maak_moment(self, opname: Opname) -> Moment:
        moment, waarheid = Moment(opname), opname.waarheid(self.wereld.jaar)
        besturen: dict[int, int] = {}
        for lid in waarheid.leden:
            besturen[lid.vestiging] = lid.bestuur
        eigen = {lid.bestuur for lid in waarheid.leden if lid.swv == self.wereld.swv}
        for lid in waarheid.leden:
            moment.swvs[Eenheid(Niveau.BESTUUR, bestuur_code(lid.bestuur))].add(lid.swv)
            self._plaats(moment, lid.swv, lid.vestiging, besturen, eigen)
            if lid.swv == self.wereld.swv and lid.subregio is not None:
                subregio = Eenheid(Niveau.SUBREGIO, lid.subregio)
                moment.eenheden[subregio].add(("school", str(lid.vestiging)))
                moment.swvs[subregio].add(lid.swv)
        for (swv, vestiging, kubus, code), aantal in waarheid.aantallen.items():
            if kubus == self.onderwerp.indicator.kubus:
                houder = self._plaats(moment, swv, vestiging, besturen, eigen)
                for plaats in self.onderwerp.plaatsen(code) if houder else ():
                    moment.aantal[houder, plaats] += aantal  # type: ignore[index]
        return moment

    def _plaats(
        self, moment: Moment, swv: int, vestiging: int, besturen: Mapping[int, int], eigen: set[int]
    ) -> Houder | None:
        """The leaf of a dossier, added to the units that it counts for."""
        code, land = swv_code(swv), landelijk_van(swv_code(swv))
        if self.wereld.swv is None:
            if land != self.wereld.land:
                return None
            houder = ("swv", code)
            self._erbij(moment, houder, Eenheid(Niveau.LANDELIJK, land), swv)
            self._erbij(moment, houder, Eenheid(Niveau.SWV, code), swv)
            return houder
        bestuur = besturen.get(vestiging)
        if swv == self.wereld.swv:
            houder = ("school", str(vestiging))
            self._erbij(moment, houder, Eenheid(Niveau.SWV, code), swv)
        elif bestuur in eigen:
            houder = ("elders", str(bestuur))
        else:
            return None
        if bestuur is not None:
            moment.eenheden[Eenheid(Niveau.BESTUUR, bestuur_code(bestuur))].add(houder)
        return houder

    @staticmethod
    def _erbij(moment: Moment, houder: Houder, eenheid: Eenheid, swv: int) -> None:
        moment.eenheden[eenheid].add(houder)
        moment.swvs[eenheid].add(swv)

    def sleutel(self, moment: Moment, eenheid: Eenheid, splitsing: str) -> Sleutel | None:
        """The table that a release newly tells; None: it tells nothing new of it."""
        uitgave = moment.opname.uitgave
        sleutel = Sleutel(eenheid.niveau, eenheid.naam, *self.onderwerp.naam, self.wereld.jaar, splitsing)
        if uitgave.ververst.get((eenheid.niveau, eenheid.naam)) != uitgave.nummer or sleutel in moment.opname.dicht:
            return None
        return sleutel if sleutel in uitgave.tabellen else None

    def vraag(self, splitsing: str) -> Vraag:
        """The Stelsel of one split (TOTAAL: the figure has none)."""
        return Vraag(*Split(self, splitsing).vraag())
