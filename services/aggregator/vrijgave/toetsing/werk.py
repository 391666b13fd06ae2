"""The part of the audit that runs in parallel: one figure of one world at a time, in processes of its own.

What does not change between rounds goes to each process once: earlier releases, the truth behind them, the accounts.
"""

import os
import pickle
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import parent_process
from typing import TYPE_CHECKING, Final, NamedTuple

from services.aggregator.vrijgave.catalogus import ONDERWERPEN
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toetsing.opbouw import Opname, Wereld
from services.aggregator.vrijgave.toetsing.samenhang import leden
from services.aggregator.vrijgave.toetsing.stelsel import MINSTENS, Lek, Stelsel
from services.aggregator.vrijgave.toetsing.vragen import Vraag, vragen
from services.aggregator.vrijgave.toetsing.waarheid import Waarheid
from services.aggregator.vrijgave.uitgave import Sleutel, Tabel, Uitgave

if TYPE_CHECKING:
    from services.aggregator.vrijgave.toetsing.oordeel import Oordeel

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


class Verslag(NamedTuple):
    """The verdict about a Stelsel, and a fingerprint of all that it was about."""

    afdruk: bytes
    oordeel: "Oordeel"


@dataclass(frozen=True)
class Uitkomst:
    """What one part gave. `kleinste`: the smallest number of values that anybody is left with; `verslagen`: by name of
    the Stelsel, for the next round; `seconden`: of a processor; `alles`: with a leak, every cell of the candidate that
    speaks here."""

    deel: Deel
    lekken: tuple[Gevonden, ...]
    kleinste: int
    doelen: int
    aanvallers: Mapping[str, int]
    programmas: int
    verslagen: Mapping[str, Verslag]
    alles: frozenset[Plek] = frozenset()
    seconden: float = 0.0


class Taak(NamedTuple):
    """One part, with the tables of the candidate that it is about, and the verdicts of the round before. `verdacht`
    and `alle`: as in `oordeel.toets`."""

    deel: Deel
    kandidaat: Uitgave
    bekend: Mapping[str, Verslag]
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
        begin = time.process_time()
        opnamen = [*self.eerdere, Opname(taak.kandidaat, self.nu, self.dicht)]
        lekken: list[Gevonden] = []
        verslagen: list[tuple[Stelsel, Verslag]] = []
        alles: set[Plek] = set()
        for vraag in vragen(*taak.deel, opnamen, self.kijkers):
            alles |= set(vraag.plekken)
            verslag = self._verslag(vraag.stelsel, taak, gestopt)
            lekken += [_met_plekken(lek, vraag) for lek in verslag.oordeel.lekken]
            verslagen.append((vraag.stelsel, verslag))
        oordelen = [een.oordeel for _, een in verslagen]
        return Uitkomst(
            deel=taak.deel,
            lekken=tuple(lekken),
            kleinste=min((een.smalste for een in oordelen), default=MINSTENS),
            doelen=sum(een.doelen for een in oordelen),
            aanvallers=_soorten(stelsel for stelsel, _ in verslagen),
            programmas=sum(een.programmas for een in oordelen),
            verslagen={stelsel.naam: een for stelsel, een in verslagen},
            alles=frozenset(alles) if lekken else frozenset(),
            seconden=time.process_time() - begin,
        )

    def _verslag(self, stelsel: Stelsel, taak: Taak, gestopt: Callable[[], bool]) -> Verslag:
        """The verdict of the round before, where nothing leaked and nothing else is told now; else a new one."""
        # Here, so that a machine without solver gives that as the reason, and releases nothing.
        from services.aggregator.vrijgave.toetsing.oordeel import toets

        afdruk, eerder = _afdruk(stelsel), taak.bekend.get(stelsel.naam)
        if eerder is not None and eerder.afdruk == afdruk and not eerder.oordeel.lekken:
            return eerder
        oordeel = toets(
            stelsel,
            lambda: time.time() < self.einde and not gestopt(),
            None if eerder is None else eerder.oordeel.werelden,
            verdacht=taak.verdacht,
            alle=taak.alle,
        )
        return Verslag(afdruk, oordeel)


def _afdruk(stelsel: Stelsel) -> bytes:
    """The same bytes only for the same Stelsel."""
    gezegd = [(een.erbij, een.laag, een.hoog, een.eraf, een.bron) for een in stelsel.waarnemingen]
    reeksen = [een.tobytes() for een in (stelsel.waarden, stelsel.houders, stelsel.groepen)]
    rest = [(een.naam, een.leden) for een in stelsel.doelen], stelsel.aanvallers, sorted(stelsel.nul)
    return sha256(pickle.dumps((stelsel.naam, gezegd, reeksen, rest))).digest()


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
    threading.Thread(target=_eindig_met_de_aggregator, daemon=True).start()
    _HIER[:] = [werk]


def _eindig_met_de_aggregator() -> None:
    """An aggregator that is killed can't end its processes, and nobody waits for their verdict any more."""
    ouder = parent_process()
    assert ouder is not None, "een proces van de pool heeft een ouder"
    ouder.join()
    os._exit(1)


def doe(taak: Taak) -> Uitkomst:
    """In such a process."""
    return _HIER[0].doe(taak)
