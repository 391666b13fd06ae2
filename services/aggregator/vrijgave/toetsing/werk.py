"""The part of the audit that runs in parallel: one figure of one world at a time, in processes of its own.

What does not change between rounds goes to each process once: earlier releases, the truth behind them, the accounts.
"""

import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from services.aggregator.vrijgave.catalogus import ONDERWERPEN
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toetsing.opbouw import Opname, Wereld
from services.aggregator.vrijgave.toetsing.samenhang import leden
from services.aggregator.vrijgave.toetsing.stelsel import MINSTENS, Lek, Stelsel, Werelden
from services.aggregator.vrijgave.toetsing.vragen import Vraag, vragen
from services.aggregator.vrijgave.toetsing.waarheid import Waarheid
from services.aggregator.vrijgave.uitgave import Sleutel, Tabel, Uitgave

Kijkers = Sequence[frozenset[tuple[str, str]]]


class Deel(NamedTuple):
    """What is audited at a time: one figure (place in the catalogue) of one world."""

    wereld: Wereld
    onderwerp: int


class Gevonden(NamedTuple):
    """A leak, the cells of the candidate that its proof rests on, and which of those could keep what they told
    before."""

    lek: Lek
    plekken: tuple[Plek, ...]
    houdbaar: frozenset[Plek]


@dataclass(frozen=True)
class Uitkomst:
    """What one part gave. `kleinste`: the smallest number of values that anybody is left with; `werelden`: per
    Stelsel those found, for the next round; `alles`: with a leak, every cell of the candidate that speaks here."""

    deel: Deel
    lekken: tuple[Gevonden, ...]
    kleinste: int
    doelen: int
    aanvallers: Mapping[str, int]
    programmas: int
    werelden: Mapping[str, Werelden]
    alles: frozenset[Plek] = frozenset()


class Taak(NamedTuple):
    """One part, with the tables of the candidate that it is about, and worlds known from the round before. `verdacht`
    and `alle`: as in `oordeel.toets`."""

    deel: Deel
    kandidaat: Uitgave
    bekend: Mapping[str, Werelden]
    verdacht: bool = False
    alle: bool = False


@dataclass(frozen=True)
class Werk:
    """What holds for all parts and rounds. `einde`: the deadline (wall clock: processes share it)."""

    eerdere: Sequence[Opname]
    nu: Mapping[int, Waarheid]
    dicht: frozenset[Sleutel]
    kijkers: Kijkers
    einde: float

    def doe(self, taak: Taak, gestopt: Callable[[], bool] = lambda: False) -> Uitkomst:
        """Audit one part. Raises whatever keeps it from a verdict."""
        # Here, so that a machine without solver gives that as the reason, and releases nothing.
        from services.aggregator.vrijgave.toetsing.oordeel import toets

        opnamen = [*self.eerdere, Opname(taak.kandidaat, self.nu, self.dicht)]
        lekken: list[Gevonden] = []
        oordelen = []
        alles: set[Plek] = set()
        for vraag in vragen(*taak.deel, opnamen, self.kijkers):
            alles |= set(vraag.plekken)
            bekend = taak.bekend.get(vraag.stelsel.naam)
            oordeel = toets(
                vraag.stelsel,
                lambda: time.time() < self.einde and not gestopt(),
                bekend,
                verdacht=taak.verdacht,
                alle=taak.alle,
            )
            lekken += [_met_plekken(lek, vraag) for lek in oordeel.lekken]
            oordelen.append((vraag.stelsel, oordeel))
        return Uitkomst(
            deel=taak.deel,
            lekken=tuple(lekken),
            kleinste=min((een.smalste for _, een in oordelen), default=MINSTENS),
            doelen=sum(een.doelen for _, een in oordelen),
            aanvallers=_soorten(stelsel for stelsel, _ in oordelen),
            programmas=sum(een.programmas for _, een in oordelen),
            werelden={stelsel.naam: een.werelden for stelsel, een in oordelen},
            alles=frozenset(alles) if lekken else frozenset(),
        )


def _soorten(stelsels: Iterable[Stelsel]) -> Counter[str]:
    """How many attackers of each kind: 'school', 'bestuur', 'twee scholen van een bestuur' …"""
    gevonden: Counter[str] = Counter()
    for stelsel in stelsels:
        gevonden |= Counter(wie.soort for wie in stelsel.aanvallers)
    return gevonden


def _met_plekken(lek: Lek, vraag: Vraag) -> Gevonden:
    plekken = tuple(sorted({vraag.plekken[nummer] for nummer in lek.bewijs}, key=str))
    return Gevonden(lek, plekken, vraag.houdbaar & frozenset(plekken))


class Tabelkast:
    """The tables of a candidate by what a part looks at: less to hand over."""

    def __init__(self, uitgave: Uitgave) -> None:
        self._uitgave = uitgave
        self._per: dict[tuple[int, str, str], dict[Sleutel, Tabel]] = defaultdict(dict)
        for sleutel, tabel in uitgave.tabellen.items():
            self._per[sleutel.schooljaar, sleutel.indicator, sleutel.teldatum][sleutel] = tabel

        self._jaren = {sleutel.schooljaar for sleutel in uitgave.tabellen}

    def van(self, deel: Deel) -> Uitgave:
        """Only the tables of the schooljaar of this part (of a stock: all), and of the figures that are audited
        together."""
        gekozen: dict[Sleutel, Tabel] = {}
        for een in leden(deel.onderwerp):
            jaren = self._jaren if ONDERWERPEN[een].indicator.voorraad else {deel.wereld.jaar}
            for jaar in jaren:
                gekozen |= self._per[jaar, *ONDERWERPEN[een].naam]
        heel = self._uitgave
        return Uitgave(heel.nummer, heel.moment, gekozen, heel.ververst, heel.beleid)


_NA_DE_STROOM: Final = 10
_HIER: Final[list[Werk]] = []


def begin(werk: Werk) -> None:
    """Once in each process. The live stream goes first."""
    os.nice(_NA_DE_STROOM)
    _HIER[:] = [werk]


def doe(taak: Taak) -> Uitkomst:
    """In such a process."""
    return _HIER[0].doe(taak)
