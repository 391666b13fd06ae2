"""The events of a whole region in order of time: the past up to a day, and a live stream after it.

Memory does not grow with the number of events: only dossiers that are under way are held, so the same
generator serves the demo (tens of thousands) and the bench (millions).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from heapq import heappop, heappush, merge
from itertools import count
from typing import cast

from deploy.example.dossier import BRON, Dossier, Gebeurtenis, Nummering
from deploy.example.kalender import AMSTERDAM, DAG
from deploy.example.kiemen import Bron, Kiem
from deploy.example.levensloop import leef
from deploy.example.regio import Regio
from shared.contracts.schooljaar import schooljaar_van

AANLOOP = 3
"""Schooljaren lived through in silence first, so that the first one shown has its herindicaties."""


@dataclass(frozen=True, slots=True)
class Verloop:
    """Which world is played: all that decides the events, beside the region."""

    seed: int = 1
    jaren: int = 8
    drukte: float = 1.0
    """Times as many dossiers as is usual; only for load."""
    bron: str = BRON

    def begin(self, vandaag: date) -> date:
        """First day of the first schooljaar that is played."""
        return date(schooljaar_van(vandaag) - self.jaren + 1, 8, 1)


_Moment = tuple[int, str, int, Dossier, Nummering]


class _Stroom:
    """All steps of one SWV in order of time, without end."""

    def __init__(self, regio: Regio, swv: str, verloop: Verloop, begin: date) -> None:
        self.bron = Bron(regio, swv, verloop.seed, verloop.drukte)
        self.begin, self.swv = begin, swv
        self.nummering = Nummering(swv)
        self.volgnummer = count()
        self.kiemen: list[tuple[int, int, Kiem]] = []
        self.onderweg: list[tuple[int, int, Dossier]] = []

    def _zaai(self, kiem: Kiem) -> None:
        heappush(self.kiemen, (kiem.dag, next(self.volgnummer), kiem))

    def _wek(self, kiem: Kiem) -> None:
        leven = leef(self.bron, kiem)
        if leven is None:
            return
        dossier, vervolg = leven
        if vervolg is not None:
            self._zaai(vervolg)
        if kiem.dag >= self.begin.toordinal():
            heappush(self.onderweg, (dossier.stappen[0].tijd, next(self.volgnummer), dossier))

    def _stappen_tot(self, grens: int) -> Iterator[_Moment]:
        while self.onderweg and self.onderweg[0][0] < grens:
            tijd, nummer, dossier = heappop(self.onderweg)
            plaats = dossier.versie
            yield tijd, self.swv, nummer, dossier, self.nummering
            if dossier.versie > plaats and (volgende := dossier.volgende):
                heappush(self.onderweg, (volgende.tijd, nummer, dossier))

    def __iter__(self) -> Iterator[_Moment]:
        for jaar in count(self.begin.year - AANLOOP):
            for kiem in self.bron.kiemen(jaar):
                self._zaai(kiem)
            einde = date(jaar + 1, 8, 1).toordinal()
            while self.kiemen and self.kiemen[0][0] < einde:
                dag, _, kiem = heappop(self.kiemen)
                yield from self._stappen_tot(dag * DAG)
                self._wek(kiem)
            yield from self._stappen_tot(einde * DAG)


def _momenten(regio: Regio, verloop: Verloop, begin: date) -> Iterator[_Moment]:
    return merge(*(iter(_Stroom(regio, swv, verloop, begin)) for swv in regio.swvs))


def gebeurtenissen(regio: Regio, vandaag: date, verloop: Verloop | None = None) -> Iterator[Gebeurtenis]:
    """Every event of `verloop.jaren` schooljaren up to (not including) `vandaag`, in order of time."""
    verloop = verloop or Verloop()
    grens = vandaag.toordinal() * DAG
    for tijd, _, _, dossier, nummering in _momenten(regio, verloop, verloop.begin(vandaag)):
        if tijd >= grens:
            return
        yield dossier.neem_stap(nummering, bron=verloop.bron)


def _nu(klok: Callable[[], datetime]) -> int:
    nu = klok().astimezone(AMSTERDAM)
    return nu.toordinal() * DAG + nu.hour * 3600 + nu.minute * 60 + nu.second


def levende_gebeurtenissen(
    regio: Regio, vandaag: date, verloop: Verloop | None, klok: Callable[[], datetime]
) -> Iterator[Gebeurtenis]:
    """What comes after the back-fill, without end and told as happening now: faster than life.

    Planned days become the day on the clock at the latest. A dossier that came in during the play is not
    decided: it would have taken no time at all, and the doorlooptijd would no longer be believed.
    """
    verloop = verloop or Verloop()
    grens = vandaag.toordinal() * DAG
    for tijd, _, _, dossier, nummering in _momenten(regio, verloop, verloop.begin(vandaag)):
        if tijd < grens:
            dossier.neem_stap(nummering, bron=verloop.bron)
        elif _mag_live(dossier, grens):
            yield dossier.neem_stap(nummering, _nu(klok), verloop.bron)


def _mag_live(dossier: Dossier, grens: int) -> bool:
    stap = dossier.volgende
    nieuw = dossier.stappen[0].tijd >= grens
    return stap is not None and not (nieuw and stap.type in ("beschikking.afgegeven", "dossier.verwijderd"))


def nieuwste_dossiers(gebeurtenissen: Iterable[Gebeurtenis]) -> dict[tuple[str, str, str], Gebeurtenis]:
    """Newest event of every dossier by (source, swv, dossiernummer), removed ones included."""
    nieuwste: dict[tuple[str, str, str], Gebeurtenis] = {}
    for gebeurtenis in gebeurtenissen:
        data = dossier_van(gebeurtenis)
        sleutel = (str(gebeurtenis["source"]), str(data["swv"]), str(data["dossiernummer"]))
        vorige = nieuwste.get(sleutel)
        if vorige is None or cast(int, data["versie"]) > cast(int, dossier_van(vorige)["versie"]):
            nieuwste[sleutel] = gebeurtenis
    return nieuwste


def dossier_van(gebeurtenis: Gebeurtenis) -> dict[str, object]:
    """The `data` of an event."""
    return cast(dict[str, object], gebeurtenis["data"])
