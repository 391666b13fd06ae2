"""Cutting a body: byte for byte what was received, and no body can hurt."""

import json
import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.domain.levering import (
    MAX_EVENTS,
    OnleesbareLeveringError,
    TeVeelGebeurtenissenError,
    split_batch,
    split_one,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=8), st.sampled_from([None, 1]), st.booleans())
def test_every_list_is_cut_as_json_reads_it(values: list[Any], indent: int | None, ascii_only: bool) -> None:
    body = json.dumps(values, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "replace")

    assert [json.loads(part) for part in split_batch(body)] == json.loads(body)


@given(st.binary(max_size=200))
def test_any_bytes_are_cut_or_refused(body: bytes) -> None:
    for split in (split_one, split_batch):
        try:
            parts = split(body)
        except (OnleesbareLeveringError, TeVeelGebeurtenissenError):
            continue
        assert all(part in body for part in parts)


def test_the_received_bytes_are_kept_as_they_are() -> None:
    body = b' [ {"a" : 1.50,"a":2} ,\n{"b":"\\u00e9 ] } ,\xc3\xa9\\""} ]\r\n'

    assert split_batch(body) == [b'{"a" : 1.50,"a":2}', b'{"b":"\\u00e9 ] } ,\xc3\xa9\\""}']


@pytest.mark.parametrize("body", [b"[]", b" [ \n ] "])
def test_an_empty_list_has_no_events(body: bytes) -> None:
    assert split_batch(body) == []


@pytest.mark.parametrize(
    "body",
    [b"", b" ", b"{}", b"x", b"[", b"[{}", b"[{}]]", b"[{}] x", b"[{},]", b"[,{}]", b"[{},,{}]", b"[{]}", b'["a]',
     b"[}]", b"]", b'[{"a":1]', b"null", b"\xef\xbb\xbf[]"],
)  # fmt: skip
def test_a_body_that_is_no_list_is_unreadable(body: bytes) -> None:
    with pytest.raises(OnleesbareLeveringError):
        split_batch(body)


@pytest.mark.parametrize("body", [b"", b"[]", b"[{}]", b'"x"', b"5", b"null"])
def test_a_body_that_is_no_object_is_not_one_event(body: bytes) -> None:
    with pytest.raises(OnleesbareLeveringError):
        split_one(body)


def test_a_piece_that_is_no_json_does_not_hide_its_neighbours() -> None:
    assert split_batch(b'[{"a":1}, NaN, {"b": Infinity}, "\xff", x]') == [
        b'{"a":1}', b"NaN", b'{"b": Infinity}', b'"\xff"', b"x",
    ]  # fmt: skip


def test_five_hundred_events_and_no_more() -> None:
    assert len(split_batch(b"[" + b",".join([b"{}"] * MAX_EVENTS) + b"]")) == MAX_EVENTS
    with pytest.raises(TeVeelGebeurtenissenError):
        split_batch(b"[" + b",".join([b"{}"] * (MAX_EVENTS + 1)) + b"]")


@pytest.mark.parametrize(
    "body",
    [b"[" * 4_000_000, b'["' + b"\\" * 4_000_000, b"[" + b"a" * 4_000_000, b'{"' * 2_000_000,
     b"[" + b"[]" * 2_000_000 + b"]", b'["' + b'""' * 2_000_000],
    ids=["brackets", "backslashes", "letters", "objects", "pairs", "quotes"],
)  # fmt: skip
def test_a_hostile_body_of_four_mib_is_cut_in_linear_time(body: bytes) -> None:
    started = time.perf_counter()
    with suppress(OnleesbareLeveringError, TeVeelGebeurtenissenError):
        split_batch(body)

    assert time.perf_counter() - started < 2  # on a quiet machine a quarter of a second
