"""The closed catalogue of released tables, as data: level × indicator × at most one split × period.

No free filtering: what does not stand here is never released. Kinds are released as `soortCategorie` only; months,
statuses and needs not at all (small groups that tell much). Sources of persons other than dossiers are not here yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from operator import or_
from typing import Final

from shared.contracts import codes
from shared.contracts.cellen import INDELINGEN, Kubus, Waarde
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import CATALOGUS, Indicator, Maat
from shared.contracts.indicatoren.splitsingen import Deling, deling, samen, selectie
from shared.contracts.schooljaar import TELDATUMS

NIVEAUS: Final = (Niveau.SWV, Niveau.LANDELIJK, Niveau.BESTUUR, Niveau.SUBREGIO)
"""Levels with rows of their own; schools appear in distributions only."""
SPLITSINGEN: Final = ("soortCategorie", "type", "leerjaar", "herkomst", "herindicatie")
TOTAAL: Final = ""
VERDELING: Final = "verdeling"
"""In place of a split: the quartiles over like units."""
OPEN_NU: Final = 0
"""In place of a schooljaar: what is open at the moment of the release."""
DUUR_VELDEN: Final = ("dagen", "tot_compleet")
SOM_OVER: Final[Mapping[str, str]] = {"arrangement-bedrag": "arrangement-toegekend"}
"""A sum, and the figure that counts the dossiers it is over. Told only where those are enough, it tells their number
too."""
_KUBUSSEN: Final = frozenset({Kubus.AANVRAAG, Kubus.BESLUIT, Kubus.DOORLOOPTIJD, Kubus.LOPEND, Kubus.AFLOPEND})


@dataclass(frozen=True)
class Onderwerp:
    """One indicator on one teldatum ("" where there is none), with its total and its released splits."""

    indicator: Indicator
    teldatum: str

    @property
    def naam(self) -> tuple[str, str]:
        """What names it in a table: code and teldatum."""
        return self.indicator.code, self.teldatum

    @cached_property
    def delingen(self) -> tuple[Deling, ...]:
        """The released splits, in the order of SPLITSINGEN."""
        return tuple(deling(self.indicator, naam) for naam in SPLITSINGEN if naam in self.indicator.splitsingen)

    @cached_property
    def vakken(self) -> tuple[tuple[str, Waarde | None], ...]:
        """Every cell of one unit and period, as (split, row): the total first."""
        rijen = [(een.naam, waarde) for een in self.delingen for waarde in een.waarden]
        return ((TOTAAL, None), *rijen)

    @cached_property
    def duurmasker(self) -> int:
        """The bits of a code that hold days; none where nothing lasts."""
        if self.indicator.maat is not Maat.DUUR:
            return 0
        velden = INDELINGEN[self.indicator.kubus].velden
        return reduce(or_, (velden[naam].masker << velden[naam].plek for naam in DUUR_VELDEN))

    @cached_property
    def totaalmasker(self) -> int:
        """The bits of a code that matter to the total."""
        return self.duurmasker | self._eis[0]

    @cached_property
    def masker(self) -> int:
        """The bits of a code that matter here."""
        return reduce(or_, (een.masker for een in self.delingen), self.totaalmasker)

    @cached_property
    def _eis(self) -> tuple[int, frozenset[int]]:
        eis = samen(selectie(self.indicator, self.teldatum))
        return eis.masker, eis.nummers

    def telt(self, code: int) -> bool:
        """Is a leaf cell part of this figure?"""
        masker, nummers = self._eis
        return code & masker in nummers

    def plaatsen(self, code: int) -> tuple[int, ...]:
        """Positions in `vakken` that a leaf cell counts in; empty: it is no part of this figure."""
        code &= self.masker & ~self.duurmasker
        gevonden = self._geplaatst.get(code)
        if gevonden is None:
            gevonden = self._geplaatst[code] = self._plaats(code)
        return gevonden

    @cached_property
    def _geplaatst(self) -> dict[int, tuple[int, ...]]:
        return {}

    def _plaats(self, code: int) -> tuple[int, ...]:
        if not self.telt(code):
            return ()
        gevonden, begin = [0], 1
        for een in self.delingen:
            gevonden += [begin + plaats for plaats in een.rijen(code)]
            begin += len(een.waarden)
        return tuple(gevonden)


def _onderwerpen() -> tuple[Onderwerp, ...]:
    # Every dossier has a pupil: less one's own, their sum bounds the dossiers of others, and no audit counts pupils.
    gekozen = [
        een
        for een in CATALOGUS.values()
        if een.herkomst == "persoon" and een.kubus in _KUBUSSEN and een.maat is not Maat.LEERLINGEN
    ]
    return tuple(Onderwerp(een, dag) for een in gekozen for dag in (TELDATUMS if een.teldatum else ("",)))


ONDERWERPEN: Final = _onderwerpen()
PER_KUBUS: Final[Mapping[int, tuple[Onderwerp, ...]]] = {
    kubus: tuple(een for een in ONDERWERPEN if een.indicator.kubus is kubus) for kubus in _KUBUSSEN
}
MASKERS: Final[Mapping[int, int]] = {
    kubus: reduce(or_, (een.masker for een in groep), 0) for kubus, groep in PER_KUBUS.items()
}
TOTAALMASKERS: Final[Mapping[int, int]] = {
    kubus: reduce(or_, (een.totaalmasker for een in groep), 0) for kubus, groep in PER_KUBUS.items()
}
VOORUIT: Final = max(een.indicator.vooruit for een in ONDERWERPEN)


@cache
def structureel_nul(soort: str, splitsing: str, rij: Waarde | None) -> bool:
    """Can this row never hold a dossier at an SWV of this kind ('PO' or 'VO')? The LDOS contract refuses those."""
    if splitsing != "soortCategorie":
        return False
    doelen = codes.DOELEN_VO if soort == "VO" else codes.DOELEN_PO
    return str(rij).partition("-")[0] not in doelen
