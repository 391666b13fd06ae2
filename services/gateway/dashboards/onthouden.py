"""Answers to single questions, kept for the next view of the same unit: with another comparison it asks most of them
again, and so does another dashboard."""

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

import orjson

from services.gateway.dashboards.geheugen import Geheugen
from services.gateway.dashboards.poorten import Json, Vraag, Vraagbaak
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.rechten import Rechten
from services.gateway.domain.staat import Staat
from services.gateway.handlers.leesspoor import Leesspoor, apart, spoor

BRONNEN: Final = frozenset({"waarden", "vergelijking"})
_BEWAARD_BYTES: Final = 48 * 2**20


class Kijker(NamedTuple):
    """Who looks at which unit, on which day: with the same staat the same answers, and the same trace of reading."""

    rechten: Rechten
    eenheid: Eenheid
    vandaag: date


class Bewaard(NamedTuple):
    """An answer of the API as JSON, the staat that it was made from, and what the read audit must know of giving it."""

    staat: Staat
    json: bytes
    spoor: Leesspoor


class Antwoordgeheugen(Geheugen[tuple[Kijker, Vraag], Bewaard]):
    """The least recently used goes first."""

    def __init__(self, ruimte: int = _BEWAARD_BYTES) -> None:
        super().__init__(ruimte, lambda een: len(een.json))


@dataclass(frozen=True, slots=True)
class Onthouden:
    """Vraagbaak that asks `cijfers`, a view of this staat, only what is not known of the same staat."""

    cijfers: Vraagbaak
    kijker: Kijker
    staat: Staat
    geheugen: Antwoordgeheugen

    async def antwoord(self, vraag: Vraag) -> Json:
        if vraag.bron not in BRONNEN:
            return await self.cijfers.antwoord(vraag)
        bewaard = self.geheugen.get((self.kijker, vraag))
        if bewaard is not None and bewaard.staat == self.staat:
            spoor().vul_aan(bewaard.spoor)
            gelezen: Json = orjson.loads(bewaard.json)
            return gelezen
        with apart(self.kijker.eenheid) as eigen:
            antwoord = await self.cijfers.antwoord(vraag)
        spoor().vul_aan(eigen)
        self.geheugen.zet((self.kijker, vraag), Bewaard(self.staat, orjson.dumps(antwoord), eigen))
        return antwoord
