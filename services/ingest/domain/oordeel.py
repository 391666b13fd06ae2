"""What becomes of one received event: accepted as it is, or refused with everything that is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pydantic_core import from_json

from services.ingest.domain.register import Bron
from shared.contracts import ldos
from shared.contracts.ldos import Fout

MAX_ID_LENGTH: Final = 100
"""The longest valid id has 88 characters; a longer text is not sent back."""


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """An accepted event: the received bytes, and what decides its place in the topic."""

    id: str
    raw: bytes
    source: str
    swv: str
    dossiernummer: str
    seconds: float
    unknown_fields: int


@dataclass(frozen=True, slots=True)
class Weigering:
    """A refused event; `id` None and `swv` empty when they could not be read."""

    id: str | None
    swv: str
    fouten: tuple[Fout, ...]


Oordeel = Gebeurtenis | Weigering


def judge(raw: bytes, bron: Bron) -> Oordeel:
    """The event in `raw`, pushed by `bron`. Total: never raises, whatever the bytes are."""
    try:
        event = ldos.read(raw)
    except ldos.OnleesbaarError as error:
        return _refused(_best_effort(raw), bron, [Fout(error.code, "", error.melding)])
    checked = ldos.check(event)
    if isinstance(checked, list):
        return _refused(event, bron, [*_not_allowed(event, bron), *checked])
    if denied := _not_allowed(event, bron):
        return _refused(event, bron, denied)
    envelope, data = checked.envelope, checked.data
    return Gebeurtenis(
        envelope.id, raw, envelope.source, data.swv, data.dossiernummer, envelope.time.timestamp(),
        checked.unknown_fields,
    )  # fmt: skip


def all_unreadable(oordelen: Sequence[Oordeel]) -> bool:
    """Whether there are events, and not one of them is JSON: then the body is not."""
    return bool(oordelen) and all(
        isinstance(oordeel, Weigering) and oordeel.fouten[0].code == "onleesbaar" for oordeel in oordelen
    )


def _refused(event: object, bron: Bron, fouten: list[Fout]) -> Weigering:
    event_id = _text(event, "id")
    if event_id is not None and len(event_id) > MAX_ID_LENGTH:
        event_id = None
    swv = _swv(event)
    return Weigering(event_id, swv if swv in bron.swvs else "", tuple(fouten))


def _not_allowed(event: object, bron: Bron) -> list[Fout]:
    """Where the event claims to come from another source, or to be of an SWV, that this key is not for."""
    source, swv, fouten = _text(event, "source"), _swv(event), []
    if source is not None and source != bron.source:
        fouten.append(Fout("niet_gemachtigd", "source", "deze sleutel hoort bij een andere bron"))
    if swv is not None and swv not in bron.swvs:
        melding = "de bron is niet geregistreerd voor dit samenwerkingsverband"
        fouten.append(Fout("niet_gemachtigd", "data.swv", melding))
    return fouten


def _swv(event: object) -> str | None:
    return _text(event.get("data"), "swv") if isinstance(event, dict) else None


def _text(value: object, name: str) -> str | None:
    text = value.get(name) if isinstance(value, dict) else None
    return text if isinstance(text, str) else None


def _best_effort(raw: bytes) -> object:
    """An event over our limits may still be JSON: its sender then gets the id back."""
    try:
        return from_json(raw, allow_inf_nan=False)
    except ValueError:
        return None
