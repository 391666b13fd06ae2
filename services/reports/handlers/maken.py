"""Making a document: take the request, ask the figures, write the document, all or nothing."""

import asyncio
import time
from dataclasses import dataclass
from uuid import UUID

from services.reports.domain.document import Document
from services.reports.domain.gespreksrapport.rapport import maak_rapport
from services.reports.handlers.poorten import (
    Aanwerk,
    Afspraken,
    Cijfers,
    Gemaakt,
    NietZichtbaar,
    Reden,
    Schrijver,
    Werkvoorraad,
)
from services.reports.handlers.profielen import Profiellezer, maak_document
from services.reports.handlers.schaarste import Geduld, Schaarste, geduld, is_schaarste
from services.reports.handlers.verzamelen import Verzamelaar
from shared.runtime.clock import Clock
from shared.runtime.errors import Fatal, Unavailable
from shared.runtime.logging import get_logger
from shared.runtime.metrics import counter, histogram

log = get_logger(__name__)


class TeVaakGeprobeerd(Exception):
    """Making this document ended the process more than once."""


@dataclass(frozen=True)
class Maker:
    """Makes one document at a time. `opmaak`: names the layout of this version of the program."""

    voorraad: Werkvoorraad
    cijfers: Cijfers
    schrijf: Schrijver
    clock: Clock
    pogingen_max: int
    voorbeeld: bool = False
    afspraken: Afspraken | None = None
    opmaak: str = ""
    geduld: Geduld = geduld

    async def maak(self, id_: UUID) -> None:
        """Make the document, unless it is there already. Raises Unavailable: nothing is written, try again."""
        for pauze in self.geduld():
            try:
                await self._probeer(id_, houd_vol=True)
            except Schaarste as fout:
                log.warning("te weinig geheugen of bestanden, zelfde rapport opnieuw", exc_info=fout)
                await asyncio.sleep(pauze)
            else:
                return
        await self._probeer(id_, houd_vol=False)

    async def _probeer(self, id_: UUID, houd_vol: bool) -> None:
        """One try; `houd_vol`: when the machine has too little, raise Schaarste. Raises Unavailable."""
        await self.voorraad.begin(id_)
        try:
            async with self.voorraad.pak(id_) as aanwerk:
                if aanwerk is not None:
                    await self._maak(aanwerk, houd_vol)
        except (Unavailable, Fatal):
            await self.voorraad.geef_terug(id_)
            raise

    async def _maak(self, aanwerk: Aanwerk, houd_vol: bool) -> None:
        begonnen, soort = time.monotonic(), aanwerk.werk.opdracht.vraag.soort
        uitkomst: str
        try:
            uitkomst = await self._maak_of_neem(aanwerk)
        except (Unavailable, Fatal):
            raise
        except NietZichtbaar:
            uitkomst = Reden.NIET_ZICHTBAAR
            await aanwerk.mislukt(Reden.NIET_ZICHTBAAR, self.clock.now())
        except Exception as fout:
            if houd_vol and is_schaarste(fout):
                raise Schaarste from fout
            # One document that we can't make must not keep all others waiting.
            uitkomst = Reden.FOUT
            log.error("rapport is mislukt", exc_info=fout, soort=soort)
            await aanwerk.mislukt(Reden.FOUT, self.clock.now())
        counter("pos_rapporten_total").labels(soort, uitkomst).inc()
        histogram("pos_rapport_seconden").labels(soort).observe(time.monotonic() - begonnen)

    async def _maak_of_neem(self, aanwerk: Aanwerk) -> str:
        """Make the document, or take one that would be the same. Raises Unavailable, NietZichtbaar."""
        if aanwerk.werk.pogingen > self.pogingen_max:
            raise TeVaakGeprobeerd
        opdracht = aanwerk.werk.opdracht
        if opdracht.vraag.van_profiel:
            return await self._maak_of_neem_profiel(aanwerk)
        verzamelaar = Verzamelaar(self.cijfers, self.voorraad, self.clock, self.voorbeeld, self.afspraken, self.opmaak)
        basis = await verzamelaar.basis(opdracht)
        if await aanwerk.hergebruik(basis.sleutel, self.clock.now()):
            return "hergebruikt"
        gegevens, sleutel = await verzamelaar.gegevens(opdracht, basis)
        return await self._schrijf(aanwerk, maak_rapport(gegevens), sleutel)

    async def _maak_of_neem_profiel(self, aanwerk: Aanwerk) -> str:
        """The same, of a published profile: its versions never change."""
        opdracht = aanwerk.werk.opdracht
        lezer = Profiellezer(self.cijfers, self.voorraad, self.clock, self.voorbeeld, self.opmaak)
        gegevens, sleutel = await lezer.lees(opdracht)
        if await aanwerk.hergebruik(sleutel, self.clock.now()):
            return "hergebruikt"
        return await self._schrijf(aanwerk, maak_document(opdracht.vraag.soort, gegevens), sleutel)

    async def _schrijf(self, aanwerk: Aanwerk, document: Document, sleutel: bytes | None) -> str:
        inhoud = await asyncio.to_thread(self.schrijf, document)
        await aanwerk.klaar(Gemaakt(document.bestandsnaam, inhoud, sleutel), self.clock.now())
        return "gemaakt"
