"""From releases, and the truth behind each, to closed worlds: one per SWV or country kind, schooljaar, figure, split.

Leaves are schools (in the world of a country kind: SWV's) at each release. What a board has outside the SWV is one
leaf more. Splits of one figure meet in its totals: what the rows of one split say about a total holds in the others.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from services.aggregator.vrijgave.beleid import Beleid, landelijk_van, strengste
from services.aggregator.vrijgave.catalogus import ONDERWERPEN, TOTAAL, VERDELING, Onderwerp
from services.aggregator.vrijgave.indeling import Eenheid
from services.aggregator.vrijgave.meten import hoort_bij
from services.aggregator.vrijgave.toetsing.aanvallers import aanvallers
from services.aggregator.vrijgave.toetsing.kwartielen import Gezegd, kwartielen
from services.aggregator.vrijgave.toetsing.lezing import Lezing
from services.aggregator.vrijgave.toetsing.samenhang import (
    SOMMEN,
    Deelsom,
)
from services.aggregator.vrijgave.toetsing.stelsel import Aanvaller
from services.aggregator.vrijgave.toetsing.waarheid import Geteld, Waarheid
from services.aggregator.vrijgave.uitgave import Sleutel, Tabellen, Uitgave
from services.aggregator.vrijgave.waarderegel import is_onthouden
from shared.contracts.eenheden import Niveau, bestuur_code, bestuur_getal, swv_code

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

    @cached_property
    def verdelingen(self) -> Set[tuple[str, str, int]]:
        """Of which figure (code, teldatum) and schooljaar any quartile is told."""
        return {
            (sleutel.indicator, sleutel.teldatum, sleutel.schooljaar)
            for sleutel, tabel in self.uitgave.tabellen.items()
            if sleutel.splitsing == VERDELING and any("eenheden" in vak for _, vak in tabel.rijen)
        }

    @cached_property
    def jaren(self) -> Mapping[tuple[str, str], Set[int]]:
        """Schooljaren of which a figure (code, teldatum) is told."""
        gevonden: dict[tuple[str, str], set[int]] = defaultdict(set)
        for sleutel in self.uitgave.tabellen:
            gevonden[sleutel.indicator, sleutel.teldatum].add(sleutel.schooljaar)
        return gevonden

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


@dataclass
class Moment:
    """One release in one world: its units with their leaves, and the true number per leaf and cell of the figure.
    `vorige`: the tables of the release before it; `swvs`: who has a say in the thresholds of each unit."""

    opname: Opname
    vorige: Tabellen
    eenheden: dict[Eenheid, set[Houder]] = field(default_factory=lambda: defaultdict(set))
    swvs: dict[Eenheid, set[int]] = field(default_factory=lambda: defaultdict(set))
    per_houder: dict[Houder, list[int]] = field(default_factory=dict)

    def vertelt(self, eenheid: Eenheid) -> bool:
        """Is anything new told of this unit? Small units have their own moments: between those they say what they
        said, about what was then."""
        uitgave = self.opname.uitgave
        return uitgave.ververst.get((eenheid.niveau, eenheid.naam)) == uitgave.nummer

    def zet(self, houder: Houder, eenheid: Eenheid, swv: int) -> None:
        """The leaf counts for this unit, in which this SWV has a say."""
        self.eenheden[eenheid].add(houder)
        self.swvs[eenheid].add(swv)


class Bouwer:
    def __init__(
        self,
        wereld: Wereld,
        onderwerp: Onderwerp,
        opnamen: Sequence[tuple[Opname | None, Opname]],
        kijkers: Sequence[frozenset[tuple[str, str]]],
    ) -> None:
        self.wereld, self.onderwerp, self.kijkers = wereld, onderwerp, kijkers
        self._opnamen = opnamen
        self.momenten = [self._maak_moment(vorige, opname) for vorige, opname in opnamen]
        houders = {houder for moment in self.momenten for leden in moment.eenheden.values() for houder in leden}
        self.houders = sorted(houders)
        self.nummer = {houder: nummer for nummer, houder in enumerate(self.houders)}
        self.splitsingen = [een.naam for een in onderwerp.delingen] or [TOTAAL]
        self._kwartielen: dict[int, tuple[Gezegd, ...]] = {}
        self.families: Sequence[tuple[Sequence[Bouwer], bool]] = ()
        """Figures that together are (with True: a part of) this one."""
        self.deelsommen: tuple[Deelsom, ...] = ()
        self.onbeschermd: frozenset[int] = frozenset()
        """Rows (places in `vakken`) that are no cell of anybody."""

    @cached_property
    def nieuws(self) -> bool:
        """Does the candidate say anything here?"""
        laatste = self.momenten[-1] if self.momenten else None
        return laatste is not None and any(self.sleutel(laatste, een, TOTAAL) for een in laatste.eenheden)

    @cached_property
    def boven(self) -> "Bouwer | None":
        """The world of the country that this SWV is in; None: nothing is told of it."""
        if self.wereld.swv is None or not any(self._van_land(moment) for moment in self.momenten):
            return None
        return Bouwer(self.wereld._replace(swv=None), self.onderwerp, self._opnamen, ())

    def _van_land(self, moment: Moment) -> bool:
        tabellen = moment.opname.uitgave.tabellen
        kop = (Niveau.LANDELIJK, self.wereld.land, *self.onderwerp.naam, self.wereld.jaar)
        gevonden = (tabellen.get(Sleutel(*kop, naam)) for naam in (TOTAAL, *self.splitsingen))
        vakken = [vak for tabel in gevonden if tabel for _, vak in tabel.rijen]
        return any(vak["status"] != "z" and not is_onthouden(vak) for vak in vakken)

    @cached_property
    def sommen(self) -> tuple[Onderwerp, ...]:
        """Figures that are sums over the dossiers of this one."""
        return tuple(ONDERWERPEN[een] for een in SOMMEN.get(ONDERWERPEN.index(self.onderwerp), ()))

    @cached_property
    def lezing(self) -> Lezing:
        """What the cells say."""
        return Lezing(self)

    def kwartielen(self, moment: int, rij: int | None) -> Sequence[Gezegd]:
        """What quartiles say about leaves at a moment: about their totals (None), not about their rows."""
        if rij is not None:
            return ()
        if moment not in self._kwartielen:
            self._kwartielen[moment] = tuple(kwartielen(self, moment))
        return self._kwartielen[moment]

    @cached_property
    def aanvallers(self) -> list[Aanvaller]:
        """Against whom."""
        return aanvallers(self)

    def _maak_moment(self, vorige: Opname | None, opname: Opname) -> Moment:
        moment = Moment(opname, vorige.uitgave.tabellen if vorige else {})
        waarheid = opname.waarheid(self.wereld.jaar)
        if self.wereld.swv is None:
            self._zet_land(moment, waarheid)
        else:
            self._zet_swv(moment, waarheid, self.wereld.swv)
        for eenheid in moment.eenheden:
            moment.swvs[eenheid] |= waarheid.zeggenschap.get(eenheid, frozenset())
        return moment

    def _zet_land(self, moment: Moment, waarheid: Waarheid) -> None:
        """The leaves of a country kind are its SWV's."""
        kubus = int(self.onderwerp.indicator.kubus)
        for swv in {*waarheid.leden_van, *(een for soort, een in waarheid.bij_swv if soort == kubus)}:
            code = swv_code(swv)
            if landelijk_van(code) == self.wereld.land:
                for eenheid in (Eenheid(Niveau.LANDELIJK, self.wereld.land), Eenheid(Niveau.SWV, code)):
                    moment.zet(("swv", code), eenheid, swv)
                self._tel(moment, ("swv", code), waarheid.bij_swv.get((kubus, swv), ()))

    def _zet_swv(self, moment: Moment, waarheid: Waarheid, eigen: int) -> None:
        """The leaves are schools; and, per board, all that it has elsewhere."""
        kubus = int(self.onderwerp.indicator.kubus)
        leden = waarheid.leden_van.get(eigen, ())
        for lid in leden:
            self._zet_school(moment, waarheid, eigen, lid.vestiging)
            if lid.subregio is not None:
                moment.zet(("school", str(lid.vestiging)), Eenheid(Niveau.SUBREGIO, lid.subregio), eigen)
        for geteld in waarheid.bij_swv.get((kubus, eigen), ()):
            self._tel(moment, self._zet_school(moment, waarheid, eigen, geteld[0][1]), (geteld,))
        for eenheid in [een for een in moment.eenheden if een.niveau == Niveau.BESTUUR]:
            bestuur = bestuur_getal(eenheid.code)
            elders = [een for een in waarheid.bij_bestuur.get((kubus, bestuur), ()) if een[0][0] != eigen]
            if elders or waarheid.swvs_van[bestuur] - {eigen}:
                moment.eenheden[eenheid].add(("elders", str(bestuur)))
                self._tel(moment, ("elders", str(bestuur)), elders)

    @staticmethod
    def _zet_school(moment: Moment, waarheid: Waarheid, eigen: int, vestiging: int) -> Houder:
        houder, bestuur = ("school", str(vestiging)), waarheid.besturen.get(vestiging)
        moment.zet(houder, Eenheid(Niveau.SWV, swv_code(eigen)), eigen)
        if bestuur is not None:
            moment.eenheden[Eenheid(Niveau.BESTUUR, bestuur_code(bestuur))].add(houder)
        return houder

    def _tel(self, moment: Moment, houder: Houder, geteld: Iterable[Geteld]) -> None:
        for (_, _, _, code), aantal in geteld:
            plaatsen = self.onderwerp.plaatsen(code)
            if plaatsen:
                cellen = moment.per_houder.setdefault(houder, [0] * len(self.onderwerp.vakken))
                for plaats in plaatsen:
                    cellen[plaats] += aantal

    def sleutel(
        self, moment: Moment, eenheid: Eenheid, splitsing: str, onderwerp: Onderwerp | None = None
    ) -> Sleutel | None:
        """The table (of this figure, or of sums over it) that a release newly tells; None: nothing new of it."""
        naam = (onderwerp or self.onderwerp).naam
        sleutel = Sleutel(eenheid.niveau, eenheid.naam, *naam, self.wereld.jaar, splitsing)
        if not moment.vertelt(eenheid) or sleutel in moment.opname.dicht:
            return None
        return sleutel if sleutel in moment.opname.uitgave.tabellen else None
