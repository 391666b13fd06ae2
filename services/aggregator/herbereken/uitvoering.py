"""A recomputation with its line in `stand.herberekening`: who looks there sees that it runs, and what came of it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import asyncpg

from services.aggregator.herbereken.logboek import Logboek
from services.aggregator.herbereken.vergelijking import Verbinding, Vergelijking
from services.aggregator.herbereken.verloop import Wijze, open_herberekening
from shared.runtime.clock import Clock
from shared.runtime.logging import get_logger
from shared.runtime.postgres import unavailable_guard
from shared.runtime.settings import KafkaSettings

log = get_logger(__name__)

_RUIM_OP: Final = "UPDATE stand.herberekening SET afgebroken = true WHERE klaar_op IS NULL AND NOT afgebroken"
_BEGIN: Final = "INSERT INTO stand.herberekening (wijze, begonnen_op, bijgewerkt) VALUES ($1, $2, $2) RETURNING id"
_VOORTGANG: Final = """
    UPDATE stand.herberekening SET voortgang = $2, gebeurtenissen = $3, bijgewerkt = $4 WHERE id = $1
"""
_KLAAR: Final = """
    UPDATE stand.herberekening SET voortgang = 1, gebeurtenissen = $2, verschillen = $3, klaar_op = $4, bijgewerkt = $4
    WHERE id = $1
"""
_TUSSENPOOS: Final = timedelta(seconds=1)

Toon = Callable[[float, int], None]
"""Shows progress: the part that is done (0…1), and messages read."""


class _Regel:
    """The line of one recomputation, on a connection of its own: the other one may be inside its transaction."""

    def __init__(self, connection: Verbinding, clock: Clock, toon: Toon) -> None:
        self._connection, self._clock, self._toon = connection, clock, toon
        self._nummer = 0
        self._gemeld = clock.now()

    async def begin(self, wijze: Wijze) -> None:
        """What was killed is told apart from what runs: the caller is the only one now."""
        await self._connection.execute(_RUIM_OP)
        self._nummer = await self._connection.fetchval(_BEGIN, wijze.value, self._clock.now())

    async def meld(self, deel: float, gelezen: int) -> None:
        self._toon(deel, gelezen)
        nu = self._clock.now()
        if nu - self._gemeld >= _TUSSENPOOS:
            self._gemeld = nu
            with unavailable_guard():
                await self._connection.execute(_VOORTGANG, self._nummer, min(1.0, deel), gelezen, nu)

    async def klaar(self, uitkomst: Vergelijking) -> None:
        await self._connection.execute(
            _KLAAR, self._nummer, uitkomst.gebeurtenissen, uitkomst.aantal, self._clock.now()
        )


async def herbereken(
    dsn: str,
    kafka: KafkaSettings,
    wijze: Wijze,
    clock: Clock,
    *,
    grootte: int = 10_000,
    bewaren_jaren: int | None = None,
    toon: Toon = lambda _deel, _gelezen: None,
    rust: Callable[[], Awaitable[None]] | None = None,
) -> Vergelijking:
    """Recompute and do what `wijze` says; what differed before that. `rust` is awaited between pieces.

    With `bewaren_jaren` a checkpoint also folds the cases that are past their retention.

    Raises:
        Unavailable: PostgreSQL or Kafka does not answer. Nothing has changed; run it again.
        Fatal: it can't be done (fouten.py and the consumer's own); nothing has changed.
    """
    regel: _Regel | None = None

    async def meld(deel: float, gelezen: int) -> None:
        if regel is not None:
            await regel.meld(deel, gelezen)
        if rust is not None:
            await rust()

    async with (
        Logboek(kafka, grootte=grootte) as logboek,
        open_herberekening(dsn, logboek, clock, meld, bewaren_jaren) as werk,
    ):
        with unavailable_guard():
            connection = await asyncpg.connect(dsn, timeout=10)
        try:
            regel = _Regel(connection, clock, toon)
            with unavailable_guard():
                await regel.begin(wijze)
            uitkomst = await werk.voer_uit(wijze)
            with unavailable_guard():
                await regel.klaar(uitkomst)
        finally:
            await connection.close(timeout=5)
    log.info("herberekening klaar", soort=wijze.value, aantal=uitkomst.gebeurtenissen, verschillen=uitkomst.aantal)
    return uitkomst
