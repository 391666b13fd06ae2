"""What the tests of the anonymiser start from: events as ingest seals them, and keys that never change."""

import json

from shared.contracts import ldos
from shared.runtime.keys import MemoryKeyStore, seal
from tests.gebeurtenissen import Event

DAY = "dag/2026-11-22"
BRON = (("bron", b"3"),)


def accepted(event: Event) -> ldos.Accepted:
    """The event as ingest accepts it."""
    checked = ldos.check(ldos.read(json.dumps(event).encode()))
    assert isinstance(checked, ldos.Accepted), checked
    return checked


def sealed(store: MemoryKeyStore, event: object, day: str = DAY) -> bytes:
    """The event as ingest puts it in Kafka."""
    return seal(day, store.get(day, create=True), json.dumps(event).encode())


class FixedKeys:
    """PseudonymKeys that can be computed by hand: a name, filled up to 32 bytes."""

    def zaak(self, schooljaar: int) -> bytes:
        return f"zaak {schooljaar}".encode().ljust(32, b".")

    def beschikking(self, swv: str) -> tuple[bytes, ...]:
        return (f"beschikking {swv}".encode().ljust(32, b"."),)
