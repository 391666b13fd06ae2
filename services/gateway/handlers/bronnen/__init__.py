"""From an indicator to its source: leaf cells, the tables of the open sources, or two figures together.

This is the only place that chooses. Every source counts a question for the same units and periods (`Geteld`), so that
one figure can be divided by another.
"""

from datetime import date

from services.gateway.domain.rechten import Rechten
from services.gateway.domain.vraag import Parameters
from services.gateway.handlers.bronnen.antwoord import geef_overige_waarden
from services.gateway.handlers.bronnen.vergelijking import geef_overige_vergelijking
from services.gateway.handlers.poorten import Gegevens
from services.gateway.handlers.vergelijking import geef_vergelijking
from services.gateway.handlers.waarden import Antwoord, geef_waarden
from shared.contracts.indicatoren import Definitie, Indicator


async def geef_cijfers(
    gegevens: Gegevens, rechten: Rechten, definitie: Definitie, parameters: Parameters, vandaag: date, kent: str | None
) -> Antwoord:
    """The values of any indicator of the catalogue. Raises what geef_waarden raises."""
    if isinstance(definitie, Indicator):
        return await geef_waarden(gegevens, rechten, definitie, parameters, vandaag, kent)
    return await geef_overige_waarden(gegevens, rechten, definitie, parameters, vandaag, kent)


async def geef_vergeleken(
    gegevens: Gegevens, rechten: Rechten, definitie: Definitie, parameters: Parameters, vandaag: date, kent: str | None
) -> Antwoord:
    """Any indicator with what it is compared with. Raises what geef_vergelijking raises."""
    if isinstance(definitie, Indicator):
        return await geef_vergelijking(gegevens, rechten, definitie, parameters, vandaag, kent)
    return await geef_overige_vergelijking(gegevens, rechten, definitie, parameters, vandaag, kent)
