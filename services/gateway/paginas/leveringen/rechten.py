"""Who may deliver what: a beheerder for the own SWV, the platform what is about the whole country."""

from typing import NamedTuple

from services.gateway.domain.rechten import Rechten, Rol
from shared.contracts.bronnen.soorten import SOORTEN


class Mandaat(NamedTuple):
    """`swvs` of a beheerder; `land`: also what is about the country."""

    swvs: tuple[str, ...]
    land: bool

    def alleen(self, soort: str) -> tuple[str, ...] | None:
        """The SWV's whose lines may be brought; None: any."""
        return None if self.land and _van_het_land(soort) else self.swvs

    def soorten(self) -> list[str]:
        """The kinds of source that may be delivered, in the order of the list."""
        return [
            naam
            for naam, soort in SOORTEN.items()
            if (self.land and _van_het_land(naam)) or (self.swvs and soort.swv_van is not None)
        ]


def mandaat(rechten: Rechten) -> Mandaat | None:
    """What these rights allow; None: nothing."""
    swvs = tuple(sorted(recht.eenheid for recht in rechten if recht.rol is Rol.BEHEERDER))
    land = any(recht.rol is Rol.PLATFORM for recht in rechten)
    return Mandaat(swvs, land) if swvs or land else None


def _van_het_land(soort: str) -> bool:
    """Open data: about the whole country, or DUO's lists of all SWV's."""
    return SOORTEN[soort].swv_van is None or SOORTEN[soort].duo
