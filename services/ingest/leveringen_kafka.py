"""Parts of a delivery to Kafka, sealed where they hold persons, and the secret that our own services share."""

from collections.abc import Sequence
from pathlib import Path

from shared.contracts import topics
from shared.contracts.bronnen.levering import Deel
from shared.contracts.bronnen.verzoek import lees_geheim
from shared.runtime.clock import Clock
from shared.runtime.errors import WrongSetting
from shared.runtime.kafka import Message, Producer, send_all
from shared.runtime.keys import KeyStore, seal


class KafkaDeler:
    """Publishes to the one partition of `bronnen.leveringen`, so that parts and deliveries keep their order."""

    def __init__(self, producer: Producer, seconds: float) -> None:
        self._producer, self._seconds = producer, seconds

    async def publish(self, delen: Sequence[Deel]) -> None:
        messages = [Message(topics.BRONNEN_LEVERINGEN.naam, deel.naar_bytes(), partition=0) for deel in delen]
        await send_all(self._producer, messages, seconds=self._seconds)


class VerzegelendeDeler:
    """The same for lists with persons: each part sealed under the key of the day, no key and no header beside it."""

    def __init__(self, producer: Producer, keystore: KeyStore, clock: Clock, seconds: float) -> None:
        self._producer, self._keystore, self._clock, self._seconds = producer, keystore, clock, seconds

    async def publish(self, delen: Sequence[Deel]) -> None:
        key_name = f"dag/{self._clock.today().isoformat()}"
        day_key = self._keystore.get(key_name, create=True)
        topic = topics.BRONNEN_PERSOONSLIJSTEN.naam
        messages = [Message(topic, seal(key_name, day_key, deel.naar_bytes()), partition=0) for deel in delen]
        await send_all(self._producer, messages, seconds=self._seconds)


def geheim_van(bestand: Path) -> bytes:
    """The secret of POS_DIENSTGEHEIM. Raises WrongSetting."""
    try:
        return lees_geheim(bestand.read_text("ascii"))
    except (OSError, ValueError):
        raise WrongSetting("POS_DIENSTGEHEIM") from None
