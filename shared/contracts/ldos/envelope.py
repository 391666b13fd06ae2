"""The CloudEvents 1.0 envelope of an LDOS event; other attributes are allowed and ignored."""

from typing import Annotated, Final, Literal, cast, get_args

from pydantic import Field

from shared.contracts import codes
from shared.contracts.ldos.fields import NO_CONTROL_PATTERN, TYPE_PATTERN, ContractModel, Tijdstip

DATASCHEMA: Final = "urn:nl:passendonderwijs:ldos:dossier:v1"
TYPE_PREFIX: Final = "nl.passendonderwijs."
VERWIJDERD: Final = "nl.passendonderwijs.dossier.verwijderd.v1"

KNOWN_KINDS: Final = frozenset(kind for kind in get_args(codes.GebeurtenisType) if not kind.endswith(".overig"))
"""`family.what` of every type that the contract lists."""


class Envelope(ContractModel):
    """Who says what happened, and when; `id` + `source` is the version of one dossier."""

    specversion: Literal["1.0"]
    # The exact value is checked against `data`, so a length limit here would only say the same twice.
    id: str
    source: Annotated[str, Field(min_length=1, max_length=256, pattern=NO_CONTROL_PATTERN)]
    type: Annotated[str, Field(pattern=TYPE_PATTERN)]
    time: Tijdstip
    datacontenttype: Literal["application/json"]
    dataschema: Literal["urn:nl:passendonderwijs:ldos:dossier:v1"]


def kind_of(event_type: str) -> codes.GebeurtenisType:
    """The type without prefix and version; a valid type that we do not know becomes `<family>.overig`."""
    kind = event_type.removeprefix(TYPE_PREFIX).removesuffix(".v1")
    family, _, _ = kind.partition(".")
    return cast(codes.GebeurtenisType, kind if kind in KNOWN_KINDS else f"{family}.overig")
