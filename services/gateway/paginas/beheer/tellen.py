"""Counts on the own figures that show what a setting gives away or takes away."""

from collections.abc import Sequence
from typing import Any, Final

from services.gateway.domain.ondergrens import Aantal, Gezin, oordelen
from services.gateway.domain.vraag import MAX_EENHEDEN
from services.gateway.handlers.bronnen import geef_cijfers
from services.gateway.handlers.eenheden import Zoekvraag, lijst
from services.gateway.handlers.poorten import Beller
from services.gateway.paginas.beheer.kader import Beheer
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.schooljaar import tekst

_KLEIN: Final = range(1, 5)
VOORBEELD: Final = 5
"""The lower bound that is counted with where none is set."""


async def kleine_groepen(beheer: Beheer, beller: Beller, swv: str) -> dict[str, Any] | None:
    """How often one to four pupils of one school share a need, last schooljaar; None: no schools to ask about."""
    reeksen, scholen = await _van_scholen(beheer, beller, swv, "behoefte")
    if not reeksen:
        return None
    klein = [sum(rij["waarde"] in _KLEIN for rij in periode["rijen"]) for periode in reeksen]
    return {"jaar": _jaar(beheer), "groepen": sum(klein), "scholen": sum(map(bool, klein)), "van": scholen}


async def onder_de_grens(beheer: Beheer, beller: Beller, swv: str, ondergrens: int) -> dict[str, Any] | None:
    """How many schools would not see their own number of applications of last schooljaar, and of how many of those
    that do the split by leerjaar is hidden, with this lower bound (0: with VOORBEELD)."""
    grens = ondergrens or VOORBEELD
    reeksen, scholen = await _van_scholen(beheer, beller, swv, "leerjaar")
    if not reeksen:
        return None
    aantallen = [Aantal(een["totaal"]["waarde"] or 0, [rij["waarde"] for rij in een["rijen"]]) for een in reeksen]
    gevonden = oordelen(Gezin(None, dict(enumerate(aantallen))), grens).values()
    weg = sum(een.tekst is not None for een in gevonden)
    rijen = sum(een.tekst is None and not een.rijen for een in gevonden)
    return {"jaar": _jaar(beheer), "grens": grens, "weg": weg, "rijen": rijen, "van": scholen}


def _jaar(beheer: Beheer) -> str:
    return tekst(beheer.lopend() - 1)


async def _van_scholen(
    beheer: Beheer, beller: Beller, swv: str, splitsing: str
) -> tuple[Sequence[dict[str, Any]], int]:
    """TLV applications of last schooljaar by school, split; and how many schools there are."""
    jaar = beheer.lopend() - 1
    scholen = await lijst(beheer.gegevens, beller.rechten, Zoekvraag(Niveau.SCHOOL, swv, jaar), beheer.lopend())
    if not scholen:
        return [], 0
    vraag = [("niveau", "school"), ("binnen", swv), ("schooljaar", tekst(jaar)), ("splitsing", splitsing)]
    vraag += [("eenheid", een.eenheid.code) for een in scholen[:MAX_EENHEDEN]]
    vandaag = beheer.bezoeken.clock.today()
    gevonden = await geef_cijfers(beheer.gegevens, beller.rechten, INDICATOREN["tlv-aanvragen"], vraag, vandaag, None)
    assert gevonden.inhoud is not None, "without If-None-Match there is always an answer"
    return [periode for reeks in gevonden.inhoud["reeksen"] for periode in reeks["perioden"]], len(scholen)
