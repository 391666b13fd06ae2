"""What the beheerder of an SWV may do with accounts. Pure.

Never more than the own rights: a right is given only where the beheerder sees all that it opens. A board or school that
is also of another SWV sees figures of that SWV; only the platform gives those rights. An account that holds any other
right is not the beheerder's to close, nor its password to set: that would lend those rights.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import Final, NamedTuple

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import SWV_ROLLEN, Recht, Rechten, Rol
from shared.contracts.eenheden import Niveau, bestuur_code, swv_getal, vestiging_code

MIN_WACHTWOORD: Final = 8
MAX_WACHTWOORD: Final = 1_000


class Wat(StrEnum):
    """What happened to an account; the values of toegang.accountwijziging."""

    GEMAAKT = "gemaakt"
    RECHT_GEGEVEN = "recht gegeven"
    RECHT_GENOMEN = "recht genomen"
    GESLOTEN = "gesloten"
    GEOPEND = "geopend"
    LINK = "link gemaakt"
    WACHTWOORD = "wachtwoord gezet"
    TOTP_AAN = "tweede stap aan"
    TOTP_UIT = "tweede stap uit"


class NietTeGeven(Exception):
    """This right is not the beheerder's to give or take; the text says why, in Dutch."""


class Kandidaat(NamedTuple):
    """A right that may be given, with the name of its unit."""

    recht: Recht
    naam: str


def beheerd(rechten: Rechten) -> frozenset[int]:
    """Numbers of the SWV's that these rights look after."""
    return frozenset(recht.als_eenheid.getal for recht in rechten if recht.rol is Rol.BEHEERDER)


def te_geven(swv: str, rechten: Rechten, organisatie: Organisatie) -> list[Kandidaat]:
    """Every right inside one SWV that this beheerder may give: the SWV's own roles, then boards and schools."""
    getal = swv_getal(swv)
    naam = organisatie.swvs.get(getal, swv)
    gevonden = [Kandidaat(Recht(rol, swv), naam) for rol in (Rol.SWV, Rol.BEHEERDER)]
    leden = organisatie.van(Eenheid(Niveau.SWV, swv))
    besturen = sorted({lid.bestuur for lid in leden})
    scholen = sorted({lid.vestiging for lid in leden})
    gevonden += [
        Kandidaat(Recht(Rol.BESTUUR, bestuur_code(een)), organisatie.besturen.get(een, "")) for een in besturen
    ]
    gevonden += [Kandidaat(Recht(Rol.SCHOOL, vestiging_code(een)), _naam(organisatie, een)) for een in scholen]
    return [een for een in gevonden if mag_geven(een.recht, rechten, organisatie)]


def mag_geven(recht: Recht, rechten: Rechten, organisatie: Organisatie) -> bool:
    """Does this right open nothing outside the SWV's that the beheerder looks after?"""
    eigen = beheerd(rechten)
    if recht.rol is Rol.PLATFORM:
        return False
    if recht.rol in SWV_ROLLEN:
        return recht.als_eenheid.getal in eigen
    swvs = {lid.swv for lid in organisatie.van(recht.als_eenheid)}
    return bool(swvs) and swvs <= eigen


def mag_beheren(account: Collection[Recht], rechten: Rechten, organisatie: Organisatie) -> bool:
    """Could the beheerder have given every right of this account? Then it is the beheerder's to close or to link."""
    return all(mag_geven(recht, rechten, organisatie) for recht in account)


def raakt(account: Collection[Recht], swv: str, organisatie: Organisatie) -> bool:
    """Does an account hold a right inside this SWV?"""
    getal = swv_getal(swv)
    return any(
        recht.rol is not Rol.PLATFORM
        and (
            recht.eenheid == swv
            if recht.rol in SWV_ROLLEN
            else any(lid.swv == getal for lid in organisatie.van(recht.als_eenheid))
        )
        for recht in account
    )


def _naam(organisatie: Organisatie, vestiging: int) -> str:
    gevonden = organisatie.vestigingen.get(vestiging)
    return f"{gevonden.naam}, {gevonden.plaats}" if gevonden else ""
