"""The API from inside: the same handlers behind the same questions, all in one transaction, so that every number of a
dashboard is of the same moment."""

from collections.abc import AsyncIterator, Container, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from functools import cached_property
from typing import Any, Final, cast

from services.gateway.dashboards.poorten import Cijfers, Json, Teksten, Vraag
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.landelijk import Cijfer
from services.gateway.domain.staat import Plaats, Staat
from services.gateway.domain.toelichtingen import Plek
from services.gateway.handlers import toelichtingen
from services.gateway.handlers.bronnen import geef_cijfers, geef_vergeleken
from services.gateway.handlers.datakwaliteit import geef_bevindingen
from services.gateway.handlers.doelen import geef_doelen
from services.gateway.handlers.eenheden import Zoekvraag, detail, eenheid_json, lijst
from services.gateway.handlers.landelijk import geef_landelijk
from services.gateway.handlers.oordelen import geef_oordelen
from services.gateway.handlers.open_data import Opendata
from services.gateway.handlers.poorten import Beller, Gegevens, Lezing, OnbekendeEenheid
from services.gateway.handlers.standaarden import toon_standaarden
from services.gateway.handlers.tlv_bedragen import geldende_bedragen
from shared.contracts.eenheden import Niveau, swv_getal
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.schooljaar import lees, schooljaar_van
from shared.runtime.clock import Clock

_HANDLERS = {"waarden": geef_cijfers, "vergelijking": geef_vergeleken}
_EENMALIG = ("versies", "organisatie", "instellingen", "sporen", "vrijgave", "landelijk", "lijsten", "plaatsversies")
_ALLES: Final = frozenset(naam for naam in vars(Opendata) if not naam.startswith("_"))


class ApiCijfers:
    """Cijferbron over the handlers of the API."""

    def __init__(self, gegevens: Gegevens, clock: Clock) -> None:
        self._gegevens, self._clock = gegevens, clock

    async def staat(self, beller: Beller, plek: Plaats) -> Staat:
        return await self._gegevens.staat(beller.rechten, schooljaar_van(self._clock.today()), plek)

    @asynccontextmanager
    async def voor(self, beller: Beller) -> AsyncIterator[Cijfers]:
        vandaag = self._clock.today()
        async with self._gegevens.lezing(beller.rechten, schooljaar_van(vandaag)) as lezing:
            yield _Bij(cast(Gegevens, _EneLezing(self._gegevens, lezing)), beller, vandaag)


class _EneLezing:
    """Gegevens whose every view is the one that is open; the rest is that of the real one."""

    def __init__(self, gegevens: Gegevens, lezing: Lezing) -> None:
        self._gegevens, self._lezing = gegevens, cast(Lezing, _Onthoudend(lezing))

    def lezing(self, _rechten: object, _lopend: int) -> AbstractAsyncContextManager[Lezing]:
        return self._open()

    async def landelijk(self) -> Sequence[Cijfer]:
        """From the view that is open: a second connection for who holds one already would starve the pool."""
        return await self._lezing.landelijk()

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[Lezing]:
        yield self._lezing

    def __getattr__(self, naam: str) -> Any:
        return getattr(self._gegevens, naam)


class _Onthoudend:
    """A view that reads once what every question of a dashboard begins with."""

    def __init__(self, lezing: object, eenmalig: Container[str] = _EENMALIG) -> None:
        self._lezing, self._eenmalig = lezing, eenmalig
        self._bekend: dict[tuple[Any, ...], Any] = {}

    @cached_property
    def open_data(self) -> "_Onthoudend":
        """The tables of the open sources: each figure asks them anew, for the same schools and years."""
        bron = cast(Lezing, self._lezing).open_data
        return _Onthoudend(bron, _ALLES)

    def __getattr__(self, naam: str) -> Any:
        lees = getattr(self._lezing, naam)
        if naam not in self._eenmalig:
            return lees

        async def een_keer(*wat: Any) -> Any:
            sleutel = naam, *map(_vast, wat)
            if sleutel not in self._bekend:
                self._bekend[sleutel] = await lees(*wat)
            return self._bekend[sleutel]

        return een_keer


def _vast(wat: Any) -> Any:
    """An argument as something to look up by."""
    return frozenset(wat) if isinstance(wat, set | frozenset) else tuple(wat) if isinstance(wat, list) else wat


class _Bij:
    """Cijfers of one caller."""

    def __init__(self, gegevens: Gegevens, beller: Beller, vandaag: date) -> None:
        self._gegevens, self._beller, self._vandaag = gegevens, beller, vandaag

    async def staat(self, plek: Plaats) -> Staat:
        async with self._gegevens.lezing(self._beller.rechten, self._lopend()) as lezing:
            return await lezing.staat(plek)

    async def antwoord(self, vraag: Vraag) -> Json:
        if vraag.bron == "landelijk":
            return await geef_landelijk(self._gegevens, vraag.parameters)
        if vraag.bron == "doelen":
            return {"doelen": await geef_doelen(self._gegevens, self._beller.rechten, None, self._vandaag)}
        if vraag.bron == "oordelen":
            eenheid = Eenheid(Niveau(dict(vraag.parameters)["niveau"]), vraag.code)
            return {"oordelen": await geef_oordelen(self._gegevens, self._beller.rechten, eenheid, self._lopend())}
        if vraag.bron == "tlv-bedragen":
            async with self._gegevens.lezing(self._beller.rechten, self._lopend()) as lezing:
                return await geldende_bedragen(lezing, swv_getal(vraag.code))
        if vraag.bron == "standaarden":
            bladen = await toon_standaarden(self._gegevens, self._beller, vraag.code, self._vandaag)
            return {"standaarden": [blad.json for blad in bladen]}
        if vraag.bron == "datakwaliteit":
            return await self._datakwaliteit(vraag)
        geef, indicator = _HANDLERS[vraag.bron], INDICATOREN[vraag.code]
        gevonden = await geef(self._gegevens, self._beller.rechten, indicator, vraag.parameters, self._vandaag, None)
        assert gevonden.inhoud is not None, "only with If-None-Match there is nothing to show"
        return gevonden.inhoud

    async def toelichtingen(self, niveau: str, code: str, schooljaar: int) -> Teksten:
        eenheid, rechten = Eenheid(Niveau(niveau), code), self._beller.rechten
        async with self._gegevens.lezing(rechten, self._lopend()) as lezing:
            versies = await toelichtingen.geldende(lezing, rechten, eenheid, schooljaar)
            return Teksten(
                versies, await toelichtingen.mag_schrijven(lezing, rechten, Plek(eenheid, "", "", schooljaar))
            )

    async def _datakwaliteit(self, vraag: Vraag) -> Json:
        """Applications per finding in one schooljaar: `GET /v1/datakwaliteit` without what sources delivered."""
        jaar = lees(dict(vraag.parameters)["schooljaar"])
        rechten, jaren = self._beller.rechten, range(jaar, jaar + 1)
        gevonden = await geef_bevindingen(self._gegevens, rechten, vraag.code, self._lopend(), jaren)
        return {"totalen": dict(gevonden.bevindingen.totalen())}

    async def eenheid(self, niveau: str, code: str) -> Json:
        if niveau not in tuple(Niveau):
            raise OnbekendeEenheid
        gevonden = await detail(self._gegevens, self._beller.rechten, Eenheid(Niveau(niveau), code), self._lopend())
        return {
            **eenheid_json(gevonden.zichtbaar),
            "ouders": [eenheid_json(een) for een in gevonden.ouders],
            "kinderen": [eenheid_json(een) for een in gevonden.kinderen],
        }

    async def eenheden(
        self, *, niveau: str | None = None, binnen: str | None = None, zoek: str | None = None
    ) -> Sequence[Json]:
        vraag = Zoekvraag(Niveau(niveau) if niveau else None, binnen, None, zoek)
        gevonden = await lijst(self._gegevens, self._beller.rechten, vraag, self._lopend())
        return [eenheid_json(een) for een in gevonden]

    def _lopend(self) -> int:
        return schooljaar_van(self._vandaag)
