"""The list of releases and their audit reports in PostgreSQL, for who looks after releases."""

from collections.abc import Sequence
from typing import Final

from services.gateway.handlers.vrijgaven import Tegengehouden, Vrijgaveregel
from shared.contracts.toetsrapport import POGINGEN_MAX
from shared.runtime.postgres import Pool, transaction

_LIJST: Final = """
    SELECT v.nummer, v.moment, v.niveaus, v.toets IS NOT NULL AS getoetst, v.sha256,
           ARRAY(SELECT DISTINCT r.eenheid FROM vrijgave.ververst AS r
                 WHERE r.niveau = 'swv' AND r.vrijgave <= v.nummer AND r.eenheid NOT LIKE 'NL-%') AS swvs,
           t.vrijgave IS NOT NULL AS bewaard, t.document IS NOT NULL AS gemaakt, coalesce(t.pogingen, 0) AS pogingen
    FROM vrijgave.vrijgave AS v LEFT JOIN rapporten.toetsrapport AS t ON t.vrijgave = v.nummer ORDER BY v.nummer DESC
"""
_TEGEN: Final = """
    SELECT moment, coalesce(reden, '') AS reden FROM vrijgave.tegengehouden
    WHERE moment > coalesce((SELECT max(moment) FROM vrijgave.vrijgave), '-infinity') ORDER BY moment DESC LIMIT 1
"""
_RAPPORT: Final = "SELECT document FROM rapporten.toetsrapport WHERE vrijgave = $1"


class PostgresVrijgaven:
    """Vrijgaven (services.gateway.handlers.vrijgaven) over a pool of role pos_gateway."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def lijst(self) -> Sequence[Vrijgaveregel]:
        async with transaction(self._pool, readonly=True) as verbinding:
            rijen = await verbinding.fetch(_LIJST)
        return [
            Vrijgaveregel(
                **{naam: rij[naam] for naam in ("nummer", "moment", "niveaus", "getoetst", "sha256", "swvs")},
                rapport=rij["gemaakt"] if rij["bewaard"] else None,
                mislukt=rij["pogingen"] >= POGINGEN_MAX and not rij["gemaakt"],
            )
            for rij in rijen
        ]

    async def tegengehouden(self) -> Tegengehouden | None:
        async with transaction(self._pool, readonly=True) as verbinding:
            rij = await verbinding.fetchrow(_TEGEN)
        return None if rij is None else Tegengehouden(rij["moment"], rij["reden"])

    async def rapport(self, nummer: int) -> bytes | None:
        async with transaction(self._pool, readonly=True) as verbinding:
            inhoud: bytes | None = await verbinding.fetchval(_RAPPORT, nummer)
        return inhoud
