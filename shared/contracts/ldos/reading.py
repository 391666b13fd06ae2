"""From received bytes to JSON, in one way for every service, with limits that hold for every input."""

import re
from typing import Final

from pydantic_core import from_json

MAX_EVENT_BYTES: Final = 256 * 1024
MAX_DEPTH: Final = 64
"""Levels of nesting in one event. The contract itself needs five; a fixed limit far under that of any parser
makes sure that what one service could read, the next can."""

# Runs to the next bracket outside a string, without recursion and without backtracking.
_to_bracket = re.compile(rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+([\[\]{}])', re.DOTALL).match


class OnleesbaarError(ValueError):
    """The bytes are no JSON that we take; `code` and `melding` (Dutch) say why, without a value."""

    def __init__(self, code: str, melding: str) -> None:
        super().__init__(melding)
        self.code = code
        self.melding = melding


def read(raw: bytes) -> object:
    """The JSON value in `raw`; raises OnleesbaarError. Of a repeated key the last one holds (RFC 8259)."""
    if len(raw) > MAX_EVENT_BYTES:
        raise OnleesbaarError("te_groot", "de gebeurtenis is groter dan 256 KiB")
    if raw.count(b"{") + raw.count(b"[") > MAX_DEPTH and depth(raw) > MAX_DEPTH:
        raise OnleesbaarError("te_diep", f"de gebeurtenis is dieper genest dan {MAX_DEPTH} niveaus")
    try:
        return from_json(raw, allow_inf_nan=False)
    except ValueError:
        # The parser's own message quotes the input.
        raise OnleesbaarError("onleesbaar", "de gebeurtenis is geen geldige JSON in UTF-8") from None


def depth(raw: bytes) -> int:
    """The deepest nesting of brackets outside strings, in one pass."""
    level = deepest = 0
    found = _to_bracket(raw)
    while found:
        level += 1 if found[1] in b"[{" else -1
        deepest = max(deepest, level)
        found = _to_bracket(raw, found.end())
    return deepest
