"""What happens to a batch of messages: one transaction that moves position, cases and cells together.

The position in PostgreSQL decides, Kafka's committed offset is only a hint. A batch that does not start where
the row of its partition says is refused: that fences a zombie and catches lost offsets. The digest of the
message before the position is kept, so that a topic that was deleted and made anew is noticed and never
silently read on.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple, Protocol

from services.aggregator.domain import Lijsten, Stand, Telling
from shared.contracts.bronnen.lijsten import Lijstdeel
from shared.contracts.cellen import Cel, Maten
from shared.runtime.clock import Clock
from shared.runtime.consume import TP, Record
from shared.runtime.errors import Displaced, LogGap, NeedsRepair


class Positie(NamedTuple):
    """Next offset to handle, and the digest of the message before it (None at the very start)."""

    volgende: int
    laatste: bytes | None


class DodeLetter(NamedTuple):
    """Where an unusable message stands and why; never its content."""

    dienst: str
    topic: str
    partitie: int
    positie: int
    reden: str
    event_id: str | None
    op: datetime


@dataclass(frozen=True)
class Bron:
    """Count of one source system for one SWV inside a batch."""

    bron: int
    swv: int
    verwerkt: int
    dood: int


class Veranderd(NamedTuple):
    """Whose figures a list changed, and of which schooljaren."""

    swvs: frozenset[int] = frozenset()
    schooljaren: frozenset[int] = frozenset()


Plaatsen = Collection[tuple[int, int]] | None
"""(vestiging, schooljaar) whose figures changed; None: any of the SWV."""


@dataclass(frozen=True)
class Verwerkt:
    """What a batch did: counts for the conservation law, and whose figures changed; or that a release was made."""

    telling: Telling
    swvs: frozenset[int] = frozenset()
    schooljaren: frozenset[int] = frozenset()
    organisatie: bool = False
    plaatsen: Plaatsen = None
    vrijgave: int | None = None
    letters: tuple[DodeLetter, ...] = field(default=())


class Transactie(Protocol):
    """One open transaction on the stand. Every method may raise Unavailable."""

    async def positie(self, tp: TP) -> Positie:
        """Row of the partition, locked until the end; made at offset 0 when it is new."""

    async def gehouden(self, zaken: Sequence[bytes]) -> dict[bytes, Stand]:
        """The held cases among these."""

    async def gevouwen(self, zaken: Sequence[bytes]) -> set[bytes]:
        """Those among these that left past their retention."""

    async def bewaar(self, zaken: Mapping[bytes, Stand]) -> None:
        """Keep these as the newest versions."""

    async def verreken(self, delta: Mapping[Cel, Maten]) -> None:
        """Add signed changes to the leaf cells; a cell without dossiers disappears."""

    async def leg_weg(self, letters: Sequence[DodeLetter]) -> None:
        """Keep dead letters; the same one again has no effect."""

    async def tel_bronnen(self, bronnen: Sequence[Bron], nu: datetime) -> None:
        """Add to the counts per source and SWV."""

    async def pas_leveringen_toe(self, berichten: Sequence[bytes], nu: datetime) -> set[int]:
        """Stage deliveries of reference data, apply the complete ones; SWV's whose organisation changed."""

    async def lijsten(self, swvs: Collection[int], nummers: Collection[str]) -> Lijsten:
        """What lists say about these numbers; none is put in force until the transaction ends."""

    async def maak_bekend(self, bekend: Mapping[int, int]) -> Mapping[Cel, Maten]:
        """Lines of lists whose number became known to more or fewer cases; the change in cells `onbekend`."""

    async def zet_lijsten_klaar(self, delen: Sequence[Lijstdeel], nu: datetime) -> Veranderd:
        """Stage parts of lists with persons, put the complete ones in force."""

    async def hoog_versies_op(self, swvs: Iterable[int], plaatsen: Plaatsen, nu: datetime) -> None:
        """The figures of these SWV's changed: those of `plaatsen`, or of any place there."""

    async def schuif_op(self, tp: TP, positie: Positie, telling: Telling, nu: datetime) -> None:
        """Move the position and add the counts."""


class Store(Protocol):
    """The stand in PostgreSQL."""

    def transactie(self) -> AbstractAsyncContextManager[Transactie]:
        """Commits at the end, rolls back on any exception."""

    async def posities(self, partities: Sequence[TP]) -> dict[TP, Positie]:
        """Positions as committed; partitions that were never seen are left out."""


class Melder(Protocol):
    """Tells open pages which figures changed (no values). Losing one is allowed."""

    def meld(self, verwerkt: Verwerkt) -> None:
        """Take note; never waits, never raises."""


class Soort(Protocol):
    """What one topic's messages mean."""

    async def verwerk(self, transactie: Transactie, tp: TP, records: Sequence[Record], nu: datetime, /) -> Verwerkt:
        """Apply the records inside the transaction."""


def digest(record: Record) -> bytes:
    """16 bytes that recognise a message: its key and value."""
    som = blake2b(record.key or b"", digest_size=16)
    som.update(record.value or b"")
    return som.digest()


class TopicOpnieuwGemaakt(NeedsRepair):
    """At the position before ours stands another message than the one we handled (F12)."""

    def __init__(self, tp: TP) -> None:
        super().__init__(
            f"Topic {tp.topic}, partitie {tp.partition}: op de plaats waar wij waren staat een ander bericht dan"
            " wij verwerkt hebben. Het topic is opnieuw gemaakt of teruggezet uit een oudere kopie.",
            "Zet het topic terug uit een kopie. Is die er niet: laat de stapel aan en draai ./pos herstel."
            " Er is niets overgeslagen.",
        )


class Verwerker:
    """The batch handler of all topics that the aggregator reads."""

    def __init__(self, store: Store, soorten: Mapping[str, Soort], melder: Melder, clock: Clock) -> None:
        self._store = store
        self._soorten = soorten
        self._melder = melder
        self._clock = clock

    async def positions(self, partitions: Sequence[TP]) -> Mapping[TP, int | None]:
        """Where to start: one message before the position, to see that it is the one we know."""
        bekend = await self._store.posities(partitions)
        return {tp: max(0, bekend[tp].volgende - 1) if tp in bekend else 0 for tp in partitions}

    async def on_gap(self, tp: TP, expected: int, found: int) -> None:
        """A gap is fatal, but for the one message that we only wanted to recognise."""
        bekend = await self._store.posities([tp])
        volgende = bekend[tp].volgende if tp in bekend else 0
        if found > volgende:
            raise LogGap(tp.topic, tp.partition, max(volgende, expected), found)

    async def handle(self, tp: TP, records: Sequence[Record]) -> None:
        """Handle a batch: durable on return.

        Raises:
            Unavailable: PostgreSQL does not answer; nothing happened, try the same batch again.
            Displaced: the stand is elsewhere in this partition.
            TopicOpnieuwGemaakt: the topic isn't the one we were reading.
        """
        nu = self._clock.now()
        async with self._store.transactie() as transactie:
            nieuw = _na_positie(tp, await transactie.positie(tp), records)
            if not nieuw:
                return
            verwerkt = await self._soorten[tp.topic].verwerk(transactie, tp, nieuw, nu)
            await transactie.leg_weg(verwerkt.letters)
            await transactie.hoog_versies_op(verwerkt.swvs, verwerkt.plaatsen, nu)
            positie = Positie(nieuw[-1].offset + 1, digest(nieuw[-1]))
            await transactie.schuif_op(tp, positie, verwerkt.telling, nu)
        if verwerkt.swvs:
            self._melder.meld(verwerkt)


def _na_positie(tp: TP, positie: Positie, records: Sequence[Record]) -> Sequence[Record]:
    """The records that come next; drops the one that was only read to recognise it."""
    eerste = records[0]
    if positie.laatste is not None and eerste.offset == positie.volgende - 1:
        if digest(eerste) != positie.laatste:
            raise TopicOpnieuwGemaakt(tp)
        return records[1:]
    if eerste.offset != positie.volgende:
        raise Displaced(max(0, positie.volgende - 1))
    return records
