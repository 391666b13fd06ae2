"""A question for a comparison: one unit, one schooljaar; the rest as a question for values."""

from typing import Final

from services.gateway.domain.vraag import Basisvraag, Misser, OngeldigeVraag, Parameters, Vraag, lees_basisvraag
from shared.contracts.indicatoren import Definitie, Indicator

_HOORT_NIET: Final = ("splitsing", "zicht", "periode", "boekjaar")


def lees_vergelijkvraag(indicator: Indicator, parameters: Parameters, lopend: int) -> Vraag:
    """The question in these query parameters. Raises OngeldigeVraag with every mistake."""
    return lees_vergelijkbasis(indicator, parameters, lopend).over(indicator)


def lees_vergelijkbasis(definitie: Definitie, parameters: Parameters, lopend: int) -> Basisvraag:
    """The same, for an indicator of any source."""
    missers = [
        Misser(f"query.{naam}", "hoort niet bij een vergelijking")
        for naam in _HOORT_NIET
        if any(gegeven == naam for gegeven, _ in parameters)
    ]
    overig = [(naam, waarde) for naam, waarde in parameters if naam not in _HOORT_NIET]
    try:
        vraag = lees_basisvraag(definitie, overig, lopend)
    except OngeldigeVraag as fout:
        raise OngeldigeVraag([*missers, *fout.missers]) from fout
    if len(vraag.eenheden) > 1:
        missers.append(Misser("query.eenheid", "mag één keer gegeven worden"))
    if len(vraag.schooljaren) > 1:
        missers.append(Misser("query.schooljaar", "is bij een vergelijking één schooljaar"))
    if missers:
        raise OngeldigeVraag(missers)
    return vraag
