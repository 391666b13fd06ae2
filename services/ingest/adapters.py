"""The outside of ingest: the register and the counters in PostgreSQL, the raw topic in Kafka."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from datetime import date

from services.ingest.domain.oordeel import Gebeurtenis, Weigering
from services.ingest.domain.register import Bron, Register
from shared.contracts import topics
from shared.runtime.clock import Clock
from shared.runtime.errors import Invalid, NoAccess, Unavailable
from shared.runtime.kafka import Message, Producer, send_all
from shared.runtime.keys import KeyStore, mac, open_sealed, seal
from shared.runtime.logging import get_logger
from shared.runtime.postgres import Pool, open_pool, transaction
from shared.runtime.rest import rest

log = get_logger(__name__)

_BRONNEN = """
    SELECT b.id, b.naam, b.source, b.ingetrokken_op IS NOT NULL AS ingetrokken,
           array(SELECT swv FROM bronnen.bron_swv WHERE bron = b.id) AS swvs,
           array(SELECT verzegeld FROM bronnen.geheim
                 WHERE bron = b.id AND (vervallen_op IS NULL OR vervallen_op > now())
                 ORDER BY volgnummer DESC) AS verzegeld
    FROM bronnen.bron b ORDER BY b.id
"""
_TEL_GEWEIGERD = """
    INSERT INTO bronnen.geweigerd AS g (bron, swv, reden, dag, aantal) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (bron, dag, swv, reden) DO UPDATE SET aantal = g.aantal + excluded.aantal
"""


class Database:
    """A pool that may come later: ingest starts, and goes on, while PostgreSQL is away."""

    def __init__(self, dsn: str, max_size: int) -> None:
        self._dsn, self._max_size = dsn, max_size
        self._pool: Pool | None = None
        self._opening = asyncio.Lock()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> "Database":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def pool(self) -> Pool:
        """The pool, opened at the first call that can. Raises Unavailable."""
        async with self._opening:
            if self._pool is None:
                self._pool = await self._stack.enter_async_context(
                    open_pool(self._dsn, "ingest", max_size=self._max_size, statement_seconds=5.0)
                )
            return self._pool


class PostgresRegister:
    """The registered sources; the last known ones hold while PostgreSQL is away.

    `at_least`: seconds between two reads.
    """

    def __init__(self, database: Database, keystore: KeyStore, clock: Clock, at_least: float) -> None:
        self._database, self._keystore, self._clock = database, keystore, clock
        self._at_least = at_least
        self._register: Register | None = None
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    def current(self) -> Register | None:
        return self._register

    async def refresh(self) -> None:
        asked_at = self._clock.monotonic()
        async with self._reading:
            if self._read_at >= asked_at:
                return  # somebody else's reading began after we asked
            await asyncio.sleep(self._read_at + self._at_least - self._clock.monotonic())
            self._read_at = self._clock.monotonic()
            try:
                self._register = await self._read()
            except Unavailable as error:
                log.warning("bronregister kon niet worden gelezen; het vorige blijft gelden", exc_info=error)

    async def _read(self) -> Register:
        async with transaction(await self._database.pool(), readonly=True, acquire_seconds=3.0) as connection:
            rows = await connection.fetch(_BRONNEN)
        return Register(
            tuple(
                Bron(
                    row["id"], row["naam"], row["source"], frozenset(row["swvs"]), row["ingetrokken"],
                    secrets=tuple(self._opened(row["verzegeld"])),
                )
                for row in rows
            )
        )  # fmt: skip

    def _opened(self, sealed_secrets: Sequence[bytes]) -> Iterator[bytes]:
        for sealed in sealed_secrets:
            try:
                yield open_sealed(sealed, self._keystore)
            except Invalid as error:
                log.error("een geheim van een bron is onleesbaar en telt niet mee", exc_info=error)


class Weigerteller:
    """Counts refused events in memory and adds them to the database soon after."""

    def __init__(self, database: Database, clock: Clock, every: float) -> None:
        self._database, self._clock, self._every = database, clock, every
        self._counts: Counter[tuple[int, str, str, date]] = Counter()

    def note(self, bron: Bron, weigeringen: Sequence[Weigering]) -> None:
        day = self._clock.today()
        self._counts.update((bron.id, each.swv, each.fouten[0].code, day) for each in weigeringen)

    async def flush(self) -> None:
        """Write what was counted; keeps it for the next time while PostgreSQL is away."""
        counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            async with transaction(await self._database.pool(), acquire_seconds=3.0) as connection:
                # Sorted, so that two processes never wait for each other's rows.
                await connection.executemany(_TEL_GEWEIGERD, [(*key, counts[key]) for key in sorted(counts)])
        except Unavailable as error:
            self._counts += counts
            log.warning("geweigerde gebeurtenissen zijn nog niet weggeschreven", exc_info=error)

    async def run(self, stop: asyncio.Event) -> None:
        """Component: write every second, and once more at the end."""
        while not stop.is_set():
            await rest(self._every, unless=stop)
            await self.flush()


class KafkaUitgever:
    """Seals each event under the key of the day and waits until Kafka has it."""

    def __init__(self, producer: Producer, keystore: KeyStore, clock: Clock, seconds: float) -> None:
        self._producer, self._keystore, self._clock, self._seconds = producer, keystore, clock, seconds

    async def publish(self, bron: Bron, gebeurtenissen: Sequence[Gebeurtenis]) -> None:
        key_name = f"dag/{self._clock.today().isoformat()}"
        day_key = self._day_key(key_name)
        place_key = mac(day_key, b"partitie")
        topic, headers = topics.LDOS_DOSSIERS.naam, (("bron", str(bron.id).encode("ascii")),)
        messages = [
            Message(topic, seal(key_name, day_key, each.raw), key=_place(place_key, each), headers=headers)
            for each in gebeurtenissen
        ]
        try:
            await send_all(self._producer, messages, seconds=self._seconds)
        except NoAccess as error:
            # To LDOS this is the same as a broker that is away: keep the events, and send them again.
            raise Unavailable("kafka") from error

    def _day_key(self, name: str) -> bytes:
        """A disk that is full when the first key of a day is made passes by: LDOS is told to come back."""
        try:
            return self._keystore.get(name, create=True)
        except OSError as error:
            raise Unavailable("sleutels") from error


def _place(key: bytes, gebeurtenis: Gebeurtenis) -> bytes:
    """Messages of one dossier and day share this key, so one partition, in order; it tells nothing of the dossier.

    Its key comes from the key of the day and goes with it: nobody can then try a list of dossiernummers on it.
    """
    parts = (gebeurtenis.source, gebeurtenis.swv, gebeurtenis.dossiernummer)
    return mac(key, *(part.encode() for part in parts))[:16]
