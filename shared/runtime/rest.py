"""A pause that an event ends: a component that does nothing for a while still stops at once."""

import asyncio
from contextlib import suppress


async def rest(seconds: float, *, unless: asyncio.Event) -> None:
    """Return after `seconds`, or as soon as the event is set; look at the event to know which of the two it was."""
    with suppress(TimeoutError):
        await asyncio.wait_for(unless.wait(), seconds)
