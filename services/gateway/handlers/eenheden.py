"""Units: what this caller may see, and the way down and up."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from services.gateway.domain.eenheden import Kaart, Zichtbaar, zoek
from services.gateway.domain.eenheid import Eenheid, heeft_vorm, herken
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import Rechten, Spoor, context
from services.gateway.handlers.leesspoor import spoor
from services.gateway.handlers.poorten import Gegevens, Lezing, OnbekendeEenheid
from shared.contracts.eenheden import Niveau


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """Filters of a list of units; None: not asked."""

    niveau: Niveau | None = None
    binnen: str | None = None
    schooljaar: int | None = None
    zoek: str | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """One unit with the units above and right below it."""

    zichtbaar: Zichtbaar
    ouders: list[Zichtbaar]
    kinderen: list[Zichtbaar]


def eenheid_json(een: Zichtbaar) -> dict[str, Any]:
    """One unit as API and pages show it."""
    niveau, code = een.eenheid
    return {
        "niveau": niveau.value,
        "eenheid": code,
        "naam": een.naam,
        "plaats": een.plaats,
        "zicht": een.zicht.value,
        "label": een.label,
    }


async def lijst(gegevens: Gegevens, rechten: Rechten, vraag: Zoekvraag, lopend: int) -> list[Zichtbaar]:
    """Visible units that answer the question. Raises OnbekendeEenheid (for `binnen`), Unavailable."""
    async with gegevens.lezing(rechten, lopend) as lezing:
        kaart = await _kaart(lezing, rechten, vraag.schooljaar)
    gevonden = (
        list(kaart.alle) if vraag.binnen is None else kaart.onder(_zichtbaar(kaart, herken(vraag.binnen)).eenheid)
    )
    if vraag.niveau is not None:
        gevonden = [een for een in gevonden if een.eenheid.niveau is vraag.niveau]
    return gevonden if vraag.zoek is None else zoek(gevonden, vraag.zoek)


async def detail(gegevens: Gegevens, rechten: Rechten, eenheid: Eenheid, lopend: int) -> Detail:
    """One unit with its surroundings. Raises OnbekendeEenheid, Unavailable."""
    async with gegevens.lezing(rechten, lopend) as lezing:
        kaart = await _kaart(lezing, rechten, None)
    zichtbaar = _zichtbaar(kaart, eenheid if heeft_vorm(eenheid) else None)
    return Detail(zichtbaar, kaart.ouders(eenheid), kaart.kinderen(eenheid))


def _zichtbaar(kaart: Kaart, eenheid: Eenheid | None) -> Zichtbaar:
    gevonden = kaart.een(eenheid) if eenheid else None
    if gevonden is None:
        raise OnbekendeEenheid
    return gevonden


async def _kaart(lezing: Lezing, rechten: Rechten, schooljaar: int | None) -> Kaart:
    versies = await lezing.versies()
    organisatie = await lezing.organisatie(versies.organisatie)
    spoor().thuis(rechten, organisatie)
    swvs = context(rechten).swvs
    sporen = await lezing.sporen(swvs, None, False) if swvs else frozenset()
    return _teken(rechten, organisatie, sporen, schooljaar)


@lru_cache(maxsize=64)
def _teken(rechten: Rechten, organisatie: Organisatie, sporen: frozenset[Spoor], schooljaar: int | None) -> Kaart:
    """Drawn once for who has the same rights, as long as nothing on it changed: every dashboard looks at it."""
    return Kaart(rechten, organisatie, sporen, schooljaar)
