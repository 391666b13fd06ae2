"""The policy: who sees which unit, and how. Pure functions over roles, reference data and traces.

A unit is `eigen` (exact, live), `vergelijking` (only from a release) or invisible, which for the caller is the
same as not existing. The database enforces the same borders once more (row level security on stand.cel):
`context` says with which context a transaction of this caller runs.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.ondergrens import Beperking
from services.gateway.domain.organisatie import Organisatie
from shared.contracts.eenheden import Niveau, swv_code


class Rol(StrEnum):
    """The roles of an account; each but `platform` holds for one unit."""

    SWV = "swv"
    BESTUUR = "bestuur"
    SCHOOL = "school"
    BEHEERDER = "beheerder"
    PLATFORM = "platform"


NIVEAU_VAN_ROL = {
    Rol.SWV: Niveau.SWV,
    Rol.BEHEERDER: Niveau.SWV,
    Rol.BESTUUR: Niveau.BESTUUR,
    Rol.SCHOOL: Niveau.SCHOOL,
}
SWV_ROLLEN = frozenset({Rol.SWV, Rol.BEHEERDER})
MET_BRONNEN = SWV_ROLLEN | {Rol.PLATFORM}


class Zicht(StrEnum):
    """How a figure is shown (see docs/privacy)."""

    EIGEN = "eigen"
    VERGELIJKING = "vergelijking"
    OPENBAAR = "openbaar"


class Recht(NamedTuple):
    """A role for a unit; `eenheid` is empty for platform."""

    rol: Rol
    eenheid: str

    @property
    def als_eenheid(self) -> Eenheid:
        """The unit that the role is about; not for platform."""
        return Eenheid(NIVEAU_VAN_ROL[self.rol], self.eenheid)


Rechten = frozenset[Recht]


class Spoor(NamedTuple):
    """Dossiers of a vestiging count at an SWV in a schooljaar: seen in the cells, within what the caller may read."""

    swv: int
    vestiging: int
    schooljaar: int


class Bereik(NamedTuple):
    """Dossiers that are `eigen`: those of one SWV (None: of every SWV), and only in the schooljaren in which the
    school was of `bestuur` (None: in all)."""

    swv: int | None = None
    bestuur: int | None = None


@dataclass(frozen=True, slots=True)
class Toegang:
    """What a caller has for one unit: `bereiken` is empty where only a comparison may be seen. `beperking`: small
    numbers are kept from this caller."""

    zicht: Zicht
    bereiken: tuple[Bereik, ...] = ()
    beperking: Beperking | None = None


class Context(NamedTuple):
    """Context of row level security: integers of the own SWV's, vestigingen and besturen."""

    swvs: tuple[int, ...]
    vestigingen: tuple[int, ...]
    besturen: tuple[int, ...]


@lru_cache(maxsize=1 << 10)
def context(rechten: Rechten) -> Context:
    """The rows that these rights open at most, whatever the question."""

    def getallen(*rollen: Rol) -> tuple[int, ...]:
        return tuple(sorted({recht.als_eenheid.getal for recht in rechten if recht.rol in rollen}))

    return Context(getallen(*SWV_ROLLEN), getallen(Rol.SCHOOL), getallen(Rol.BESTUUR))


def ziet_cijfers(rechten: Rechten) -> bool:
    """Does any role see figures? Platform alone does not."""
    return any(recht.rol is not Rol.PLATFORM for recht in rechten)


def zonder_cijfers(rechten: Rechten) -> bool:
    """Has this caller roles, of which none sees figures? Nobody in particular (no roles) sees what is public."""
    return bool(rechten) and not ziet_cijfers(rechten)


def voor_iedereen(eenheid: Eenheid, organisatie: Organisatie) -> Toegang | None:
    """What everybody has: public figures of SWV's and the country. None: of this unit nothing is public."""
    if eenheid.niveau is Niveau.LANDELIJK or (eenheid.niveau is Niveau.SWV and organisatie.bestaat(eenheid)):
        return Toegang(Zicht.OPENBAAR)
    return None


def alleen_swv(rechten: Rechten) -> Rechten:
    """The rights that also open what bestuur and school do not get: needs, and where pupils come from."""
    return frozenset(recht for recht in rechten if recht.rol in SWV_ROLLEN)


def toegang(
    rechten: Rechten, eenheid: Eenheid, organisatie: Organisatie, sporen: Collection[Spoor] = ()
) -> Toegang | None:
    """What a caller has for a unit; None: the unit does not exist for this caller.

    `sporen` are needed for schools and besturen that are not of the own SWV but applied there.
    """
    bereiken = {bereik for recht in rechten if (bereik := _bereik(recht, eenheid, organisatie, sporen)) is not None}
    if bereiken:
        return Toegang(Zicht.EIGEN, tuple(sorted(bereiken, key=str)))
    if any(_vergelijkbaar(recht, eenheid, organisatie) for recht in rechten):
        return Toegang(Zicht.VERGELIJKING)
    return None


def toegang_met_behoefte(
    rechten: Rechten,
    eenheid: Eenheid,
    organisatie: Organisatie,
    sporen: Collection[Spoor],
    gegeven: Callable[[Rol], frozenset[int]],
) -> Toegang | None:
    """What a caller has for a question that names needs. The SWV roles: as always. Board and school: only dossiers
    of the SWV's that `gegeven` says give needs to their role. None: nothing."""
    bereiken: set[Bereik] = set()
    for recht in rechten:
        bereik = _bereik(recht, eenheid, organisatie, sporen)
        if bereik is not None:
            eigen = recht.rol in SWV_ROLLEN
            bereiken |= {bereik} if eigen else {bereik._replace(swv=swv) for swv in gegeven(recht.rol)}
    if bereiken:
        return Toegang(Zicht.EIGEN, tuple(sorted(bereiken, key=str)))
    return toegang(alleen_swv(rechten), eenheid, organisatie, sporen)


def _bereik(recht: Recht, eenheid: Eenheid, organisatie: Organisatie, sporen: Collection[Spoor]) -> Bereik | None:
    if recht.rol in SWV_ROLLEN:
        swv = recht.als_eenheid.getal
        return Bereik(swv) if _van_swv(swv, eenheid, organisatie, sporen) else None
    if recht.rol is Rol.PLATFORM:
        return None
    if recht.als_eenheid == eenheid:
        return Bereik()
    if recht.rol is Rol.BESTUUR and eenheid.niveau is Niveau.SCHOOL:
        bestuur = recht.als_eenheid.getal
        return Bereik(bestuur=bestuur) if organisatie.is_van_bestuur(eenheid.getal, bestuur) else None
    return None


def _van_swv(swv: int, eenheid: Eenheid, organisatie: Organisatie, sporen: Collection[Spoor]) -> bool:
    """Is the unit inside this SWV, or did it apply there from outside?"""
    match eenheid.niveau:
        case Niveau.SWV:
            return eenheid.getal == swv
        case Niveau.SUBREGIO:
            return organisatie.swv_van_subregio(eenheid.code) == swv
        case Niveau.LANDELIJK:
            return False
    if any(lid.swv == swv for lid in organisatie.van(eenheid)):
        return True
    return any(spoor.swv == swv and _bij(eenheid, spoor, organisatie) for spoor in sporen)


def _bij(eenheid: Eenheid, spoor: Spoor, organisatie: Organisatie) -> bool:
    if eenheid.niveau is Niveau.SCHOOL:
        return spoor.vestiging == eenheid.getal
    return organisatie.is_van_bestuur(spoor.vestiging, eenheid.getal, spoor.schooljaar)


def _vergelijkbaar(recht: Recht, eenheid: Eenheid, organisatie: Organisatie) -> bool:
    """May this role see released figures of the unit? Like units show as distributions only, so never here."""
    if recht.rol is Rol.PLATFORM:
        return False
    if eenheid.niveau is Niveau.LANDELIJK:
        return True
    return recht.rol not in SWV_ROLLEN and eenheid in boven(recht, organisatie)


def boven(recht: Recht, organisatie: Organisatie) -> frozenset[Eenheid]:
    """Units above an own bestuur (SWV's, and all their subregio's) or school (SWV's, own subregio and bestuur)."""
    leden = organisatie.van(recht.als_eenheid)
    swvs = {lid.swv for lid in leden}
    eenheden = {Eenheid(Niveau.SWV, swv_code(swv)) for swv in swvs}
    if recht.rol is Rol.BESTUUR:
        subregios = {code for code, subregio in organisatie.subregios.items() if subregio.swv in swvs}
    else:
        subregios = {lid.subregio for lid in leden if lid.subregio is not None}
        eenheden |= {Eenheid(Niveau.BESTUUR, f"{lid.bestuur:05d}") for lid in leden}
    return frozenset(eenheden | {Eenheid(Niveau.SUBREGIO, code) for code in subregios})


def binnen_zichtbaar(rechten: Rechten, swv: Eenheid, organisatie: Organisatie, sporen: Collection[Spoor]) -> bool:
    """May the caller name this SWV as a border: one that it sees, or one that decided for its own schools?"""
    if toegang(rechten, swv, organisatie) is not None:
        return True
    return any(spoor.swv == swv.getal for spoor in sporen)


def beperk(toegang: Toegang, binnen: int | None) -> Toegang | None:
    """The same access inside one SWV; None when nothing of it lies there."""
    if binnen is None or toegang.zicht is not Zicht.EIGEN:
        return toegang
    bereiken = {bereik._replace(swv=binnen) for bereik in toegang.bereiken if bereik.swv in (None, binnen)}
    return Toegang(Zicht.EIGEN, tuple(sorted(bereiken, key=str))) if bereiken else None


def swvs_in(toegang: Toegang, eenheid: Eenheid, schooljaar: int, organisatie: Organisatie) -> frozenset[int | None]:
    """SWV's whose dossiers are `eigen` for a unit in a schooljaar; {None}: those of every SWV; empty: withheld."""
    return _ruimste(
        bereik.swv
        for bereik in toegang.bereiken
        if bereik.bestuur is None or organisatie.is_van_bestuur(eenheid.getal, bereik.bestuur, schooljaar)
    )


def _ruimste(swvs: Iterator[int | None]) -> frozenset[int | None]:
    gevonden = frozenset(swvs)
    return frozenset({None}) if None in gevonden else gevonden
