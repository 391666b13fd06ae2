"""Who is limited to numbers from a lower bound on: decided together with the rights, for every question alike."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.instellingen import Instellingen
from services.gateway.domain.ondergrens import Beperking
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import Rechten, Rol, Toegang, Zicht, alleen_swv, toegang
from services.gateway.domain.vraag import Basisvraag
from services.gateway.handlers.poorten import Lezing
from shared.contracts.eenheden import Niveau, bestuur_code, vestiging_code

_BEHOEFTE: Final = "behoefte"
_NIVEAUS: Final = (Niveau.SCHOOL, Niveau.BESTUUR)
_VAN_SCHOLEN: Final = (Rol.BESTUUR, Rol.SCHOOL)


async def beperk_toegangen(
    lezing: Lezing,
    rechten: Rechten,
    vraag: Basisvraag,
    toegangen: Sequence[tuple[Eenheid, Toegang]],
    organisatie: Organisatie,
    instellingen: Instellingen,
) -> list[tuple[Eenheid, Toegang]]:
    """The same access, limited where an SWV keeps small numbers from its boards and schools."""
    grenzen = instellingen.ondergrenzen
    van_scholen = [recht for recht in rechten if recht.rol in _VAN_SCHOLEN]
    exact = [een for een, had in toegangen if had.zicht is Zicht.EIGEN and een.niveau in _NIVEAUS]
    if not grenzen or not van_scholen or not exact:
        return list(toegangen)
    besturen = frozenset(recht.als_eenheid.getal for recht in van_scholen if recht.rol is Rol.BESTUUR)
    gezinnen = {een: _gezin(een, besturen, organisatie) for een in exact}
    scholen = frozenset().union(*gezinnen.values())
    tellen = await lezing.sporen(set(grenzen), scholen, False)
    leden = {school: {lid.swv for lid in organisatie.van(school_eenheid(school))} for school in scholen}
    for spoor in tellen:
        leden[spoor.vestiging].add(spoor.swv)

    def beperkt(een: Eenheid, had: Toegang) -> Toegang:
        if een not in gezinnen:
            return had
        swvs = set().union(*(leden[school] for school in gezinnen[een]))
        return _beperkt(een, had, swvs, grenzen, besturen, rechten, vraag, organisatie)

    return [(een, beperkt(een, had)) for een, had in toegangen]


def _beperkt(
    een: Eenheid,
    had: Toegang,
    swvs: Collection[int],
    grenzen: Mapping[int, int],
    besturen: frozenset[int],
    rechten: Rechten,
    vraag: Basisvraag,
    organisatie: Organisatie,
) -> Toegang:
    exact = toegang(alleen_swv(rechten), een, organisatie)
    van_swv = {bereik.swv for bereik in exact.bereiken} if exact else set()
    if {bereik.swv for bereik in had.bereiken} <= van_swv:
        return had
    grens = max((grenzen[swv] for swv in swvs if swv in grenzen), default=0)
    if not grens:
        return had
    deel = vraag.binnen is not None or vraag.noemt(_BEHOEFTE) or bool(van_swv)
    return replace(had, beperking=Beperking(grens, besturen, deel and len(swvs) > 1))


def _gezin(een: Eenheid, besturen: Collection[int], organisatie: Organisatie) -> frozenset[int]:
    """Schools that share a board with this unit, in any schooljaar, where the reader is of that board."""
    if een.niveau is Niveau.BESTUUR:
        return frozenset(lid.vestiging for lid in organisatie.van(een))
    eigen = {lid.bestuur for lid in organisatie.van(een)} & set(besturen)
    met = (lid.vestiging for bestuur in eigen for lid in organisatie.van(bestuur_eenheid(bestuur)))
    return frozenset({een.getal, *met})


def school_eenheid(getal: int) -> Eenheid:
    """The unit of a vestiging."""
    return Eenheid(Niveau.SCHOOL, vestiging_code(getal))


def bestuur_eenheid(getal: int) -> Eenheid:
    """The unit of a board."""
    return Eenheid(Niveau.BESTUUR, bestuur_code(getal))
