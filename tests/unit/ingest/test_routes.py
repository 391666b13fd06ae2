"""The door as LDOS sees it: status, headers and bodies, over fakes of Kafka and PostgreSQL."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from services.ingest.app import build_app
from services.ingest.domain.handtekening import secret_text
from services.ingest.domain.oordeel import Gebeurtenis, Weigering
from services.ingest.domain.register import Bron, Register
from services.ingest.handlers import Ontvangst
from services.ingest.settings import Settings
from shared.runtime.clock import FixedClock
from shared.runtime.errors import Unavailable
from tests.gebeurtenissen import changed, example, with_identity
from tests.ldos_client import BATCH, EVENT, LdosClient, codes, headers, outcomes

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SOURCE = "urn:nld:oin:00000001234567890000:systeem:ldos"
OLD, NEW, WITHDRAWN = b"o" * 32, b"n" * 32, b"w" * 32
BRON = Bron(1, "ldos", SOURCE, frozenset({"PO9901", "VO9902"}), ingetrokken=False, secrets=(NEW, OLD))
GONE = Bron(2, "oud", SOURCE + ":oud", frozenset({"PO9901"}), ingetrokken=True, secrets=(WITHDRAWN,))


@dataclass
class FakeRegister:
    """A register that can be away, or know more after a refresh."""

    register: Register | None = field(default_factory=lambda: Register((GONE, BRON)))
    after_refresh: Register | None = None
    refreshed: int = 0

    def current(self) -> Register | None:
        return self.register

    async def refresh(self) -> None:
        self.refreshed += 1
        self.register = self.after_refresh or self.register


@dataclass
class FakeUitgever:
    """Keeps what is published; `away` stands for a Kafka that does not confirm, `gate` holds it up."""

    published: list[Gebeurtenis] = field(default_factory=list)
    away: bool = False
    gate: asyncio.Event | None = None
    entered: asyncio.Event = field(default_factory=asyncio.Event)

    async def publish(self, bron: Bron, gebeurtenissen: Sequence[Gebeurtenis]) -> None:
        self.entered.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.away:
            raise Unavailable("kafka")
        self.published.extend(gebeurtenissen)


@dataclass
class FakeWeigeringen:
    noted: list[tuple[int, str, str]] = field(default_factory=list)

    def note(self, bron: Bron, weigeringen: Sequence[Weigering]) -> None:
        self.noted.extend((bron.id, each.swv, each.fouten[0].code) for each in weigeringen)


@dataclass
class Door:
    """An ingest without Kafka and PostgreSQL, and an LDOS before it."""

    register: FakeRegister
    uitgever: FakeUitgever
    weigeringen: FakeWeigeringen
    http: httpx.AsyncClient
    ldos: LdosClient

    async def send(self, body: bytes, **changes: Any) -> httpx.Response:
        """A well signed batch with headers replaced; None takes one away."""
        sent: dict[str, Any] = headers(self.ldos.secret, body, moment=NOW.timestamp())
        sent.update({name.replace("_", "-"): value for name, value in changes.items()})
        kept = [(name, value) for name, value in sent.items() if value is not None]
        return await self.http.post("/v1/gebeurtenissen", content=body, headers=kept)

    async def push(self, events: Any) -> httpx.Response:
        return await self.send(json.dumps(events).encode())


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    settings = Settings(
        kafka="x:1", database_url=SecretStr("postgresql://x"), sleutels=Path("/x"), dienstgeheim=Path("/x"),
        poort=1, ops_poort=2, in_behandeling_max_bytes=4 * 1024 * 1024, ontvangen_max_seconden=0.3,
    )  # fmt: skip
    register, uitgever, weigeringen = FakeRegister(), FakeUitgever(), FakeWeigeringen()
    app = build_app(Ontvangst(register, uitgever, weigeringen, FixedClock(NOW)), settings)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app, raise_app_exceptions=False), base_url="http://ingest"
    ) as http:
        yield Door(register, uitgever, weigeringen, http, LdosClient(http, secret_text(NEW)))


def problem(response: httpx.Response) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == response.status_code
    return response.status_code, response.json()["code"]


async def test_a_batch_gets_a_result_per_event_in_order(door: Door) -> None:
    good = example("aanvraag-ingediend")
    bad = changed(with_identity(good, versie=2), {"data.status": "geheim-getypt"})
    removed = example("dossier-verwijderd")

    response = await door.push([good, bad, removed])

    assert outcomes(response) == ["aanvaard", "geweigerd", "aanvaard"]
    assert [each["id"] for each in response.json()["resultaten"]] == [good["id"], bad["id"], removed["id"]]
    assert response.json()["resultaten"][0]["fouten"] == []
    assert response.json()["resultaten"][1]["fouten"][0]["veld"] == "data.status"
    assert "geheim-getypt" not in response.text
    assert response.headers["api-version"] == "1.0.0"
    assert [each.id for each in door.uitgever.published] == [good["id"], removed["id"]]
    assert door.weigeringen.noted == [(1, "PO9901", "onbekende_code")]


async def test_a_single_event(door: Door) -> None:
    body = json.dumps(example("aanvraag-vo")).encode()

    response = await door.send(body, content_type=EVENT + "; charset=UTF-8")

    assert outcomes(response) == ["aanvaard"]
    assert door.uitgever.published[0].raw == body


async def test_an_empty_batch_has_no_results(door: Door) -> None:
    response = await door.push([])

    assert (response.status_code, response.json()) == (200, {"resultaten": []})


async def test_the_same_event_twice_in_one_body_is_taken_twice_and_counts_once_later(door: Door) -> None:
    assert outcomes(await door.push([example("aanvraag-ingediend")] * 2)) == ["aanvaard", "aanvaard"]


@pytest.mark.parametrize("secret", [OLD, NEW])
async def test_both_secrets_hold_while_they_rotate(door: Door, secret: bytes) -> None:
    door.ldos.secret = secret_text(secret)

    assert (await door.push([])).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"webhook_id": None},
        {"webhook_timestamp": None},
        {"webhook_signature": None},
        {"webhook_signature": ""},
        {"webhook_signature": "v1,AAAA"},
        {"webhook_id": "ander"},
        {"webhook_timestamp": str(int(NOW.timestamp()) - 301)},
        {"webhook_timestamp": "nu"},
    ],
)
async def test_an_unsigned_push_is_refused_unread(door: Door, changes: dict[str, Any]) -> None:
    response = await door.send(b"not even JSON", **changes)

    assert problem(response) == (401, "handtekening")
    assert response.headers["www-authenticate"] == "Webhook-Signature"


async def test_a_double_header_is_refused(door: Door) -> None:
    signed = headers(door.ldos.secret, b"[]", moment=NOW.timestamp())
    double = [*signed.items(), ("webhook-id", signed["webhook-id"])]

    response = await door.http.post("/v1/gebeurtenissen", content=b"[]", headers=double)

    assert problem(response) == (401, "handtekening")


async def test_a_body_that_was_written_anew_is_refused(door: Door) -> None:
    signed = headers(door.ldos.secret, b'[{"a":1}]', moment=NOW.timestamp())

    response = await door.http.post("/v1/gebeurtenissen", content=b'[{"a": 1}]', headers=signed)

    assert problem(response) == (401, "handtekening")


async def test_a_withdrawn_source_hears_so(door: Door) -> None:
    door.ldos.secret = secret_text(WITHDRAWN)

    assert problem(await door.push([])) == (403, "bron_ingetrokken")


async def test_a_source_registered_a_moment_ago_is_looked_up(door: Door) -> None:
    door.register.register, door.register.after_refresh = Register(), Register((BRON,))

    assert (await door.push([])).status_code == 200
    assert door.register.refreshed == 1


async def test_before_the_register_was_ever_read_ldos_is_asked_to_wait(door: Door) -> None:
    door.register.register = None

    response = await door.push([])

    assert problem(response) == (503, "register")
    assert response.headers["retry-after"] == "5"


async def test_an_event_that_the_key_is_not_for_leaves_its_neighbours(door: Door) -> None:
    good = example("aanvraag-ingediend")
    elsewhere = with_identity(good, swv="PO9999")
    other_source = changed(good, {"source": SOURCE + ":oud"})

    response = await door.push([elsewhere, good, other_source])

    assert outcomes(response) == ["geweigerd", "aanvaard", "geweigerd"]
    assert codes(response, 0) == codes(response, 2) == {"niet_gemachtigd"}


@pytest.mark.parametrize("body", [b"", b"x", b"{}", b"[{]", b'"x"', b"null", b"[NaN]", b"\xff\xfe", b"[{},"])
async def test_an_unreadable_batch_is_refused_as_a_whole(door: Door, body: bytes) -> None:
    assert problem(await door.send(body)) == (400, "onleesbaar")


@pytest.mark.parametrize("body", [b"", b"x", b"[]", b"[{}]", b'{"a":NaN}', b'{"a":"\xff"}', b'{"a":', b"5"])
async def test_an_unreadable_single_event_is_refused(door: Door, body: bytes) -> None:
    assert problem(await door.send(body, content_type=EVENT)) == (400, "onleesbaar")


POISON = [
    b"5", b"null", b"[]", b'"x"', b"{}", b'{"data":NaN}', b'{"data":"\xff"}', b'{"data":"\\ud800"}', b'{"d":1e400}',
    b'{"d":"\\u0000"}', b'{"d":' + b"9" * 9000 + b"}", b"[" * 90 + b"]" * 90, b'{"data":' * 900 + b"1" + b"}" * 900,
    b'{"id":"' + b"x" * 300_000 + b'"}',
]  # fmt: skip


@pytest.mark.parametrize("poison", POISON, ids=range(len(POISON)))
async def test_poison_is_refused_beside_a_good_event(door: Door, poison: bytes) -> None:
    good = json.dumps(example("aanvraag-ingediend")).encode()

    response = await door.send(b"[" + b",".join((good, poison, good)) + b"]")

    assert outcomes(response) == ["aanvaard", "geweigerd", "aanvaard"]


async def test_over_500_events_is_too_many(door: Door) -> None:
    assert problem(await door.send(b"[" + b",".join([b"{}"] * 501) + b"]")) == (413, "te_groot")
    assert outcomes(await door.send(b"[" + b",".join([b"{}"] * 500) + b"]")) == ["geweigerd"] * 500


async def test_over_4_mib_is_too_large_stated_or_not(door: Door) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b" " * 1024 * 1024

    body = b" " * (4 * 1024 * 1024) + b"[]"
    stated = await door.send(body)
    signed = headers(door.ldos.secret, b"", moment=NOW.timestamp())
    unstated = await door.http.post("/v1/gebeurtenissen", content=chunks(), headers=signed)

    assert problem(stated) == problem(unstated) == (413, "te_groot")


async def test_a_chunked_body_is_taken(door: Door) -> None:
    body = json.dumps([example("aanvraag-ingediend")]).encode()

    async def chunks() -> AsyncIterator[bytes]:
        for place in range(0, len(body), 100):
            yield body[place : place + 100]

    response = await door.http.post(
        "/v1/gebeurtenissen", content=chunks(), headers=headers(door.ldos.secret, body, moment=NOW.timestamp())
    )

    assert outcomes(response) == ["aanvaard"]


@pytest.mark.parametrize(
    "changes",
    [
        {"content_type": "application/json"},
        {"content_type": None},
        {"content_type": BATCH + "; charset=utf-16"},
        {"content_type": BATCH + "; charset=iso-8859-1"},
        {"content_encoding": "gzip"},
    ],
)
async def test_another_kind_of_body_is_refused(door: Door, changes: dict[str, Any]) -> None:
    body = gzip.compress(b"[]") if "content_encoding" in changes else b"[]"

    assert problem(await door.send(body, **changes)) == (415, "soort_bericht")


async def test_without_confirmation_nothing_is_promised(door: Door) -> None:
    door.uitgever.away = True
    bad = changed(example("aanvraag-ingediend"), {"data.status": "x"})

    response = await door.push([example("dossier-verwijderd"), bad])

    assert problem(response) == (503, "niet_bevestigd")
    assert response.headers["retry-after"] == "5"
    assert "opnieuw" in response.json()["detail"]
    assert door.weigeringen.noted == []


async def test_a_push_with_only_refused_events_needs_no_kafka(door: Door) -> None:
    door.uitgever.away = True

    assert outcomes(await door.push([{}])) == ["geweigerd"]


async def test_too_much_at_once_is_asked_to_wait_and_room_comes_back(door: Door) -> None:
    door.uitgever.gate = asyncio.Event()
    large = changed(example("aanvraag-ingediend"), {"data.aanvraag.toelichting": "x" * 200_000})
    first = asyncio.create_task(door.push([large] * 15))
    await asyncio.wait_for(door.uitgever.entered.wait(), 5)

    response = await door.push([large] * 15)

    assert problem(response) == (503, "druk")
    assert response.headers["retry-after"] == "5"
    door.uitgever.gate.set()
    assert outcomes(await first) == ["aanvaard"] * 15
    assert outcomes(await door.push([large] * 15)) == ["aanvaard"] * 15


async def test_a_body_that_does_not_come_is_given_up(door: Door) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b"["
        await asyncio.sleep(5)

    signed = headers(door.ldos.secret, b"[]", moment=NOW.timestamp())

    response = await door.http.post("/v1/gebeurtenissen", content=slow(), headers=signed)

    assert problem(response) == (408, "te_traag")


async def test_openapi_describes_the_push_and_every_reference_exists(door: Door) -> None:
    document = (await door.http.get("/v1/openapi.json")).json()

    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]["/v1/gebeurtenissen"]["post"]["responses"]) >= {
        "200",
        "400",
        "401",
        "403",
        "413",
        "503",
    }
    assert "Dossier" in document["components"]["schemas"]
    for name in set(json.dumps(document).split("#/components/schemas/")[1:]):
        assert name.split('"')[0] in document["components"]["schemas"]


async def test_only_a_post_pushes(door: Door) -> None:
    assert (await door.http.get("/v1/gebeurtenissen")).status_code == 405
