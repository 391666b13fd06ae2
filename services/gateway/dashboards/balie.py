"""Gives a dashboard to a caller: reads the choice, asks what it needs in one view, and keeps answers by their ETag."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.gateway.dashboards.antwoord import maak_antwoord
from services.gateway.dashboards.kader import beantwoord, lees_kader
from services.gateway.dashboards.keuze import Keuze, lees_keuze
from services.gateway.dashboards.model import Dashboard
from services.gateway.dashboards.poorten import Cijferbron
from services.gateway.dashboards.toelichting import met_toelichtingen
from services.gateway.domain.eenheid import Eenheid, heeft_vorm
from services.gateway.domain.rechten import SWV_ROLLEN, Rol
from services.gateway.handlers.leesspoor import spoor
from services.gateway.handlers.poorten import Beller, OnbekendeEenheid
from services.gateway.handlers.waarden import etag_past, maak_etag
from shared.contracts.eenheden import Niveau
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.clock import Clock

_BEWAARD: Final = 256


@dataclass(frozen=True, slots=True)
class Beeld:
    """One view of a dashboard with its ETag; `inhoud` None: the caller has it already."""

    etag: str
    inhoud: dict[str, Any] | None


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
    """Dashboards over a source of figures. An answer is kept as long as its ETag would come out the same.

    The ETag holds the rights of the caller and that of every question, so that nobody gets what was made for others.
    """

    def __init__(self, bron: Cijferbron, clock: Clock) -> None:
        self.bron, self._clock = bron, clock
        self._bewaard: OrderedDict[str, dict[str, Any]] = OrderedDict()

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
        keuze, vandaag = self.lees_keuze(dashboard, beller, query), self._clock.today()
        noteer_keuze(keuze)
        async with self.bron.voor(beller) as cijfers:
            kader = await lees_kader(cijfers, keuze, vandaag, dashboard.filters)
            vragen = dashboard.vragen(kader)
            merken = [await cijfers.merk(vraag) for vraag in vragen]
            teksten = await cijfers.toelichtingen(keuze.niveau, keuze.eenheid, keuze.schooljaar)
            wie = (keuze, vandaag, sorted(beller.rechten), kader.eenheid, kader.kinderen, teksten)
            etag = maak_etag(*wie, vragen, merken)
            if kent is not None and etag_past(etag, kent):
                return Beeld(etag, None)
            if etag not in self._bewaard:
                gegevens = await beantwoord(cijfers, kader, vragen)
                mag_herkomst = any(recht.rol in SWV_ROLLEN for recht in beller.rechten)
                antwoord = maak_antwoord(dashboard, gegevens, mag_herkomst=mag_herkomst)
                self._bewaar(etag, met_toelichtingen(antwoord, keuze, teksten))
        self._bewaard.move_to_end(etag)
        return Beeld(etag, self._bewaard[etag])

    def _bewaar(self, etag: str, inhoud: dict[str, Any]) -> None:
        self._bewaard[etag] = inhoud
        while len(self._bewaard) > _BEWAARD:
            self._bewaard.popitem(last=False)

    async def afdruk(self, dashboard: Dashboard, beller: Beller, keuze: Keuze) -> int:
        """Differs when a number of the unit itself differs, whatever the moment. Raises as `geef`."""
        async with self.bron.voor(beller) as cijfers:
            kader = await lees_kader(cijfers, keuze, self._clock.today(), dashboard.filters, met_kinderen=False)
            gegevens = await beantwoord(cijfers, kader, dashboard.vragen(kader))
        return hash(repr([{**antwoord, "stand": None} for antwoord in gegevens.antwoorden.values()]))
