"""The API from inside: the same handlers behind the same questions, without HTTP between."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from services.gateway.domain.eenheden import Zichtbaar
from services.gateway.domain.eenheid import Eenheid
from services.gateway.handlers.eenheden import Zoekvraag, detail, lijst
from services.gateway.handlers.landelijk import geef_landelijk
from services.gateway.handlers.poorten import Beller, Gegevens, OnbekendeEenheid
from services.gateway.handlers.waarden import geef_waarden
from services.gateway.paginas.poorten import Json, Parameters
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import CATALOGUS
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.clock import Clock

# A page asks a dozen questions: they leave connections for others.
_TEGELIJK: Final = 4


class ApiCijfers:
    """Cijfers (services.gateway.paginas.poorten) over the handlers of the API."""

    def __init__(self, gegevens: Gegevens, clock: Clock) -> None:
        self._gegevens, self._clock = gegevens, clock
        self._beurt = asyncio.Semaphore(_TEGELIJK)

    async def waarden(self, beller: Beller, code: str, parameters: Parameters) -> Json:
        async with self._beurt:
            antwoord = await geef_waarden(
                self._gegevens, beller.rechten, CATALOGUS[code], parameters, self._clock.today(), None
            )
        assert antwoord.inhoud is not None, "only with If-None-Match there is nothing to show"
        return antwoord.inhoud

    async def eenheid(self, beller: Beller, niveau: str, code: str) -> Json:
        if niveau not in tuple(Niveau):
            raise OnbekendeEenheid
        gevonden = await detail(self._gegevens, beller.rechten, Eenheid(Niveau(niveau), code), self._lopend())
        return {
            **_json(gevonden.zichtbaar),
            "ouders": [_json(een) for een in gevonden.ouders],
            "kinderen": [_json(een) for een in gevonden.kinderen],
        }

    async def eenheden(
        self, beller: Beller, *, niveau: str | None = None, binnen: str | None = None, zoek: str | None = None
    ) -> Sequence[Json]:
        vraag = Zoekvraag(Niveau(niveau) if niveau else None, binnen, None, zoek)
        gevonden = await lijst(self._gegevens, beller.rechten, vraag, self._lopend())
        return [_json(een) for een in gevonden]

    async def landelijk(self) -> Json:
        return await geef_landelijk(self._gegevens, ())

    def _lopend(self) -> int:
        return schooljaar_van(self._clock.today())


def _json(een: Zichtbaar) -> dict[str, Any]:
    niveau, code = een.eenheid
    return {
        "niveau": niveau.value,
        "eenheid": code,
        "naam": een.naam,
        "plaats": een.plaats,
        "zicht": een.zicht.value,
        "label": een.label,
    }
