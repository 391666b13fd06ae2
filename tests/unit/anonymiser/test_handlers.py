"""One record: a case, or a reason code and not a byte more."""

import json

import pytest

from services.anonymiser.adapters import KeyVault
from services.anonymiser.handlers import Headers, Reden, handle_record
from shared.contracts.zaken import Zaak
from shared.runtime.errors import Invalid
from shared.runtime.keys import MemoryKeyStore, seal
from tests.gebeurtenissen import Event
from tests.unit.anonymiser.given import BRON, DAY, sealed

CANARY = "KANARIEvanDijk"


@pytest.fixture
def store() -> MemoryKeyStore:
    return MemoryKeyStore()


def refused(value: bytes | None, store: MemoryKeyStore, headers: Headers = BRON) -> Invalid:
    with pytest.raises(Invalid) as caught:
        handle_record(value, headers, KeyVault(store))
    return caught.value


def seal_bytes(store: MemoryKeyStore, received: bytes) -> bytes:
    return seal(DAY, store.get(DAY, create=True), received)


def test_sealed_event_becomes_a_case(store: MemoryKeyStore, besluit: Event) -> None:
    handled = handle_record(sealed(store, besluit), BRON, KeyVault(store))

    assert (handled.zaak.bron, handled.zaak.versie, handled.had_bsn) == (3, 4, False)
    assert store.names() == ["beschikking/PO9901", DAY, "zaak/2025-2026"]


def test_bsn_is_reported_and_does_not_refuse(store: MemoryKeyStore, aanvraag: Event) -> None:
    aanvraag["data"]["aanvraag"]["leerling"]["bsn"] = "123456782"

    handled = handle_record(sealed(store, aanvraag), BRON, KeyVault(store))

    assert handled.had_bsn
    assert b"123456782" not in handled.zaak.naar_bytes()


@pytest.mark.parametrize(
    ("received", "reden"),
    [
        (b"", Reden.ONLEESBAAR),
        (b"\xff\xfe" + CANARY.encode(), Reden.ONLEESBAAR),
        (f'{{"leerling": "{CANARY}"'.encode(), Reden.ONLEESBAAR),
        (b'{"a": NaN}', Reden.ONLEESBAAR),
        (b'{"a": 1e400}', Reden.CONTRACT),
        (b'{"a": "\\ud800"}', Reden.ONLEESBAAR),
        (b"[" * 100_000, Reden.ONLEESBAAR),
        (b'"' + b"x" * 300_000 + b'"', Reden.ONLEESBAAR),
        (b"null", Reden.CONTRACT),
        (b"[]", Reden.CONTRACT),
        (f'{{"type": "{CANARY}"}}'.encode(), Reden.CONTRACT),
        (f'{{"data": {{"swv": "{CANARY}"}}}}'.encode(), Reden.CONTRACT),
    ],
    ids=range(12),
)
def test_content_that_is_no_event(store: MemoryKeyStore, received: bytes, reden: Reden) -> None:
    error = refused(seal_bytes(store, received), store)

    assert error.reden == reden
    assert_holds_nothing(error)


@pytest.mark.parametrize(
    ("field", "value"),
    [("vestiging", CANARY), ("herkomst", CANARY), ("bestuur", CANARY), ("leerjaar", CANARY), ("herindicatie", CANARY)],
)
def test_name_in_a_coded_field_is_put_aside(store: MemoryKeyStore, aanvraag: Event, field: str, value: str) -> None:
    aanvraag["data"]["aanvraag"][field] = value

    error = refused(sealed(store, aanvraag), store)

    assert error.reden == Reden.CONTRACT
    assert_holds_nothing(error)


def test_number_that_the_contract_does_not_know(store: MemoryKeyStore, arrangement: Event) -> None:
    arrangement["data"]["aanvraag"]["arrangement"]["leerlingen"] = 2**31

    assert refused(sealed(store, arrangement), store).reden == Reden.CONTRACT


def test_what_does_not_fit_the_closed_type_is_put_aside(
    store: MemoryKeyStore, aanvraag: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def newer_rule(*_: object) -> Zaak:
        return Zaak.model_validate({"naam": CANARY})

    monkeypatch.setattr("services.anonymiser.handlers.anonymise", newer_rule)

    error = refused(sealed(store, aanvraag), store)

    assert error.reden == Reden.BUITEN_BEREIK
    assert_holds_nothing(error)


@pytest.mark.parametrize("value", [None, b"", b"x", b"POS1", b"POS1\x00", b"plaintext KANARIEvanDijk", b"\x00" * 500])
def test_what_ingest_did_not_seal_is_not_opened(store: MemoryKeyStore, value: bytes | None) -> None:
    error = refused(value, store)

    assert error.reden == Reden.VERZEGELING
    assert_holds_nothing(error)


def test_plain_event_is_never_taken(store: MemoryKeyStore, besluit: Event) -> None:
    assert refused(json.dumps(besluit).encode(), store).reden == Reden.VERZEGELING


@pytest.mark.parametrize("position", [5, 20, 40, -1])
def test_changed_seal(store: MemoryKeyStore, besluit: Event, position: int) -> None:
    # Only the last letter of the key name may change into another name; that is tested with the adapters.
    changed = bytearray(sealed(store, besluit))
    changed[position] ^= 0x80

    assert refused(bytes(changed), store).reden == Reden.VERZEGELING


def test_shredded_day(store: MemoryKeyStore, besluit: Event) -> None:
    value = sealed(store, besluit)
    store.destroy(DAY)

    assert refused(value, store).reden == Reden.SLEUTEL_VERNIETIGD


@pytest.mark.parametrize("name", ["zaak/2025-2026", "beschikking/PO9901"])
def test_case_whose_pseudonym_key_is_gone_stays_gone(store: MemoryKeyStore, besluit: Event, name: str) -> None:
    store.destroy(name)

    assert refused(sealed(store, besluit), store).reden == Reden.BEWAARTERMIJN


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (("bron", None),),
        (("bron", b""),),
        (("bron", b"-1"),),
        (("bron", b"2147483648"),),
        (("bron", b"1" * 5_000),),
        (("bron", "١".encode()),),
        (("bron", b"1"), ("bron", b"2")),
        (("Bron", b"1"),),
    ],
    ids=range(9),
)
def test_unknown_source(store: MemoryKeyStore, besluit: Event, headers: Headers) -> None:
    assert refused(sealed(store, besluit), store, headers).reden == Reden.BRON_ONBEKEND


def assert_holds_nothing(error: BaseException) -> None:
    """No value in the error, and no cause that an error report could print."""
    assert CANARY not in repr(error) + str(error)
    assert error.__cause__ is None
    assert error.__suppress_context__ or error.__context__ is None
