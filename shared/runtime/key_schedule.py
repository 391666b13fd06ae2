"""When a key may go, by its name: for the service that keeps the schedule and for `./pos sleutels` alike.

The other half of the schedule, for keys of pseudonyms, needs to know what cases are kept: deploy/sleutelbeheer.py.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

DAY_PREFIX: Final = "dag/"
_DAY: Final = re.compile(r"dag/[0-9]{4}-[0-9]{2}-[0-9]{2}")


def days_of(names: Iterable[str]) -> Mapping[str, date]:
    """The keys of days among names, each with its day."""
    return {name: date.fromisoformat(name.removeprefix(DAY_PREFIX)) for name in names if _DAY.fullmatch(name)}


def expired_days(names: Iterable[str], today: date, keep_days: int) -> list[str]:
    """Keys of days of which retention has removed even the last event: `keep_days` whole days came after it."""
    return sorted(name for name, day in days_of(names).items() if (today - day).days > keep_days)
