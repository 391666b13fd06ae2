"""What was made and may be given again: the least recently used goes first when it becomes too much."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Sleutel = TypeVar("Sleutel", bound=Hashable)
Wat = TypeVar("Wat")


class Geheugen(Generic[Sleutel, Wat]):
    """Keeps things up to `ruimte` in all; `maat`: how much room one takes (1 each: `ruimte` is a number of them).

    The last one put stays, however large it is.
    """

    def __init__(self, ruimte: int, maat: Callable[[Wat], int] = lambda _: 1) -> None:
        self._ruimte, self._maat, self._vol = ruimte, maat, 0
        self._bewaard: OrderedDict[Sleutel, Wat] = OrderedDict()

    def __len__(self) -> int:
        return len(self._bewaard)

    def get(self, sleutel: Sleutel) -> Wat | None:
        """What is kept under this key; it counts as used now."""
        if sleutel in self._bewaard:
            self._bewaard.move_to_end(sleutel)
        return self._bewaard.get(sleutel)

    def zet(self, sleutel: Sleutel, wat: Wat) -> None:
        """Keep it, in place of what was there."""
        eerder = self._bewaard.pop(sleutel, None)
        if eerder is not None:
            self._vol -= self._maat(eerder)
        self._bewaard[sleutel] = wat
        self._vol += self._maat(wat)
        while self._vol > self._ruimte and len(self._bewaard) > 1:
            _, weg = self._bewaard.popitem(last=False)
            self._vol -= self._maat(weg)
