"""Signatures: what holds, and every way in which it must not (attack matrix A10)."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

import pytest

from services.ingest.domain.handtekening import (
    HandtekeningOngeldigError,
    new_secret,
    read_headers,
    read_secret,
    secret_text,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))
SECRET = bytes(range(32))
BODY = b'{"a": 1}'
Headers = list[tuple[bytes, bytes]]


def signed(secret: bytes = SECRET, webhook_id: str = "msg_1", stamp: str = STAMP, body: bytes = BODY) -> str:
    digest = hmac.new(secret, f"{webhook_id}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def headers(webhook_id: str = "msg_1", stamp: str = STAMP, signature: str | None = None) -> Headers:
    return [
        (b"host", b"x"),
        (b"webhook-id", webhook_id.encode()),
        (b"webhook-timestamp", stamp.encode()),
        (b"webhook-signature", (signed(stamp=stamp) if signature is None else signature).encode()),
    ]


def holds(request: Headers, body: bytes = BODY, secret: bytes = SECRET) -> bool:
    return read_headers(request, NOW).holds(body, secret)


def test_the_published_example_of_standard_webhooks_holds() -> None:
    """https://github.com/standard-webhooks/standard-webhooks, spec, "Signature scheme" test vector."""
    secret = read_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    request = headers("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    at = datetime.fromtimestamp(1614265330, UTC)

    assert read_headers(request, at).holds(b'{"test": 2432232314}', secret)


@pytest.mark.parametrize("seconds", [-300, -1, 0, 300])
def test_a_right_signature_within_300_seconds_holds(seconds: int) -> None:
    stamp = str(int(NOW.timestamp()) + seconds)

    assert holds(headers(stamp=stamp))


def test_one_right_signature_among_several_is_enough() -> None:
    both = f"v1,AAAA v1a,xyz {signed(b'oud' * 10)} {signed()}"

    assert holds(headers(signature=both))


@pytest.mark.parametrize(
    "signature",
    [
        signed(b"x" * 32),
        signed().removeprefix("v1,"),
        signed().replace("v1,", "v2,"),
        signed().replace("v1,", "v1a,"),
        signed() + "=",
        signed()[:-4],
        signed(webhook_id="msg_2"),
        signed(stamp=str(int(STAMP) + 1)),
        signed(body=BODY + b" "),
        signed(secret=b""),
        "v1,",
        "v1, ",
        signed().replace(",", ", "),
        signed() + "," + signed(),
    ],
)
def test_a_wrong_signature_does_not_hold(signature: str) -> None:
    assert not holds(headers(signature=signature))


@pytest.mark.parametrize("body", [b'{"a":1}', b'{"a": 1}\n', b"", BODY + b"\x80" + bytes(55), b'{"a": 2}'])
def test_another_body_does_not_hold(body: bytes) -> None:
    assert not holds(headers(), body)


@pytest.mark.parametrize("stamp", ["-1", "+1", "1e9", "0x10", "", " ", "nu", "1.0", "9" * 40, "١٢٣", str(2**63)])
def test_a_timestamp_that_is_no_number_is_refused(stamp: str) -> None:
    with pytest.raises(HandtekeningOngeldigError):
        read_headers(headers(stamp=stamp), NOW)


@pytest.mark.parametrize("seconds", [-301, 301, -(10**6), 10**6])
def test_a_stale_or_future_timestamp_is_refused(seconds: int) -> None:
    with pytest.raises(HandtekeningOngeldigError):
        read_headers(headers(stamp=str(int(NOW.timestamp()) + seconds)), NOW)


@pytest.mark.parametrize("name", [b"webhook-id", b"webhook-timestamp", b"webhook-signature"])
def test_a_missing_empty_or_double_header_is_refused(name: bytes) -> None:
    missing = [header for header in headers() if header[0] != name]
    empty = [(key, b"" if key == name else value) for key, value in headers()]
    double = [*headers(), next(header for header in headers() if header[0] == name)]

    for request in (missing, empty, double):
        with pytest.raises(HandtekeningOngeldigError):
            read_headers(request, NOW)


def test_a_new_secret_survives_being_written_down() -> None:
    secret = new_secret()

    assert read_secret(secret_text(secret)) == secret
    assert len(secret) == 32
    assert new_secret() != secret


@pytest.mark.parametrize("text", ["", "whsec_", "whsec_***", "abc", "whsec_YQ", base64.b64encode(SECRET).decode()])
def test_what_is_no_secret_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"^geen whsec_-geheim$"):
        read_secret(text)
