"""Where dossiers of whole SWV's count, kept in memory until the version of one of them rises.

Every list of units of an SWV begins with it, and it reads every cell of the SWV: with ten schooljaren the dearest query
of a page that changes nothing.
"""

from collections import OrderedDict
from collections.abc import Collection
from typing import Final

from services.gateway.adapters import cellen
from services.gateway.domain.rechten import Spoor
from services.gateway.handlers.poorten import Versies
from shared.runtime.postgres import Connection

_BEWAARD: Final = 64

_Sleutel = tuple[tuple[int, ...], bool]


class Sporengeheugen:
    """Traces by (SWV's, herkomst), each with the versions that they were read at."""

    def __init__(self) -> None:
        self._bekend: OrderedDict[_Sleutel, tuple[tuple[int, ...], frozenset[Spoor]]] = OrderedDict()

    async def van(
        self, verbinding: Connection, versies: Versies, swvs: Collection[int], herkomst: bool
    ) -> frozenset[Spoor]:
        """All traces at these SWV's, as this transaction sees them."""
        sleutel, merk = (tuple(sorted(swvs)), herkomst), versies.merk(swvs)
        bekend = self._bekend.get(sleutel)
        if bekend is None or bekend[0] != merk:
            bekend = merk, await cellen.sporen(verbinding, swvs, None, herkomst)
        self._bekend[sleutel] = bekend
        self._bekend.move_to_end(sleutel)
        while len(self._bekend) > _BEWAARD:
            self._bekend.popitem(last=False)
        return bekend[1]
