"""Gives a dashboard to a caller: reads the choice, asks all in one view, and keeps the answer while it holds."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from weakref import WeakValueDictionary

import orjson

from services.gateway.dashboards.antwoord import maak_antwoord
from services.gateway.dashboards.geheugen import Geheugen
from services.gateway.dashboards.kader import beantwoord, lees_kader
from services.gateway.dashboards.keuze import Keuze, lees_keuze
from services.gateway.dashboards.model import Dashboard
from services.gateway.dashboards.onthouden import Antwoordgeheugen, Kijker, Onthouden
from services.gateway.dashboards.poorten import Cijferbron, Cijfers, Vraagbaak
from services.gateway.dashboards.toelichting import met_toelichtingen
from services.gateway.domain.eenheid import Eenheid, heeft_vorm
from services.gateway.domain.rechten import SWV_ROLLEN, Rechten, Rol
from services.gateway.domain.staat import Plaats, Staat
from services.gateway.handlers.leesspoor import Leesspoor, spoor
from services.gateway.handlers.poorten import Beller, OnbekendeEenheid
from services.gateway.handlers.waarden import etag_past, maak_etag
from shared.contracts.eenheden import Niveau
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.clock import Clock

_BEWAARD_BYTES: Final = 96 * 2**20
_AFDRUKKEN: Final = 2_048
_TEGELIJK: Final = 2


@dataclass(frozen=True, slots=True)
class Beeld:
    """One view of a dashboard with its ETag; `json` is the answer, None where the caller has it already."""

    etag: str
    json: bytes | None

    @property
    def inhoud(self) -> dict[str, Any]:
        """The answer, to look in."""
        assert self.json is not None, "without If-None-Match there is always an answer"
        gelezen: dict[str, Any] = orjson.loads(self.json)
        return gelezen


class Blik(NamedTuple):
    """Who looks at what, on which day: with the same staat the same answer."""

    dashboard: str
    keuze: Keuze
    rechten: Rechten
    vandaag: date


class _Bewaard(NamedTuple):
    """An answer, the staat that it was made from, and what the read audit must know of giving it."""

    staat: Staat
    beeld: Beeld
    spoor: Leesspoor


def eigen_eenheden(beller: Beller) -> list[tuple[str, str]]:
    """(niveau, code) of the units of which this reader sees figures exactly, each once."""
    eenheden = {recht.als_eenheid for recht in beller.rechten if recht.rol is not Rol.PLATFORM}
    return sorted((een.niveau.value, een.code) for een in eenheden)


def noteer_keuze(keuze: Keuze) -> None:
    """For the read audit: this unit is what the reader asked for, also when it turns out to be nobody's."""
    eenheid = Eenheid(Niveau(keuze.niveau), keuze.eenheid)
    spoor().over(*[eenheid] if heeft_vorm(eenheid) else [])
    spoor().in_jaren([keuze.schooljaar])


class Dashboardbalie:
    """Dashboards over a source of figures.

    An answer is kept for who has the same rights, as long as nothing that those rights open changed (`staat`): then
    a repeated question costs one small query, and a 304 no more. The ETag is over the answer itself. Who asks what is
    being made waits for it (a change wakes every open page at once), and few are made at a time: made together each
    would be ready as late as the last, and what is quick would wait for them all.
    """

    def __init__(self, bron: Cijferbron, clock: Clock) -> None:
        self.bron, self._clock = bron, clock
        self._bewaard = Geheugen[Blik, _Bewaard](_BEWAARD_BYTES, lambda een: len(een.beeld.json or b""))
        self._antwoorden = Antwoordgeheugen()
        self._afdrukken = Geheugen[Blik, tuple[Staat, int]](_AFDRUKKEN)
        self._makers: WeakValueDictionary[Blik, asyncio.Lock] = WeakValueDictionary()
        self._beurten = asyncio.Semaphore(_TEGELIJK)

    def lees_keuze(self, dashboard: Dashboard, beller: Beller, query: Mapping[str, str]) -> Keuze:
        """The choice in an address; without unit the caller's own. Raises OngeldigeVraag, OnbekendeEenheid."""
        eigen = eigen_eenheden(beller)
        if not eigen:
            raise OnbekendeEenheid
        lopend = schooljaar_van(self._clock.today())
        return lees_keuze(query, eigen[0], lopend, dashboard.naam, dashboard.filters)

    async def geef(
        self, dashboard: Dashboard, beller: Beller, query: Mapping[str, str], kent: str | None = None
    ) -> Beeld:
        """One view. `kent`: the If-None-Match header.

        Raises:
            OngeldigeVraag, OnbekendeEenheid, NietVoorDezeRol, GeenEigenZicht, Unavailable
        """
        keuze = self.lees_keuze(dashboard, beller, query)
        noteer_keuze(keuze)
        blik = Blik(dashboard.naam, keuze, beller.rechten, self._clock.today())
        bewaard = await self._geldend(blik, beller)
        if bewaard is None:
            async with self._makers.setdefault(blik, asyncio.Lock()), self._beurten:
                # Made meanwhile, but perhaps from before a change that this reader knows of.
                bewaard = await self._geldend(blik, beller) or await self._maak(dashboard, blik, beller)
        spoor().neem_over(bewaard.spoor)
        beeld = bewaard.beeld
        return Beeld(beeld.etag, None) if kent is not None and etag_past(beeld.etag, kent) else beeld

    async def _geldend(self, blik: Blik, beller: Beller) -> _Bewaard | None:
        """The answer that is kept, if it holds at this moment."""
        bewaard = self._bewaard.get(blik)
        if bewaard is None or bewaard.staat != await self.bron.staat(beller, _plaats(blik.keuze)):
            return None
        return bewaard

    async def _maak(self, dashboard: Dashboard, blik: Blik, beller: Beller) -> _Bewaard:
        async with self.bron.voor(beller) as cijfers:
            staat = await cijfers.staat(_plaats(blik.keuze))
            eenheid = Eenheid(Niveau(blik.keuze.niveau), blik.keuze.eenheid)
            kijker = Kijker(blik.rechten, eenheid, blik.vandaag)
            bron = Onthouden(cijfers, kijker, staat, self._antwoorden)
            bewaard = _Bewaard(staat, await _maak(dashboard, cijfers, bron, blik), spoor().kopie())
        self._bewaard.zet(blik, bewaard)
        return bewaard

    async def afdruk(self, dashboard: Dashboard, beller: Beller, keuze: Keuze) -> int:
        """Differs when a number of the unit itself differs, whatever the moment. Raises as `geef`."""
        blik = Blik(dashboard.naam, keuze, beller.rechten, self._clock.today())
        eerder = self._afdrukken.get(blik)
        if eerder is None or eerder[0] != await self.bron.staat(beller, _plaats(keuze)):
            async with self.bron.voor(beller) as cijfers:
                staat = await cijfers.staat(_plaats(keuze))
                kader = await lees_kader(cijfers, keuze, blik.vandaag, dashboard.filters, met_kinderen=False)
                gegevens = await beantwoord(cijfers, kader, dashboard.vragen(kader))
                getallen = [{**antwoord, "stand": None} for antwoord in gegevens.antwoorden.values()]
                eerder = staat, hash(repr(getallen))
                self._afdrukken.zet(blik, eerder)
        return eerder[1]


async def _maak(dashboard: Dashboard, cijfers: Cijfers, bron: Vraagbaak, blik: Blik) -> Beeld:
    keuze = blik.keuze
    kader = await lees_kader(cijfers, keuze, blik.vandaag, dashboard.filters)
    gegevens = await beantwoord(bron, kader, dashboard.vragen(kader))
    teksten = await cijfers.toelichtingen(keuze.niveau, keuze.eenheid, keuze.schooljaar)
    mag_herkomst = any(recht.rol in SWV_ROLLEN for recht in blik.rechten)
    antwoord = maak_antwoord(dashboard, gegevens, mag_herkomst=mag_herkomst)
    inhoud = met_toelichtingen(antwoord, keuze, teksten)
    json = orjson.dumps(inhoud)
    return Beeld(maak_etag(json), json)


def _plaats(keuze: Keuze) -> Plaats:
    return Plaats(keuze.niveau, keuze.eenheid, keuze.schooljaar)
