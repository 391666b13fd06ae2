"""What an SWV decides for itself stands in versions: read by its staff, replaced as a whole by its beheerder."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from services.gateway.domain.rechten import Recht, Rol
from services.gateway.handlers.poorten import Beller, IntussenGewijzigd, NietVoorDezeRol
from services.gateway.handlers.waarden import etag_past


class Versieblad(Protocol):
    """What holds now, as the reader saw it."""

    @property
    def etag(self) -> str:
        """Names this version; give it back in If-Match to change nothing that was not seen."""
        ...


Blad = TypeVar("Blad", bound=Versieblad)


async def vervang(
    beller: Beller,
    swv: str,
    zag: str | None,
    lees: Callable[[], Awaitable[Blad]],
    is_al_zo: Callable[[Blad], bool],
    schrijf: Callable[[Blad], Awaitable[bool]],
) -> Blad:
    """Write the next version; `zag` is the If-Match header. What is so already is not written again.

    Raises:
        NietVoorDezeRol: only the beheerder of that SWV.
        IntussenGewijzigd: it is not what the caller saw, or somebody was just ahead (`schrijf` says no).
        What `lees` raises.
    """
    blad = await lees()
    if Recht(Rol.BEHEERDER, swv) not in beller.rechten:
        raise NietVoorDezeRol
    if zag is not None and not etag_past(blad.etag, zag):
        raise IntussenGewijzigd
    if is_al_zo(blad):
        return blad
    if not await schrijf(blad):
        raise IntussenGewijzigd
    return await lees()
