"""Gathering what a document of a published profile is made of: one version, and the look of its SWV."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from services.reports.domain.document import Document
from services.reports.domain.profiel.lezen import Profielgegevens
from services.reports.domain.profiel.profiel import maak_profiel
from services.reports.domain.profiel.schoolgids import maak_schoolgids
from services.reports.domain.vragen import Opdracht
from services.reports.handlers.poorten import Cijfers, Werkvoorraad
from shared.runtime.clock import Clock

_KENMERK: Final = 16
_MAKERS: Final[Mapping[str, Callable[[Profielgegevens], Document]]] = {
    "profiel": maak_profiel,
    "schoolgids": maak_schoolgids,
}


@dataclass(frozen=True)
class Profiellezer:
    """Reads the version that is asked. `voorbeeld`: the profiles are invented; `opmaak` names our layout."""

    cijfers: Cijfers
    voorraad: Werkvoorraad
    clock: Clock
    voorbeeld: bool = False
    opmaak: str = ""

    async def lees(self, opdracht: Opdracht) -> tuple[Profielgegevens, bytes]:
        """The version with the key of all that decides its document: what was published, the template and our layout.
        Raises Unavailable, NietZichtbaar (withdrawn)."""
        vraag, swv = opdracht.vraag, opdracht.grens.binnen
        assert swv is not None, "the gateway wrote down whose profile it is"
        assert vraag.nummer is not None, "the gateway wrote down which version"
        inhoud = await self.cijfers.profiel(vraag.eenheid, vraag.schooljaar, vraag.nummer, swv)
        sjabloon = await self.voorraad.sjabloon(swv)
        delen = [vraag.soort, inhoud, self.voorbeeld, self.opmaak, sjabloon.kenmerk]
        sleutel = hashlib.sha256(json.dumps(delen, sort_keys=True).encode()).digest()
        gelezen = Profielgegevens(inhoud, self.clock.now(), self.voorbeeld, sjabloon)
        return replace(gelezen, kenmerk=sleutel.hex()[:_KENMERK]), sleutel


def maak_document(soort: str, gegevens: Profielgegevens) -> Document:
    """The document of this kind."""
    return _MAKERS[soort](gegevens)
