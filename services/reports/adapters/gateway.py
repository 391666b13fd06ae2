"""The gateway over HTTP, asked in the view of a reader: the same questions and answers as for people."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final

import httpx

from services.reports.domain.cijfers import Json
from services.reports.domain.vragen import Cijfervraag, Merk, Toelichting
from services.reports.handlers import NietZichtbaar
from shared.contracts.lezerspas import maak_pas
from shared.contracts.rapporten import Lezer
from shared.runtime.clock import Clock
from shared.runtime.errors import Fatal, Unavailable

_VERBINDINGEN: Final = 8
_BLADZIJDE: Final = 100
_NIET_ZICHTBAAR: Final = (403, 404)


class PasGeweigerd(Fatal):
    """The gateway does not accept our pass."""

    def __init__(self) -> None:
        super().__init__(
            "De gateway weigert de rapportdienst.",
            "Geef gateway en reports hetzelfde POS_DIENSTGEHEIM en laat ze zonder proxy met elkaar praten.",
        )


class GatewayCijfers:
    """Cijfers (services.reports.handlers) over a client of httpx."""

    def __init__(self, client: httpx.AsyncClient, geheim: bytes, clock: Clock) -> None:
        self._client, self._geheim, self._clock = client, geheim, clock

    async def antwoorden(self, lezer: Lezer, vragen: Sequence[Cijfervraag]) -> Sequence[Json]:
        inhoud = {"vragen": [vraag._asdict() for vraag in vragen]}
        gevonden: list[Json] = (await self._stuur("POST", "/v1/rapporten/cijfers", lezer, json=inhoud))["antwoorden"]
        return gevonden

    async def eenheid(self, lezer: Lezer, niveau: str, code: str) -> Json:
        return await self._haal(f"/v1/eenheden/{niveau}/{code}", lezer, ())

    async def merk(self, lezer: Lezer, niveau: str, eenheid: str, schooljaar: str) -> Merk:
        over = (("niveau", niveau), ("eenheid", eenheid), ("schooljaar", schooljaar))
        gevonden = await self._haal("/v1/rapporten/merk", lezer, over)
        return Merk(int(gevonden["versie"]), str(gevonden["merk"]))

    async def doelen(self, lezer: Lezer, swv: str | None) -> Sequence[Json]:
        parameters = (("paginaGrootte", str(_BLADZIJDE)), *((("swv", swv),) if swv else ()))
        gevonden: list[Json] = (await self._haal("/v1/doelen", lezer, parameters))["doelen"]
        return gevonden

    async def standaarden(self, lezer: Lezer, swv: str) -> Sequence[Json]:
        gevonden: list[Json] = (await self._haal(f"/v1/kwaliteitsoordelen/{swv}", lezer, ()))["standaarden"]
        return gevonden

    async def toelichtingen(self, lezer: Lezer, niveau: str, eenheid: str, schooljaar: str) -> Sequence[Toelichting]:
        over = (("niveau", niveau), ("eenheid", eenheid), ("schooljaar", schooljaar))
        gevonden = await self._haal("/v1/toelichtingen", lezer, (*over, ("paginaGrootte", str(_BLADZIJDE))))
        return [
            Toelichting(een["dashboard"], een["figuur"], een["tekst"], datetime.fromisoformat(een["geschrevenOp"]))
            for een in gevonden["toelichtingen"]
        ]

    async def profiel(self, school: str, schooljaar: str, nummer: int, swv: str) -> Json:
        pad = f"/v1/profielen/{school}/versies/{schooljaar}/{nummer}"
        gevonden = await self._vraag("GET", pad, {}, params={"swv": swv})
        return {naam: waarde for naam, waarde in gevonden.items() if naam != "_links"}

    async def open(self, lezer: Lezer, niveau: str, eenheid: str, swv: str | None) -> Sequence[Json]:
        """Afspraken (services.reports.handlers)."""
        vast = (("niveau", niveau), ("eenheid", eenheid), ("status", "open"), ("paginaGrootte", str(_BLADZIJDE)))
        parameters = (*vast, *((("swv", swv),) if swv else ()))
        gevonden: list[Json] = (await self._haal("/v1/afspraken", lezer, parameters))["afspraken"]
        return gevonden

    async def _haal(self, pad: str, lezer: Lezer, parameters: tuple[tuple[str, str], ...]) -> Json:
        return await self._stuur("GET", pad, lezer, params=list(parameters))

    async def _stuur(self, methode: str, pad: str, lezer: Lezer, **inhoud: Any) -> Json:
        pas = maak_pas(self._geheim, lezer, self._clock.now())
        return await self._vraag(methode, pad, {"Authorization": pas}, **inhoud)

    async def _vraag(self, methode: str, pad: str, koppen: dict[str, str], **inhoud: Any) -> Json:
        try:
            antwoord = await self._client.request(methode, pad, headers=koppen, **inhoud)
        except httpx.TransportError as fout:
            raise Unavailable("gateway") from fout
        return _inhoud(antwoord)


def _inhoud(antwoord: httpx.Response) -> Json:
    """The answer. Raises NietZichtbaar, PasGeweigerd, Unavailable; anything else is our own error."""
    if antwoord.status_code in _NIET_ZICHTBAAR:
        raise NietZichtbaar
    if antwoord.status_code == 401:
        raise PasGeweigerd
    if antwoord.status_code >= 500:
        raise Unavailable("gateway")
    antwoord.raise_for_status()
    inhoud: dict[str, Any] = antwoord.json()
    return inhoud


@asynccontextmanager
async def open_gateway(adres: str, geheim: bytes, seconden: float, clock: Clock) -> AsyncIterator[GatewayCijfers]:
    """The gateway at this address. No proxy of the environment comes in between."""
    # Its line per question says nothing that the metrics do not.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    grenzen = httpx.Limits(max_connections=_VERBINDINGEN)
    async with httpx.AsyncClient(base_url=adres, timeout=seconden, limits=grenzen, trust_env=False) as client:
        yield GatewayCijfers(client, geheim, clock)
