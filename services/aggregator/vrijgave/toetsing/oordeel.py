"""The verdict: for each cell with a true value of 1–4 and each attacker, at least five values stay possible.

Five worlds that the attacker cannot tell apart prove it for one value each; a world serves against everybody who
knows none of the cells in which it differs. Only what is left after that is asked for each attacker apart: first in
the short model (`verkorten`), where a world is found quickly, then in the long one, which alone can say that there is
none.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from services.aggregator.vrijgave.toetsing.dekking import Dekking
from services.aggregator.vrijgave.toetsing.houdbaar import Houdbaar
from services.aggregator.vrijgave.toetsing.stelsel import (
    KLEIN,
    MINSTENS,
    Aanvaller,
    Afgebroken,
    Lek,
    Stelsel,
    Tegenwereld,
    Variabelen,
    Waarneming,
    Werelden,
    controleer,
)
from services.aggregator.vrijgave.toetsing.tegenwerelden import Zoeker
from services.aggregator.vrijgave.toetsing.verkorten import verkort
from services.aggregator.vrijgave.toetsing.wissel import Groepen, Wisselruimte


@dataclass(frozen=True, slots=True)
class Oordeel:
    """What an audit found. `smalste`: the smallest number of values that any attacker is left with (MINSTENS: at
    least that many everywhere); `doelen`: protected cells; `programmas`: programs solved; `werelden`: worlds found,
    of use to a later audit of the same world with other tables."""

    lekken: tuple[Lek, ...]
    doelen: int
    aanvallers: int
    programmas: int
    werelden: Werelden = field(default_factory=Werelden)

    @property
    def smalste(self) -> int:
        """Number of values left in the worst case; MINSTENS where there is no leak."""
        return min((len(lek.mogelijk) for lek in self.lekken), default=MINSTENS)


_GENOEG: Final = 3
"""Of a cell that so many can confine, a repair needs to know no more: their proofs rest on the same few numbers."""


def toets(
    stelsel: Stelsel,
    op_tijd: Callable[[], bool] = lambda: True,
    bekend: Werelden | None = None,
    *,
    verdacht: bool = False,
    alle: bool = True,
) -> Oordeel:
    """Audit one world. `op_tijd` is asked between programs; `bekend`: worlds of an earlier audit, each of which is
    looked at again before it counts. `verdacht`: what has no world in the short model counts as a leak, unless that
    rests on earlier releases alone; for a first look, to repair what is suspicious before anything is proven. `alle`:
    every leak is wanted; else a few per cell are enough, to repair them and look again.

    Raises:
        Afgebroken, OplosserFaalt, OnwareWaarneming: no verdict; nothing may be released.
    """
    controleer(stelsel)
    toetsing = _Toetsing(stelsel, op_tijd, verdacht, alle)
    if bekend is not None:
        toetsing.leer(bekend)
    lekken = tuple(lek for aanvaller in stelsel.aanvallers for lek in toetsing.lekken(aanvaller))
    return Oordeel(lekken, toetsing.doelen, len(stelsel.aanvallers), toetsing.programmas, toetsing.gevonden)


def _is_nul(een: Waarneming) -> bool:
    """Is this known without any cell that could be withheld?"""
    return een.hoog == 0 and not een.eraf and not een.bron


class _Toetsing:
    """The worlds found so far, by protected cell and value."""

    def __init__(self, stelsel: Stelsel, op_tijd: Callable[[], bool], verdacht: bool, alle: bool) -> None:
        self._stelsel, self._op_tijd, self._verdacht, self._alle = stelsel, op_tijd, verdacht, alle
        self._kort = verkort(stelsel)
        self._doelen = [doel for doel in stelsel.doelen if stelsel.som(doel.leden) in KLEIN]
        self.doelen = len(self._doelen)
        self._sommen = [doel.leden for doel in self._doelen]
        # Cells of the same unknowns at several releases: one question.
        cellen: dict[Variabelen, list[int]] = {}
        for plek, leden in enumerate(self._sommen):
            cellen.setdefault(self._kort.leden(leden), []).append(plek)
        self._cellen = list(cellen.values())
        self._korte_sommen = list(cellen)
        self._waar = [stelsel.som(leden) for leden in self._sommen]
        # Whoever knows all of a cell but what everybody knows to be zero, knows it: no secret.
        nul = {*stelsel.nul, *(lid for een in stelsel.waarnemingen if _is_nul(een) for lid in een.erbij)}
        self._houders = [stelsel.masker(tuple(lid for lid in leden if lid not in nul)) for leden in self._sommen]
        # What holds for a cell at every release since it changed; and at one release only.
        self._samen = Dekking(self._korte_sommen, [self._waar[plekken[0]] for plekken in self._cellen])
        self._apart = Dekking(self._sommen, self._waar)
        groepen = Groepen(stelsel)
        self._wissel = [Wisselruimte(stelsel, groepen, doel) for doel in self._doelen]
        self._open: dict[int, list[tuple[int, list[int]]]] = {}
        self._lekt: Counter[int] = Counter()
        self.gevonden = Werelden()

    @cached_property
    def _kort_zoeker(self) -> Zoeker:
        """Made when the first cell is suspicious: most worlds have none."""
        return Zoeker(self._kort.stelsel, self._korte_sommen, grondig=not self._kort.korter)

    @cached_property
    def _lang_zoeker(self) -> Zoeker:
        """Likewise."""
        return Zoeker(self._stelsel, self._sommen)

    @property
    def programmas(self) -> int:
        """Programs solved."""
        gemaakt = (self.__dict__.get(naam) for naam in ("_kort_zoeker", "_lang_zoeker"))
        return sum(een.opgelost for een in gemaakt if een is not None)

    def leer(self, bekend: Werelden) -> None:
        """Take over worlds that still look the same from outside."""
        for stelsel, werelden, onthoud in (
            (self._kort.stelsel, bekend.kort, self._onthoud_kort), (self._stelsel, bekend.lang, self._onthoud_lang),
        ):  # fmt: skip
            if werelden:
                houdbaar = Houdbaar(stelsel)
                for wereld in filter(houdbaar.past, werelden):
                    onthoud(wereld)

    def lekken(self, aanvaller: Aanvaller) -> Iterator[Lek]:
        """The cells that this attacker confines. Cells that are wholly the attacker's own are no secret."""
        kent = aanvaller.kent
        for cel, plekken in self._niet_vrij(kent.bit_count()):
            if (not self._alle and self._lekt[cel] >= _GENOEG) or self._samen.gedekt(cel, kent):
                continue
            for plek in plekken:
                if self._houders[plek] & ~kent and self._wissel[plek].waarden(kent) < MINSTENS:
                    mogelijk, bewijs = self._zoek(cel, plek, kent)
                    if len(mogelijk) < MINSTENS:
                        self._lekt[cel] += 1
                        naam = self._doelen[plek].naam
                        yield Lek(self._stelsel.naam, aanvaller.naam, naam, tuple(sorted(mogelijk)), bewijs)

    def _niet_vrij(self, aantal: int) -> list[tuple[int, list[int]]]:
        """Cells that are not wide open for whoever knows so many holders, whichever these are: at which releases."""
        if aantal not in self._open:
            dicht = ([een for een in plekken if self._wissel[een].minstens(aantal) < MINSTENS] for plekken in
                     self._cellen)  # fmt: skip
            self._open[aantal] = [(cel, plekken) for cel, plekken in enumerate(dicht) if plekken]
        return self._open[aantal]

    def _mogelijk(self, cel: int, plek: int, kent: int) -> set[int]:
        return self._samen.mogelijk(cel, kent) | self._apart.mogelijk(plek, kent)

    def _zoek(self, cel: int, plek: int, kent: int) -> tuple[set[int], frozenset[int]]:
        """Values that stay possible: from the true one down to zero, then up, until there are enough or no more; and
        what the proof rests on.

        The possible values of a linear program lie side by side; a gap ends a direction.
        """
        mogelijk, bewijs = self._mogelijk(cel, plek, kent), frozenset[int]()
        for richting in (-1, 1):
            waarde = self._waar[plek] + richting
            while waarde >= 0 and len(mogelijk) < MINSTENS:
                if waarde not in mogelijk:
                    rust_op = self._vind(cel, plek, waarde, kent)
                    if rust_op is not None:
                        bewijs |= rust_op
                        break
                mogelijk.add(waarde)
                waarde += richting
        return mogelijk, bewijs

    def _vind(self, cel: int, plek: int, waarde: int, kent: int) -> frozenset[int] | None:
        """None: there is such a world. Else what the proof that there is none rests on."""
        if not self._op_tijd():
            raise Afgebroken
        kort = self._kort_zoeker
        kort.kent(kent)
        wereld = kort.wereld(cel, waarde)
        if wereld is not None:
            self._onthoud_kort(wereld)
            return None
        if not self._kort.korter or (self._verdacht and kort.bewijs):
            return kort.bewijs
        lang = self._lang_zoeker
        lang.kent(kent)
        wereld = lang.wereld(plek, waarde)
        if wereld is None:
            return lang.bewijs
        self._onthoud_lang(wereld)
        return None

    def _onthoud_kort(self, wereld: Tegenwereld) -> None:
        self.gevonden.kort.append(wereld)
        self._samen.onthoud(wereld)

    def _onthoud_lang(self, wereld: Tegenwereld) -> None:
        self.gevonden.lang.append(wereld)
        self._apart.onthoud(wereld)
