"""A recomputation that says `halverwege` inside its last transaction, and then waits to be killed."""

import asyncio
import sys
from typing import Any

from services.aggregator.herbereken import Wijze, herbereken, verloop
from services.aggregator.herbereken.wissel import wissel
from shared.runtime.clock import SystemClock
from shared.runtime.settings import KafkaSettings


async def _wacht(*alles: Any) -> None:
    await wissel(*alles)
    sys.stdout.write("halverwege\n")
    sys.stdout.flush()
    await asyncio.sleep(600)


if __name__ == "__main__":
    setattr(verloop, "wissel", _wacht)  # noqa: B010 (the module does not export it)
    asyncio.run(herbereken(sys.argv[1], KafkaSettings(kafka=sys.argv[2], ops_poort=1), Wijze.WISSEL, SystemClock()))
