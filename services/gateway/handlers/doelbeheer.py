"""Goals as an SWV writes them: one goal with its history, new ones, changed ones, and those that lapse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.kwaliteit.doelbeheer import (
    Doelversie,
    Invoer,
    Sleutel,
    invoer_van,
    lees_doel,
    lees_nieuw_doel,
    sleutel_van,
)
from services.gateway.domain.kwaliteit.standaarden import mag_schrijven
from services.gateway.domain.open.rijen import Doel
from services.gateway.domain.vraag import Misser, OngeldigeVraag
from services.gateway.handlers.doelen import met_waarde, zoek_doel
from services.gateway.handlers.poorten import Beller, Gegevens, IntussenGewijzigd, NietVoorDezeRol
from services.gateway.handlers.waarden import etag_past, maak_etag
from shared.contracts.eenheden import Niveau
from shared.contracts.schooljaar import schooljaar_van


@dataclass(frozen=True, slots=True)
class Doelblad:
    """A goal that holds, as the API shows it, with what was written here before (for the SWV only)."""

    doel: Doel
    json: Mapping[str, Any]
    geschiedenis: Sequence[Doelversie]

    @property
    def etag(self) -> str:
        """Names what this goal says; give it back in If-Match to overwrite nothing that was not seen."""
        return maak_etag("doel", self.doel)


async def toon_doel(gegevens: Gegevens, beller: Beller, id_: UUID, vandaag: date) -> Doelblad:
    """Raises OnbekendeEenheid, Unavailable."""
    doel = await zoek_doel(gegevens, beller.rechten, id_, vandaag)
    async with gegevens.lezing(beller.rechten, schooljaar_van(vandaag)) as lezing:
        geschiedenis = await lezing.werk.doelversies(sleutel_van(doel))
    return Doelblad(doel, await met_waarde(gegevens, beller.rechten, doel, vandaag), geschiedenis)


async def wijzig_doel(
    gegevens: Gegevens, beller: Beller, id_: UUID, inhoud: Mapping[str, object], nu: datetime, vandaag: date,
    zag: str | None,
) -> Doelblad:  # fmt: skip
    """Change a goal; the same again changes nothing. `zag` is the If-Match header.

    Raises:
        OnbekendeEenheid, NietVoorDezeRol: only staff of the SWV.
        OngeldigeVraag, IntussenGewijzigd, Unavailable
    """
    blad = await _eigen(gegevens, beller, id_, vandaag, zag)
    nieuw = lees_doel(inhoud, Niveau(blad.doel.niveau))
    if nieuw != invoer_van(blad.doel):
        await _schrijf(gegevens, beller, _volgende(blad, nieuw, nu, beller, vervallen=False))
    return await toon_doel(gegevens, beller, id_, vandaag)


async def laat_vervallen(
    gegevens: Gegevens, beller: Beller, id_: UUID, nu: datetime, vandaag: date, zag: str | None
) -> None:
    """The goal no longer holds; what it said stays in the history. Raises as `wijzig_doel`."""
    blad = await _eigen(gegevens, beller, id_, vandaag, zag)
    await _schrijf(gegevens, beller, _volgende(blad, invoer_van(blad.doel), nu, beller, vervallen=True))


async def maak_doel(
    gegevens: Gegevens, beller: Beller, inhoud: Mapping[str, object], nu: datetime, vandaag: date
) -> Doelblad:
    """A new goal. Raises as `wijzig_doel`."""
    async with gegevens.lezing(beller.rechten, schooljaar_van(vandaag)) as lezing:
        organisatie = await lezing.organisatie((await lezing.versies()).organisatie)
        sleutel, eenheid, invoer = lees_nieuw_doel(inhoud, organisatie)
        if not mag_schrijven(beller.rechten, sleutel.swv):
            raise NietVoorDezeRol
        eerder = await lezing.werk.doelversies(sleutel)
        geldt = sleutel in map(sleutel_van, await lezing.open_data.doelen())
    if geldt:
        raise OngeldigeVraag([Misser("bericht.code", "staat al in dit plan")])
    versie = eerder[0].versie + 1 if eerder else 1
    await _schrijf(gegevens, beller, Doelversie(sleutel, versie, eenheid, invoer, False, nu, beller.naam))
    return await toon_doel(gegevens, beller, sleutel.id, vandaag)


async def _eigen(gegevens: Gegevens, beller: Beller, id_: UUID, vandaag: date, zag: str | None) -> Doelblad:
    blad = await toon_doel(gegevens, beller, id_, vandaag)
    if not mag_schrijven(beller.rechten, blad.doel.swv):
        raise NietVoorDezeRol
    if zag is not None and not etag_past(blad.etag, zag):
        raise IntussenGewijzigd
    return blad


def _volgende(blad: Doelblad, invoer: Invoer, nu: datetime, beller: Beller, *, vervallen: bool) -> Doelversie:
    doel = blad.doel
    sleutel, eenheid = Sleutel(doel.swv, doel.plan, doel.code), Eenheid(Niveau(doel.niveau), doel.eenheid)
    return Doelversie(sleutel, doel.versie + 1, eenheid, invoer, vervallen, nu, beller.naam)


async def _schrijf(gegevens: Gegevens, beller: Beller, nieuw: Doelversie) -> None:
    if not await gegevens.werkboek.schrijf_doel(beller.rechten, nieuw):
        raise IntussenGewijzigd
