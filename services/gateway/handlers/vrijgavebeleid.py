"""The release policy of one SWV: read by its staff, changed by its beheerder; it holds from the next release on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.gateway.domain.rechten import Rechten
from services.gateway.domain.vrijgavebeleid import Vrijgavebeleid
from services.gateway.handlers.beleidsboek import Beleidsboek, Beleidsversie
from services.gateway.handlers.instellingen import eigen_swv
from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.versieblad import vervang
from services.gateway.handlers.waarden import maak_etag


@dataclass(frozen=True, slots=True)
class Beleidsblad:
    """The policy that holds for an SWV and what it set itself, the newest first; nothing: the installation's holds."""

    swv: str
    beleid: Vrijgavebeleid
    geschiedenis: Sequence[Beleidsversie]

    @property
    def versie(self) -> int:
        """0: this SWV never set its own."""
        return self.geschiedenis[0].versie if self.geschiedenis else 0

    @property
    def etag(self) -> str:
        """Names this versie; give it back in If-Match to change nothing that was not seen."""
        return maak_etag("vrijgavebeleid", self.swv, self.versie, repr(self.beleid))


async def toon_beleid(boek: Beleidsboek, rechten: Rechten, swv: str) -> Beleidsblad:
    """The policy of an own SWV. Raises OnbekendeEenheid, Unavailable."""
    eigen = await boek.versies(eigen_swv(rechten, swv))
    geldt = eigen or await boek.versies(0)
    return Beleidsblad(swv, geldt[0].beleid, eigen)


async def wijzig_beleid(
    boek: Beleidsboek, beller: Beller, swv: str, nieuw: Vrijgavebeleid, nu: datetime, zag: str | None
) -> Beleidsblad:
    """Replace the policy (without `fouten`); `zag` is the If-Match header. The same again changes nothing.

    Raises:
        OnbekendeEenheid, NietVoorDezeRol: only the beheerder of that SWV.
        IntussenGewijzigd: it is not what the caller saw, or somebody was just ahead.
        Unavailable
    """

    async def schrijf(blad: Beleidsblad) -> bool:
        rij = Beleidsversie(blad.versie + 1, nieuw, nu, beller.naam)
        return await boek.schrijf(eigen_swv(beller.rechten, swv), rij)

    return await vervang(
        beller, swv, zag, lambda: toon_beleid(boek, beller.rechten, swv), lambda blad: nieuw == blad.beleid, schrijf
    )
