"""What a replay adds up beside cases and cells: counts per partition and source, dead letters, where it is (pure)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, NamedTuple

from services.aggregator.domain import Gevolg, Telling
from services.aggregator.domain.reducer import Dood
from services.aggregator.handlers import Bron, Positie, digest
from shared.runtime.consume import TP, Record


class Stuk(NamedTuple):
    """Where a partition is, and how its messages ended so far."""

    positie: Positie
    telling: Telling


NIETS: Final = Stuk(Positie(0, None), Telling())
"""A partition of which nothing was handled."""


class Letter(NamedTuple):
    """A dead letter of a replay, at its place."""

    tp: TP
    positie: int
    reden: str
    event_id: str | None
    op: datetime


@dataclass
class Tussenstand:
    """Starts as the counts of the checkpoint (or empty) and follows the replay."""

    stukken: dict[TP, Stuk] = field(default_factory=dict)
    bronnen: dict[tuple[int, int], tuple[int, int]] = field(default_factory=lambda: defaultdict(lambda: (0, 0)))
    letters: list[Letter] = field(default_factory=list)
    gelezen: int = 0

    @property
    def posities(self) -> dict[TP, int]:
        """Next offset per partition."""
        return {tp: stuk.positie.volgende for tp, stuk in self.stukken.items()}

    def volg(self, tp: TP, records: Sequence[Record], onleesbaar: Sequence[Dood], gevolg: Gevolg) -> None:
        """Add what one piece of the log did."""
        oud = self.stukken.get(tp, NIETS)
        positie = Positie(records[-1].offset + 1, digest(records[-1]))
        self.stukken[tp] = Stuk(positie, oud.telling + gevolg.telling.plus_dood(len(onleesbaar)))
        moment = {record.offset: record.timestamp_ms for record in records} if onleesbaar or gevolg.dood else {}
        for een in (*onleesbaar, *gevolg.dood):
            event_id = None if een.zaak is None else een.zaak.event_id
            op = datetime.fromtimestamp(moment[een.offset] / 1000, UTC)
            self.letters.append(Letter(tp, een.offset, een.reden, event_id, op))
        self.gelezen += len(records)

    def tel_bronnen(self, bronnen: Iterable[Bron]) -> None:
        """Add counts per source and SWV."""
        for een in bronnen:
            verwerkt, dood = self.bronnen[een.bron, een.swv]
            self.bronnen[een.bron, een.swv] = (verwerkt + een.verwerkt, dood + een.dood)


def rest(van: Mapping[TP, int], tot: Mapping[TP, int]) -> int:
    """How many messages lie between."""
    return sum(max(0, einde - van.get(tp, 0)) for tp, einde in tot.items())
