"""What happens to one sealed record: opened, read, checked, anonymised, or put aside with a reason code.

Security properties held here (tests/unit/anonymiser/test_handlers.py): a record that cannot be handled leaves a code
from `Reden` and nothing else, and an exception that could hold a value is cut off (`from None`) before it leaves.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from pydantic import ValidationError

from services.anonymiser.domain import PseudonymKeys, anonymise, holds_bsn
from shared.contracts import codes, ldos
from shared.contracts.zaken import Zaak
from shared.runtime.errors import Invalid

BRON_HEADER = "bron"
_MAX_BRON = 2**31 - 1

Headers = Sequence[tuple[str, bytes | None]]


class Reden(StrEnum):
    """Why a record became a dead letter; the operator reads these codes, so they are Dutch."""

    BRON_ONBEKEND = "bron_onbekend"
    """The header with the number of the registered source is missing or is no number."""
    VERZEGELING = "verzegeling_ongeldig"
    """Not sealed by ingest, or changed since."""
    SLEUTEL_VERNIETIGD = codes.SLEUTEL_VERNIETIGD
    """The key of the day was destroyed on purpose (shredded): a normal outcome."""
    BEWAARTERMIJN = codes.BEWAARTERMIJN_VERSTREKEN
    """The pseudonym key of its schooljaar was destroyed by schedule: the case may not come back."""
    ONLEESBAAR = "onleesbaar"
    """The opened bytes are no JSON that the contract takes."""
    CONTRACT = "contract"
    """JSON, but no valid LDOS event."""
    BUITEN_BEREIK = "buiten_bereik"
    """A number larger than a case can hold."""
    VERLOPEN = "verlopen"
    """The raw topic dropped the record, by retention, before it was read: LDOS must push it again."""


NORMAL = frozenset({Reden.SLEUTEL_VERNIETIGD, Reden.BEWAARTERMIJN})
"""Reasons that follow from a decision to destroy: never a sign that something is broken."""


class Vault(PseudonymKeys, Protocol):
    """The keys, and the seal that they open."""

    def open(self, sealed: bytes) -> bytes:
        """The received bytes of the event. Raises Invalid, Unavailable, Fatal."""
        ...


class Handled(NamedTuple):
    """A case, and whether a BSN was dropped on the way."""

    zaak: Zaak
    had_bsn: bool


def handle_record(value: bytes | None, headers: Headers, vault: Vault) -> Handled:
    """The case in one record of `ldos.dossiers`.

    Raises:
        Invalid: with a code from Reden; put the record aside.
        Unavailable, Fatal: the keys cannot be reached; nothing may be skipped.
    """
    bron = _bron(headers)
    if not value:
        raise Invalid(Reden.VERZEGELING)
    event = _checked(vault.open(value))
    try:
        return Handled(anonymise(event, vault, bron), holds_bsn(event))
    except ValidationError:
        raise Invalid(Reden.BUITEN_BEREIK) from None


def _bron(headers: Headers) -> int:
    # Kafka allows a header without a value.
    found = [value or b"" for name, value in headers if name == BRON_HEADER]
    # Ten digits at most: a longer text is no number of ours, and costs time to convert.
    if len(found) == 1 and found[0].isdigit() and len(found[0]) <= 10 and int(found[0]) <= _MAX_BRON:
        return int(found[0])
    raise Invalid(Reden.BRON_ONBEKEND)


def _checked(received: bytes) -> ldos.Accepted:
    try:
        event = ldos.check(ldos.read(received))
    except ldos.OnleesbaarError:
        raise Invalid(Reden.ONLEESBAAR) from None
    if isinstance(event, ldos.Accepted):
        return event
    raise Invalid(Reden.CONTRACT)
