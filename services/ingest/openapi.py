"""What `/v1/openapi.json` says about a push; the schema of an event is that of the contract."""

from typing import Any, Final

from shared.contracts.ldos.schema import event_schema

_TEMPLATE: Final = "#/components/schemas/{model}"
_EVENT: Final = {"$ref": "#/components/schemas/LdosGebeurtenis"}
_BATCH: Final = {"type": "array", "maxItems": 500, "items": _EVENT}
_PROBLEM: Final = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_COMPONENTS: Final[dict[str, Any]] = {
    "Problem": {
        "type": "object",
        "description": "RFC 9457",
        "required": ["title", "status"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "code": {"type": "string"},
        },
    },
    "Resultaten": {
        "type": "object",
        "required": ["resultaten"],
        "properties": {"resultaten": {"type": "array", "items": {"$ref": "#/components/schemas/Resultaat"}}},
    },
    "Resultaat": {
        "type": "object",
        "required": ["id", "uitkomst", "fouten"],
        "properties": {
            "id": {"type": ["string", "null"]},
            "uitkomst": {"enum": ["aanvaard", "dubbel", "geweigerd"]},
            "fouten": {"type": "array", "items": {"$ref": "#/components/schemas/Fout"}},
        },
    },
    "Fout": {
        "type": "object",
        "description": "Een gebroken regel; nooit met een waarde.",
        "required": ["code", "veld", "melding"],
        "properties": {name: {"type": "string"} for name in ("code", "veld", "melding")},
    },
}


def _header(name: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": True,
        "description": description,
        "schema": {"type": "string"},
    }


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": _PROBLEM}


PUSH: Final[dict[str, Any]] = {
    "summary": "Levert gebeurtenissen van LDOS",
    "description": "Ondertekend volgens Standard Webhooks. 200: Kafka heeft elke aanvaarde gebeurtenis.",
    "operationId": "leverGebeurtenissen",
    "parameters": [
        _header("webhook-id", "Kenmerk van deze levering."),
        _header("webhook-timestamp", "Unix-seconden; hoogstens 300 s van de klok van de ontvanger."),
        _header("webhook-signature", "`v1,` + base64 van HMAC-SHA256 over `id.timestamp.body`."),
    ],
    "requestBody": {
        "required": True,
        "content": {
            "application/cloudevents+json": {"schema": _EVENT},
            "application/cloudevents-batch+json": {"schema": _BATCH},
        },
    },
    "responses": {
        "200": {
            "description": "Een resultaat per gebeurtenis, in de volgorde van de levering.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Resultaten"}}},
        },
        "400": _problem("De levering als geheel is onleesbaar."),
        "401": _problem("De handtekening ontbreekt, klopt niet of is verlopen; de inhoud is niet gelezen."),
        "403": _problem("De bron is ingetrokken."),
        "413": _problem("Meer dan 4 MiB of meer dan 500 gebeurtenissen."),
        "415": _problem("Een ander content type, een andere tekenset of compressie."),
        "503": _problem("Nu niet; stuur alles opnieuw na Retry-After. Een deel kan al zijn opgeslagen."),
    },
}  # fmt: skip


def with_components(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the schemas that PUSH names."""
    event = event_schema(_TEMPLATE)
    definitions = event.pop("$defs")
    schemas = {**_COMPONENTS, **definitions, "LdosGebeurtenis": event}
    components = {**document.get("components", {}), "schemas": schemas}
    return {**document, "components": components}
