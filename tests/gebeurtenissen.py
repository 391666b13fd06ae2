"""LDOS events for tests: the examples of the contract, and copies with one thing changed."""

import copy
import json
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent
EXAMPLES: Final = ROOT / "shared" / "contracts" / "examples"
WEG: Final = object()
"""As a value: remove the field."""

Event = dict[str, Any]


def example(name: str) -> Event:
    """A fresh copy of shared/contracts/examples/<name>.json."""
    event: Event = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
    return event


def changed(event: Event, changes: dict[str, Any]) -> Event:
    """A copy with fields replaced, by path as in `data.aanvraag.tlv.categorie`."""
    result = copy.deepcopy(event)
    for path, value in changes.items():
        *parents, last = path.split(".")
        place = result
        for parent in parents:
            place = place[parent]
        if value is WEG:
            del place[last]
        else:
            place[last] = value
    return result


def with_identity(
    event: Event, *, swv: str | None = None, dossiernummer: str | None = None, versie: int | None = None
) -> Event:
    """A copy of another dossier or version, with the `id` that belongs to it."""
    data = event["data"]
    swv, dossiernummer = swv or data["swv"], dossiernummer or data["dossiernummer"]
    versie = versie or data["versie"]
    return changed(
        event,
        {
            "id": f"{swv}/{dossiernummer}/{versie}",
            "data.swv": swv,
            "data.dossiernummer": dossiernummer,
            "data.versie": versie,
        },
    )


def as_bytes(event: object) -> bytes:
    return json.dumps(event, ensure_ascii=False).encode()
