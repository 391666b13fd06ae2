"""The generated contracts are up to date, correct, and cannot narrow unseen."""

import copy
import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from shared.contracts import asyncapi
from shared.contracts.ldos.schema import event_schema
from shared.contracts.schemas.__main__ import main
from shared.contracts.schemas.compat import breaking_changes
from shared.contracts.schemas.registry import SCHEMAS, committed, generated
from shared.contracts.topics import ALLE
from tests.gebeurtenissen import EXAMPLES, changed, example

Change = Callable[[dict[str, Any]], None]


def _fields(schema: dict[str, Any], part: str) -> dict[str, Any]:
    fields: dict[str, Any] = schema["$defs"][part]["properties"]
    return fields


def _enum_of(schema: dict[str, Any], part: str, field: str) -> list[Any]:
    values: list[Any] = _fields(schema, part)[field]["enum"]
    return values


BREAKING: dict[str, tuple[Change, str]] = {
    "a field becomes required": (
        lambda s: s["$defs"]["Aanvraag"]["required"].append("bestuur"),
        "bestuur: wordt verplicht",
    ),
    "a field disappears": (lambda s: _fields(s, "Aanvraag").pop("leerjaar"), "leerjaar: vervalt"),
    "a code disappears": (lambda s: _enum_of(s, "Dossier", "status").remove("besloten"), "waarde besloten vervalt"),
    "text becomes a number": (
        lambda s: _fields(s, "Dossier").update(dossiernummer={"type": "integer"}),
        "type wordt integer",
    ),
    "text gets a pattern": (
        lambda s: _fields(s, "Leerling")["achternaam"].update(pattern="^[A-Z]"),
        "pattern verandert",
    ),
    "text gets shorter": (lambda s: _fields(s, "Dossier")["dossiernummer"].update(maxLength=32), "maxLength"),
    "text gets a length": (lambda s: _fields(s, "Ouder")["naam"].update(minLength=1), "minLength wordt strenger"),
    "a number gets a higher floor": (lambda s: _fields(s, "Dossier")["versie"].update(minimum=2), "minimum"),
    "null is no longer taken": (
        lambda s: _fields(s, "Aanvraag").update(leerjaar=_fields(s, "Aanvraag")["leerjaar"]["anyOf"][0]),
        "leerjaar: mogelijkheid 2 vervalt",
    ),
    "text becomes one of a list": (
        lambda s: _fields(s, "Leerling")["voornamen"].update(enum=["A"]),
        "alleen nog vaste waarden",
    ),
    "unknown fields are refused": (
        lambda s: s["$defs"]["Dossier"].update(additionalProperties=False),
        "onbekende velden worden geweigerd",
    ),
    "fewer items": (
        lambda s: _fields(s, "Aanvraag")["ondersteuningsbehoeften"]["anyOf"][0].update(maxItems=3),
        "maxItems wordt strenger",
    ),
    "items must be of a kind": (
        lambda s: _fields(s, "Aanvraag")["ouders"]["anyOf"][0].update(items={"type": "string"}),
        "type wordt string",
    ),
    "a rule that the check does not know": (
        lambda s: _fields(s, "Dossier")["versie"].update(multipleOf=2),
        "multipleOf kan niet worden vergeleken",
    ),
    "an envelope attribute becomes required": (
        lambda s: s["$defs"]["DossierGebeurtenis"]["required"].append("subject"),
        "subject: wordt verplicht",
    ),
}
HARMLESS: dict[str, Change] = {
    "nothing": lambda s: s.update(s),
    "an optional field more": lambda s: _fields(s, "Aanvraag").update(nieuw={"type": "string"}),
    "a code more": lambda s: _enum_of(s, "Dossier", "status").append("geparkeerd"),
    "a field becomes optional": lambda s: s["$defs"]["Aanvraag"]["required"].remove("herkomst"),
    "a field may be null": lambda s: _fields(s, "Dossier").update(
        soort={"anyOf": [_fields(s, "Dossier")["soort"], {"type": "null"}]}
    ),
    "longer text": lambda s: _fields(s, "Dossier")["dossiernummer"].update(maxLength=128),
    "a limit less": lambda s: _fields(s, "Dossier")["versie"].pop("maximum"),
    "a pattern less": lambda s: _fields(s, "Dossier")["swv"].pop("pattern"),
    "integer becomes number": lambda s: _fields(s, "Dossier")["versie"].update(type="number"),
    "other words": lambda s: s.update(title="x", description="y"),
    "a part is renamed": lambda s: (
        s["$defs"].update(Toekenning=s["$defs"]["Tlv"]),
        _fields(s, "Beschikking")["tlv"]["anyOf"][0].update({"$ref": "#/$defs/Toekenning"}),
    )[0],
}


@pytest.mark.parametrize("title", BREAKING)
def test_a_narrower_schema_is_refused(title: str) -> None:
    change, line = BREAKING[title]
    new = copy.deepcopy(event_schema())
    change(new)

    found = breaking_changes(event_schema(), new)

    assert any(line in each for each in found), found


@pytest.mark.parametrize("title", HARMLESS)
def test_a_wider_schema_is_taken(title: str) -> None:
    new = copy.deepcopy(event_schema())
    HARMLESS[title](new)

    assert breaking_changes(event_schema(), new) == []


def test_the_committed_contracts_are_up_to_date() -> None:
    """Repair with `python -m shared.contracts.schemas`."""
    assert main(["--check"]) == 0


def test_a_breaking_model_is_refused_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = committed("zaak.v1")
    monkeypatch.setitem(SCHEMAS, "zaak.v1", lambda: {"type": "object", "required": ["nieuw"]})

    assert main([]) == 1
    assert "zaak.v1 $.nieuw: wordt verplicht" in capsys.readouterr().err
    assert committed("zaak.v1") == before


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(generated(name))


@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.json")))
def test_every_example_of_an_event_fits_the_schema(name: str) -> None:
    jsonschema.validate(example(name), event_schema())


@pytest.mark.parametrize(
    ("path", "value"), [("data.status", "x"), ("data.versie", "1"), ("type", "x"), ("data.aanvraag.leerjaar", 9)]
)
def test_the_schema_refuses_what_the_check_refuses(path: str, value: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(changed(example("aanvraag-ingediend"), {path: value}), event_schema())


def test_asyncapi_names_every_topic_and_every_reference_exists() -> None:
    document = asyncapi.document()

    assert set(document["channels"]) == {topic.naam for topic in ALLE}
    for reference in _references(document):
        place: Any = document
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


def test_the_committed_asyncapi_holds_no_value_of_an_example() -> None:
    assert "Verzonnen" not in json.dumps(asyncapi.document())


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [each for inner in value.values() for each in _references(inner)]
    return [each for inner in value for each in _references(inner)] if isinstance(value, list) else []
