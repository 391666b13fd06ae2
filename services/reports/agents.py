"""Kafka edge: a message on `rapporten.gevraagd` is one document to make."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from pydantic import ValidationError

from services.reports.handlers import Maker
from services.reports.settings import Settings
from shared.contracts.rapporten import RapportGevraagd
from shared.contracts.topics import RAPPORTEN_GEVRAAGD
from shared.runtime.consume import FaustConsumer, Record
from shared.runtime.kafka import TP
from shared.runtime.logging import get_logger
from shared.runtime.metrics import counter

GROEP = "reports"

log = get_logger(__name__)


def consumer(settings: Settings, werkplaats: "Werkplaats") -> FaustConsumer:
    """The consumer; every process more of this group makes more documents at once, up to the partitions."""
    return FaustConsumer(settings, group=GROEP, topics=[RAPPORTEN_GEVRAAGD.naam], handler=werkplaats)


class Werkplaats:
    """BatchHandler of `rapporten.gevraagd`. A message says which request; all else stands in the table, so one that
    comes twice makes one document, and one that is lost is found in the table."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker

    async def positions(self, partitions: Sequence[TP]) -> Mapping[TP, int | None]:
        """Go on from what the group committed: this service keeps no positions."""
        return dict.fromkeys(partitions)

    async def handle(self, tp: TP, records: Sequence[Record]) -> None:
        """Make the document of each message."""
        for record in records:
            rapport = _lees(tp, record)
            if rapport is not None:
                await self._maker.maak(rapport)

    async def on_gap(self, tp: TP, expected: int, found: int) -> None:
        """Go on: what was asked stands in the table."""
        log.warning("gemiste berichten", topic=tp.topic, partitie=tp.partition, aantal=found - expected)


def _lees(tp: TP, record: Record) -> UUID | None:
    try:
        return RapportGevraagd.van_bytes(record.value or b"").rapport
    except ValidationError:
        # No dead letter: whoever asked is in the table, and is helped from there.
        counter("pos_rapporten_total").labels("onbekend", "onleesbaar").inc()
        log.warning("bericht is geen aanvraag", topic=tp.topic, partitie=tp.partition, offset=record.offset)
        return None
