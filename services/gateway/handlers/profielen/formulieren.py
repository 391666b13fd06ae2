"""The form of an SWV: read by everybody who fills it in or reads along, set by the SWV."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.profielen.formulier import Formulier, keur_formulier
from services.gateway.domain.profielen.standaard import STANDAARD_VERSIE, standaardformulier
from services.gateway.domain.rechten import Recht, Rechten, Rol
from services.gateway.handlers.poorten import Beller, Gegevens, IntussenGewijzigd, NietVoorDezeRol
from services.gateway.handlers.profielen.cijfers import TOONBAAR
from services.gateway.handlers.profielen.poorten import Formulierversie, OngeldigFormulier
from services.gateway.handlers.toegang import zichtbaar
from services.gateway.handlers.waarden import etag_past, maak_etag
from shared.contracts.eenheden import Niveau, swv_getal


@dataclass(frozen=True, slots=True)
class Formulierblad:
    """The form that holds and what the SWV set before, the newest first; nothing: the standard form holds."""

    swv: str
    geldt: Formulierversie
    geschiedenis: Sequence[Formulierversie]
    mag: bool

    @property
    def etag(self) -> str:
        """Names this versie; give it back in If-Match to change nothing that was not seen."""
        return maak_etag("profielformulier", self.swv, self.geldt.versie, self.geldt.formulier.model_dump_json())


async def toon_formulier(gegevens: Gegevens, rechten: Rechten, swv: str, lopend: int) -> Formulierblad:
    """The form of an SWV that the caller sees. Raises OnbekendeEenheid, Unavailable."""
    async with gegevens.lezing(rechten, lopend) as lezing:
        await zichtbaar(lezing, rechten, Eenheid(Niveau.SWV, swv))
    eigen = await gegevens.profielboek.formulieren(swv_getal(swv))
    geldt = eigen[0] if eigen else Formulierversie(STANDAARD_VERSIE, standaardformulier())
    return Formulierblad(swv, geldt, eigen, Recht(Rol.SWV, swv) in rechten)


async def wijzig_formulier(
    gegevens: Gegevens, beller: Beller, swv: str, nieuw: Formulier, lopend: int, nu: datetime, zag: str | None
) -> Formulierblad:
    """Set a new form; `zag` is the If-Match header. Answers stay, also to items that it drops. The same again changes
    nothing.

    Raises:
        OnbekendeEenheid, NietVoorDezeRol: only staff of that SWV.
        OngeldigFormulier: it breaks rules.
        IntussenGewijzigd: it is not what the caller saw, or somebody was just ahead.
        Unavailable
    """
    blad = await toon_formulier(gegevens, beller.rechten, swv, lopend)
    if not blad.mag:
        raise NietVoorDezeRol
    if zag is not None and not etag_past(blad.etag, zag):
        raise IntussenGewijzigd
    if nieuw == blad.geldt.formulier:
        return blad
    eerder = [standaardformulier(), *(een.formulier for een in blad.geschiedenis)]
    if fouten := keur_formulier(nieuw, eerder, TOONBAAR):
        raise OngeldigFormulier(fouten)
    rij = Formulierversie(blad.geldt.versie + 1, nieuw, nu, beller.naam)
    if not await gegevens.profielboek.schrijf_formulier(swv_getal(swv), rij):
        raise IntussenGewijzigd
    return await toon_formulier(gegevens, beller.rechten, swv, lopend)
