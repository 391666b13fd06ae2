"""Where each event begins and ends in a body, so that what is kept is byte for byte what was received.

Only brackets, commas and strings are looked at, in one pass without recursion; whether the piece between them
is JSON is judged per event, so that one bad event does not refuse its neighbours.
"""

import re
from typing import Final

MAX_BODY_BYTES: Final = 4 * 1024 * 1024
MAX_EVENTS: Final = 500
MAX_MARKS: Final = 600_000
"""Brackets outside strings in one body: more than twice what the largest event can hold, a quarter of a second
to walk. Only a body that is made to cost time has more."""
_SPACE: Final = b" \t\r\n"
_CLOSING: Final = {b"[": b"]", b"{": b"}"}

_STRING: Final = rb'"(?:[^"\\]++|\\.)*+"'
# Between the events also the commas count; inside one only the brackets do.
_to_comma = re.compile(rb'(?:[^",\[\]{}]++|' + _STRING + rb")*+([,\[\]{}])", re.DOTALL).match
_to_bracket = re.compile(rb'(?:[^"\[\]{}]++|' + _STRING + rb")*+([\[\]{}])", re.DOTALL).match


class OnleesbareLeveringError(Exception):
    """The body as a whole is not what its content type says."""


class TeVeelGebeurtenissenError(Exception):
    """More than MAX_EVENTS events in one body."""


def split_one(body: bytes) -> list[bytes]:
    """The one event of a structured-mode body. Raises OnleesbareLeveringError."""
    event = body.strip(_SPACE)
    if not event.startswith(b"{"):
        raise OnleesbareLeveringError
    return [event]


def split_batch(body: bytes) -> list[bytes]:
    """The events of a batch, in order. Raises OnleesbareLeveringError, TeVeelGebeurtenissenError."""
    text = body.strip(_SPACE)
    if not text.startswith(b"["):
        raise OnleesbareLeveringError
    begins, ends = _cut(text)
    events = [text[begin:end].strip(_SPACE) for begin, end in zip(begins, ends, strict=True)]
    if events == [b""]:
        return []
    if b"" in events:
        raise OnleesbareLeveringError
    return events


def _cut(text: bytes) -> tuple[list[int], list[int]]:
    """The positions just after and at the `[`, `,` and `]` of the outer list."""
    begins, ends, open_brackets = [1], list[int](), [b"]"]
    found, marks = _to_comma(text, 1), 0
    while found and (marks := marks + 1) <= MAX_MARKS:
        mark, position = found[1], found.end()
        if mark == b",":
            ends.append(position - 1)
            begins.append(position)
            if len(begins) > MAX_EVENTS:
                raise TeVeelGebeurtenissenError
        elif mark in _CLOSING:
            open_brackets.append(_CLOSING[mark])
        elif mark != open_brackets.pop():
            raise OnleesbareLeveringError
        elif not open_brackets:
            ends.append(position - 1)
            break
        found = (_to_comma if len(open_brackets) == 1 else _to_bracket)(text, position)
    if open_brackets or found is None or found.end() != len(text):
        raise OnleesbareLeveringError
    return begins, ends
