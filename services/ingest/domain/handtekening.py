"""Signatures of pushes: Standard Webhooks, symmetric (https://www.standardwebhooks.com, version 1).

Security properties, tested in tests/unit/ingest/test_handtekening.py:
- the body is not looked at until a signature over exactly these bytes holds;
- one header each: a second one of the same name is refused, so no proxy and we can read different ones;
- comparison takes the same time for every wrong signature.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

MAX_SKEW_SECONDS: Final = 300
SECRET_PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 32
_NAMES: Final = (b"webhook-id", b"webhook-timestamp", b"webhook-signature")
_UNIX_SECONDS: Final = re.compile(rb"[0-9]{1,12}")
_VERSION: Final = b"v1,"


class HandtekeningOngeldigError(Exception):
    """Missing, double, stale or wrong: all answered alike."""


@dataclass(frozen=True, slots=True)
class Ondertekening:
    """The three headers; `values` are the version 1 signatures as sent (base64)."""

    id: bytes
    timestamp: bytes
    values: tuple[bytes, ...]

    def holds(self, body: bytes, secret: bytes) -> bool:
        """Whether one of the signatures was made with `secret` over this id, timestamp and body."""
        digest = hmac.new(secret, b".".join((self.id, self.timestamp, body)), hashlib.sha256).digest()
        expected = base64.b64encode(digest)
        # Every value is compared, whichever one is right.
        return sum(hmac.compare_digest(expected, value) for value in self.values) > 0


def read_headers(headers: Iterable[tuple[bytes, bytes]], now: datetime) -> Ondertekening:
    """The signature in the request headers (names in lower case), when its moment is within 300 s of `now`.

    Raises:
        HandtekeningOngeldigError
    """
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in _NAMES:
            if name in found or not value:
                raise HandtekeningOngeldigError
            found[name] = value
    if len(found) != len(_NAMES) or not _UNIX_SECONDS.fullmatch(found[b"webhook-timestamp"]):
        raise HandtekeningOngeldigError
    if abs(now.timestamp() - int(found[b"webhook-timestamp"])) > MAX_SKEW_SECONDS:
        raise HandtekeningOngeldigError
    values = tuple(
        value.removeprefix(_VERSION) for value in found[b"webhook-signature"].split(b" ") if value.startswith(_VERSION)
    )
    return Ondertekening(found[b"webhook-id"], found[b"webhook-timestamp"], values)


def new_secret() -> bytes:
    """Thirty-two random bytes."""
    return secrets.token_bytes(SECRET_BYTES)


def secret_text(secret: bytes) -> str:
    """As LDOS gets it: `whsec_` + base64."""
    return SECRET_PREFIX + base64.b64encode(secret).decode("ascii")


def read_secret(text: str) -> bytes:
    """The bytes of a `whsec_…` secret; ValueError (without the text) when it is none."""
    try:
        secret = base64.b64decode(text.removeprefix(SECRET_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if not text.startswith(SECRET_PREFIX) or not secret:
        raise ValueError("geen whsec_-geheim")
    return secret
