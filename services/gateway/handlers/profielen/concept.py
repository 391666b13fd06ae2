"""Writing a profile: beginning with last year's answers, saving answer by answer, and the checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.profielen.antwoord import over_te_nemen
from services.gateway.domain.profielen.formulier import Formulier
from services.gateway.domain.profielen.keuring import Bevinding, keur
from services.gateway.domain.profielen.profiel import (
    Concept,
    Ingevuld,
    Mag,
    Sleutel,
    Staat,
    Wijziging,
    jaren_open,
    volgende_staten,
)
from services.gateway.domain.rechten import Rechten
from services.gateway.handlers.poorten import Beller, Gegevens, NietVoorDezeRol, OnbekendeEenheid
from services.gateway.handlers.profielen.cijfers import eigen_cijfers
from services.gateway.handlers.profielen.kader import Kader, kader
from services.gateway.handlers.profielen.poorten import Formulierversie, Opgeslagen, Vorig
from services.gateway.handlers.waarden import maak_etag
from shared.contracts.lidmaatschap import Lid
from shared.contracts.schooljaar import schooljaar_van, tekst


@dataclass(frozen=True, slots=True)
class Blad:
    """A draft (None: not begun) with its form, what stood there before, and what the caller may do."""

    sleutel: Sleutel
    lid: Lid
    organisatie: Organisatie
    mag: Mag
    geldt: Formulierversie
    concept: Concept | None
    vorig: Vorig | None

    @property
    def formulier(self) -> Formulier:
        return self.geldt.formulier

    @property
    def antwoorden(self) -> Mapping[str, Ingevuld]:
        return self.concept.antwoorden if self.concept else {}

    @property
    def schrijfbaar(self) -> bool:
        """May this caller change an answer now?"""
        return self.mag.schrijven and self.concept is not None and self.concept.staat is not Staat.TER_VASTSTELLING

    @property
    def staten(self) -> frozenset[Staat]:
        """Where this caller may bring it now."""
        return volgende_staten(self.concept.staat, self.mag) if self.concept else frozenset()

    @property
    def etag(self) -> str:
        """Names this versie of the whole draft, and of its form."""
        return maak_etag("concept", self.sleutel, self.concept and self.concept.versie, self.geldt.versie)


async def toon(gegevens: Gegevens, rechten: Rechten, sleutel: Sleutel, vandaag: date) -> Blad:
    """A draft, for the school, its board and its SWV. Raises OnbekendeEenheid, Unavailable."""
    return await _blad(gegevens, await kader(gegevens, rechten, sleutel, schooljaar_van(vandaag)))


async def _blad(gegevens: Gegevens, om: Kader) -> Blad:
    boek = gegevens.profielboek
    concept, vorig = await boek.concept(om.sleutel), await boek.vorig(om.sleutel)
    return Blad(om.sleutel, om.lid, om.organisatie, om.mag, om.geldt, concept, vorig)


async def begin(gegevens: Gegevens, beller: Beller, sleutel: Sleutel, nu: datetime, vandaag: date) -> Blad:
    """Make a draft in which last year's answers stand ready; where there is one already, nothing changes.

    Raises:
        OnbekendeEenheid: also for a schooljaar that can't be written (yet, or any more).
        NietVoorDezeRol: only the school begins.
        Unavailable
    """
    blad = await _van_school(gegevens, beller, sleutel, vandaag)
    if blad.concept is not None:
        return blad
    if sleutel.schooljaar not in jaren_open(schooljaar_van(vandaag)):
        raise OnbekendeEenheid
    over = _overgenomen(blad, nu, beller.naam)
    await gegevens.profielboek.begin(Concept(sleutel, Staat.CONCEPT, 1, nu, nu, beller.naam, nu, "", over))
    return await toon(gegevens, beller.rechten, sleutel, vandaag)


def _overgenomen(blad: Blad, nu: datetime, door: str) -> dict[str, Ingevuld]:
    if blad.vorig is None:
        return {}
    per_code = blad.formulier.per_code
    return {
        code: Ingevuld(antwoord, 1, nu, door, overgenomen=True)
        for code, antwoord in blad.vorig.antwoorden.items()
        if code in per_code and over_te_nemen(per_code[code], antwoord)
    }


async def bewaar(
    gegevens: Gegevens, beller: Beller, sleutel: Sleutel, wijzigingen: Sequence[Wijziging], nu: datetime, vandaag: date
) -> tuple[Blad, Opgeslagen]:
    """Keep answers; what somebody else changed since the caller saw it is left alone, and told. The blad is of before.

    Raises:
        OnbekendeEenheid: also where there is no draft, or the form has no such item.
        NietVoorDezeRol, NietInDezeStaat, Unavailable
    """
    blad = await _van_school(gegevens, beller, sleutel, vandaag)
    if blad.concept is None or not {een.item for een in wijzigingen} <= set(blad.formulier.per_code):
        raise OnbekendeEenheid
    return blad, await gegevens.profielboek.bewaar(sleutel, wijzigingen, nu, beller.naam)


async def keuring(gegevens: Gegevens, rechten: Rechten, blad: Blad, vandaag: date) -> list[Bevinding]:
    """What the checks say of a draft. Raises Unavailable."""
    eigen = await eigen_cijfers(gegevens, rechten, blad.sleutel, vandaag)
    vorig = tekst(blad.vorig.schooljaar) if blad.vorig else ""
    return keur(blad.formulier, blad.antwoorden, eigen, vorig)


async def _van_school(gegevens: Gegevens, beller: Beller, sleutel: Sleutel, vandaag: date) -> Blad:
    blad = await toon(gegevens, beller.rechten, sleutel, vandaag)
    if not blad.mag.schrijven:
        raise NietVoorDezeRol
    return blad


def met(blad: Blad, opgeslagen: Opgeslagen) -> Blad:
    """The same blad with what was kept, and what stands there now."""
    assert blad.concept is not None, "only a draft is written in"
    nieuw = {**blad.concept.antwoorden, **opgeslagen.bewaard, **opgeslagen.botst}
    return replace(blad, concept=replace(blad.concept, antwoorden=nieuw))
