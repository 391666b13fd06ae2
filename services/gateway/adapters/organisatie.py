"""The reference data in PostgreSQL, kept in memory until a delivery raises their version."""

import asyncio

from services.gateway.domain.organisatie import Organisatie, Subregio, Vestiging
from shared.contracts.lidmaatschap import Lid
from shared.runtime.postgres import Connection

_LEDEN = "SELECT swv, vestiging, van, tot, bestuur, subregio, schoolsoort FROM organisatie.lidmaatschap"
_SWVS = "SELECT swv, naam FROM organisatie.swv"
_BESTUREN = "SELECT bestuur, naam FROM organisatie.bestuur"
_SUBREGIOS = "SELECT subregio, swv, naam FROM organisatie.subregio"
_VESTIGINGEN = "SELECT vestiging, naam, plaats FROM organisatie.vestiging"


class OrganisatieGeheugen:
    """The newest reference data that were read."""

    def __init__(self) -> None:
        self._gelezen, self._beurt = Organisatie(versie=-1), asyncio.Lock()

    @property
    def versie(self) -> int:
        """Version that is in memory; -1: none yet."""
        return self._gelezen.versie

    async def van(self, verbinding: Connection, versie: int) -> Organisatie:
        """Reference data of `versie`, which is the one that this transaction sees."""
        if self._gelezen.versie == versie:
            return self._gelezen
        # After a delivery everybody comes at once: one reads, the others find it here.
        async with self._beurt:
            if self._gelezen.versie == versie:
                return self._gelezen
            gelezen = await _lees(verbinding, versie)
            if versie > self._gelezen.versie:
                self._gelezen = gelezen
            return gelezen


async def _lees(verbinding: Connection, versie: int) -> Organisatie:
    return Organisatie(
        versie=versie,
        leden=tuple(Lid(*rij) for rij in await verbinding.fetch(_LEDEN)),
        swvs={rij[0]: rij[1] for rij in await verbinding.fetch(_SWVS)},
        besturen={rij[0]: rij[1] for rij in await verbinding.fetch(_BESTUREN)},
        subregios={rij[0]: Subregio(rij[1], rij[2]) for rij in await verbinding.fetch(_SUBREGIOS)},
        vestigingen={rij[0]: Vestiging(rij[1], rij[2]) for rij in await verbinding.fetch(_VESTIGINGEN)},
    )
