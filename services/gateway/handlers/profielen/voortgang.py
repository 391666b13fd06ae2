"""How far the schools are, for who may see their drafts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.profielen.profiel import Sleutel, eigen_profielen
from services.gateway.domain.profielen.voortgang import Publicatiestand, Regel, regel, streefdag
from services.gateway.domain.rechten import Rechten
from services.gateway.handlers.poorten import Gegevens
from services.gateway.handlers.profielen.kader import geldend_formulier, lees_organisatie
from shared.contracts.schooljaar import schooljaar_van


@dataclass(frozen=True, slots=True)
class Voortgang:
    """A line per school, by name."""

    schooljaar: int
    regels: Sequence[Regel]
    organisatie: Organisatie


async def voortgang(
    gegevens: Gegevens, rechten: Rechten, schooljaar: int, vandaag: date, swv: int | None = None
) -> Voortgang:
    """Every profile that these rights open in a schooljaar; `swv`: only of this one. Raises Unavailable."""
    organisatie = await lees_organisatie(gegevens, rechten, schooljaar_van(vandaag))
    sleutels = [een for een in eigen_profielen(rechten, organisatie, schooljaar) if swv in (None, een.swv)]
    boek = gegevens.profielboek
    concepten = {een.sleutel: een for een in await boek.concepten(sleutels)}
    gepubliceerd = await boek.gepubliceerd_op(sleutels)
    formulieren = {een: (await geldend_formulier(boek, een)).formulier for een in {een.swv for een in sleutels}}
    regels = [regel(een, concepten.get(een), gepubliceerd.get(een), formulieren[een.swv], vandaag) for een in sleutels]
    return Voortgang(schooljaar, sorted(regels, key=lambda een: _naam(een.sleutel, organisatie)), organisatie)


async def gepubliceerd(
    gegevens: Gegevens, rechten: Rechten, schooljaar: int, swv: int, lopend: int
) -> Publicatiestand | None:
    """How many schools of an own SWV published; None: it has no school in that schooljaar. Raises Unavailable."""
    organisatie = await lees_organisatie(gegevens, rechten, lopend)
    sleutels = [een for een in eigen_profielen(rechten, organisatie, schooljaar) if een.swv == swv]
    if not sleutels:
        return None
    boek = gegevens.profielboek
    formulier = (await geldend_formulier(boek, swv)).formulier
    return Publicatiestand(streefdag(formulier, schooljaar), len(await boek.gepubliceerd_op(sleutels)), len(sleutels))


def _naam(sleutel: Sleutel, organisatie: Organisatie) -> tuple[str, int]:
    vestiging = organisatie.vestigingen.get(sleutel.vestiging)
    return vestiging.naam if vestiging else "", sleutel.vestiging
