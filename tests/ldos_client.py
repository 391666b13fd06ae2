"""An LDOS that pushes, written from the event contract alone: plain httpx and hmac, nothing of the product."""

import base64
import hashlib
import hmac
import json
import time
import uuid
from dataclasses import dataclass
from typing import Any

import httpx

EVENT = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"


def signature(secret: str, webhook_id: str, timestamp: str, body: bytes) -> str:
    """`v1,` + base64 HMAC-SHA256 over `id.timestamp.rawbody`, keyed with what `whsec_` holds in base64."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{webhook_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def headers(secret: str, body: bytes, *, moment: float | None = None, content_type: str = BATCH) -> dict[str, str]:
    """The three webhook headers and the content type."""
    webhook_id, timestamp = f"msg_{uuid.uuid4().hex}", str(int(time.time() if moment is None else moment))
    return {
        "content-type": content_type,
        "webhook-id": webhook_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": signature(secret, webhook_id, timestamp, body),
    }


@dataclass
class LdosClient:
    """Pushes to one ingest with one secret."""

    http: httpx.AsyncClient
    secret: str

    async def push(self, events: list[Any]) -> httpx.Response:
        """A batch."""
        return await self.push_bytes(json.dumps(events).encode())

    async def push_one(self, event: Any) -> httpx.Response:
        """A single event in structured mode."""
        return await self.push_bytes(json.dumps(event).encode(), content_type=EVENT)

    async def push_bytes(self, body: bytes, **options: Any) -> httpx.Response:
        """These bytes, well signed."""
        return await self.http.post("/v1/gebeurtenissen", content=body, headers=headers(self.secret, body, **options))


def outcomes(response: httpx.Response) -> list[str]:
    """The `uitkomst` per event; fails when the push as a whole was refused."""
    assert response.status_code == 200, response.text
    return [result["uitkomst"] for result in response.json()["resultaten"]]


def codes(response: httpx.Response, position: int = 0) -> set[str]:
    """The error codes of one event."""
    return {fout["code"] for fout in response.json()["resultaten"][position]["fouten"]}
