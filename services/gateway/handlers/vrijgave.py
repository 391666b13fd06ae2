"""Reading a release for a question: which release this caller may see, and the tables that answer."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.plan import Plan
from services.gateway.domain.rechten import Rechten, context
from services.gateway.domain.uitkomst import onthouden, toont_eigen
from services.gateway.domain.vergelijking.verdeling import Groep, landelijke_groepen
from services.gateway.domain.vraag import Vraag
from services.gateway.domain.vrijgave import GEEN, Hoofd, Vrijgegeven, anderen, openbaar, sleutels, verdeelsleutel
from services.gateway.handlers.poorten import Lezing, Versies
from shared.contracts.eenheden import swv_code


class Merk(NamedTuple):
    """What the ETag of an answer holds of the figures, and their moment (None: nothing is shown)."""

    delen: tuple[object, ...]
    stand: Any


async def kies_vrijgave(lezing: Lezing, plan: Plan) -> Hoofd | None:
    """The release that this question is answered from; None: none is needed, or there is none for this view."""
    if not any(True for _ in anderen(plan.reeksen)):
        return None
    return await lezing.vrijgave(openbaar(plan.reeksen))


async def lees_vrijgave(lezing: Lezing, plan: Plan, hoofd: Hoofd | None) -> Vrijgegeven:
    """The released tables that a question needs."""
    nodig = sleutels(plan)
    if hoofd is None or not nodig:
        return GEEN
    gevonden = await lezing.tabellen(hoofd, nodig)
    eenheden = {(een.niveau, een.eenheid) for een in gevonden}
    return Vrijgegeven(hoofd, gevonden, await lezing.stand_vrijgave(hoofd.nummer, eenheden) if eenheden else None)


def swvs_van(plan: Plan) -> set[int] | None:
    """SWV's whose dossiers count in this answer; None: any."""
    swvs = {sleutel.swv for sleutel in plan.cellen.sleutels}
    return None if None in swvs else {swv for swv in swvs if swv is not None}


async def merk_van(
    lezing: Lezing, rechten: Rechten, plan: Plan, versies: Versies, ook: frozenset[int] = frozenset()
) -> Merk:
    """Changes when what is shown live may have, and with nothing else.

    Who sees whole SWV's gets their versions; who sees less, only those of the schools and schooljaren that the answer
    is about: the moment of a change elsewhere would tell about somebody else's dossier. `ook`: SWV's shown besides.
    """
    if not toont_eigen(plan.reeksen):
        return Merk((versies.organisatie,), None)
    eigen = set(context(rechten).swvs)
    swvs = {een.swv for een in plan.cellen.sleutels if een.swv in eigen} | ook
    heel = {swv for swv in swvs if swv is not None}
    deels = {(een.vestiging, een.schooljaar) for een in plan.cellen.sleutels if een.swv not in eigen}
    plaatsen = [(vestiging, jaar) for vestiging, jaar in deels if vestiging is not None]
    gevonden = await lezing.plaatsversies(sorted(plaatsen, key=str)) if plaatsen else []
    stand = max([versies.stand(heel), *(een.op for een in gevonden)])
    return Merk((versies.merk(heel), *(een[:3] for een in gevonden)), stand)


async def verdelingen(
    lezing: Lezing,
    vraag: Vraag,
    eenheid: Eenheid,
    groepen: Sequence[Groep],
    jaar: int | None,
    hoofd: Hoofd | None,
) -> list[dict[str, Any]]:
    """Quartiles of like units as released: of SWV's that are not the caller's, and of all connected ones."""
    gezocht = [(swv_code(een.swv), een.soort) for een in groepen if not een.eigen]
    gezocht += landelijke_groepen(eenheid, groepen)
    teldatum = vraag.teldatum if vraag.indicator.teldatum else ""
    namen = [
        verdeelsleutel(vraag.indicator.code, teldatum, jaar, eenheid.niveau, binnen, soort) for binnen, soort in gezocht
    ]
    vrij = hoofd is not None and not vraag.filters and not vraag.herkomst
    gevonden = await lezing.tabellen(hoofd, namen) if hoofd is not None and vrij else {}
    return [
        {"binnen": binnen, "schoolsoort": soort, **(gevonden[naam][0][1] if naam in gevonden else onthouden())}
        for (binnen, soort), naam in zip(gezocht, namen, strict=True)
    ]
