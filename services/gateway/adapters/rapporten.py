"""Requests for documents in PostgreSQL, and the word to reports over Kafka."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from services.gateway.handlers.rapporten import Document, Rapport
from shared.contracts.rapporten import Grens, Lezer, RapportGevraagd, RapportVraag
from shared.contracts.topics import RAPPORTEN_GEVRAAGD
from shared.runtime.errors import Unavailable
from shared.runtime.kafka import Message, Producer, send_all
from shared.runtime.logging import get_logger
from shared.runtime.postgres import Pool, transaction

# Who asks must not wait long for Kafka: reports finds the request in the table too.
_MELD_SECONDEN: Final = 2.0

_KOLOMMEN: Final = "id, vraag, lezer, grens, naam, status, reden, gevraagd_op, klaar_op, bundel"
_BEWAAR: Final = f"""
    INSERT INTO rapporten.rapport (account, id, vraag, lezer, grens, naam, gevraagd_op)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (account, vraag) WHERE status IN ('wacht', 'bezig') AND bundel IS NULL DO NOTHING
    RETURNING {_KOLOMMEN}
"""
_ZELFDE: Final = f"""
    SELECT {_KOLOMMEN} FROM rapporten.rapport WHERE account = $1 AND vraag = $2 AND bundel IS NULL
    ORDER BY gevraagd_op DESC LIMIT 1
"""
_LIJST: Final = f"""
    SELECT {_KOLOMMEN} FROM rapporten.rapport WHERE account = $1 AND bundel IS NULL ORDER BY gevraagd_op DESC, id
"""
_EEN: Final = f"SELECT {_KOLOMMEN} FROM rapporten.rapport WHERE account = $1 AND id = $2"
_SCHRAP: Final = "DELETE FROM rapporten.rapport WHERE account = $1 AND id = $2"
_BEWAAR_BUNDEL: Final = """
    INSERT INTO rapporten.rapport (account, id, vraag, lezer, grens, naam, gevraagd_op, bundel)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""
_VAN_BUNDEL: Final = f"SELECT {_KOLOMMEN} FROM rapporten.rapport WHERE account = $1 AND bundel = $2 ORDER BY naam, id"
_BUNDELS: Final = """
    SELECT bundel FROM rapporten.rapport WHERE account = $1 AND bundel IS NOT NULL
    GROUP BY bundel ORDER BY max(gevraagd_op) DESC
"""
_SCHRAP_BUNDEL: Final = "DELETE FROM rapporten.rapport WHERE account = $1 AND bundel = $2"
_DOCUMENT: Final = "SELECT naam, inhoud FROM rapporten.document WHERE rapport = $1"

log = get_logger(__name__)


class PostgresRapporten:
    """Rapporten over a pool of connections of role pos_gateway."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def bewaar(self, account: int, rapport: Rapport) -> Rapport:
        waarden = _waarden(account, rapport)
        async with transaction(self._pool) as verbinding:
            rij = await verbinding.fetchrow(_BEWAAR, *waarden) or await verbinding.fetchrow(
                _ZELFDE, account, waarden[2]
            )
        if rij is None:
            raise Unavailable("postgresql")  # its maker and its retention came in between: ask again
        return _rapport(rij)

    async def lijst(self, account: int) -> Sequence[Rapport]:
        async with transaction(self._pool, readonly=True) as verbinding:
            return [_rapport(rij) for rij in await verbinding.fetch(_LIJST, account)]

    async def een(self, account: int, id_: UUID) -> Rapport | None:
        async with transaction(self._pool, readonly=True) as verbinding:
            rij = await verbinding.fetchrow(_EEN, account, id_)
        return None if rij is None else _rapport(rij)

    async def schrap(self, account: int, id_: UUID) -> bool:
        return await self._verwijder(_SCHRAP, account, id_)

    async def bewaar_bundel(self, account: int, rapporten: Sequence[Rapport]) -> None:
        async with transaction(self._pool) as verbinding:
            await verbinding.executemany(_BEWAAR_BUNDEL, [(*_waarden(account, een), een.bundel) for een in rapporten])

    async def van_bundel(self, account: int, bundel: UUID) -> Sequence[Rapport]:
        async with transaction(self._pool, readonly=True) as verbinding:
            return [_rapport(rij) for rij in await verbinding.fetch(_VAN_BUNDEL, account, bundel)]

    async def bundels(self, account: int) -> Sequence[UUID]:
        async with transaction(self._pool, readonly=True) as verbinding:
            return [rij["bundel"] for rij in await verbinding.fetch(_BUNDELS, account)]

    async def schrap_bundel(self, account: int, bundel: UUID) -> bool:
        return await self._verwijder(_SCHRAP_BUNDEL, account, bundel)

    async def _verwijder(self, opdracht: str, account: int, id_: UUID) -> bool:
        async with transaction(self._pool) as verbinding:
            uitkomst: str = await verbinding.execute(opdracht, account, id_)
        return not uitkomst.endswith(" 0")

    async def document(self, id_: UUID) -> Document | None:
        async with transaction(self._pool, readonly=True) as verbinding:
            rij = await verbinding.fetchrow(_DOCUMENT, id_)
        return None if rij is None else Document(rij["naam"], rij["inhoud"])


def _waarden(account: int, rapport: Rapport) -> tuple[Any, ...]:
    """As they are written down."""
    vraag, lezer, grens = (json.dumps(deel.model_dump(mode="json")) for deel in rapport[1:4])
    return account, rapport.id, vraag, lezer, grens, rapport.naam, rapport.gevraagd_op


def _rapport(rij: Any) -> Rapport:
    vraag, lezer, grens = (json.loads(rij[naam]) for naam in ("vraag", "lezer", "grens"))
    return Rapport(
        rij["id"],
        RapportVraag.model_validate(vraag),
        Lezer.model_validate(lezer),
        Grens.model_validate(grens),
        *(rij[naam] for naam in ("naam", "status", "reden", "gevraagd_op", "klaar_op", "bundel")),
    )


class KafkaMelder:
    """Publishes the ids on `rapporten.gevraagd`."""

    def __init__(self, producer: Producer) -> None:
        self._producer = producer

    async def meld(self, *rapporten: UUID) -> None:
        berichten = [
            Message(RAPPORTEN_GEVRAAGD.naam, RapportGevraagd(rapport=een).naar_bytes(), key=een.bytes)
            for een in rapporten
        ]
        try:
            async with asyncio.timeout(_MELD_SECONDEN):
                await send_all(self._producer, berichten, _MELD_SECONDEN)
        except (Unavailable, TimeoutError) as fout:
            log.warning("rapport niet gemeld, reports vindt het zelf", exc_info=fout)
