"""Time as something that is passed in: a port, the system clock, and a clock for tests."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def amsterdam_date(moment: datetime) -> date:
    """The calendar day in the Netherlands at an aware moment (a schooljaar ends on 31 July, Dutch time)."""
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone has no date")
    return moment.astimezone(AMSTERDAM).date()


class Clock(Protocol):
    """Where code gets the time from."""

    def now(self) -> datetime:
        """Aware, UTC."""
        ...

    def today(self) -> date:
        """The day in the Netherlands."""
        ...

    def monotonic(self) -> float:
        """Seconds that never run back; only differences mean something."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return amsterdam_date(self.now())

    def monotonic(self) -> float:
        return time.monotonic()


@dataclass
class FixedClock:
    """A clock that stands still until a test moves it."""

    moment: datetime
    seconds: float = 0.0

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return amsterdam_date(self.moment)

    def monotonic(self) -> float:
        return self.seconds
