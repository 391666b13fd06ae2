"""What ingest does when something under it is not there now."""

import errno
from typing import Any, cast

import pytest

from services.ingest.adapters import KafkaUitgever
from shared.runtime.clock import SystemClock
from shared.runtime.errors import Unavailable


class FullDisk:
    """A key store that cannot make the key of a new day."""

    def get(self, name: str, *, create: bool = False) -> bytes:
        assert create
        raise OSError(errno.ENOSPC, "No space left on device")


async def test_no_room_for_the_key_of_a_day_is_told_to_ldos_as_come_back_later() -> None:
    uitgever = KafkaUitgever(cast(Any, None), cast(Any, FullDisk()), SystemClock(), 1.0)

    with pytest.raises(Unavailable, match="sleutels"):
        await uitgever.publish(cast(Any, None), [])
