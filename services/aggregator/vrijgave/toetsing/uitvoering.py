"""The audit as the gate calls it: figures in parallel processes, within a deadline, with repairs where it leaks.

Anything but a verdict (no solver, too slow, a program without answer, a release that does not fit the truth) is an
error: the gate then keeps the release before.
"""

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from multiprocessing import active_children, get_context
from threading import Event
from typing import Final

from services.aggregator.vrijgave.beleid import Beleid
from services.aggregator.vrijgave.catalogus import ONDERWERPEN
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toets import Kandidaat, Oordeel, ToetsMislukt, Wijze
from services.aggregator.vrijgave.toetsing import werk
from services.aggregator.vrijgave.toetsing.certificaat import certificaat
from services.aggregator.vrijgave.toetsing.opbouw import Opname, onderwerpen, werelden
from services.aggregator.vrijgave.toetsing.reparatie import repareer, te_bevriezen
from services.aggregator.vrijgave.toetsing.samenhang import leden
from services.aggregator.vrijgave.toetsing.stelsel import Afgebroken, Lek, OnwareWaarneming
from services.aggregator.vrijgave.toetsing.vorm import Vormfout, controleer_vorm
from services.aggregator.vrijgave.toetsing.werk import Deel, Taak, Tabelkast, Uitkomst, Verslag, Werk
from services.aggregator.vrijgave.uitgave import Sleutel, Uitgave

STANDAARD_SECONDEN: Final = 1800.0
_PROCESSEN: Final = 2
"""Each holds all releases: about 270 MB for an SWV of 80 schools and twelve earlier ones."""
_WEINIG: Final = 60
"""So few parts are done here: other processes cost more to start."""
_KORT: Final = 20.0
"""Seconds: likewise, where it is known how long parts took."""
_KIJK_SECONDEN: Final = 1.0
_VERDACHT: Final = 1
"""In this round suspicion is enough to tell less; what is left after it is proven."""


class Toetser:
    """The audit. `seconden`: it gives up after so long; `processen`: parts at a time (default: two, where there are two
    processors)."""

    def __init__(self, seconden: float = STANDAARD_SECONDEN, processen: int | None = None) -> None:
        self._seconden, self._processen = seconden, processen or min(_PROCESSEN, os.cpu_count() or 1)
        self._gang: _Gang | None = None
        self._stop = Event()

    def stop(self) -> None:
        """Whoever is being served gets no verdict; for an aggregator that must go."""
        self._stop.set()

    def __call__(self, kandidaat: Kandidaat, eerdere: Sequence[Uitgave], /) -> Oordeel:
        """A verdict, or repairs. Raises ToetsMislukt with the reason."""
        with _als_mislukt():
            controleer_vorm(kandidaat.uitgave, eerdere[-1] if eerdere else None, _beleid(kandidaat))
        if not kandidaat.reparaties or self._gang is None:
            einde = time.time() + self._seconden
            self._gang = _Gang(kandidaat, eerdere, einde, self._processen, self._stop)
        with _als_mislukt():
            return self._gang.ronde(kandidaat)

    def lekken(self, kandidaat: Kandidaat) -> tuple[list[Lek], int]:
        """What anybody confines in a release as it stands, nothing repaired; and the number of protected cells.

        Raises ToetsMislukt.
        """
        with _als_mislukt():
            gang = _Gang(kandidaat, (), time.time() + self._seconden, self._processen, self._stop)
            uitkomsten = gang.eerste(kandidaat)
        return [een.lek for uitkomst in uitkomsten for een in uitkomst.lekken], sum(een.doelen for een in uitkomsten)


def lekken(kandidaat: Kandidaat) -> tuple[list[Lek], int]:
    """As `Toetser.lekken`, for who need not stop it."""
    return Toetser().lekken(kandidaat)


class _Gang:
    """One audit through its rounds. Parts that no repair touched keep their verdict, and worlds found are kept."""

    def __init__(
        self, kandidaat: Kandidaat, eerdere: Sequence[Uitgave], einde: float, processen: int, stop: Event
    ) -> None:
        opnamen, dicht = _opnamen(kandidaat, eerdere)
        self._werk = Werk(opnamen, kandidaat.nu, dicht, kandidaat.kijkers, einde)
        self._processen, self._stop = processen, stop
        self._nummer = 0
        self._gedaan: dict[Deel, Uitkomst] = {}
        self._geraakt: set[Deel] = set()
        self._bevroren: set[Deel] = set()
        nu = Opname(kandidaat.uitgave, kandidaat.nu, dicht)
        self._delen = [Deel(een, plaats) for een in werelden(nu) for plaats in onderwerpen(een)]

    def ronde(self, kandidaat: Kandidaat) -> Oordeel:
        """Audit what may have changed, and say what to repair."""
        self._nummer += 1
        weer = [een for een in self._delen if een not in self._gedaan or een in self._geraakt]
        self._gedaan |= {een.deel: een for een in self._toets(weer, kandidaat.uitgave)}
        reparaties = self._repareer(self._levend(), kandidaat.reparaties)
        bewijs = certificaat(self._levend(), self._nummer, kandidaat.reparaties, frozenset(self._bevroren))
        return Oordeel(bewijs, reparaties)

    def eerste(self, kandidaat: Kandidaat) -> list[Uitkomst]:
        """What every part says, without repairs."""
        return self._toets(self._delen, kandidaat.uitgave)

    def _toets(self, delen: Sequence[Deel], uitgave: Uitgave) -> list[Uitkomst]:
        kast, verdacht = Tabelkast(uitgave), self._nummer == _VERDACHT
        # Without rounds nothing is repaired: then every leak counts.
        alle = self._nummer < _VERDACHT
        return self._doe([Taak(een, kast.van(een), self._bekend(een), verdacht, alle) for een in self._langste(delen)])

    def _langste(self, delen: Sequence[Deel]) -> list[Deel]:
        """Those that took longest first: then no process waits long for the other."""
        return sorted(delen, key=lambda een: -self._gedaan[een].seconden if een in self._gedaan else 0.0)

    def _levend(self) -> list[Uitkomst]:
        return [self._gedaan[een] for een in self._delen if een not in self._bevroren]

    def _bekend(self, deel: Deel) -> Mapping[str, Verslag]:
        return self._gedaan[deel].verslagen if deel in self._gedaan else {}

    def _doe(self, taken: Sequence[Taak]) -> list[Uitkomst]:
        if self._processen == 1 or self._is_kort(taken):
            return [self._werk.doe(taak, self._stop.is_set) for taak in taken]
        bestond = set(active_children())
        pool = ProcessPoolExecutor(
            self._processen, mp_context=get_context("spawn"), initializer=werk.begin, initargs=(self._werk,)
        )
        try:
            return self._wacht([pool.submit(werk.doe, taak) for taak in taken])
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for proces in set(active_children()) - bestond:
                proces.terminate()  # a program can't be asked to stop

    def _is_kort(self, taken: Sequence[Taak]) -> bool:
        if all(een.deel in self._gedaan for een in taken):
            return sum(self._gedaan[een.deel].seconden for een in taken) <= _KORT
        return len(taken) <= _WEINIG

    def _wacht(self, toekomst: Sequence[Future[Uitkomst]]) -> list[Uitkomst]:
        """Raises Afgebroken when the time is over or it was asked to stop; and what any part raised."""
        open_ = set(toekomst)
        while open_:
            klaar, open_ = wait(open_, timeout=_KIJK_SECONDEN, return_when=FIRST_EXCEPTION)
            if any(een.exception() for een in klaar):
                break
            if self._stop.is_set() or (open_ and time.time() > self._werk.einde):
                raise Afgebroken
        return [een.result() for een in toekomst]

    def _repareer(self, uitkomsten: Sequence[Uitkomst], eerder: Mapping[Plek, Wijze]) -> dict[Plek, Wijze]:
        vast = te_bevriezen(uitkomsten, self._nummer)
        self._bevroren |= {een.deel for een in vast}
        gekozen = repareer([een for een in uitkomsten if een not in vast], self._nummer, eerder)
        gekozen |= {plek: Wijze.HOUD for een in vast for plek in een.alles if eerder.get(plek) != Wijze.ONTHOUD}
        self._geraakt = {een.deel for een in uitkomsten if een.lekken and een.deel not in self._bevroren}
        # Something else is told now where a cell is held: whoever looks at it, looks again.
        anders = {
            (plek.indicator, plek.teldatum, plek.schooljaar) for plek, een in gekozen.items() if een is Wijze.HOUD
        }
        self._geraakt |= {
            een
            for een in self._delen
            if any((*ONDERWERPEN[lid].naam, een.wereld.jaar) in anders for lid in leden(een.onderwerp))
        }
        return gekozen


def _opnamen(kandidaat: Kandidaat, eerdere: Sequence[Uitgave]) -> tuple[list[Opname], frozenset[Sleutel]]:
    """Earlier releases with the truth behind them; and the tables that are final by now."""
    opnamen = []
    dicht: frozenset[Sleutel] = frozenset()
    for uitgave in eerdere:
        opnamen.append(Opname(uitgave, kandidaat.toen.get(uitgave.nummer, {}), dicht))
        dicht = frozenset(sleutel for sleutel, tabel in uitgave.tabellen.items() if tabel.definitief)
    return opnamen, dicht


def _beleid(kandidaat: Kandidaat) -> Callable[[Sleutel], Beleid]:
    """The policy of the unit of a table."""
    opname = Opname(kandidaat.uitgave, kandidaat.nu)
    swvs: dict[tuple[str, str], set[int]] = defaultdict(set)
    for waarheid in kandidaat.nu.values():
        for eenheid, gevonden in waarheid.zeggenschap.items():
            swvs[eenheid.niveau, eenheid.naam] |= gevonden
    return cache(lambda sleutel: opname.beleid(sorted(swvs.get((sleutel.niveau, sleutel.eenheid), ()))))


@contextmanager
def _als_mislukt() -> Iterator[None]:
    try:
        yield
    except (Afgebroken, TimeoutError):
        raise ToetsMislukt("te traag") from None
    except OnwareWaarneming as fout:
        raise ToetsMislukt(f"vrijgave past niet bij de telling: {fout}") from None
    except Vormfout as fout:
        raise ToetsMislukt(f"vrijgave heeft niet de vorm van het beleid: {fout}") from None
    except BrokenProcessPool:
        raise ToetsMislukt("oplosser faalt: een proces viel weg") from None
    except Exception as fout:
        raise ToetsMislukt(f"oplosser faalt: {type(fout).__name__}") from fout
