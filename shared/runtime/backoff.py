"""Trying again: short pauses first, then longer ones, never all clients at the same moment."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

from shared.runtime.errors import Unavailable

Result = TypeVar("Result")


def pauses(first: float = 0.1, limit: float = 5.0) -> Iterator[float]:
    """Seconds to wait before each next try: doubling up to `limit`, each spread over 50–100 %."""
    pause = first
    while True:
        yield pause * random.uniform(0.5, 1.0)
        pause = min(pause * 2, limit)


async def retry(call: Callable[[], Awaitable[Result]], seconds: float, first: float = 0.1) -> Result:
    """The result of `call`, tried again while it raises Unavailable, for at most `seconds`."""
    deadline = time.monotonic() + seconds
    for pause in pauses(first):
        try:
            return await call()
        except Unavailable:
            if time.monotonic() + pause > deadline:
                raise
        await asyncio.sleep(pause)
    raise AssertionError("pauses never end")
