"""What goes wrong between LDOS and us: repeats, disorder, poison. Seeded, and counted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

import orjson

from deploy.example.dossier import Gebeurtenis
from deploy.example.giftig import Regel, gifkast

_UITSTEL = 1000
"""A repeat comes at most about so many events later; without disorder nothing is held longer."""


@dataclass(slots=True)
class Verstoring:
    """How much is disturbed, in percent of the events, and how much was."""

    dubbel: float = 0.0
    giftig: float = 0.0
    door_elkaar: bool = False
    """Fully shuffled: all events are then held in memory."""
    seed: int = 1
    aantal_dubbel: int = 0
    aantal_giftig: int = 0

    def regels(self, gebeurtenissen: Iterable[Gebeurtenis]) -> Iterator[Regel]:
        """The events as bytes, disturbed."""
        if not self.door_elkaar:
            yield from self._met_herhaling(gebeurtenissen)
            return
        alle = list(self._met_herhaling(gebeurtenissen))
        Random(f"{self.seed}/door-elkaar").shuffle(alle)
        yield from alle

    def _met_herhaling(self, gebeurtenissen: Iterable[Gebeurtenis]) -> Iterator[Regel]:
        kans, uitgesteld = Random(f"{self.seed}/herhaling"), list[Regel]()
        for regel, goed in self._met_gif(gebeurtenissen):
            yield regel
            if goed and self.dubbel and kans.random() * 100 < self.dubbel:
                self.aantal_dubbel += 1
                uitgesteld.append(regel)
            if uitgesteld and kans.random() * _UITSTEL < len(uitgesteld) * 4:
                yield uitgesteld.pop(kans.randrange(len(uitgesteld)))
        yield from uitgesteld

    def _met_gif(self, gebeurtenissen: Iterable[Gebeurtenis]) -> Iterator[tuple[Regel, bool]]:
        kans, kast = Random(f"{self.seed}/gif"), None
        for gebeurtenis in gebeurtenissen:
            yield Regel(orjson.dumps(gebeurtenis)), True
            if self.giftig and kans.random() * 100 < self.giftig:
                volledig = "aanvraag" in gebeurtenis["data"]  # type: ignore[operator]
                if kast is None and volledig:
                    kast = gifkast(gebeurtenis, kans)
                if kast is not None:
                    self.aantal_giftig += 1
                    yield next(kast), False
