"""What decides whether a document would come out the same: how fresh all is that its reader sees."""

from typing import NamedTuple

from services.gateway.domain.eenheid import heeft_vorm
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import Rechten, context
from services.gateway.domain.toelichtingen import Plek, leest
from services.gateway.handlers.poorten import Gegevens, Lezing
from services.gateway.handlers.waarden import maak_etag


class Rapportmerk(NamedTuple):
    """`versie`: that of the projection, as far as this reader may know it; `merk` differs when anything may."""

    versie: int
    merk: str


async def geef_merk(gegevens: Gegevens, rechten: Rechten, plek: Plek, lopend: int) -> Rapportmerk:
    """The mark of now, for a document about the unit and schooljaar of `plek`. Raises Unavailable.

    Who sees no whole SWV gets only the versions of the own schools: see docs/decisions/0047.
    """
    landelijk = await gegevens.landelijk()
    async with gegevens.lezing(rechten, lopend) as lezing:
        versies = await lezing.versies()
        organisatie = await lezing.organisatie(versies.organisatie)
        swvs = set(context(rechten).swvs)
        scholen = _scholen(rechten, organisatie)
        plaatsen = await lezing.plaatsversies([(een, None) for een in scholen]) if scholen else []
        vrijgaven = [await lezing.vrijgave(getoetst) for getoetst in (False, True)]
        instellingen = await lezing.instellingen()
        teksten = await _teksten(lezing, rechten, plek, organisatie)
        doelen = await lezing.open_data.doelen()
        oordelen = [(een.standaard, een.versie) for swv in sorted(swvs) for een in await lezing.werk.oordelen(swv)]
    versie = max([versies.swvs[swv][0] for swv in swvs if swv in versies.swvs] + [een.versie for een in plaatsen] + [0])
    merk = (
        versies.merk(swvs),
        [een[:3] for een in plaatsen],
        vrijgaven,
        instellingen.merk,
        teksten,
        landelijk,
        doelen,
        oordelen,
    )
    return Rapportmerk(versie, maak_etag("rapport", *merk).strip('"'))


def _scholen(rechten: Rechten, organisatie: Organisatie) -> list[int]:
    """Schools whose figures somebody without a whole SWV sees as own, in any schooljaar."""
    grens = context(rechten)
    van_besturen = {lid.vestiging for lid in organisatie.leden if lid.bestuur in grens.besturen}
    return sorted({*grens.vestigingen, *van_besturen})


async def _teksten(
    lezing: Lezing, rechten: Rechten, plek: Plek, organisatie: Organisatie
) -> list[tuple[str, str, int, str]]:
    if not heeft_vorm(plek.eenheid) or not leest(rechten, plek, organisatie):
        return []
    gevonden = await lezing.toelichtingen(plek.eenheid, plek.schooljaar)
    return sorted((een.plek.dashboard, een.plek.figuur, een.versie, een.tekst) for een in gevonden)
