"""One question: is this JSON value a valid LDOS event? Pure, and total over every JSON value."""

from dataclasses import dataclass
from typing import Final, TypeVar

from pydantic import ValidationError

from shared.contracts.ldos.dossier import (
    Aanvraag,
    Arrangement,
    Beschikking,
    Bezwaar,
    Dossier,
    Tlv,
    Verwijdering,
)
from shared.contracts.ldos.envelope import VERWIJDERD, Envelope
from shared.contracts.ldos.errors import MAX_FOUTEN, Fout, fouten_of
from shared.contracts.ldos.fields import ContractModel
from shared.contracts.ldos.rules import id_fouten, rule_fouten

Model = TypeVar("Model", bound=ContractModel)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A valid event; `unknown_fields` is how many fields of the dossier the contract does not know."""

    envelope: Envelope
    data: Dossier | Verwijdering
    unknown_fields: int


def check(event: object) -> Accepted | list[Fout]:
    """The event as typed values, or everything that is wrong with it (1…MAX_FOUTEN, in contract order)."""
    if not isinstance(event, dict):
        return [Fout("type", "", "een gebeurtenis moet een object zijn")]
    fouten: list[Fout] = []
    model = Verwijdering if event.get("type") == VERWIJDERD else Dossier
    envelope = _validate(Envelope, event, "", fouten)
    data = _validate_data(model, event, fouten)
    refused = frozenset(_until_list(fout.veld) for fout in fouten)
    if model is Dossier:
        fouten.extend(rule_fouten(event.get("data"), refused))
    fouten.extend(id_fouten(event.get("id"), event.get("data"), refused))
    if fouten or envelope is None or data is None:
        return fouten[:MAX_FOUTEN]
    return Accepted(envelope, data, _unknown(event["data"], model))


def _validate_data(model: type[Verwijdering], event: dict[str, object], fouten: list[Fout]) -> Verwijdering | None:
    if "data" in event:
        return _validate(model, event["data"], "data", fouten)
    fouten.append(Fout("ontbreekt", "data", "is verplicht"))
    return None


def _validate(model: type[Model], value: object, path: str, fouten: list[Fout]) -> Model | None:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        fouten.extend(fouten_of(error, path))
        return None


def _until_list(veld: str) -> str:
    """A refused list item refuses its list: rules look at whole fields."""
    return veld.partition("[")[0]


_NESTED: Final[dict[str, type[ContractModel]]] = {
    "aanvraag": Aanvraag,
    "beschikking": Beschikking,
    "tlv": Tlv,
    "arrangement": Arrangement,
    "bezwaar": Bezwaar,
}
"""The objects whose unknown fields are counted: those with figures. P blocks are dropped whole."""


def _names(model: type[ContractModel]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in model.model_fields.items())


_COUNTED: Final[tuple[type[ContractModel], ...]] = (Dossier, Verwijdering, *_NESTED.values())
_KNOWN: Final = {model: _names(model) for model in _COUNTED}


def _unknown(value: dict[str, object], model: type[ContractModel]) -> int:
    """How many fields in a valid object are not in the contract."""
    known = _KNOWN[model]
    count = 0
    for name, inner in value.items():
        if name not in known:
            count += 1
        elif isinstance(inner, dict) and name in _NESTED:
            count += _unknown(inner, _NESTED[name])
    return count
