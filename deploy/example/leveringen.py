"""Bodies: events packed into batches within the limits of the contract."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deploy.example.giftig import Regel

MAX_GEBEURTENISSEN = 500
MAX_BYTES = 4 * 1024 * 1024 - 1024


@dataclass(frozen=True, slots=True)
class Levering:
    """The events of one body; as a list, whatever their number."""

    regels: tuple[bytes, ...]

    @property
    def inhoud(self) -> bytes:
        """The body as sent."""
        return b"[" + b",".join(self.regels) + b"]"

    def gehalveerd(self) -> tuple["Levering", "Levering"]:
        """Two halves, to find the event that makes the whole unreadable."""
        helft = len(self.regels) // 2
        return Levering(self.regels[:helft]), Levering(self.regels[helft:])


def verpak(regels: Iterable[Regel], per_levering: int = MAX_GEBEURTENISSEN) -> Iterator[Levering]:
    """Batches of at most so many events and bytes; poison that would spoil a batch goes alone."""
    stapel, omvang = list[bytes](), 0
    for regel in regels:
        if regel.alleen:
            yield Levering((regel.inhoud,))
            continue
        if stapel and omvang + len(regel.inhoud) > MAX_BYTES:
            yield Levering(tuple(stapel))
            stapel, omvang = [], 0
        stapel.append(regel.inhoud)
        omvang += len(regel.inhoud) + 1
        if len(stapel) >= per_levering:
            yield Levering(tuple(stapel))
            stapel, omvang = [], 0
    if stapel:
        yield Levering(tuple(stapel))
