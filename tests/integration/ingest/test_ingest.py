"""Ingest as LDOS meets it, on a real Kafka and a real PostgreSQL."""

import asyncio
import json
import signal
from typing import Any

import asyncpg
import httpx
import pytest

from deploy import bronbeheer
from shared.runtime.keys import open_sealed
from tests.gebeurtenissen import changed, example, with_identity
from tests.integration.ingest.conftest import SOURCE, Ingang
from tests.ldos_client import EVENT, LdosClient, codes, headers, outcomes
from tests.stack import KafkaUnderTest, PostgresUnderTest, until

GOOD = example("aanvraag-ingediend")


def dossiers(count: int, first: int = 0) -> list[dict[str, Any]]:
    return [with_identity(GOOD, dossiernummer=f"D-{number}") for number in range(first, first + count)]


async def test_accepted_events_are_sealed_as_received_and_in_order(ingang: Ingang, ldos: LdosClient) -> None:
    events = [with_identity(GOOD, dossiernummer="D", versie=versie) for versie in range(1, 21)]

    assert set(outcomes(await ldos.push(events))) == {"aanvaard"}

    records = await ingang.records()
    assert {(record.headers, len(record.key)) for record in records} == {((("bron", b"1"),), 16)}
    assert len({(record.partition, record.key) for record in records}) == 1
    opened = [open_sealed(record.value, ingang.keys) for record in sorted(records, key=lambda r: r.offset)]
    assert opened == [json.dumps(event).encode() for event in events]


async def test_no_person_is_readable_on_the_topic_in_the_log_or_in_the_metrics(
    ingang: Ingang, ldos: LdosClient
) -> None:
    canary = "Kanarie8842"
    bad = changed(GOOD, {"data.status": canary, "data.dossiernummer": canary})
    good = changed(with_identity(GOOD, dossiernummer=canary), {"data.aanvraag.leerling.achternaam": canary})

    response = await ldos.push([bad, good])
    broken = await ldos.push_bytes(f'[{{"{canary}'.encode())

    assert outcomes(response) == ["geweigerd", "aanvaard"]
    assert canary not in json.dumps(response.json()["resultaten"][0]["fouten"])
    assert canary not in broken.text
    for record in await ingang.records():
        assert canary.encode() not in record.value + record.key
    assert canary not in (await ingang.ops("/metrics")).text
    ingang.end()
    assert canary not in ingang.log()


async def test_refused_events_are_counted_per_source_and_reason(ingang: Ingang, ldos: LdosClient) -> None:
    bad = changed(GOOD, {"data.status": "x"})
    elsewhere = with_identity(GOOD, swv="PO9999")

    await ldos.push([bad, bad, elsewhere, 5])
    await ldos.push([bad])

    async def counted() -> bool:
        rows = await ingang.beheer(
            lambda c: c.fetch("SELECT swv, reden, aantal FROM bronnen.geweigerd ORDER BY reden, swv")
        )
        return [tuple(row) for row in rows] == [
            ("", "niet_gemachtigd", 1), ("PO9901", "onbekende_code", 3), ("", "type", 1),
        ]  # fmt: skip

    await until(counted)


async def test_a_source_may_push_from_the_moment_it_is_registered(ingang: Ingang, ldos: LdosClient) -> None:
    other = ingang.client(await ingang.register("ander", SOURCE + ":2", ["VO9902"]))

    async with other.http:
        assert outcomes(await other.push([changed(example("aanvraag-vo"), {"source": SOURCE + ":2"})])) == ["aanvaard"]
        assert codes(await other.push([GOOD])) == {"niet_gemachtigd"}


async def test_secrets_rotate_with_overlap_and_a_withdrawn_source_hears_so(ingang: Ingang, ldos: LdosClient) -> None:
    second = ingang.client(await ingang.beheer(lambda c: bronbeheer.add_secret(c, ingang.keys, "ldos")))
    async with second.http:
        assert (await second.push([])).status_code == 200
        assert (await ldos.push([])).status_code == 200

        await ingang.beheer(lambda c: bronbeheer.expire_secret(c, "ldos", 1))

        async def ended() -> bool:
            return (await ldos.push([])).status_code == 401

        await until(ended, seconds=20)
        assert (await second.push([])).status_code == 200

        await ingang.beheer(lambda c: bronbeheer.withdraw_source(c, "ldos"))

        async def withdrawn() -> bool:
            return (await second.push([])).status_code == 403

        await until(withdrawn, seconds=20)


async def test_while_kafka_is_away_ldos_is_told_to_come_back(
    ingang: Ingang, ldos: LdosClient, kafka: KafkaUnderTest
) -> None:
    assert outcomes(await ldos.push(dossiers(3))) == ["aanvaard"] * 3

    kafka.servers[0].kill()
    try:
        refused = await ldos.push(dossiers(3, first=3))
    finally:
        kafka.servers[0].start()
        await kafka.wait()

    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) > 0
    assert refused.json()["code"] == "niet_bevestigd"

    async def accepted() -> bool:
        return (await ldos.push(dossiers(3, first=3))).status_code == 200

    await until(accepted, seconds=30)
    sent = {json.loads(open_sealed(record.value, ingang.keys))["id"] for record in await ingang.records()}
    assert sent == {event["id"] for event in dossiers(6)}


async def test_while_postgresql_is_away_known_sources_may_push(
    ingang: Ingang, ldos: LdosClient, postgres_server: PostgresUnderTest
) -> None:
    assert (await ldos.push([])).status_code == 200

    postgres_server.control.kill()
    try:
        accepted = await ldos.push([GOOD, {}])
        stranger = await LdosClient(ldos.http, "whsec_" + "A" * 44).push([])
    finally:
        postgres_server.control.start()
        await postgres_server.wait()

    assert outcomes(accepted) == ["aanvaard", "geweigerd"]
    assert stranger.status_code == 401

    async def counted() -> bool:
        return bool(await ingang.beheer(lambda c: c.fetchval("SELECT sum(aantal) FROM bronnen.geweigerd")))

    await until(counted)


async def test_before_the_register_was_read_nobody_may_push(ingang: Ingang) -> None:
    await ingang.start(POS_DATABASE_URL="postgresql://pos_ingest:x@127.0.0.1:9/pos")

    async with ingang.client().http as http:
        response = await LdosClient(http, ingang.secret).push([GOOD])

    assert (response.status_code, response.json()["code"]) == (503, "register")
    assert "retry-after" in response.headers
    assert (await ingang.ops("/gereed")).status_code == 503
    assert (await ingang.ops("/gezond")).status_code == 200


async def test_what_was_accepted_survives_a_kill_at_any_moment(ingang: Ingang, ldos: LdosClient) -> None:
    """F1, F2: killed while pushing, every event that was answered `aanvaard` is on the topic."""
    accepted: set[str] = set()

    async def push_until_it_dies() -> None:
        for first in range(0, 100_000, 20):
            response = await ldos.push(dossiers(20, first))
            accepted.update(result["id"] for result in response.json()["resultaten"])

    async def enough() -> bool:
        return len(accepted) >= 400

    pushing = asyncio.create_task(push_until_it_dies())
    await until(enough)
    ingang.end(signal.SIGKILL)
    with pytest.raises(httpx.TransportError):
        await pushing

    stored = {json.loads(open_sealed(record.value, ingang.keys))["id"] for record in await ingang.records()}
    assert accepted <= stored


async def test_a_client_that_goes_away_does_no_harm(ingang: Ingang, ldos: LdosClient) -> None:
    body = json.dumps(dossiers(100)).encode()
    signed = headers(ldos.secret, body)
    for _ in range(20):
        _, writer = await asyncio.open_connection("127.0.0.1", ingang.port)
        lines = [f"{name}: {value}" for name, value in signed.items()]
        head = ["POST /v1/gebeurtenissen HTTP/1.1", "host: x", f"content-length: {len(body)}", *lines, "", ""]
        writer.write("\r\n".join(head).encode() + body[: len(body) // 2])
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    assert set(outcomes(await ldos.push_bytes(body))) == {"aanvaard"}
    assert "mislukt" not in ingang.log()


async def test_a_clean_stop_ends_with_zero_and_writes_the_last_counts(ingang: Ingang, ldos: LdosClient) -> None:
    await ldos.push([{}])

    assert ingang.end() == 0
    assert await ingang.beheer(lambda c: c.fetchval("SELECT sum(aantal) FROM bronnen.geweigerd")) == 1


async def test_hostile_bodies_are_answered_within_a_second_or_two(ingang: Ingang, ldos: LdosClient) -> None:
    four_mib = 4 * 1024 * 1024
    for body in (
        b"[" * four_mib,
        b"[" + b"[]," * (four_mib // 3 - 1) + b"[]]",
        b'["' + b"\\u0000" * (four_mib // 6) + b'"]',
    ):
        response = await asyncio.wait_for(ldos.push_bytes(body), 5)
        assert response.status_code in (200, 400, 413)
    many_keys = {f"k{number}": number for number in range(15_000)}
    assert outcomes(await ldos.push([{**GOOD, **many_keys}])) == ["aanvaard"]
    assert (await ldos.push_bytes(b"{}", content_type=EVENT)).status_code == 200


async def test_the_roles_see_only_what_they_need(ingang: Ingang) -> None:
    async def denied(role: str, statement: str) -> bool:
        connection = await asyncpg.connect(ingang.database.url(role))
        try:
            await connection.execute(statement)
        except asyncpg.InsufficientPrivilegeError:
            return True
        finally:
            await connection.close()
        return False

    assert await denied("pos_ingest", "INSERT INTO bronnen.bron (naam, source) VALUES ('x', 'x')")
    assert await denied("pos_ingest", "UPDATE bronnen.geheim SET vervallen_op = NULL")
    assert await denied("pos_ingest", "DELETE FROM bronnen.geweigerd")
    assert await denied("pos_gateway", "SELECT verzegeld FROM bronnen.geheim")
    assert await denied("pos_aggregator", "SELECT verzegeld FROM bronnen.geheim")
    assert not await denied("pos_gateway", "SELECT * FROM bronnen.geweigerd")
