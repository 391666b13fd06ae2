"""Whatever comes in, no person comes out."""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from services.anonymiser.adapters import KeyVault
from services.anonymiser.domain import holds_bsn
from services.anonymiser.handlers import Reden, handle_record
from shared.contracts import ldos
from shared.contracts.schemas.registry import committed
from shared.contracts.zaken import Zaak
from shared.runtime.errors import Invalid
from shared.runtime.keys import MemoryKeyStore, seal
from tests.property.persons import Json, disguises, events, junk

DAY = "dag/2026-11-22"
STORE = MemoryKeyStore()
KEY = STORE.get(DAY, create=True)
VAULT = KeyVault(STORE)
HEADERS = (("bron", b"3"),)
Drawn: TypeAlias = tuple[Json, list[str]]


def published(received: bytes) -> Zaak:
    return handle_record(seal(DAY, KEY, received), HEADERS, VAULT).zaak


def as_bytes(event: object) -> bytes:
    return json.dumps(event).encode()


@given(events())
def test_no_token_leaves_in_any_disguise(drawn: Drawn) -> None:
    event, tokens = drawn
    received = as_bytes(event)
    assert len(tokens) > 20

    zaak = published(received)

    output = (zaak.naar_bytes() + b" " + bytes.fromhex(zaak.zaak) + repr(zaak).encode()).lower()
    assert not [disguise for token in tokens for disguise in disguises(token) if disguise in output]


@given(events())
def test_strategy_is_valid_and_its_bsn_is_noticed(drawn: Drawn) -> None:
    checked = ldos.check(ldos.read(as_bytes(drawn[0])))

    assert isinstance(checked, ldos.Accepted)
    assert checked.unknown_fields >= 4
    assert holds_bsn(checked)


@given(events(), st.randoms(use_true_random=False))
def test_same_event_gives_the_same_bytes(drawn: Drawn, chance: Any) -> None:
    first = published(as_bytes(drawn[0]))

    shuffled = _shuffled(drawn[0], chance)
    assert published(json.dumps(shuffled, indent=2, ensure_ascii=False).encode()).naar_bytes() == first.naar_bytes()


SCHEMA = Draft202012Validator(committed("zaak.v1") or {})


@given(events())
def test_output_fits_the_closed_schema(drawn: Drawn) -> None:
    assert list(SCHEMA.iter_errors(json.loads(published(as_bytes(drawn[0])).naar_bytes()))) == []


@given(events(), st.text(min_size=1, max_size=12).map("Jan Jansen".__add__), st.data())
def test_a_name_fits_in_no_field_of_the_output(drawn: Drawn, naam: str, data: st.DataObject) -> None:
    """Not by adding a field, and not in the place of any value, at any depth."""
    zaak = json.loads(published(as_bytes(drawn[0])).naar_bytes())
    places = list(_places(zaak))
    place, step = data.draw(st.sampled_from(places))

    kept = place[step]
    place[step] = naam
    refused = list(SCHEMA.iter_errors(zaak))
    place[step] = kept
    owner = data.draw(st.sampled_from([each for each, _ in places if isinstance(each, dict)]))
    owner["naam"] = naam

    assert refused
    assert list(SCHEMA.iter_errors(zaak))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    for step in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, step
        if isinstance(value[step], dict | list):
            yield from _places(value[step])


def test_every_text_of_the_closed_schema_is_a_list_or_a_fixed_shape() -> None:
    """A string without enum or a whole pattern is a place where a name could hide."""
    schema = committed("zaak.v1")
    assert schema is not None
    texts = [each for each in _schemas(schema) if each.get("type") == "string" and "enum" not in each]
    objects = [each for each in _schemas(schema) if each.get("type") == "object"]

    assert len(texts) > 5
    assert all(each["pattern"][0] + each["pattern"][-1] == "^$" for each in texts)
    assert all(not re.fullmatch(each["pattern"], "Jansen") for each in texts)
    assert objects
    assert all(each["additionalProperties"] is False for each in objects)


def _schemas(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _schemas(each)


@given(events())
def test_output_reads_back_as_itself(drawn: Drawn) -> None:
    zaak = published(as_bytes(drawn[0]))

    assert Zaak.van_bytes(zaak.naar_bytes()) == zaak


@given(events(), junk, st.data())
def test_junk_anywhere_is_put_aside_or_harmless(drawn: Drawn, rubbish: object, data: st.DataObject) -> None:
    damaged = copy.deepcopy(drawn[0])
    place: Any = damaged
    while True:
        step = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[step], dict | list) or not place[step] or data.draw(st.booleans()):
            place[step] = rubbish
            break
        place = place[step]

    _closed_or_put_aside(as_bytes(damaged))


@given(junk)
def test_any_json_is_put_aside(value: object) -> None:
    _closed_or_put_aside(as_bytes(value))


@given(st.binary(max_size=400))
def test_any_bytes_are_put_aside(received: bytes) -> None:
    _closed_or_put_aside(received)


@given(st.binary(max_size=400) | st.binary(max_size=100).map(lambda tail: b"POS1" + tail))
def test_anything_unsealed_is_put_aside(value: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        handle_record(value, HEADERS, VAULT)
    assert caught.value.reden == Reden.VERZEGELING


def _closed_or_put_aside(received: bytes) -> None:
    try:
        zaak = published(received)
    except Invalid as invalid:
        error = invalid
    else:
        assert Zaak.van_bytes(zaak.naar_bytes()) == zaak
        return
    assert error.reden in set(Reden)
    assert error.__suppress_context__ or error.__context__ is None


def _shuffled(value: Any, chance: Any) -> Any:
    """The same JSON with its keys, and the needs, in another order."""
    if isinstance(value, dict):
        names = list(value)
        chance.shuffle(names)
        return {name: _needs_shuffled(name, _shuffled(value[name], chance), chance) for name in names}
    return value


def _needs_shuffled(name: str, value: Any, chance: Any) -> Any:
    if name == "ondersteuningsbehoeften" and isinstance(value, list):
        return chance.sample(value, len(value))
    return value
