"""The verdict: for each cell with a true value of 1–4 and each attacker, at least five values stay possible.

Five worlds that the attacker cannot tell apart prove it for one value each; a world serves against everybody who
knows none of the cells in which it differs. Only what is left after that is asked for each attacker apart.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from services.aggregator.vrijgave.toetsing.houdbaar import Houdbaar
from services.aggregator.vrijgave.toetsing.ruilen import Ruiler
from services.aggregator.vrijgave.toetsing.stelsel import (
    KLEIN,
    MINSTENS,
    Aanvaller,
    Afgebroken,
    Lek,
    Stelsel,
    Tegenwereld,
    Waarneming,
    controleer,
)
from services.aggregator.vrijgave.toetsing.tegenwerelden import Zoeker
from services.aggregator.vrijgave.toetsing.wissel import Wisselruimte, groepen_van

_ONBEKEND = -1
_GROOT = 3_000
"""From so many variables on a program costs more than a few tries by hand."""


@dataclass(frozen=True, slots=True)
class Oordeel:
    """What an audit found. `smalste`: the smallest number of values that any attacker is left with (MINSTENS: at
    least that many everywhere); `doelen`: protected cells; `programmas`: programs solved; `werelden`: worlds found,
    of use to a later audit of the same world with other tables."""

    lekken: tuple[Lek, ...]
    doelen: int
    aanvallers: int
    programmas: int
    werelden: tuple[Tegenwereld, ...] = ()

    @property
    def smalste(self) -> int:
        """Number of values left in the worst case; MINSTENS where there is no leak."""
        return min((len(lek.mogelijk) for lek in self.lekken), default=MINSTENS)


def toets(stelsel: Stelsel, op_tijd: Callable[[], bool] = lambda: True, bekend: Iterable[Tegenwereld] = ()) -> Oordeel:
    """Audit one world. `op_tijd` is asked between programs; `bekend`: worlds of an earlier audit, each of which is
    looked at again before it counts.

    Raises:
        Afgebroken, OplosserFaalt, OnwareWaarneming: no verdict; nothing may be released.
    """
    controleer(stelsel)
    toetsing = _Toetsing(stelsel, op_tijd)
    toetsing.leer(bekend)
    lekken = tuple(lek for aanvaller in stelsel.aanvallers for lek in toetsing.lekken(aanvaller))
    return Oordeel(
        lekken, len(toetsing.plekken), len(stelsel.aanvallers), toetsing.programmas, tuple(toetsing.gevonden)
    )


def _is_nul(een: Waarneming) -> bool:
    """Is this known without any cell that could be withheld?"""
    return een.hoog == 0 and not een.eraf and not een.bron


class _Toetsing:
    """The worlds found so far, by protected cell and value."""

    def __init__(self, stelsel: Stelsel, op_tijd: Callable[[], bool]) -> None:
        self._stelsel, self._op_tijd = stelsel, op_tijd
        self._doelen = [doel for doel in stelsel.doelen if stelsel.som(doel.leden) in KLEIN]
        self._waar = [stelsel.som(doel.leden) for doel in self._doelen]
        # Whoever knows all of a cell but what everybody knows to be zero, knows it: no secret.
        nul = {*stelsel.nul, *(lid for een in stelsel.waarnemingen if _is_nul(een) for lid in een.erbij)}
        self._houders = [stelsel.masker(tuple(lid for lid in doel.leden if lid not in nul)) for doel in self._doelen]
        self.plekken = range(len(self._doelen))
        # Per cell and value: the holders whose cells differ, one entry per world. The truth differs nowhere.
        self._werelden: list[dict[int, list[int]]] = [defaultdict(list, {waar: [0]}) for waar in self._waar]
        self._dekking = [_ONBEKEND] * len(self._doelen)
        self._bevat: dict[int, list[int]] = defaultdict(list)
        for plek, doel in enumerate(self._doelen):
            for lid in doel.leden:
                self._bevat[lid].append(plek)
        self._zoeker: Zoeker | None = None
        self._ruiler: Ruiler | None = None
        groepen = groepen_van(stelsel)
        self._wissel = [Wisselruimte(stelsel, groepen, doel) for doel in self._doelen]
        self._open: dict[int, list[int]] = {}
        self.gevonden: list[Tegenwereld] = []

    @property
    def programmas(self) -> int:
        """Programs solved."""
        return 0 if self._zoeker is None else self._zoeker.opgelost

    @property
    def zoeker(self) -> Zoeker:
        """Made when the first cell is suspicious: most worlds have none."""
        if self._zoeker is None:
            self._zoeker = Zoeker(self._stelsel, [doel.leden for doel in self._doelen])
        return self._zoeker

    @property
    def ruiler(self) -> Ruiler:
        """Likewise."""
        if self._ruiler is None:
            self._ruiler = Ruiler(self._stelsel)
        return self._ruiler

    def leer(self, bekend: Iterable[Tegenwereld]) -> None:
        """Take over worlds that still look the same from outside."""
        if bekend := tuple(bekend):
            houdbaar = Houdbaar(self._stelsel)
            for wereld in bekend:
                if houdbaar.past(wereld):
                    self._onthoud(wereld)

    def lekken(self, aanvaller: Aanvaller) -> Iterator[Lek]:
        """The cells that this attacker confines. Cells that are wholly the attacker's own are no secret."""
        kent = aanvaller.kent
        for plek in self._niet_vrij(kent.bit_count()):
            if self._houders[plek] & ~kent and not self._gedekt(plek, kent) and not self._ruim(plek, kent):
                mogelijk, bewijs = self._zoek(plek, kent)
                if len(mogelijk) < MINSTENS:
                    doel = self._doelen[plek]
                    yield Lek(self._stelsel.naam, aanvaller.naam, doel.naam, tuple(sorted(mogelijk)), bewijs)

    def _niet_vrij(self, aantal: int) -> list[int]:
        """Cells that are not wide open for whoever knows so many holders, whichever these are."""
        if aantal not in self._open:
            self._open[aantal] = [plek for plek in self.plekken if self._wissel[plek].minstens(aantal) < MINSTENS]
        return self._open[aantal]

    def _ruim(self, plek: int, kent: int) -> bool:
        return self._wissel[plek].waarden(kent) >= MINSTENS

    def _gedekt(self, plek: int, kent: int) -> bool:
        dekking = self._dekking[plek]
        if dekking == _ONBEKEND:
            dekking = self._dekking[plek] = self._dek(plek)
        if dekking != _ONBEKEND and not dekking & kent:
            return True
        return len(self._mogelijk(plek, kent)) >= MINSTENS

    def _dek(self, plek: int) -> int:
        """Holders that differ in any of five worlds with five values: who knows none of them, learns nothing."""
        per_waarde = (min(werelden, key=int.bit_count) for werelden in self._werelden[plek].values())
        kleinste = sorted(per_waarde, key=int.bit_count)
        if len(kleinste) < MINSTENS:
            return _ONBEKEND
        samen = 0
        for houders in kleinste[:MINSTENS]:
            samen |= houders
        return samen

    def _mogelijk(self, plek: int, kent: int) -> set[int]:
        return {
            waarde
            for waarde, werelden in self._werelden[plek].items()
            if any(not houders & kent for houders in werelden)
        }

    def _zoek(self, plek: int, kent: int) -> tuple[set[int], frozenset[int]]:
        """Values that stay possible: from the true one down to zero, then up, until there are enough or no more; and
        what the proof rests on.

        The possible values of a linear program lie side by side; a gap ends a direction.
        """
        mogelijk, bewijs = self._mogelijk(plek, kent), frozenset[int]()
        for richting in (-1, 1):
            waarde = self._waar[plek] + richting
            while waarde >= 0 and len(mogelijk) < MINSTENS:
                if waarde not in mogelijk and not self._vind(plek, waarde, kent):
                    bewijs |= self.zoeker.bewijs
                    break
                mogelijk.add(waarde)
                waarde += richting
        return mogelijk, bewijs

    def _vind(self, plek: int, waarde: int, kent: int) -> bool:
        if not self._op_tijd():
            raise Afgebroken
        wereld = None
        if len(self._stelsel.waarden) >= _GROOT:
            wereld = self.ruiler.wereld(self._doelen[plek].leden, waarde - self._waar[plek], kent)
        if wereld is None:
            self.zoeker.kent(kent)
            wereld = self.zoeker.wereld(plek, waarde)
        if wereld is not None:
            self._onthoud(wereld)
        return wereld is not None

    def _onthoud(self, wereld: Tegenwereld) -> None:
        """One world says something about every cell in which it differs."""
        self.gevonden.append(wereld)
        anders: dict[int, int] = defaultdict(int)
        for variabele, verschil in wereld.verschil.items():
            for plek in self._bevat[variabele]:
                anders[plek] += verschil
        for plek, verschil in anders.items():
            bekend = self._werelden[plek][self._waar[plek] + verschil]
            if verschil and not any(houders & wereld.houders == houders for houders in bekend):
                bekend.append(wereld.houders)
