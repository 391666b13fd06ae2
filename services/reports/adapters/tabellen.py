"""Requests and documents in PostgreSQL (schema rapporten, role pos_reports)."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import Final
from uuid import UUID

from services.reports.domain.vragen import Opdracht
from services.reports.handlers import Aanwerk, Gemaakt, Reden, Werk
from shared.contracts.eenheden import swv_getal
from shared.contracts.rapporten import Grens, Lezer, RapportVraag
from shared.contracts.sjabloon import ZONDER, Sjabloon
from shared.runtime.metrics import gauge
from shared.runtime.postgres import Connection, Pool, transaction

_BEGIN: Final = """
    UPDATE rapporten.rapport SET status = 'bezig', pogingen = pogingen + 1
    WHERE id = (SELECT id FROM rapporten.rapport
                WHERE id = $1 AND status IN ('wacht', 'bezig') FOR UPDATE SKIP LOCKED)
"""
_TERUG: Final = """
    UPDATE rapporten.rapport SET status = 'wacht', pogingen = greatest(pogingen - 1, 0)
    WHERE id = $1 AND status = 'bezig'
"""
_PAK: Final = """
    SELECT id, vraag, lezer, grens, pogingen FROM rapporten.rapport
    WHERE id = $1 AND status IN ('wacht', 'bezig') FOR UPDATE SKIP LOCKED
"""
_DOCUMENT: Final = """
    INSERT INTO rapporten.document (rapport, naam, inhoud, sleutel, gemaakt_op) VALUES ($1, $2, $3, $4, $5)
"""
_HERGEBRUIK: Final = """
    INSERT INTO rapporten.document (rapport, naam, inhoud, sleutel, gemaakt_op)
    SELECT $1, naam, inhoud, sleutel, gemaakt_op FROM rapporten.document WHERE sleutel = $2 LIMIT 1 RETURNING naam
"""
_KLAAR: Final = "UPDATE rapporten.rapport SET status = 'klaar', klaar_op = $2 WHERE id = $1"
_MISLUKT: Final = "UPDATE rapporten.rapport SET status = 'mislukt', reden = $2, klaar_op = $3 WHERE id = $1"
_VERGETEN: Final = """
    SELECT id FROM rapporten.rapport
    WHERE status IN ('wacht', 'bezig') AND gevraagd_op < $1 ORDER BY gevraagd_op LIMIT $2
    FOR UPDATE SKIP LOCKED
"""
_SJABLOON: Final = "SELECT sjabloon FROM rapporten.sjabloon WHERE swv = $1"
_WACHTEND: Final = "SELECT count(*) FROM rapporten.rapport WHERE status IN ('wacht', 'bezig')"
_RUIM_OP: Final = "DELETE FROM rapporten.rapport WHERE gevraagd_op < $1"


class PostgresAanwerk:
    """A request in hand, on the connection that holds its lock."""

    def __init__(self, verbinding: Connection, werk: Werk) -> None:
        self._verbinding, self._werk = verbinding, werk

    @property
    def werk(self) -> Werk:
        return self._werk

    async def hergebruik(self, sleutel: bytes, nu: datetime) -> bool:
        if await self._verbinding.fetchval(_HERGEBRUIK, self._werk.id, sleutel) is None:
            return False
        await self._verbinding.execute(_KLAAR, self._werk.id, nu)
        return True

    async def klaar(self, gemaakt: Gemaakt, nu: datetime) -> None:
        await self._verbinding.execute(_DOCUMENT, self._werk.id, *gemaakt, nu)
        await self._verbinding.execute(_KLAAR, self._werk.id, nu)

    async def mislukt(self, reden: Reden, nu: datetime) -> None:
        await self._verbinding.execute(_MISLUKT, self._werk.id, reden.value, nu)


class PostgresVoorraad:
    """Werkvoorraad (services.reports.handlers) over a pool."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def begin(self, id_: UUID) -> None:
        async with transaction(self._pool) as verbinding:
            await verbinding.execute(_BEGIN, id_)

    async def geef_terug(self, id_: UUID) -> None:
        async with transaction(self._pool) as verbinding:
            await verbinding.execute(_TERUG, id_)

    def pak(self, id_: UUID) -> AbstractAsyncContextManager[Aanwerk | None]:
        return self._pak(id_)

    @asynccontextmanager
    async def _pak(self, id_: UUID) -> AsyncIterator[Aanwerk | None]:
        async with transaction(self._pool) as verbinding:
            rij = await verbinding.fetchrow(_PAK, id_)
            if rij is None:
                yield None
                return
            vraag, lezer, grens = (json.loads(rij[naam]) for naam in ("vraag", "lezer", "grens"))
            opdracht = Opdracht(
                RapportVraag.model_validate(vraag), Lezer.model_validate(lezer), Grens.model_validate(grens)
            )
            yield PostgresAanwerk(verbinding, Werk(id_, opdracht, rij["pogingen"]))

    async def sjabloon(self, swv: str) -> Sjabloon:
        async with transaction(self._pool, readonly=True) as verbinding:
            gevonden = await verbinding.fetchval(_SJABLOON, swv_getal(swv))
        return ZONDER if gevonden is None else Sjabloon.model_validate_json(gevonden)

    async def vergeten(self, voor: datetime, hoogstens: int) -> Sequence[UUID]:
        async with transaction(self._pool) as verbinding:
            return [rij["id"] for rij in await verbinding.fetch(_VERGETEN, voor, hoogstens)]

    async def ruim_op(self, voor: datetime) -> int:
        async with transaction(self._pool) as verbinding:
            uitkomst: str = await verbinding.execute(_RUIM_OP, voor)
        return int(uitkomst.rpartition(" ")[2])

    async def meet(self) -> None:
        """Set the gauge of documents that are asked for and not made yet."""
        async with transaction(self._pool, readonly=True) as verbinding:
            gauge("pos_rapporten_wachtend").set(await verbinding.fetchval(_WACHTEND))
