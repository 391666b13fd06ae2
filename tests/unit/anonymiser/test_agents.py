"""Batches: everything that came of one is acknowledged, or nothing counts."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from services.anonymiser import agents
from services.anonymiser.adapters import KeyVault
from services.anonymiser.agents import Anonymiser
from shared.runtime.clock import FixedClock
from shared.runtime.consume import Record
from shared.runtime.dead_letters import InvalidLimit
from shared.runtime.errors import Fatal, TooManyInvalid, Unavailable
from shared.runtime.kafka import TP, Message, Receipt
from shared.runtime.keys import MemoryKeyStore
from tests.gebeurtenissen import Event
from tests.unit.anonymiser.given import BRON, DAY, sealed

RAW = TP("ldos.dossiers", 2)
POISON = b"KANARIEvanDijk"


class Broker:
    """Stands in for `send_all`; away as long as `away` says so."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.away = False

    async def send_all(self, producer: object, messages: Sequence[Message]) -> list[Receipt]:
        if self.away:
            raise Unavailable("kafka")
        self.sent.extend(messages)
        return []

    def of(self, topic: str) -> list[Message]:
        return [message for message in self.sent if message.topic == topic]


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    fake = Broker()
    monkeypatch.setattr(agents, "send_all", fake.send_all)
    return fake


@pytest.fixture
def store() -> MemoryKeyStore:
    return MemoryKeyStore()


@pytest.fixture
def anonymiser(store: MemoryKeyStore) -> Anonymiser:
    return make(store)


async def right_store() -> None:
    return None


def make(store: MemoryKeyStore, limit: int = 5) -> Anonymiser:
    clock = FixedClock(datetime(2026, 11, 22, 12, tzinfo=UTC))
    producer: Any = object()
    return Anonymiser(producer, KeyVault(store), right_store, clock, InvalidLimit(limit, 60, clock))


def records(*values: bytes | None, start: int = 10) -> list[Record]:
    return [Record(*RAW, offset, b"k", value, BRON, 0) for offset, value in enumerate(values, start)]


async def test_cases_go_out_under_their_pseudonym(
    anonymiser: Anonymiser, broker: Broker, store: MemoryKeyStore, aanvraag: Event, besluit: Event
) -> None:
    await anonymiser.handle(RAW, records(sealed(store, aanvraag), sealed(store, besluit)))

    first, second = broker.of("onderwijs.zaken")
    assert first.key == second.key
    assert first.key == bytes.fromhex(json.loads(first.value)["zaak"])
    assert len(first.key) == 16
    assert (first.headers, first.partition, len(broker.sent)) == ((), None, 2)


async def test_poison_leaves_its_place_and_takes_no_neighbour(
    anonymiser: Anonymiser, broker: Broker, store: MemoryKeyStore, besluit: Event
) -> None:
    good = sealed(store, besluit)

    await anonymiser.handle(RAW, records(good, POISON, None, good))

    assert len(broker.of("onderwijs.zaken")) == 2
    letters = [json.loads(message.value) for message in broker.of("dode-letters")]
    assert letters == [
        {
            "dienst": "anonymiser",
            "topic": "ldos.dossiers",
            "partitie": 2,
            "offset": offset,
            "reden": "verzegeling_ongeldig",
            "tijd": "2026-11-22T12:00:00Z",
        }
        for offset in (11, 12)
    ]


async def test_same_batch_again_gives_the_same_bytes(broker: Broker, store: MemoryKeyStore, besluit: Event) -> None:
    batch = records(sealed(store, besluit))
    await make(store).handle(RAW, batch)
    await make(store).handle(RAW, batch)

    first, again = broker.of("onderwijs.zaken")
    assert first == again


async def test_broker_that_is_away_is_not_ours_to_swallow(
    anonymiser: Anonymiser, broker: Broker, store: MemoryKeyStore, besluit: Event
) -> None:
    broker.away = True

    with pytest.raises(Unavailable):
        await anonymiser.handle(RAW, records(sealed(store, besluit)))


async def test_too_much_poison_stops_before_anything_is_sent(anonymiser: Anonymiser, broker: Broker) -> None:
    with pytest.raises(TooManyInvalid):
        await anonymiser.handle(RAW, records(*[POISON] * 6))
    assert broker.sent == []


async def test_retries_of_one_batch_count_its_poison_once(anonymiser: Anonymiser, broker: Broker) -> None:
    broker.away = True
    batch = records(*[POISON] * 3)
    for _ in range(5):
        with pytest.raises(Unavailable):
            await anonymiser.handle(RAW, batch)

    with pytest.raises(TooManyInvalid):
        await anonymiser.handle(RAW, records(*[POISON] * 3, start=13))


async def test_shredded_day_never_stops_the_service(
    anonymiser: Anonymiser, broker: Broker, store: MemoryKeyStore, besluit: Event
) -> None:
    value = sealed(store, besluit)
    store.destroy(DAY)

    await anonymiser.handle(RAW, records(*[value] * 500))

    assert {json.loads(letter.value)["reden"] for letter in broker.of("dode-letters")} == {"sleutel_vernietigd"}
    assert len(broker.sent) == 500


async def test_missing_key_stops(anonymiser: Anonymiser, broker: Broker, besluit: Event) -> None:
    with pytest.raises(Fatal):
        await anonymiser.handle(RAW, records(sealed(MemoryKeyStore(), besluit)))
    assert broker.sent == []


async def test_gap_names_every_lost_record(anonymiser: Anonymiser, broker: Broker) -> None:
    await anonymiser.on_gap(RAW, 7, 7 + 6_000)

    letters = [json.loads(letter.value) for letter in broker.of("dode-letters")]
    assert [letter["offset"] for letter in letters] == list(range(7, 6_007))
    assert {letter["reden"] for letter in letters} == {"verlopen"}


async def test_position_is_what_the_group_committed(anonymiser: Anonymiser) -> None:
    assert await anonymiser.positions([RAW]) == {RAW: None}
