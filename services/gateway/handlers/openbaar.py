"""What everybody may see, without an account: the newest release that was audited, and its public figures."""

from datetime import date
from typing import Any, Final, NamedTuple

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.rechten import Rechten, Zicht
from services.gateway.domain.vrijgave import OpenVrijgave
from services.gateway.handlers.bronnen import geef_cijfers
from services.gateway.handlers.poorten import Gegevens
from shared.contracts.eenheden import LandelijkeEenheid, Niveau, swv_code
from shared.contracts.indicatoren import INDICATOREN, Definitie
from shared.contracts.schooljaar import schooljaar_van

NIEMAND: Final[Rechten] = frozenset()
LANDELIJK: Final = {LandelijkeEenheid("NL-PO"): "Nederland, primair onderwijs",
                    LandelijkeEenheid("NL-VO"): "Nederland, voortgezet onderwijs"}  # fmt: skip

_VOOR_IEDEREEN: Final = ("kleinste", "beschermd", "aanvallers", "apart")
"""Of the certificate. How many small cells there are, what was withheld and where something was frozen, would help
whoever attacks the release; those stand in the audit report."""


class Openbaar(NamedTuple):
    """The release (None: none was audited yet), and the units with a name of which something is public."""

    vrijgave: OpenVrijgave | None
    eenheden: list[tuple[Eenheid, str]]


def openbare_indicatoren() -> list[Definitie]:
    """Figures that are marked public and come from persons: they stand in a release."""
    return [een for een in INDICATOREN.values() if een.openbaar and een.herkomst == "persoon"]


async def geef_openbaar(gegevens: Gegevens, vandaag: date) -> Openbaar:
    """What there is. Raises Unavailable."""
    async with gegevens.lezing(NIEMAND, schooljaar_van(vandaag)) as lezing:
        versies = await lezing.versies()
        organisatie = await lezing.organisatie(versies.organisatie)
        landelijk = [(Eenheid(Niveau.LANDELIJK, code.value), naam) for code, naam in LANDELIJK.items()]
        swvs = [(Eenheid(Niveau.SWV, swv_code(swv)), naam) for swv, naam in sorted(organisatie.swvs.items())]
        leden = [(een, naam) for een, naam in swvs if organisatie.bestaat(een)]
        return Openbaar(_zonder_aantallen(await lezing.open_vrijgave()), [*landelijk, *leden])


def _zonder_aantallen(vrijgave: OpenVrijgave | None) -> OpenVrijgave | None:
    if vrijgave is None:
        return None
    toets = vrijgave.certificaat
    return vrijgave._replace(certificaat={naam: toets[naam] for naam in _VOOR_IEDEREEN if naam in toets})


def openbare_vraag(eenheid: Eenheid, schooljaren: str, splitsing: str) -> list[tuple[str, str]]:
    """The parameters with which anybody asks for it at /v1/indicatoren/{code}/waarden."""
    return [("niveau", eenheid.niveau.value), ("eenheid", eenheid.code), ("schooljaar", schooljaren),
            ("zicht", Zicht.OPENBAAR.value), ("splitsing", splitsing)]  # fmt: skip


async def geef_openbare_waarden(
    gegevens: Gegevens, indicator: Definitie, eenheid: Eenheid, schooljaren: str, splitsing: str, vandaag: date
) -> dict[str, Any]:
    """The answer of /v1/indicatoren/{code}/waarden that anybody gets. Raises OnbekendeEenheid, Unavailable."""
    vraag = openbare_vraag(eenheid, schooljaren, splitsing)
    antwoord = await geef_cijfers(gegevens, NIEMAND, indicator, vraag, vandaag, None)
    assert antwoord.inhoud is not None, "without If-None-Match there is always an answer"
    return antwoord.inhoud
