"""Cases in the database as the aggregator holds them, so that a release can be made of them."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import asyncpg

from shared.contracts.eenheden import swv_getal
from shared.contracts.zaken import Dossier
from tests.integration.gateway.wereld import Wereld

Inhoud = Mapping[str, Any] | Dossier | None


async def zet_zaak(verbinding: asyncpg.Connection, naam: str, swv: str, inhoud: Inhoud) -> None:
    """The newest version of a case, known by `naam`; None: removed."""
    dossier = Dossier(**inhoud) if isinstance(inhoud, Mapping) else inhoud
    ruw = None if dossier is None else dossier.model_dump_json(by_alias=True).encode()
    await verbinding.execute(
        """
        INSERT INTO stand.zaak AS nu VALUES ($1, 1, $2, 1, $3, $4)
        ON CONFLICT (zaak) DO UPDATE SET versie = nu.versie + 1, digest = excluded.digest, inhoud = excluded.inhoud
        """,
        *(_kort(naam), swv_getal(swv), _kort(repr(ruw)), ruw),
    )


async def zet_zaken(url: str, zaken: Iterable[tuple[str, Inhoud]]) -> None:
    """Cases numbered from 0, each (SWV, dossier)."""
    verbinding = await asyncpg.connect(url)
    async with verbinding.transaction():
        for nummer, (swv, inhoud) in enumerate(zaken):
            await zet_zaak(verbinding, str(nummer), swv, inhoud)
    await verbinding.close()


async def vul(url: str, wereld: Wereld) -> None:
    """A world with its cases."""
    await wereld.vul(url)
    await zet_zaken(url, wereld.zaken)


def _kort(tekst: str) -> bytes:
    return blake2b(tekst.encode(), digest_size=16).digest()
