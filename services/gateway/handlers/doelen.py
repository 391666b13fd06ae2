"""`GET /v1/doelen`: the goals that this caller sees, each with the running value of its indicator."""

from datetime import date
from typing import Any

from services.gateway.domain.doelen import Koers, Punt, als_json, jaren, koers, nu_en_vorig, punt, ziet
from services.gateway.domain.open.rijen import Doel
from services.gateway.domain.rechten import Rechten
from services.gateway.domain.vraag import OngeldigeVraag
from services.gateway.handlers.bronnen import geef_cijfers
from services.gateway.handlers.poorten import Gegevens, OnbekendeEenheid
from shared.contracts.indicatoren import INDICATOREN, Definitie
from shared.contracts.schooljaar import lees, schooljaar_van, tekst


async def geef_doelen(gegevens: Gegevens, rechten: Rechten, swv: int | None, vandaag: date) -> list[dict[str, Any]]:
    """The goals by SWV, plan and code. `swv`: only of this one. Raises Unavailable."""
    async with gegevens.lezing(rechten, schooljaar_van(vandaag)) as lezing:
        organisatie = await lezing.organisatie((await lezing.versies()).organisatie)
        alle = await lezing.open_data.doelen()
    gezien = [een for een in alle if swv in (None, een.swv) and ziet(een, rechten, organisatie)]
    return [await _met_waarde(gegevens, rechten, een, vandaag) for een in gezien]


async def _met_waarde(gegevens: Gegevens, rechten: Rechten, doel: Doel, vandaag: date) -> dict[str, Any]:
    definitie = INDICATOREN.get(doel.indicator or "")
    if definitie is None:
        return als_json(doel, None, None, Koers(None, None, None, "geen indicator die dit doel meet"))
    nu, vorig = nu_en_vorig(await _punten(gegevens, rechten, doel, definitie, vandaag))
    return als_json(doel, nu, vorig, koers(doel, nu, vorig))


async def _punten(gegevens: Gegevens, rechten: Rechten, doel: Doel, definitie: Definitie, vandaag: date) -> list[Punt]:
    """The values that the caller may see, oldest first; none when the indicator does not know this level."""
    parameters = [("niveau", doel.niveau), ("eenheid", doel.eenheid)]
    if not definitie.voorraad:
        parameters += [("schooljaar", tekst(jaar)) for jaar in jaren(definitie, schooljaar_van(vandaag))]
    try:
        antwoord = await geef_cijfers(gegevens, rechten, definitie, parameters, vandaag, None)
    except (OngeldigeVraag, OnbekendeEenheid):
        return []
    assert antwoord.inhoud is not None, "only with If-None-Match there is nothing to show"
    (reeks,) = antwoord.inhoud["reeksen"]
    return [
        punt(definitie, None if periode["schooljaar"] is None else lees(periode["schooljaar"]), periode["totaal"])
        for periode in reeks["perioden"]
    ]
