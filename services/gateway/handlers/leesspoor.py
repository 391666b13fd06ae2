"""The trace of one request: who asks, and figures of which units are read for it.

Handlers note what they look at where they decide about access, so that no channel can read without being noted:
`geef_toegangen` stands before every figure. One trace per request, found by a context variable; outside a request
there is one that nobody reads.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Final

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.leesverslag import Leesregel, Wijze
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import SWV_ROLLEN, Bereik, Rechten, Spoor, Toegang, Zicht, toegang
from services.gateway.domain.tokens import recht_tekst
from services.gateway.domain.vraag import Basisvraag
from services.gateway.handlers.poorten import Beller
from shared.contracts.eenheden import Niveau

MAX_EENHEDEN: Final = 500


class Leesspoor:
    """What is known so far. Units that are named by the reader come first; the rest is noted by its level."""

    def __init__(self) -> None:
        self._beller: Beller | None = None
        self._eenheden: dict[Eenheid, Zicht | None] = {}
        self._vast = False
        self._onderliggend: set[Niveau] = set()
        self._schooljaren: set[int] = set()
        self._splitsingen: set[str] = set()
        self._rollen: set[str] = set()
        self._swvs: set[int] = set()
        self._thuis: frozenset[int] = frozenset()

    def van(self, beller: Beller) -> None:
        """Who asks."""
        self._beller = beller

    def over(self, *eenheden: Eenheid) -> None:
        """These are what the reader asked for; others that are read along are only noted by level."""
        self._vast = True
        for eenheid in eenheden:
            self._eenheden.setdefault(eenheid, None)

    def in_jaren(self, schooljaren: Iterable[int]) -> None:
        """Schooljaren of which something is read."""
        self._schooljaren |= set(schooljaren)

    def gevraagd(self, vraag: Basisvraag, eenheden: Iterable[Eenheid]) -> None:
        """A question about figures, before anything is decided."""
        nieuw = [een for een in eenheden if een not in self._eenheden]
        if not self._vast:
            self._eenheden |= dict.fromkeys(nieuw)
        elif nieuw:
            self._onderliggend.add(vraag.niveau)
        if not vraag.boekjaar:
            self._schooljaren |= {jaar for jaar in vraag.schooljaren if jaar is not None}
        self._splitsingen |= {*vraag.splitsing, *(naam for naam, _ in vraag.filters)}

    def thuis(self, rechten: Rechten, organisatie: Organisatie) -> None:
        """Where the caller belongs: whose beheerder hears of a question that opened nothing."""
        if not self._thuis:
            leden = (swvs_van(een.als_eenheid, organisatie) for een in rechten if een.eenheid)
            self._thuis = frozenset().union(*leden)

    def geopend(
        self,
        rechten: Rechten,
        uitkomst: Iterable[tuple[Eenheid, Toegang]],
        organisatie: Organisatie,
        sporen: Collection[Spoor],
    ) -> None:
        """What the caller got for these units."""
        for eenheid, had in uitkomst:
            if self._eenheden.get(eenheid, had.zicht) is not None:
                continue
            self._eenheden[eenheid] = had.zicht
            self._rollen |= _door(rechten, eenheid, had, organisatie, sporen)
            for bereik in had.bereiken:
                self._swvs |= _swvs_in(bereik, eenheid, organisatie)

    def bekeken(self, eenheid: Eenheid, zicht: Zicht, swvs: Iterable[int]) -> None:
        """A unit that was opened in another way than by a question; `swvs`: whose dossiers, where that is known."""
        self._vast = True
        self._eenheden[eenheid] = zicht
        self._swvs |= set(swvs)

    def kopie(self) -> "Leesspoor":
        """What was noted until now, without who asked: to keep beside an answer that is given again."""
        ander = Leesspoor()
        ander.neem_over(self)
        return ander

    def neem_over(self, eerder: "Leesspoor") -> None:
        """The same answer is given again: it shows the same units in the same view."""
        self._eenheden |= eerder._eenheden
        self._vast = self._vast or eerder._vast
        self._onderliggend |= eerder._onderliggend
        self._schooljaren |= eerder._schooljaren
        self._splitsingen |= eerder._splitsingen
        self._rollen |= eerder._rollen
        self._swvs |= eerder._swvs
        self._thuis |= eerder._thuis

    def vul_aan(self, deel: "Leesspoor") -> None:
        """What one of several questions noted `apart`, as if it had been noted here: who opened a unit first counts."""
        nieuw = {een: zicht for een, zicht in deel._eenheden.items() if self._eenheden.get(een) is None}
        if any(nieuw.values()):
            self._rollen |= deel._rollen
            self._swvs |= deel._swvs
        self._eenheden |= nieuw
        self._vast = self._vast or deel._vast
        self._onderliggend |= deel._onderliggend
        self._schooljaren |= deel._schooljaren
        self._splitsingen |= deel._splitsingen
        self._thuis = self._thuis or deel._thuis

    def regel(self, soort: str, onderwerp: str | None, status: int, op: datetime) -> Leesregel | None:
        """The line to write; None when nobody is known to have asked, or nothing about figures."""
        beller = self._beller
        if beller is None or not (self._eenheden or soort != "overig"):
            return None
        niveaus = {een.niveau.value for een in self._eenheden}
        return Leesregel(
            op, beller.account or None, beller.naam, tuple(sorted(self._rollen or map(recht_tekst, beller.rechten))),
            _wijze(beller), soort, onderwerp, next(iter(niveaus)) if len(niveaus) == 1 else None,
            tuple(een.code for een in list(self._eenheden)[:MAX_EENHEDEN]),
            tuple(sorted(self._onderliggend)), tuple(sorted(self._schooljaren)), tuple(sorted(self._splitsingen)),
            tuple(sorted({zicht.value for zicht in self._eenheden.values() if zicht})) if status < 400 else (),
            status, tuple(sorted(self._swvs if status < 400 and self._swvs else self._thuis | _eigen(beller.rechten))),
        )  # fmt: skip


def swvs_van(eenheid: Eenheid, organisatie: Organisatie) -> set[int]:
    """SWV's that a unit is of, in any schooljaar."""
    if eenheid.niveau is Niveau.SWV:
        return {eenheid.getal}
    return {lid.swv for lid in organisatie.van(eenheid)}


def _swvs_in(bereik: Bereik, eenheid: Eenheid, organisatie: Organisatie) -> set[int]:
    if bereik.swv is not None:
        return {bereik.swv}
    leden = organisatie.van(eenheid)
    return {lid.swv for lid in leden if bereik.bestuur in (None, lid.bestuur)}


def _eigen(rechten: Rechten) -> set[int]:
    return {recht.als_eenheid.getal for recht in rechten if recht.rol in SWV_ROLLEN}


def _door(
    rechten: Rechten, eenheid: Eenheid, had: Toegang, organisatie: Organisatie, sporen: Collection[Spoor]
) -> set[str]:
    """The rights that by themselves open the unit in this view."""
    if len(rechten) == 1:
        return set(map(recht_tekst, rechten))
    alleen = {recht: toegang(frozenset({recht}), eenheid, organisatie, sporen) for recht in rechten}
    return {recht_tekst(recht) for recht, een in alleen.items() if een is not None and een.zicht is had.zicht}


def _wijze(beller: Beller) -> Wijze:
    if not beller.account:
        return "dienst"
    return "sessie" if beller.token is None else "token"


_HUIDIG: ContextVar[Leesspoor | None] = ContextVar("leesspoor", default=None)


def begin() -> Leesspoor:
    """A new trace, for the request that is answered in this context."""
    spoor = Leesspoor()
    _HUIDIG.set(spoor)
    return spoor


def spoor() -> Leesspoor:
    """The trace of the request that is being answered."""
    return _HUIDIG.get() or Leesspoor()


@contextmanager
def apart(*gevraagd: Eenheid) -> Iterator[Leesspoor]:
    """A trace for what is read within the block; the reader asked for these units, the rest is read along."""
    eigen = Leesspoor()
    eigen.over(*gevraagd)
    merk = _HUIDIG.set(eigen)
    try:
        yield eigen
    finally:
        _HUIDIG.reset(merk)
