"""Other worlds by hand: change a cell, and mend what is told with a few cells of others; no program is solved.

Most worlds that a linear program finds differ in about four cells. Looking for those directly is ten times as fast;
what is not found within a few tries goes to the program, so that nothing depends on luck.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from services.aggregator.vrijgave.toetsing.stelsel import ONBEGRENSD, Stelsel, Tegenwereld, Variabelen

_DIEPTE: Final = 4
_BREEDTE: Final = 4
_POGINGEN: Final = 20
_PROEVEN: Final = 30
_KANDIDATEN: Final = 60


class _Regel(NamedTuple):
    """A statement: how far its sum may fall and rise from the true one, and its cells with their signs."""

    omlaag: int
    omhoog: int
    leden: tuple[tuple[int, int], ...]


@dataclass
class _Stap:
    """A world in the making: differences per cell and per statement, and the statements that do not hold."""

    anders: dict[int, int] = field(default_factory=dict)
    sommen: dict[int, int] = field(default_factory=dict)
    fout: set[int] = field(default_factory=set)

    def kopie(self) -> "_Stap":
        return _Stap(dict(self.anders), dict(self.sommen), set(self.fout))


@dataclass
class _Telling:
    proeven: int = 0
    raak: int = 0


class Ruiler:
    """Looks for worlds in one Stelsel."""

    def __init__(self, stelsel: Stelsel) -> None:
        self._stelsel = stelsel
        self._waarden: list[int] = stelsel.waarden.tolist()
        self._houders = stelsel.houders.tolist()
        self._volgende: dict[int, int] = {}
        self._vorige: dict[int, int] = {}
        self._regels: list[_Regel] = []
        self._raakt: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for een in stelsel.waarnemingen:
            if len(een.erbij) == len(een.eraf) == 1 and (een.laag, een.hoog) == (0, ONBEGRENSD):
                self._volgende[een.eraf[0]], self._vorige[een.erbij[0]] = een.erbij[0], een.eraf[0]
                continue
            waar = stelsel.som(een.erbij) - stelsel.som(een.eraf)
            leden = (*((lid, 1) for lid in een.erbij), *((lid, -1) for lid in een.eraf))
            for lid, teken in leden:
                self._raakt[lid].append((len(self._regels), teken))
            self._regels.append(_Regel(een.laag - waar, een.hoog - waar, leden))
        self._pogingen = 0
        self._telling: dict[int, _Telling] = defaultdict(_Telling)
        self._gevonden: dict[tuple[Variabelen, int, int], _Stap] = {}

    def wereld(self, leden: Variabelen, verschil: int, kent: int) -> Tegenwereld | None:
        """A world in which this sum differs so much, and nothing of whom the attacker knows; None: not found.

        Where most tries fail (few dossiers to change places with), no more are made.
        """
        telling = self._telling[abs(verschil)]
        if telling.proeven >= _PROEVEN and 2 * telling.raak < telling.proeven:
            return None
        gevonden = self._zoek(leden, verschil, kent)
        telling.proeven += 1
        telling.raak += gevonden is not None
        return gevonden

    def _zoek(self, leden: Variabelen, verschil: int, kent: int) -> Tegenwereld | None:
        stap, teken = _Stap(), 1 if verschil > 0 else -1
        eigen = sorted((lid for lid in leden if self._vrij(lid, kent)), key=lambda lid: -self._waarden[lid])
        for hoeveelste in range(1, abs(verschil) + 1):
            sleutel = (leden, kent, teken * hoeveelste)
            gevonden = self._gevonden.get(sleutel) or self._een_verder(stap, eigen, sleutel)
            if gevonden is None:
                return None
            self._gevonden = {sleutel: gevonden}
            stap = gevonden
        anders = {lid: een for lid, een in stap.anders.items() if een}
        return Tegenwereld(anders, self._stelsel.masker(tuple(anders)))

    def _een_verder(self, stap: _Stap, eigen: Sequence[int], sleutel: tuple[Variabelen, int, int]) -> _Stap | None:
        """From a world in which the sum differs one less."""
        leden, kent, verschil = sleutel
        self._pogingen = _POGINGEN
        for lid in eigen[:_BREEDTE]:
            volgende = self._verzet(stap.kopie(), lid, 1 if verschil > 0 else -1)
            gevonden = volgende and self._herstel(volgende, frozenset(leden), kent, _DIEPTE)
            if gevonden and sum(gevonden.anders.get(een, 0) for een in leden) == verschil:
                return gevonden
        return None

    def _vrij(self, lid: int, kent: int) -> bool:
        return not kent >> self._houders[lid] & 1 and lid not in self._stelsel.nul

    def _herstel(self, stap: _Stap, vast: frozenset[int], kent: int, diepte: int) -> _Stap | None:
        """Mend the smallest statement that does not hold, by one of its cells; and so on."""
        if not stap.fout:
            return stap
        if not diepte:
            return None
        nummer = min(stap.fout, key=lambda een: (len(self._regels[een].leden), een))
        te_veel = self._te_veel(nummer, stap.sommen[nummer])
        for lid, teken in self._kandidaten(stap, nummer, te_veel, vast, kent):
            if not self._pogingen:
                return None
            self._pogingen -= 1
            volgende = self._verzet(stap.kopie(), lid, self._hoeveel(stap, lid, -teken * te_veel))
            gevonden = volgende and self._herstel(volgende, vast, kent, diepte - 1)
            if gevonden:
                return gevonden
        return None

    def _te_veel(self, nummer: int, som: int) -> int:
        """By how much a sum is too high (positive) or too low (negative); 0: it holds."""
        regel = self._regels[nummer]
        return max(0, som - regel.omhoog) or min(0, som - regel.omlaag)

    def _hoeveel(self, stap: _Stap, lid: int, verschil: int) -> int:
        return max(verschil, -(self._waarden[lid] + stap.anders.get(lid, 0)))

    def _kandidaten(
        self, stap: _Stap, nummer: int, te_veel: int, vast: frozenset[int], kent: int
    ) -> list[tuple[int, int]]:
        """Cells that mend this statement, first those that mend most others with it and break least."""
        gewogen = []
        for lid, teken in self._regels[nummer].leden:
            if teken * te_veel > 0 and not self._waarden[lid] and lid not in stap.anders:
                continue  # nothing to take away
            verschil = self._hoeveel(stap, lid, -teken * te_veel)
            # Never back: what was changed to mend one statement would break it again.
            if verschil and lid not in vast and self._vrij(lid, kent) and stap.anders.get(lid, 0) * verschil >= 0:
                gewogen.append((-self._nut(stap, lid, verschil), -abs(verschil), lid, teken))
            if len(gewogen) == _KANDIDATEN:
                break
        return [(lid, teken) for *_, lid, teken in sorted(gewogen)[:_BREEDTE]]

    def _nut(self, stap: _Stap, lid: int, verschil: int) -> int:
        nut = 0
        for nummer, teken in self._raakt[lid]:
            som = stap.sommen.get(nummer, 0)
            voor, na = abs(self._te_veel(nummer, som)), abs(self._te_veel(nummer, som + teken * verschil))
            nut += (na < voor) - (na > voor)
        return nut

    def _verzet(self, stap: _Stap, lid: int, verschil: int) -> _Stap | None:
        """Change a cell, and what must change with it because counts do not fall; None: below zero."""
        te_doen = [(lid, verschil)]
        while te_doen:
            lid, verschil = te_doen.pop()
            stap.anders[lid] = stap.anders.get(lid, 0) + verschil
            nu = self._nu(stap, lid)
            if nu < 0:
                return None
            self._tel(stap, lid, verschil)
            later, eerder = self._volgende.get(lid), self._vorige.get(lid)
            if later is not None and self._nu(stap, later) < nu:
                te_doen.append((later, nu - self._nu(stap, later)))
            if eerder is not None and self._nu(stap, eerder) > nu:
                te_doen.append((eerder, nu - self._nu(stap, eerder)))
        return stap

    def _nu(self, stap: _Stap, lid: int) -> int:
        return self._waarden[lid] + stap.anders.get(lid, 0)

    def _tel(self, stap: _Stap, lid: int, verschil: int) -> None:
        for nummer, teken in self._raakt[lid]:
            som = stap.sommen[nummer] = stap.sommen.get(nummer, 0) + teken * verschil
            if self._te_veel(nummer, som):
                stap.fout.add(nummer)
            else:
                stap.fout.discard(nummer)
