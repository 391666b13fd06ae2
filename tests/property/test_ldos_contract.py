"""Whatever comes in: a judgement, never an exception, and never a received value in what is told."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.ingest.domain.oordeel import Gebeurtenis, Oordeel, judge
from services.ingest.domain.register import Bron
from shared.contracts import codes, ldos
from tests.gebeurtenissen import Event, as_bytes, example

NAMES = ("aanvraag-ingediend", "beschikking-afgegeven", "beschikking-arrangement", "dossier-verwijderd")
BRON = Bron(
    1, "ldos", "urn:nld:oin:00000001234567890000:systeem:ldos", frozenset({"PO9901"}), ingetrokken=False, secrets=()
)
KANARIE = "kanarie"
OWN_WORDS = frozenset((*codes.STATUSSEN, *codes.SOORTEN, *codes.SCHOOLSOORTEN, *codes.CATEGORIEEN, "", " "))

_scalar = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20).map(KANARIE.__add__)
    | st.sampled_from(sorted(OWN_WORDS))
)
_json = st.recursive(
    _scalar,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def _places(value: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if not isinstance(value, dict):
        return [path]
    return [path, *(place for name in value for place in _places(value[name], (*path, name)))]


@st.composite
def damaged(draw: st.DrawFn) -> Event:
    """An example with one to four values, at any place, replaced by any JSON."""
    event = example(draw(st.sampled_from(NAMES)))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.sampled_from([place for place in _places(event) if place]))
        inner: Any = event
        for name in place[:-1]:
            inner = inner[name]
        inner[place[-1]] = draw(_json)
    return event


def _said(oordeel: Oordeel) -> str:
    return "" if isinstance(oordeel, Gebeurtenis) else json.dumps([str(fout) for fout in oordeel.fouten])


@given(damaged())
@settings(max_examples=1_000, deadline=None)
def test_a_damaged_event_is_judged_without_an_echo(event: Event) -> None:
    oordeel = judge(json.dumps(event).encode(), BRON)

    assert KANARIE not in _said(oordeel)


@given(_json)
@settings(max_examples=500, deadline=None)
def test_any_json_is_judged_without_an_echo(value: Any) -> None:
    outcome = ldos.check(value)

    assert isinstance(outcome, list)
    assert outcome
    assert KANARIE not in str(outcome)


@given(st.binary(max_size=400))
@settings(max_examples=500, deadline=None)
def test_any_bytes_are_judged(raw: bytes) -> None:
    assert not isinstance(judge(raw, BRON), Gebeurtenis)


@given(st.sampled_from(NAMES), st.data())
@settings(max_examples=300, deadline=None)
def test_a_flipped_byte_is_accepted_or_told(name: str, data: st.DataObject) -> None:
    raw = bytearray(as_bytes(example(name)))
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))

    oordeel = judge(bytes(raw), BRON)

    assert isinstance(oordeel, Gebeurtenis) or oordeel.fouten


@given(damaged(), st.dictionaries(st.text(max_size=8).map("x".__add__), _json, max_size=3))
@settings(max_examples=300, deadline=None)
def test_an_unknown_field_never_changes_the_judgement(event: Event, extra: dict[str, Any]) -> None:
    before = ldos.check(event)

    after = ldos.check({**event, **extra})

    assert before == after
