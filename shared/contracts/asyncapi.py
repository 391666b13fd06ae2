"""The event contracts as one AsyncAPI 3 document: every topic, who sends, who receives, and what a message is.

Generated from topics.py and the schemas by `python -m shared.contracts.schemas`; nothing is written by hand.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from shared.contracts.schemas.registry import SCHEMAS, generated
from shared.contracts.topics import (
    ALLE,
    BRONNEN_LEVERINGEN,
    INDICATOREN_GEWIJZIGD,
    LDOS_DOSSIERS,
    ONDERWIJS_LIJSTEN,
    ONDERWIJS_ZAKEN,
    Topic,
)

PATH: Final = Path(__file__).parent / "asyncapi.json"
VERSION: Final = "1.0.0"

_SCHEMA_OF: Final[Mapping[str, str]] = {
    LDOS_DOSSIERS.naam: "ldos-gebeurtenis.v1",
    ONDERWIJS_ZAKEN.naam: "zaak.v1",
    ONDERWIJS_LIJSTEN.naam: "lijst.v1",
    BRONNEN_LEVERINGEN.naam: "levering.v1",
    INDICATOREN_GEWIJZIGD.naam: "wijziging.v1",
}
"""The schema of a topic's messages. A topic that is not here has messages that only its two ends know."""


def document() -> dict[str, Any]:
    """The AsyncAPI 3.0 document."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Perspectief op School",
            "version": VERSION,
            "description": "Topics between LDOS, the anonymiser wall, the running figures and the pages.",
        },
        "defaultContentType": "application/json",
        "channels": {topic.naam: _channel(topic) for topic in ALLE},
        "operations": {name: operation for topic in ALLE for name, operation in _operations(topic)},
        "components": {"schemas": {name: _component(name) for name in SCHEMAS}},
    }


def _channel(topic: Topic) -> dict[str, Any]:
    return {
        "address": topic.naam,
        "description": topic.doc,
        "messages": {"bericht": _message(topic)},
        "bindings": {
            "kafka": {
                "partitions": topic.partities,
                "topicConfiguration": {
                    "cleanup.policy": [topic.opruiming],
                    "retention.ms": topic.retentie_dagen * 24 * 60 * 60 * 1000,
                },
            }
        },
    }


def _message(topic: Topic) -> dict[str, Any]:
    message: dict[str, Any] = {"name": topic.naam}
    if topic.naam in _SCHEMA_OF:
        message["payload"] = {"$ref": f"#/components/schemas/{_SCHEMA_OF[topic.naam]}"}
    if topic.sleutel is not None:
        message["bindings"] = {"kafka": {"key": {"type": "string", "description": topic.sleutel}}}
    if topic.persoonsgegevens:
        message["contentType"] = "application/octet-stream"
        message["description"] = (
            "Sealed with AES-256-GCM under the key of the day; the payload is what is inside: the received bytes."
        )
    if topic is LDOS_DOSSIERS:
        message["headers"] = {
            "type": "object",
            "required": ["bron"],
            "properties": {"bron": {"type": "string", "description": "number of the registered source system"}},
        }
    return message


def _operations(topic: Topic) -> list[tuple[str, dict[str, Any]]]:
    channel = {"$ref": f"#/channels/{topic.naam}"}
    name = topic.naam.replace(".", "-")
    return [
        *((f"{service}-stuurt-{name}", {"action": "send", "channel": channel}) for service in topic.producent),
        *((f"{service}-leest-{name}", {"action": "receive", "channel": channel}) for service in topic.afnemers),
    ]


def _component(name: str) -> dict[str, Any]:
    """A schema with its parts inside; `$ref`s are relative to this document."""
    here = f"#/components/schemas/{name}/$defs/"
    moved: dict[str, Any] = _moved(generated(name), here)
    return moved


def _moved(value: Any, here: str) -> Any:
    if isinstance(value, list):
        return [_moved(item, here) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: inner.replace("#/$defs/", here) if name == "$ref" else _moved(inner, here)
        for name, inner in value.items()
        if name not in ("$schema", "$id")
    }
