"""What every step begins with: reference data, who may do what, the form that holds."""

from dataclasses import dataclass

from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.profielen.profiel import Mag, Sleutel, lid_van, mag
from services.gateway.domain.profielen.standaard import STANDAARD_VERSIE, standaardformulier
from services.gateway.domain.rechten import Rechten
from services.gateway.handlers.poorten import Gegevens, OnbekendeEenheid
from services.gateway.handlers.profielen.poorten import Formulierversie, Profielboek
from shared.contracts.lidmaatschap import Lid


@dataclass(frozen=True, slots=True)
class Kader:
    """One profile with what surrounds it."""

    sleutel: Sleutel
    organisatie: Organisatie
    lid: Lid
    mag: Mag
    geldt: Formulierversie


async def lees_organisatie(gegevens: Gegevens, rechten: Rechten, lopend: int) -> Organisatie:
    """Reference data of now. Raises Unavailable."""
    async with gegevens.lezing(rechten, lopend) as lezing:
        return await lezing.organisatie((await lezing.versies()).organisatie)


async def kader(gegevens: Gegevens, rechten: Rechten, sleutel: Sleutel, lopend: int) -> Kader:
    """For who may read the draft. Raises OnbekendeEenheid, Unavailable."""
    organisatie = await lees_organisatie(gegevens, rechten, lopend)
    lid, mag_ = lid_van(sleutel, organisatie), mag(rechten, sleutel, organisatie)
    if lid is None or not mag_.lezen:
        raise OnbekendeEenheid
    return Kader(sleutel, organisatie, lid, mag_, await geldend_formulier(gegevens.profielboek, sleutel.swv))


async def geldend_formulier(boek: Profielboek, swv: int) -> Formulierversie:
    """The form of an SWV now. Raises Unavailable."""
    eigen = await boek.formulieren(swv)
    return eigen[0] if eigen else Formulierversie(STANDAARD_VERSIE, standaardformulier())
