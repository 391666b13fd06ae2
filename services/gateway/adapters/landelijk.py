"""Published national figures in PostgreSQL: a small table of open data, read as a whole."""

from services.gateway.domain.landelijk import Cijfer
from shared.runtime.postgres import Connection

_CIJFERS = """
    SELECT c.indicator, c.schooljaar, c.schoolsoort, c.soort, c.waarde, c.teller, c.noemer, c.status, c.bron,
           l.peildatum
    FROM landelijk.cijfer c JOIN organisatie.levering l ON l.id = c.levering
    ORDER BY c.indicator, c.schooljaar, c.schoolsoort, c.soort
"""


async def cijfers(verbinding: Connection) -> list[Cijfer]:
    """All of them, by indicator and schooljaar."""
    return [Cijfer(*rij) for rij in await verbinding.fetch(_CIJFERS)]
