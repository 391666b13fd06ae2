"""Which schemas there are, and how each is made."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from shared.contracts.bronnen.levering import Deel
from shared.contracts.bronnen.lijsten import Lijstdeel
from shared.contracts.ldos.schema import event_schema
from shared.contracts.wijzigingen import Wijziging
from shared.contracts.zaken import Zaak

FOLDER: Final = Path(__file__).parent
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

SCHEMAS: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "ldos-gebeurtenis.v1": event_schema,
    "zaak.v1": Zaak.model_json_schema,
    "levering.v1": Deel.model_json_schema,
    "lijst.v1": Lijstdeel.model_json_schema,
    "wijziging.v1": Wijziging.model_json_schema,
}
"""File name without `.json` → generator. A new message gets a line here and one in topics.py."""


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.json"


def generated(name: str) -> dict[str, Any]:
    """The schema as the models have it now."""
    return {"$schema": DIALECT, "$id": f"urn:nl:passendonderwijs:pos:schema:{name}", **SCHEMAS[name]()}


def committed(name: str) -> dict[str, Any] | None:
    """The schema as it was written last; None before the first time."""
    path = path_of(name)
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def as_text(document: Mapping[str, Any]) -> str:
    """The form in which generated documents are kept: stable, so that a diff shows only what changed."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
