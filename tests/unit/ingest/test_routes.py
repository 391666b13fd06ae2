"""The door as LDOS sees it: status, headers and bodies, over fakes of Kafka and PostgreSQL."""

import json
from typing import Any

import pytest

from services.ingest.domain.handtekening import secret_text
from services.ingest.domain.register import Register
from tests.gebeurtenissen import changed, example, with_identity
from tests.ldos_client import EVENT, codes, headers, outcomes
from tests.unit.ingest.deur import BRON, NEW, NOW, OLD, SOURCE, WITHDRAWN, Door, problem


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
