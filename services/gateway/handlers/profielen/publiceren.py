"""Offering, giving back, establishing: the road of a draft to a published version that never changes."""

from datetime import date, datetime

from services.gateway.domain.profielen.document import maak_document
from services.gateway.domain.profielen.keuring import fouten
from services.gateway.domain.profielen.profiel import Gepubliceerd, Sleutel, Staat
from services.gateway.handlers.poorten import Beller, Gegevens, IntussenGewijzigd, NietVoorDezeRol
from services.gateway.handlers.profielen.cijfers import OPENBAAR, cijfers_bij
from services.gateway.handlers.profielen.concept import Blad, keuring, toon
from services.gateway.handlers.profielen.kader import kader
from services.gateway.handlers.profielen.poorten import NietInDezeStaat, OnbekendProfiel, Onvolledig
from services.gateway.handlers.waarden import etag_past
from shared.contracts.schooljaar import schooljaar_van


async def wissel(
    gegevens: Gegevens, beller: Beller, sleutel: Sleutel, naar: Staat, opmerking: str, zag: str, nu: datetime,
    vandaag: date,
) -> Blad:  # fmt: skip
    """Bring a draft into another state. `zag`: the ETag of what the caller saw: a board establishes what it read.

    Raises:
        OnbekendeEenheid, NietVoorDezeRol
        NietInDezeStaat: that state does not follow on this one.
        IntussenGewijzigd: it is not what the caller saw.
        Onvolledig: the checks found something that must be mended first.
        Unavailable
    """
    blad = await toon(gegevens, beller.rechten, sleutel, vandaag)
    await _mag_dit(gegevens, beller, blad, naar, zag, vandaag)
    assert blad.concept is not None, "a state follows only on a state"
    boek, versie = gegevens.profielboek, blad.concept.versie
    if naar is Staat.GEPUBLICEERD:
        gelukt = await boek.publiceer(versie, await _maak(gegevens, beller, blad, nu, vandaag), blad.lid)
    else:
        reden = opmerking if naar is Staat.CONCEPT and blad.mag.vaststellen else ""
        gelukt = await boek.zet_staat(sleutel, versie, naar, reden, nu, beller.naam)
    if not gelukt:
        raise IntussenGewijzigd
    return await toon(gegevens, beller.rechten, sleutel, vandaag)


async def _mag_dit(gegevens: Gegevens, beller: Beller, blad: Blad, naar: Staat, zag: str, vandaag: date) -> None:
    if not (blad.mag.schrijven or blad.mag.vaststellen):
        raise NietVoorDezeRol
    if naar is Staat.GEPUBLICEERD and not blad.mag.vaststellen:
        raise NietVoorDezeRol
    if naar not in blad.staten:
        raise NietInDezeStaat
    if not etag_past(blad.etag, zag):
        raise IntussenGewijzigd
    if naar is not Staat.CONCEPT and (open_ := fouten(await keuring(gegevens, beller.rechten, blad, vandaag))):
        raise Onvolledig(open_)


async def _maak(gegevens: Gegevens, beller: Beller, blad: Blad, nu: datetime, vandaag: date) -> Gepubliceerd:
    assert blad.concept is not None, "only a draft is published"
    eerder = [een for een in await gegevens.profielboek.versies(blad.sleutel.vestiging) if een.sleutel == blad.sleutel]
    nummer = max((een.nummer for een in eerder), default=0) + 1
    cijfers = await cijfers_bij(gegevens, beller.rechten, blad.sleutel, blad.formulier, vandaag, OPENBAAR)
    inhoud = maak_document(
        blad.concept, blad.geldt.versie, blad.formulier, blad.lid, blad.organisatie, cijfers, nummer, nu
    )
    return Gepubliceerd(blad.sleutel, nummer, blad.geldt.versie, inhoud, nu, beller.naam)


async def trek_in(
    gegevens: Gegevens, beller: Beller, sleutel: Sleutel, nummer: int, reden: str, nu: datetime, vandaag: date
) -> None:
    """Take a version from public view, for what should never have been there; only the board. An earlier one, if
    there is, stands again.

    Raises:
        OnbekendeEenheid, NietVoorDezeRol, Unavailable
        OnbekendProfiel: no such version, or withdrawn already.
    """
    om = await kader(gegevens, beller.rechten, sleutel, schooljaar_van(vandaag))
    if not om.mag.vaststellen:
        raise NietVoorDezeRol
    boek = gegevens.profielboek
    alle = [een for een in await boek.versies(sleutel.vestiging) if (een.sleutel, een.nummer) == (sleutel, nummer)]
    if not alle or alle[0].ingetrokken:
        raise OnbekendProfiel
    await boek.trek_in(sleutel, nummer, nu, beller.naam, reden)
