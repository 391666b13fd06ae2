"""Where cells lie on disk: those of one SWV together, so that a question over many years reads few pages.

Cells arrive for all SWV's at once and are stored in that order: a page per cell of an SWV. Rewriting the table in the
order of its key takes some seconds per million cells, and everything that asks or counts waits for it.
"""

from typing import Final, NamedTuple

from shared.runtime.errors import Unavailable
from shared.runtime.logging import get_logger
from shared.runtime.postgres import Pool, transaction

log = get_logger(__name__)

MERKBAAR: Final = 400
"""Pages too many: some milliseconds of a question over all schooljaren of the SWV."""
_MAAL: Final = 3
_LIGGING: Final = """
    SELECT count(DISTINCT (ctid::text::point)[0])::int AS paginas,
           coalesce(ceil(count(*) * (SELECT relpages / nullif(reltuples, 0) FROM pg_class
                                     WHERE oid = 'stand.cel'::regclass AND reltuples > 0)), 0)::int AS genoeg
    FROM stand.cel WHERE swv = $1
"""
# The lock waits behind whoever reads now and everybody after waits behind it: give up soon, there is another night.
_GRENZEN: Final = "SELECT set_config('lock_timeout', '5s', true), set_config('statement_timeout', $1, true)"
_HOOGSTENS_SECONDEN: Final = 900


class Ligging(NamedTuple):
    """Pages that hold cells of one SWV, and how many would do (0: the table was never analysed)."""

    paginas: int
    genoeg: int

    @property
    def verspreid(self) -> bool:
        """Are there so many pages too many that a question notices?"""
        return 0 < self.genoeg * _MAAL < self.paginas and self.paginas - self.genoeg >= MERKBAAR


async def leg_bij_elkaar(pool: Pool, swv: int) -> bool:
    """Rewrite the cells when those of this SWV lie scattered; was it done? Raises Unavailable for the look only."""
    async with transaction(pool, readonly=True) as connection:
        ligging = Ligging(*(await connection.fetchrow(_LIGGING, swv) or (0, 0)))
    if not ligging.verspreid:
        return False
    try:
        async with transaction(pool) as connection:
            await connection.execute(_GRENZEN, f"{_HOOGSTENS_SECONDEN}s")
            await connection.execute("SELECT stand.leg_cellen_bij_elkaar()", timeout=_HOOGSTENS_SECONDEN)
    except Unavailable:
        log.info("cellen niet bij elkaar gelegd: er werd gelezen of geteld; een volgende nacht opnieuw")
        return False
    log.info("cellen bij elkaar gelegd", paginas=ligging.paginas, genoeg=ligging.genoeg)
    return True
