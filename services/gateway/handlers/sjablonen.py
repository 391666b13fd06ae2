"""The Word template of an SWV: its staff sees it, its beheerder puts it in place or takes it away."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from services.gateway.domain.rechten import Recht, Rechten, Rol
from services.gateway.domain.sjabloon import lees_sjabloon
from services.gateway.handlers.instellingen import eigen_swv
from services.gateway.handlers.poorten import Beller, NietVoorDezeRol
from shared.contracts.sjabloon import Sjabloon


class Geladen(NamedTuple):
    """A template in force: the look, what was not taken, when and by whom it was loaded."""

    sjabloon: Sjabloon
    opmerkingen: Sequence[str]
    op: datetime
    door: str


class Sjablonen(Protocol):
    """Templates in the database. All raise Unavailable."""

    async def geldend(self, swv: int) -> Geladen | None: ...

    async def zet(self, swv: int, nieuw: Geladen) -> None:
        """In the place of what was there."""
        ...

    async def wis(self, swv: int) -> None: ...


class Sjabloonbalie:
    """Where templates are looked at, loaded and removed."""

    def __init__(self, sjablonen: Sjablonen) -> None:
        self._sjablonen = sjablonen

    async def toon(self, rechten: Rechten, swv: str) -> Geladen | None:
        """The one in force; None: our own look. Raises OnbekendeEenheid, Unavailable."""
        return await self._sjablonen.geldend(eigen_swv(rechten, swv))

    async def laad(self, beller: Beller, swv: str, inhoud: bytes, nu: datetime) -> Geladen:
        """Check an uploaded file and put its look in force.

        Raises:
            OnbekendeEenheid, NietVoorDezeRol: only the beheerder of that SWV.
            SjabloonAfgekeurd: what is wrong with it; nothing changed.
            Unavailable
        """
        getal = _beheerd(beller, swv)
        gelezen = lees_sjabloon(inhoud)
        nieuw = Geladen(gelezen.sjabloon, gelezen.opmerkingen, nu, beller.naam)
        await self._sjablonen.zet(getal, nieuw)
        return nieuw

    async def wis(self, beller: Beller, swv: str) -> None:
        """Back to our own look. Raises as `laad`."""
        await self._sjablonen.wis(_beheerd(beller, swv))


def _beheerd(beller: Beller, swv: str) -> int:
    getal = eigen_swv(beller.rechten, swv)
    if Recht(Rol.BEHEERDER, swv) not in beller.rechten:
        raise NietVoorDezeRol
    return getal
