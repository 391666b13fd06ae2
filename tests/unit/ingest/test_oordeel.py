"""One event, one judgement: authorised, readable, valid, or told why not."""

import json

import pytest

from services.ingest.domain.oordeel import Gebeurtenis, Weigering, all_unreadable, judge
from services.ingest.domain.register import Bron
from shared.contracts.ldos import MAX_DEPTH, MAX_EVENT_BYTES
from tests.gebeurtenissen import as_bytes, changed, example, with_identity

SOURCE = "urn:nld:oin:00000001234567890000:systeem:ldos"
BRON = Bron(1, "ldos", SOURCE, frozenset({"PO9901", "VO9902"}), ingetrokken=False, secrets=())


def refused(raw: bytes, bron: Bron = BRON) -> Weigering:
    oordeel = judge(raw, bron)
    assert isinstance(oordeel, Weigering), "accepted"
    return oordeel


def codes(weigering: Weigering) -> list[tuple[str, str]]:
    return [(fout.code, fout.veld) for fout in weigering.fouten]


def test_an_accepted_event_is_byte_for_byte_what_was_received() -> None:
    raw = json.dumps(example("aanvraag-ingediend"), indent=3).encode()

    oordeel = judge(raw, BRON)

    assert isinstance(oordeel, Gebeurtenis)
    assert oordeel.raw is raw
    assert (oordeel.source, oordeel.swv, oordeel.dossiernummer) == (SOURCE, "PO9901", "2025-000123")
    assert oordeel.id == "PO9901/2025-000123/1"


def test_another_source_is_not_allowed() -> None:
    event = changed(example("aanvraag-ingediend"), {"source": "urn:nld:oin:00000009999999990000:systeem:ldos"})

    assert codes(refused(as_bytes(event))) == [("niet_gemachtigd", "source")]


def test_an_swv_that_the_key_is_not_for_is_not_allowed_and_not_counted_under_it() -> None:
    weigering = refused(as_bytes(with_identity(example("aanvraag-ingediend"), swv="PO9903")))

    assert codes(weigering) == [("niet_gemachtigd", "data.swv")]
    assert weigering.swv == ""
    assert weigering.id == "PO9903/2025-000123/1"


def test_not_allowed_comes_before_the_other_errors() -> None:
    event = changed(with_identity(example("aanvraag-ingediend"), swv="VO9903"), {"data.status": "x"})

    assert codes(refused(as_bytes(event)))[0] == ("niet_gemachtigd", "data.swv")


def test_an_event_over_256_kib_is_refused_with_its_id() -> None:
    event = changed(example("aanvraag-ingediend"), {"data.aanvraag.toelichting": "é" * (MAX_EVENT_BYTES // 2)})

    weigering = refused(as_bytes(event))

    assert codes(weigering) == [("te_groot", "")]
    assert weigering.id == "PO9901/2025-000123/1"


def test_an_event_of_just_256_kib_is_accepted() -> None:
    event = changed(example("aanvraag-ingediend"), {"data.aanvraag.toelichting": ""})
    room = MAX_EVENT_BYTES - len(as_bytes(event))

    raw = as_bytes(changed(event, {"data.aanvraag.toelichting": "x" * room}))

    assert len(raw) == MAX_EVENT_BYTES
    assert isinstance(judge(raw, BRON), Gebeurtenis)
    assert codes(refused(raw + b" ")) == [("te_groot", "")]


@pytest.mark.parametrize("levels", [MAX_DEPTH, 1_000, 100_000])
def test_deep_nesting_is_refused(levels: int) -> None:
    assert codes(refused(b'{"a":' + b"[" * levels + b"]" * levels + b"}")) == [("te_diep", "")]


def test_brackets_in_text_are_not_nesting() -> None:
    event = changed(example("aanvraag-ingediend"), {"data.aanvraag.toelichting": '[{"\\' * 1_000})

    assert isinstance(judge(as_bytes(event), BRON), Gebeurtenis)


@pytest.mark.parametrize(
    "raw",
    [b"", b"x", b"NaN", b'{"a":Infinity}', b'{"a":"\xff"}', b'{"a":"\\ud800"}', b'{"a":' + b"1" * 5000 + b"}",
     b'{"a":"\x00"}', b"{'a':1}", b"{} {}", b'{"a":01}', b'{"\xed\xa0\x80":1}'],
)  # fmt: skip
def test_what_is_no_json_is_unreadable(raw: bytes) -> None:
    weigering = refused(raw)

    assert codes(weigering) == [("onleesbaar", "")]
    assert all_unreadable([weigering])


def test_one_readable_event_makes_the_body_readable() -> None:
    assert not all_unreadable([refused(b"x"), refused(b"{}")])
    assert not all_unreadable([])


@pytest.mark.parametrize("event_id", [None, 5, "x" * 101, ["a"]])
def test_an_id_that_cannot_be_one_is_not_sent_back(event_id: object) -> None:
    assert refused(as_bytes({"id": event_id})).id is None


def test_of_a_repeated_field_the_last_one_holds() -> None:
    raw = as_bytes(example("aanvraag-ingediend"))
    twice = raw.replace(b'"versie": 1,', b'"versie": 9, "versie": 1,')

    assert twice != raw
    assert isinstance(judge(twice, BRON), Gebeurtenis)


def test_numbers_beyond_a_float_do_no_harm_in_an_unknown_field() -> None:
    raw = as_bytes(example("aanvraag-ingediend"))
    strange = raw.replace(b'"versie": 1,', b'"versie": 1, "x": 1e400, "y": -0, "z": 1E-400,')

    assert isinstance(judge(strange, BRON), Gebeurtenis)
