"""A recomputation that says `halverwege` inside its last transaction, and then waits to be killed."""

import asyncio
import sys

from services.aggregator.herbereken import Wijze, herbereken, verloop
from shared.runtime.clock import SystemClock
from shared.runtime.settings import KafkaSettings


async def _wacht(connection: object, *_: object) -> None:
    await verloop_wissel(connection, *_)  # type: ignore[arg-type]
    print("halverwege", flush=True)
    await asyncio.sleep(600)


verloop_wissel = verloop.wissel

if __name__ == "__main__":
    verloop.wissel = _wacht
    asyncio.run(herbereken(sys.argv[1], KafkaSettings(kafka=sys.argv[2], ops_poort=1), Wijze.WISSEL, SystemClock()))
