"""What a caller has for the units of a question: rights, traces, borders. Shared by all questions about figures."""

from collections.abc import Collection

from services.gateway.domain.eenheid import Eenheid, heeft_vorm
from services.gateway.domain.instellingen import Instellingen
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import (
    Rechten,
    Spoor,
    Toegang,
    Zicht,
    alleen_swv,
    beperk,
    binnen_zichtbaar,
    context,
    toegang,
    toegang_met_behoefte,
    voor_iedereen,
)
from services.gateway.domain.vraag import Basisvraag
from services.gateway.handlers.beperking import beperk_toegangen
from services.gateway.handlers.leesspoor import spoor
from services.gateway.handlers.poorten import GeenEigenZicht, Lezing, NietVoorDezeRol, OnbekendeEenheid
from shared.contracts.eenheden import Niveau

BEHOEFTE = "behoefte"
_MET_SPOREN = (Niveau.SCHOOL, Niveau.BESTUUR)

Toegangen = list[tuple[Eenheid, Toegang]]


async def geef_toegangen(
    lezing: Lezing, rechten: Rechten, vraag: Basisvraag, organisatie: Organisatie, instellingen: Instellingen
) -> Toegangen:
    """What the caller has for each unit. Raises OnbekendeEenheid, NietVoorDezeRol, GeenEigenZicht."""
    eenheden = [Eenheid(vraag.niveau, code) for code in vraag.eenheden]
    if not all(heeft_vorm(eenheid) for eenheid in eenheden):
        raise OnbekendeEenheid
    if not rechten and vraag.zicht is Zicht.OPENBAAR:
        return _openbaar(vraag, eenheden, organisatie)
    gelezen = spoor()
    gelezen.gevraagd(vraag, eenheden)
    gelezen.thuis(rechten, organisatie)
    sporen = await _sporen(lezing, rechten, vraag, eenheden, organisatie)
    binnen = _binnen(rechten, vraag, eenheden, organisatie, sporen)
    gevonden = [(een, _binnen_grens(toegang(rechten, een, organisatie, sporen), binnen)) for een in eenheden]

    def nauwer(een: Eenheid) -> Toegang | None:
        if vraag.noemt(BEHOEFTE) and not vraag.herkomst:
            return toegang_met_behoefte(rechten, een, organisatie, sporen, instellingen.behoefte)
        return toegang(alleen_swv(rechten), een, organisatie, sporen)

    gekozen = [(een, _gekozen(had, nauwer(een), vraag, binnen)) for een, had in gevonden]
    gelezen.geopend(rechten, gekozen, organisatie, sporen)
    return await beperk_toegangen(lezing, rechten, vraag, gekozen, organisatie, instellingen)


def _openbaar(vraag: Basisvraag, eenheden: list[Eenheid], organisatie: Organisatie) -> Toegangen:
    """What a caller without account has: nobody's reading is noted."""
    if vraag.noemt(BEHOEFTE):
        raise NietVoorDezeRol
    gevonden = [(een, voor_iedereen(een, organisatie)) for een in eenheden]
    zichtbaar = [(een, had) for een, had in gevonden if had is not None]
    if vraag.binnen is not None or len(zichtbaar) < len(gevonden):
        raise OnbekendeEenheid
    return zichtbaar


async def zichtbaar(lezing: Lezing, rechten: Rechten, eenheid: Eenheid) -> Organisatie:
    """Reference data, for a unit that the caller sees as a member or as one that applied from outside.

    Raises:
        OnbekendeEenheid
    """
    if not heeft_vorm(eenheid):
        raise OnbekendeEenheid
    organisatie = await lezing.organisatie((await lezing.versies()).organisatie)
    sporen = await sporen_van(lezing, context(rechten).swvs, [eenheid], organisatie)
    if toegang(rechten, eenheid, organisatie, sporen) is None:
        raise OnbekendeEenheid
    return organisatie


async def sporen_van(
    lezing: Lezing,
    swvs: Collection[int],
    eenheden: Collection[Eenheid],
    organisatie: Organisatie,
    herkomst: bool = False,
) -> Collection[Spoor]:
    """Traces at these SWV's of schools and besturen that are not members of them all: membership opens without."""
    bekeken = [een for een in eenheden if een.niveau in _MET_SPOREN]
    vreemd = [een for een in bekeken if set(swvs) - {lid.swv for lid in organisatie.van(een)}]
    vestigingen = {lid.vestiging for een in vreemd for lid in organisatie.van(een)}
    vestigingen |= {een.getal for een in vreemd if een.niveau is Niveau.SCHOOL}
    return await lezing.sporen(swvs, vestigingen, herkomst) if vestigingen else ()


async def _sporen(
    lezing: Lezing, rechten: Rechten, vraag: Basisvraag, eenheden: list[Eenheid], organisatie: Organisatie
) -> Collection[Spoor]:
    """Traces that decide whether a school or bestuur from outside is visible; read only where they matter."""
    swvs = set(context(rechten).swvs)
    if vraag.binnen is not None and heeft_vorm(Eenheid(Niveau.SWV, vraag.binnen)):
        swvs.add(Eenheid(Niveau.SWV, vraag.binnen).getal)
    return await sporen_van(lezing, swvs, eenheden, organisatie, vraag.herkomst)


def _binnen(
    rechten: Rechten, vraag: Basisvraag, eenheden: list[Eenheid], organisatie: Organisatie, sporen: Collection[Spoor]
) -> int | None:
    """The SWV that limits the question. Raises OnbekendeEenheid when it is no SWV that the caller sees."""
    if vraag.binnen is None:
        return None
    grens = Eenheid(Niveau.SWV, vraag.binnen)
    if not heeft_vorm(grens) or not binnen_zichtbaar(rechten, grens, organisatie, sporen):
        raise OnbekendeEenheid
    for eenheid in eenheden:
        vast = eenheid.getal if eenheid.niveau is Niveau.SWV else organisatie.swv_van_subregio(eenheid.code)
        if vast not in (None, grens.getal):
            raise OnbekendeEenheid
    return grens.getal


def _binnen_grens(had: Toegang | None, binnen: int | None) -> Toegang:
    gevonden = beperk(had, binnen) if had else None
    if gevonden is None:
        raise OnbekendeEenheid
    return gevonden


def _gekozen(had: Toegang, nauwer: Toegang | None, vraag: Basisvraag, binnen: int | None) -> Toegang:
    """Access in the view that was asked, and only by roles that get what was asked."""
    if vraag.zicht is Zicht.EIGEN and had.zicht is not Zicht.EIGEN:
        raise GeenEigenZicht
    if vraag.noemt(BEHOEFTE) or vraag.herkomst:
        over = beperk(nauwer, binnen) if nauwer else None
        if over is None and vraag.noemt(BEHOEFTE):
            raise NietVoorDezeRol
        had = over or Toegang(Zicht.VERGELIJKING)
    if vraag.zicht in (None, Zicht.EIGEN):
        return had
    return Toegang(vraag.zicht)
