"""`GET /v1/doelen`: the goals that this caller sees, each with the running value of its indicator."""

from datetime import date
from typing import Any
from uuid import UUID

from services.gateway.domain.doelen import Koers, Punt, als_json, jaren, koers, nu_en_vorig, punt, ziet
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.kwaliteit.doelbeheer import sleutel_van
from services.gateway.domain.kwaliteit.standaarden import mag_schrijven
from services.gateway.domain.open.rijen import Doel
from services.gateway.domain.rechten import Rechten, context
from services.gateway.domain.vraag import OngeldigeVraag
from services.gateway.handlers.bronnen import geef_cijfers
from services.gateway.handlers.poorten import Gegevens, OnbekendeEenheid
from services.gateway.handlers.waarden import moment
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import INDICATOREN, Definitie
from shared.contracts.schooljaar import lees, schooljaar_van, tekst


async def geef_doelen(gegevens: Gegevens, rechten: Rechten, swv: int | None, vandaag: date) -> list[dict[str, Any]]:
    """The goals by SWV, plan and code. `swv`: only of this one. Raises Unavailable."""
    return [
        await met_waarde(gegevens, rechten, een, vandaag) for een in await zichtbaar(gegevens, rechten, swv, vandaag)
    ]


async def zichtbaar(gegevens: Gegevens, rechten: Rechten, swv: int | None, vandaag: date) -> list[Doel]:
    """The goals that hold and that this caller sees, without their values. Raises Unavailable."""
    async with gegevens.lezing(rechten, schooljaar_van(vandaag)) as lezing:
        organisatie = await lezing.organisatie((await lezing.versies()).organisatie)
        alle = await lezing.open_data.doelen()
    return [een for een in alle if swv in (None, een.swv) and ziet(een, rechten, organisatie)]


async def zoek_doel(gegevens: Gegevens, rechten: Rechten, id_: UUID, vandaag: date) -> Doel:
    """One goal by its id. Raises OnbekendeEenheid, Unavailable."""
    alle = await zichtbaar(gegevens, rechten, None, vandaag)
    gevonden = next((een for een in alle if sleutel_van(een).id == id_), None)
    if gevonden is None:
        raise OnbekendeEenheid
    return gevonden


async def met_waarde(gegevens: Gegevens, rechten: Rechten, doel: Doel, vandaag: date) -> dict[str, Any]:
    """One goal as the API shows it. Raises Unavailable."""
    definitie = INDICATOREN.get(doel.indicator or "")
    if definitie is None:
        koers_ = Koers(None, None, None, "geen indicator die dit doel meet")
        return {**als_json(doel, None, None, koers_), **_beheer(doel, rechten)}
    eenheid = Eenheid(Niveau(doel.niveau), doel.eenheid)
    nu, vorig = await nu_van(gegevens, rechten, eenheid, definitie, vandaag)
    return {**als_json(doel, nu, vorig, koers(doel, nu, vorig)), **_beheer(doel, rechten)}


def _beheer(doel: Doel, rechten: Rechten) -> dict[str, Any]:
    """Who changed it here, and the notes, which are for the SWV itself."""
    van_swv = doel.swv in context(rechten).swvs
    id_ = sleutel_van(doel).id
    return {
        "id": str(id_),
        "notitie": doel.notitie if van_swv else None,
        "gewijzigdOp": moment(doel.gewijzigd_op) if doel.van_hier and doel.gewijzigd_op else None,
        "gewijzigdDoor": doel.gewijzigd_door if doel.van_hier and van_swv else None,
        "magWijzigen": mag_schrijven(rechten, doel.swv),
        "_links": {"self": {"href": f"/v1/doelen/{id_}"}},
    }


async def nu_van(
    gegevens: Gegevens, rechten: Rechten, eenheid: Eenheid, definitie: Definitie, vandaag: date
) -> tuple[Punt | None, Punt | None]:
    """What an indicator says now of a unit, and the schooljaar before; see services.gateway.domain.doelen."""
    return nu_en_vorig(await _punten(gegevens, rechten, eenheid, definitie, vandaag))


async def _punten(
    gegevens: Gegevens, rechten: Rechten, eenheid: Eenheid, definitie: Definitie, vandaag: date
) -> list[Punt]:
    """The values that the caller may see, oldest first; none when the indicator does not know this level."""
    parameters = [("niveau", eenheid.niveau.value), ("eenheid", eenheid.code)]
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
