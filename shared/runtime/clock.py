"""Time as something that is passed in: a port, the system clock, and a clock for tests."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as clock_time
from typing import Protocol
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def amsterdam_date(moment: datetime) -> date:
    """The calendar day in the Netherlands at an aware moment (a schooljaar ends on 31 July, Dutch time)."""
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone has no date")
    return moment.astimezone(AMSTERDAM).date()


def monthly_moments(day: int, hour: int, after: datetime, until: datetime) -> Iterator[datetime]:
    """This hour, Dutch time, of this day of each month, with after < moment ≤ until, in order of time."""
    first, last = after.astimezone(AMSTERDAM), until.astimezone(AMSTERDAM)
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        moment = datetime.combine(date(month // 12, month % 12 + 1, day), clock_time(hour), AMSTERDAM)
        if after < moment <= until:
            yield moment


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
