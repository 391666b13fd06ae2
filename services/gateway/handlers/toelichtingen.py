"""Texts of units beside their own figures: read, write without losing what another wrote, and erase."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.rechten import Rechten
from services.gateway.domain.toelichtingen import Plek, Versie, leest, schrijft
from services.gateway.handlers.poorten import (
    Beller,
    Gegevens,
    IntussenGewijzigd,
    Lezing,
    NietVoorDezeRol,
)
from services.gateway.handlers.toegang import zichtbaar
from services.gateway.handlers.waarden import etag_past, maak_etag


@dataclass(frozen=True, slots=True)
class Blad:
    """One place with all its versions, the newest first; none: nothing was ever written. `mag`: this caller writes."""

    plek: Plek
    geschiedenis: Sequence[Versie]
    mag: bool

    @property
    def tekst(self) -> str:
        return self.geschiedenis[0].tekst if self.geschiedenis else ""

    @property
    def versie(self) -> int:
        return self.geschiedenis[0].versie if self.geschiedenis else 0

    @property
    def etag(self) -> str:
        """Names this versie; give it back in If-Match to overwrite nothing that was not seen."""
        return maak_etag("toelichting", self.plek, self.versie, self.tekst)


async def toon(gegevens: Gegevens, rechten: Rechten, plek: Plek, lopend: int) -> Blad:
    """One text with what stood before it. Raises OnbekendeEenheid, NietVoorDezeRol, Unavailable."""
    async with gegevens.lezing(rechten, lopend) as lezing:
        organisatie = await zichtbaar(lezing, rechten, plek.eenheid)
        if not leest(rechten, plek, organisatie):
            raise NietVoorDezeRol
        return Blad(plek, await lezing.toelichting_versies(plek), schrijft(rechten, plek, organisatie))


async def geldende(lezing: Lezing, rechten: Rechten, eenheid: Eenheid, schooljaar: int | None = None) -> list[Versie]:
    """The texts of a unit that this caller may read, in an open view. Raises OnbekendeEenheid."""
    organisatie = await zichtbaar(lezing, rechten, eenheid)
    alle = await lezing.toelichtingen(eenheid, schooljaar)
    return [een for een in alle if een.tekst and leest(rechten, een.plek, organisatie)]


async def mag_schrijven(lezing: Lezing, rechten: Rechten, plek: Plek) -> bool:
    """May this caller write there? Asked in an open view."""
    return schrijft(rechten, plek, await lezing.organisatie((await lezing.versies()).organisatie))


async def schrijf(
    gegevens: Gegevens, beller: Beller, plek: Plek, tekst: str, lopend: int, nu: datetime, zag: str | None
) -> Blad:
    """Put a text in the place of what stood there; `zag` is the If-Match header. The same text changes nothing.

    Raises:
        OnbekendeEenheid, NietVoorDezeRol: only the unit itself writes.
        IntussenGewijzigd: it is not what the caller saw, or somebody was just ahead.
        Unavailable
    """
    blad = await _eigen(gegevens, beller, plek, lopend)
    if zag is not None and not etag_past(blad.etag, zag):
        raise IntussenGewijzigd
    if tekst == blad.tekst:
        return blad
    if not await gegevens.schrijf_toelichting(Versie(plek, blad.versie + 1, tekst, nu, beller.naam)):
        raise IntussenGewijzigd
    return await toon(gegevens, beller.rechten, plek, lopend)


async def wis(gegevens: Gegevens, beller: Beller, plek: Plek, lopend: int) -> None:
    """Erase every version, for what should never have been written. Raises as `schrijf`."""
    await _eigen(gegevens, beller, plek, lopend)
    await gegevens.wis_toelichting(plek)


async def _eigen(gegevens: Gegevens, beller: Beller, plek: Plek, lopend: int) -> Blad:
    blad = await toon(gegevens, beller.rechten, plek, lopend)
    if not blad.mag:
        raise NietVoorDezeRol
    return blad
