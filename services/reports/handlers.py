"""Making a document: take the request, ask the figures, write the document, all or nothing."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from services.reports.domain.cijfers import Antwoord, Json, Waarde
from services.reports.domain.document import Document
from services.reports.domain.gespreksrapport.rapport import maak_rapport
from services.reports.domain.vragen import (
    BOVEN,
    KINDEREN,
    Afspraak,
    Cijfervraag,
    Gegevens,
    Opdracht,
    vergelijkvragen,
    vraag_boven,
    vragen,
    vragen_onder,
)
from shared.contracts.rapporten import Lezer
from shared.contracts.schooljaar import lees, schooljaar_van
from shared.runtime.clock import Clock
from shared.runtime.errors import Fatal, Unavailable
from shared.runtime.logging import get_logger
from shared.runtime.metrics import counter, histogram

_NOG_EENS: Final = 3
_KINDEREN_MAX: Final = 500

log = get_logger(__name__)


class Reden(StrEnum):
    """Why a document did not come; the gateway says it in words."""

    NIET_ZICHTBAAR = "niet_zichtbaar"
    """The reader does not see the unit (any more)."""
    FOUT = "fout"
    """Our own error, or it ended its maker too often."""


class NietZichtbaar(Exception):
    """The gateway does not know this for the reader."""


@dataclass(frozen=True)
class Werk:
    """A request in hand, locked for others; `pogingen`: how often it was begun, this time included."""

    id: UUID
    opdracht: Opdracht
    pogingen: int


class Werkvoorraad(Protocol):
    """Requests and documents in the database. All raise Unavailable."""

    async def begin(self, id_: UUID) -> None:
        """Mark it as being made, and count the attempt."""
        ...

    async def geef_terug(self, id_: UUID) -> None:
        """It could not be made now: the attempt does not count."""
        ...

    def pak(self, id_: UUID) -> AbstractAsyncContextManager["Aanwerk | None"]:
        """The request, locked until the end of the block; None: made already, gone, or in other hands. What the
        block writes is kept when it ends without exception, together or not at all."""
        ...

    async def vergeten(self, voor: datetime, hoogstens: int) -> Sequence[UUID]:
        """Requests from before a moment that are not made yet, the oldest first."""
        ...

    async def ruim_op(self, voor: datetime) -> int:
        """Remove requests from before a moment, with their documents."""
        ...


class Aanwerk(Protocol):
    """What can become of a request in hand."""

    @property
    def werk(self) -> Werk: ...

    async def klaar(self, naam: str, inhoud: bytes, nu: datetime) -> None: ...

    async def mislukt(self, reden: Reden, nu: datetime) -> None: ...


class Cijfers(Protocol):
    """The gateway, asked in the view of one reader. All raise Unavailable, NietZichtbaar."""

    async def waarden(self, lezer: Lezer, vraag: Cijfervraag) -> Json: ...

    async def eenheid(self, lezer: Lezer, niveau: str, code: str) -> Json: ...

    async def doelen(self, lezer: Lezer, swv: str | None) -> Sequence[Json]: ...


class Afspraken(Protocol):
    """What was agreed in conversations."""

    async def vorige(self, lezer: Lezer, niveau: str, eenheid: str) -> Sequence[Afspraak]:
        """Those of the last conversation about the unit, as this reader may see them. Raises Unavailable."""
        ...


Schrijver = Callable[[Document], bytes]
"""Makes a Word file of a document."""


@dataclass(frozen=True)
class Maker:
    """Makes one document at a time."""

    voorraad: Werkvoorraad
    cijfers: Cijfers
    schrijf: Schrijver
    clock: Clock
    pogingen_max: int
    voorbeeld: bool = False
    afspraken: Afspraken | None = None

    async def maak(self, id_: UUID) -> None:
        """Make the document, unless it is there already. Raises Unavailable: nothing is written, try again."""
        await self.voorraad.begin(id_)
        try:
            async with self.voorraad.pak(id_) as aanwerk:
                if aanwerk is not None:
                    await self._maak(aanwerk)
        except (Unavailable, Fatal):
            await self.voorraad.geef_terug(id_)
            raise

    async def _maak(self, aanwerk: Aanwerk) -> None:
        begonnen, soort = time.monotonic(), aanwerk.werk.opdracht.vraag.soort
        uitkomst = "gemaakt"
        try:
            document = await self._document(aanwerk.werk)
            inhoud = await asyncio.to_thread(self.schrijf, document)
        except (Unavailable, Fatal):
            raise
        except NietZichtbaar:
            uitkomst = Reden.NIET_ZICHTBAAR
            await aanwerk.mislukt(Reden.NIET_ZICHTBAAR, self.clock.now())
        except Exception as fout:
            # One document that we can't make must not keep all others waiting.
            uitkomst = Reden.FOUT
            log.error("rapport is mislukt", exc_info=fout, soort=soort)
            await aanwerk.mislukt(Reden.FOUT, self.clock.now())
        else:
            await aanwerk.klaar(document.bestandsnaam, inhoud, self.clock.now())
        counter("pos_rapporten_total").labels(soort, uitkomst).inc()
        histogram("pos_rapport_seconden").labels(soort).observe(time.monotonic() - begonnen)

    async def _document(self, werk: Werk) -> Document:
        if werk.pogingen > self.pogingen_max:
            raise TeVaakGeprobeerd
        return maak_rapport(await self._gegevens(werk))

    async def _gegevens(self, werk: Werk) -> Gegevens:
        opdracht, nu = werk.opdracht, self.clock.now()
        vraag, lezer = opdracht.vraag, opdracht.lezer
        loopt = lees(vraag.schooljaar) == schooljaar_van(self.clock.today())
        eenheid = await self.cijfers.eenheid(lezer, vraag.niveau.value, vraag.eenheid)
        kinderen, onder = await self._onder(opdracht, eenheid)
        return Gegevens(
            opdracht=opdracht,
            eenheid=eenheid,
            antwoorden=await self._antwoorden(lezer, vragen(opdracht, loopt)),
            gemaakt_op=nu,
            loopt=loopt,
            boven=await self._boven(opdracht, eenheid) if "verwijzingen" in opdracht.themas else (),
            voorbeeld=self.voorbeeld,
            vergelijkingen=await self._vergelijkingen(lezer, vergelijkvragen(opdracht)),
            kinderen=kinderen,
            onder=onder,
            doelen=await self._doelen(opdracht),
            afspraken=await self._afspraken(opdracht),
            rapport=str(werk.id),
        )

    async def _vergelijkingen(self, lezer: Lezer, gesteld: Mapping[str, Cijfervraag]) -> Mapping[str, Json]:
        gekregen = await asyncio.gather(*(self.cijfers.waarden(lezer, vraag) for vraag in gesteld.values()))
        return dict(zip(gesteld, gekregen, strict=True))

    async def _onder(self, opdracht: Opdracht, eenheid: Json) -> tuple[list[Json], Mapping[str, list[Antwoord]]]:
        """The units inside with their figures, by name; none for a school."""
        alle = [een for een in eenheid.get("kinderen", ()) if een["zicht"] == "eigen"]
        niveaus = KINDEREN.get(opdracht.vraag.niveau, ())
        niveau = next((een for een in niveaus if any(kind["niveau"] == een for kind in alle)), None)
        kinderen = [kind for kind in alle if kind["niveau"] == niveau][:_KINDEREN_MAX]
        kinderen.sort(key=lambda kind: str(kind["naam"]).casefold())
        if niveau is None:
            return [], {}
        gesteld = vragen_onder(opdracht, niveau, [kind["eenheid"] for kind in kinderen])
        gekregen = await asyncio.gather(*(self.cijfers.waarden(opdracht.lezer, vraag) for vraag in gesteld.values()))
        return kinderen, {code: _op_volgorde(json, kinderen) for code, json in zip(gesteld, gekregen, strict=True)}

    async def _afspraken(self, opdracht: Opdracht) -> Sequence[Afspraak]:
        """Of the last conversation; none as long as nobody writes conversations down."""
        vraag = opdracht.vraag
        if self.afspraken is None:
            return ()
        return await self.afspraken.vorige(opdracht.lezer, vraag.niveau.value, vraag.eenheid)

    async def _doelen(self, opdracht: Opdracht) -> Sequence[Json]:
        """Goals about the unit itself or about the SWV's that it is in; never more than who asked may see."""
        if "doelen" not in opdracht.themas:
            return ()
        niveau, eenheid = opdracht.vraag.niveau.value, opdracht.vraag.eenheid
        alle = await self.cijfers.doelen(opdracht.lezer, opdracht.grens.binnen)
        return [een for een in alle if een["niveau"] == "swv" or (een["niveau"], een["eenheid"]) == (niveau, eenheid)]

    async def _antwoorden(self, lezer: Lezer, gesteld: Mapping[str, Cijfervraag]) -> Mapping[str, Antwoord]:
        """All answers, of one and the same moment when the figures stand still for long enough."""
        for _ in range(_NOG_EENS):
            gekregen = await asyncio.gather(*(self.cijfers.waarden(lezer, vraag) for vraag in gesteld.values()))
            if len({json.get("stand") for json in gekregen}) == 1:
                break
        return {naam: Antwoord(json) for naam, json in zip(gesteld, gekregen, strict=True)}

    async def _boven(self, opdracht: Opdracht, eenheid: Json) -> list[tuple[str, str, Waarde]]:
        """Applications of the units above, as far as the reader may compare with them."""
        ouders = [ouder for niveau in BOVEN for ouder in eenheid["ouders"] if ouder["niveau"] == niveau]
        binnen, jaar = opdracht.grens.binnen, opdracht.vraag.schooljaar
        ouders = [ouder for ouder in ouders if ouder["niveau"] != "swv" or binnen in (None, ouder["eenheid"])]
        gevraagd = [vraag_boven(opdracht, ouder["niveau"], ouder["eenheid"]) for ouder in ouders]
        gekregen = await asyncio.gather(*(self.cijfers.waarden(opdracht.lezer, vraag) for vraag in gevraagd))
        waarden = [Antwoord(json).totaal(jaar) for json in gekregen]
        return [(o["niveau"], o["naam"], waarde) for o, waarde in zip(ouders, waarden, strict=True)]


def _op_volgorde(json: Json, kinderen: Sequence[Json]) -> list[Antwoord]:
    """The answer of each unit, in our order."""
    plaats = {reeks["eenheid"]: nummer for nummer, reeks in enumerate(json["reeksen"])}
    return [Antwoord(json, plaats[kind["eenheid"]]) for kind in kinderen]


class TeVaakGeprobeerd(Exception):
    """Making this document ended the process more than once."""


@dataclass(frozen=True)
class Opruimer:
    """What happens by the clock: forgotten requests are made, old ones removed."""

    voorraad: Werkvoorraad
    maker: Maker
    clock: Clock
    vergeten_na: timedelta
    bewaren: timedelta

    async def maak_vergeten(self) -> None:
        """Make what waits though its message must have come, as when Kafka was away when it was asked."""
        for id_ in await self.voorraad.vergeten(self.clock.now() - self.vergeten_na, _HOOGSTENS):
            await self.maker.maak(id_)

    async def ruim_op(self) -> None:
        """Remove what is older than may be kept."""
        aantal = await self.voorraad.ruim_op(self.clock.now() - self.bewaren)
        if aantal:
            log.info("oude rapporten verwijderd", aantal=aantal)


_HOOGSTENS: Final = 20
