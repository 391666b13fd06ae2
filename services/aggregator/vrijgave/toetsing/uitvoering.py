"""The audit as the gate calls it: figures in parallel processes, within a deadline, with repairs where it leaks.

Anything but a verdict (no solver, too slow, a program without answer, a release that does not fit the truth) is an
error: the gate then keeps the release before.
"""

import os
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Any, Final, NamedTuple

from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toets import Kandidaat, Oordeel, ToetsMislukt, Wijze
from services.aggregator.vrijgave.toetsing.opbouw import Opname, Wereld, onderwerpen, vragen, werelden
from services.aggregator.vrijgave.toetsing.stelsel import KLEIN, MINSTENS, Afgebroken, Lek, OnwareWaarneming
from services.aggregator.vrijgave.uitgave import Uitgave

STANDAARD_SECONDEN: Final = 1800.0
_ALLES_TEGELIJK: Final = 3
"""From this round on every cell that a proof rests on is withheld, not only the first."""
_VOLGORDE: Final = {"bestuur": 0, "subregio": 1, "swv": 2, "landelijk": 3}
_WEINIG: Final = 40


class Deel(NamedTuple):
    """What is audited at a time: one figure (place in the catalogue) of one world."""

    wereld: Wereld
    onderwerp: int


class Uitkomst(NamedTuple):
    """What one part gave: leaks with the cells they rest on, and counts for the certificate."""

    wereld: str
    lekken: tuple[tuple[Lek, tuple[Plek, ...]], ...]
    doelen: int
    aanvallers: int
    programmas: int


class Toetser:
    """The audit. `seconden`: it gives up after so long; `processen`: parts at a time (default: one per processor)."""

    def __init__(self, seconden: float = STANDAARD_SECONDEN, processen: int | None = None) -> None:
        self._seconden, self._processen = seconden, processen or os.cpu_count() or 1
        self._einde, self._ronde = 0.0, 0
        self._gedaan: dict[Deel, Uitkomst] = {}
        self._geraakt: set[Deel] = set()
        self.duur = 0.0

    def __call__(self, kandidaat: Kandidaat, eerdere: Sequence[Uitgave], /) -> Oordeel:
        """A verdict, or repairs. Raises ToetsMislukt with the reason."""
        begin = time.monotonic()
        if not kandidaat.reparaties:
            self._einde, self._ronde, self._gedaan, self._geraakt = begin + self._seconden, 0, {}, set()
        self._ronde += 1
        try:
            uitkomsten = self._alle(kandidaat, _opnamen(kandidaat, eerdere))
        except Afgebroken:
            raise ToetsMislukt("te traag") from None
        except OnwareWaarneming as fout:
            raise ToetsMislukt(f"vrijgave past niet bij de telling: {fout}") from None
        except Exception as fout:
            raise ToetsMislukt(f"oplosser faalt: {type(fout).__name__}") from fout
        self.duur += time.monotonic() - begin
        reparaties = self._repareer(uitkomsten)
        if not reparaties and any(een.lekken for een in uitkomsten):
            raise ToetsMislukt("lek uit eerdere vrijgaven")
        return Oordeel(_certificaat(uitkomsten, self._ronde, kandidaat.reparaties), reparaties)

    def _alle(self, kandidaat: Kandidaat, opnamen: Sequence[Opname]) -> list[Uitkomst]:
        """A withheld cell only takes knowledge away: a part without a leak keeps its verdict of the round before."""
        alle = [Deel(een, plaats) for een in werelden(opnamen[-1]) for plaats in onderwerpen(een)]
        weer = [een for een in alle if een not in self._gedaan or een in self._geraakt]
        doe = partial(_toets_deel, opnamen=opnamen, kijkers=kandidaat.kijkers, einde=time.time() + self._rest())
        if self._processen == 1 or len(weer) <= _WEINIG:
            nieuw = list(map(doe, weer))
        else:
            delen = {een.wereld: _deel(opnamen, een.wereld) for een in weer}
            taken = [_Taak(een, delen[een.wereld]) for een in weer]
            with ProcessPoolExecutor(self._processen, mp_context=get_context("spawn")) as pool:
                los = partial(_toets_taak, kijkers=kandidaat.kijkers, einde=time.time() + self._rest())
                nieuw = list(pool.map(los, taken, timeout=max(1.0, self._rest() + 60)))
        self._gedaan |= dict(zip(weer, nieuw, strict=True))
        return [self._gedaan[een] for een in alle]

    def _rest(self) -> float:
        return self._einde - time.monotonic()

    def _repareer(self, uitkomsten: Sequence[Uitkomst]) -> dict[Plek, Wijze]:
        """Withhold, per leak, one cell that its proof rests on; cells that serve many leaks first."""
        lekken = [plekken for een in uitkomsten for _, plekken in een.lekken if plekken]
        vaak = Counter(plek for plekken in lekken for plek in plekken)
        gekozen: dict[Plek, Wijze] = {}
        for plekken in lekken:
            if self._ronde >= _ALLES_TEGELIJK:
                gekozen |= dict.fromkeys(plekken, Wijze.ONTHOUD)
            elif not any(plek in gekozen for plek in plekken):
                gekozen[min(plekken, key=partial(_offer, vaak))] = Wijze.ONTHOUD
        self._geraakt = {deel for deel, een in self._gedaan.items() if een.lekken}
        return gekozen


def _offer(vaak: Mapping[Plek, int], plek: Plek) -> tuple[Any, ...]:
    return -vaak[plek], _VOLGORDE.get(plek.eenheid.niveau, 9), not plek.splitsing, str(plek)


def _opnamen(kandidaat: Kandidaat, eerdere: Sequence[Uitgave]) -> list[Opname]:
    opnamen = []
    dicht: frozenset[Any] = frozenset()
    for uitgave in (*eerdere, kandidaat.uitgave):
        waarheden = kandidaat.nu if uitgave is kandidaat.uitgave else kandidaat.toen.get(uitgave.nummer, {})
        opnamen.append(Opname(uitgave, waarheden, dicht))
        dicht = frozenset(sleutel for sleutel, tabel in uitgave.tabellen.items() if tabel.definitief)
    return opnamen


class _Taak(NamedTuple):
    deel: Deel
    opnamen: Sequence[Opname]


def _deel(opnamen: Sequence[Opname], wereld: Wereld) -> list[Opname]:
    """Only the schooljaar of this world: less to hand over."""
    deel = []
    for een in opnamen:
        tabellen = {sleutel: tabel for sleutel, tabel in een.uitgave.tabellen.items() if sleutel[4] == wereld.jaar}
        uitgave = Uitgave(een.uitgave.nummer, een.uitgave.moment, tabellen, een.uitgave.ververst, een.uitgave.beleid)
        waarheden = {jaar: waarheid for jaar, waarheid in een.waarheden.items() if jaar == wereld.jaar}
        deel.append(Opname(uitgave, waarheden, frozenset(een.dicht & tabellen.keys())))
    return deel


def _toets_taak(taak: _Taak, kijkers: Sequence[frozenset[tuple[str, str]]], einde: float) -> Uitkomst:
    return _toets_deel(taak.deel, taak.opnamen, kijkers, einde)


def _toets_deel(
    deel: Deel, opnamen: Sequence[Opname], kijkers: Sequence[frozenset[tuple[str, str]]], einde: float
) -> Uitkomst:

    # Here, so that a machine without solver gives that as the reason, and releases nothing.
    from services.aggregator.vrijgave.toetsing.oordeel import toets

    lekken, doelen, aanvallers, programmas = [], 0, 0, 0
    for vraag in vragen(*deel, opnamen, kijkers):
        oordeel = toets(vraag.stelsel, lambda: time.time() < einde)
        lekken += [(lek, _bewezen(lek, vraag.plekken)) for lek in oordeel.lekken]
        doelen, programmas = doelen + oordeel.doelen, programmas + oordeel.programmas
        aanvallers = max(aanvallers, oordeel.aanvallers)
    return Uitkomst(deel.wereld.naam, tuple(lekken), doelen, aanvallers, programmas)


def _bewezen(lek: Lek, plekken: Sequence[Plek]) -> tuple[Plek, ...]:
    return tuple(sorted({plekken[nummer] for nummer in lek.bewijs}, key=str))


def _certificaat(uitkomsten: Sequence[Uitkomst], ronden: int, reparaties: Mapping[Plek, Wijze]) -> dict[str, Any]:
    """What a release keeps of its audit. Counts only: which cells were withheld to pass is nobody's business."""
    return {
        "kleinste": MINSTENS - 1 if any(een.lekken for een in uitkomsten) else MINSTENS,
        "beschermd": [KLEIN.start, KLEIN.stop - 1],
        "werelden": len({een.wereld for een in uitkomsten}),
        "cellen": sum(een.doelen for een in uitkomsten),
        "aanvallers": max((een.aanvallers for een in uitkomsten), default=0),
        "programmas": sum(een.programmas for een in uitkomsten),
        "ronden": ronden,
        "onthouden": len(reparaties),
    }
