"""The kinds of field in the contract: what a single value may look like, whatever stands beside it."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from shared.contracts import codes

MAX_SAFE_INTEGER: Final = 2**53 - 1
"""The largest integer that every JSON implementation reads exactly (RFC 7493)."""

MAX_LEERLINGEN: Final = 2**31 - 1
"""Pupils of one arrangement: what a case can hold, so that nothing accepted is put aside later."""

DATE_PATTERN: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
TIME_PATTERN: Final = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
)
# `[0-9]`, because `\d` also matches the digits of other scripts.
SWV_PATTERN: Final = r"^(PO|VO)[0-9]{4}$"
VESTIGING_PATTERN: Final = r"^[0-9]{2}[A-Z]{2}[0-9]{2}$"
BESTUUR_PATTERN: Final = r"^[0-9]{5}$"
BEDRAG_PATTERN: Final = r"^[0-9]{1,9}(\.[0-9]{1,2})?$"
TYPE_PATTERN: Final = r"^nl\.passendonderwijs\.(aanvraag|beschikking|dossier)\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.v1$"
NO_CONTROL_PATTERN: Final = r"^[^\x00-\x1F\x7F-\x9F]*$"

_is_date = re.compile(DATE_PATTERN).match
_is_time = re.compile(TIME_PATTERN).match


class ContractModel(BaseModel):
    """Frozen, strict, camelCase on the wire; unknown fields are dropped; errors never echo their input."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="ignore",
        alias_generator=to_camel,
        populate_by_name=True,
        hide_input_in_errors=True,
    )


def read_date(value: object) -> date:
    """A real day written YYYY-MM-DD; raises a pydantic error `datum` for anything else."""
    if isinstance(value, str) and len(value) == 10 and _is_date(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("datum", "geen datum")


def read_time(value: object) -> datetime:
    """An RFC 3339 moment with offset; raises a pydantic error `tijdstip` for anything else.

    A leap second (`:60`) is read as `:59`: the moment is for lag only and never decides a figure.
    """
    if isinstance(value, str) and value[-1:] != "\n" and _is_time(value):
        seconds = "59" if value[17:19] == "60" else value[17:19]
        try:
            return datetime.fromisoformat((value[:17] + seconds + value[19:]).upper())
        except ValueError:
            pass
    raise PydanticCustomError("tijdstip", "geen tijdstip")


def _in_leerjaren(value: int) -> int:
    if value not in codes.LEERJAREN:
        raise PydanticCustomError("leerjaar", "geen leerjaar")
    return value


def _all_different(values: list[Any]) -> list[Any]:
    if len(set(values)) != len(values):
        raise PydanticCustomError("dubbel", "dubbele waarde")
    return values


Datum = Annotated[
    date,
    BeforeValidator(read_date),
    WithJsonSchema({"type": "string", "format": "date", "pattern": DATE_PATTERN}),
]
Tijdstip = Annotated[
    datetime,
    BeforeValidator(read_time),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": TIME_PATTERN}),
]
Swv = Annotated[str, Field(pattern=SWV_PATTERN)]
Vestiging = Annotated[str, Field(pattern=VESTIGING_PATTERN)]
Bestuur = Annotated[str, Field(pattern=BESTUUR_PATTERN)]
Bedrag = Annotated[str, Field(pattern=BEDRAG_PATTERN)]
Versie = Annotated[int, Field(ge=1, le=MAX_SAFE_INTEGER)]
Aantal = Annotated[int, Field(ge=1, le=MAX_LEERLINGEN)]
# A Literal of integers would take `true` and `5.0` as well, because they compare equal in Python.
Leerjaar = Annotated[
    int, AfterValidator(_in_leerjaren), WithJsonSchema({"type": "integer", "enum": list(codes.LEERJAREN)})
]
# Part of the CloudEvents `id`, in which CloudEvents 1.0 allows no control characters.
Dossiernummer = Annotated[str, Field(min_length=1, max_length=64, pattern=NO_CONTROL_PATTERN)]
Beschikkingsnummer = Annotated[str, Field(min_length=1, max_length=64)]
Behoeften = Annotated[
    list[codes.Behoefte],
    Field(max_length=5, json_schema_extra={"uniqueItems": True}),
    AfterValidator(_all_different),
]
Vrij = Annotated[Any, Field(description="P: persoonlijk of vrij; het contract legt de vorm niet vast")]
