"""The borders of the door: bodies that cannot be read, are too large, too many or too slow."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.gebeurtenissen import changed, example
from tests.ldos_client import BATCH, EVENT, headers, outcomes
from tests.unit.ingest.deur import NOW, Door, problem


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
