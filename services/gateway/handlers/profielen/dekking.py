"""The covering network of one SWV, for everybody: it says nothing that is not published."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.profielen.dekking import Regel, School, dekking, scholen_van
from services.gateway.domain.profielen.formulier import Formulier
from services.gateway.domain.profielen.profiel import Gepubliceerd
from services.gateway.handlers.poorten import Gegevens, OnbekendeEenheid
from services.gateway.handlers.profielen.kader import geldend_formulier, lees_organisatie
from services.gateway.handlers.profielen.poorten import Zoekvraag
from shared.contracts.eenheden import Niveau, swv_code


@dataclass(frozen=True, slots=True)
class Netwerk:
    """Offers against schools, by subregio. `profielen`: what stands now, of schools that are members now."""

    swv: str
    schooljaar: int
    formulier: Formulier
    organisatie: Organisatie
    subregios: Sequence[str]
    scholen: Sequence[School]
    profielen: Sequence[Gepubliceerd]
    regels: Sequence[Regel]


async def netwerk(gegevens: Gegevens, swv: int, lopend: int, subregio: str | None = None) -> Netwerk:
    """Of the members in the running schooljaar; `subregio`: only of this one. Raises OnbekendeEenheid, Unavailable."""
    organisatie = await lees_organisatie(gegevens, frozenset(), lopend)
    leden = organisatie.van(Eenheid(Niveau.SWV, swv_code(swv)), lopend)
    subregios = sorted({lid.subregio for lid in leden if lid.subregio})
    if not leden or (subregio is not None and subregio not in subregios):
        raise OnbekendeEenheid
    gekozen = sorted(
        (lid for lid in leden if subregio in (None, lid.subregio)),
        key=lambda lid: (organisatie.vestigingen[lid.vestiging].naam, lid.vestiging),
    )
    vraag = Zoekvraag(swv=swv, vestigingen=tuple(lid.vestiging for lid in gekozen))
    profielen, geldt = await gegevens.profielboek.geldend(vraag), await geldend_formulier(gegevens.profielboek, swv)
    scholen = scholen_van(gekozen, profielen)
    groepen = [een for een in subregios if subregio in (None, een)]
    regels = dekking(geldt.formulier, scholen, groepen)
    return Netwerk(swv_code(swv), lopend, geldt.formulier, organisatie, groepen, scholen, profielen, regels)
