"""What LDOS hears about a refused event: a code, the field and the rule in Dutch, and never a value.

The texts come from the contract alone. Of pydantic's errors only the kind, the place (names from the models,
positions in lists) and the limits are used; its own message and the input are not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

MAX_FOUTEN: Final = 50
"""Errors told per event: enough to repair a supplier's mapping, little enough for an answer of 500 events."""


@dataclass(frozen=True, slots=True)
class Fout:
    """One broken rule: `code` for programs, `veld` a path as `data.aanvraag.bestuur`, `melding` Dutch."""

    code: str
    veld: str
    melding: str


_INTEGER: Final = "moet een geheel JSON-getal zijn, zonder aanhalingstekens en zonder decimalen"

_RULES: Final[dict[str, tuple[str, str]]] = {
    "missing": ("ontbreekt", "is verplicht"),
    "model_type": ("type", "moet een object zijn"),
    "string_type": ("type", "moet tekst zijn"),
    "int_type": ("type", _INTEGER),
    "int_from_float": ("type", _INTEGER),
    "bool_type": ("type", "moet true of false zijn"),
    "list_type": ("type", "moet een lijst zijn"),
    "literal_error": ("onbekende_code", "moet een van deze waarden zijn: {expected}"),
    "string_pattern_mismatch": ("patroon", "moet voldoen aan het patroon {pattern}"),
    "string_too_short": ("lengte", "moet minstens {min_length} teken lang zijn"),
    "string_too_long": ("lengte", "mag hoogstens {max_length} tekens lang zijn"),
    "too_long": ("lengte", "mag hoogstens {max_length} waarden hebben"),
    "greater_than_equal": ("bereik", "moet minstens {ge} zijn"),
    "less_than_equal": ("bereik", "mag hoogstens {le} zijn"),
    "datum": ("datum", "moet een bestaande datum zijn, geschreven als JJJJ-MM-DD"),
    "tijdstip": ("tijdstip", "moet een tijdstip volgens RFC 3339 zijn, met tijdzone (+02:00 of Z)"),
    "leerjaar": ("onbekende_code", "moet 0, 1 tot en met 8 of 11 tot en met 16 zijn"),
    "dubbel": ("dubbel", "mag elke waarde maar één keer hebben"),
}
"""Kind of pydantic error → our code, and the rule in Dutch with the limits that pydantic gives."""
_OTHER: Final = ("ongeldig", "voldoet niet aan het contract")


def fouten_of(error: ValidationError, path: str) -> list[Fout]:
    """The errors of one model as Fouten; `path` is the place of that model: `""` or `data`."""
    details = error.errors(include_input=False, include_url=False)
    return [_fout(detail, path) for detail in details[:MAX_FOUTEN]]


def _fout(detail: Mapping[str, Any], path: str) -> Fout:
    code, rule = _RULES.get(detail["type"], _OTHER)
    limits = dict(detail.get("ctx", {}))
    if "expected" in limits:
        limits["expected"] = ", ".join(re.findall(r"'([^']*)'", limits["expected"]))
    return Fout(code, _path((path, *detail["loc"])), rule.format(**limits))


def _path(place: tuple[int | str, ...]) -> str:
    """`('bijlagen', 0, 'naam')` → `bijlagen[0].naam`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
