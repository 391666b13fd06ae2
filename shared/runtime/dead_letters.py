"""Records that can never be handled, put aside with place and reason; the payload stays where it was, encrypted."""

from collections import deque
from datetime import datetime

from pydantic import Field

from shared.contracts.gesloten import Gesloten
from shared.runtime.clock import Clock
from shared.runtime.errors import TooManyInvalid
from shared.runtime.kafka import Message
from shared.runtime.metrics import counter

TOPIC = "dode-letters"


class DeadLetter(Gesloten):
    """What is known of a record that was put aside: never a part of the record itself.

    `reden` is a code of ours; `eventId` only where it has no personal meaning and is at hand.
    """

    dienst: str = Field(pattern=r"^[a-z]{1,20}$")
    topic: str = Field(max_length=100)
    partitie: int = Field(ge=0)
    offset: int = Field(ge=0)
    reden: str = Field(pattern=r"^[a-z0-9_]{1,60}$")
    tijd: datetime
    eventId: str | None = Field(None, pattern=r"^[A-Za-z0-9_.:-]{1,80}$")  # noqa: N815 (name on the wire)


def dead_letter_message(letter: DeadLetter) -> Message:
    """The letter as it goes to `dode-letters`; place and topic make it recognisable when it comes twice."""
    counter("pos_dode_letters_total").labels(letter.topic, letter.reden).inc()
    key = f"{letter.topic}/{letter.partitie}/{letter.offset}".encode("ascii")
    return Message(TOPIC, letter.model_dump_json(exclude_none=True).encode(), key=key)


class InvalidLimit:
    """Stops the service when more than `max_count` records are invalid within `window_seconds`."""

    def __init__(self, max_count: int, window_seconds: float, clock: Clock) -> None:
        self._max, self._window, self._clock = max_count, window_seconds, clock
        self._noted: deque[tuple[float, int]] = deque()
        self._total = 0

    def note(self, count: int = 1) -> None:
        """Count invalid records. Raises TooManyInvalid."""
        now = self._clock.monotonic()
        self._noted.append((now, count))
        self._total += count
        while self._noted and self._noted[0][0] < now - self._window:
            self._total -= self._noted.popleft()[1]
        if self._total > self._max:
            raise TooManyInvalid(self._total, self._window)
