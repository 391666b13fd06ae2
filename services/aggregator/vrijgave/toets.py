"""Port of the audit (rule 6): candidate tables and all earlier releases in, a verdict with repairs out.

Without an audit a release has no certificate: it says "niet getoetst", and the public view stays closed. An audit that
raises, or still wants repairs after MAX_RONDEN of them, means: no release.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Protocol

from services.aggregator.vrijgave.indeling import Kijker
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toetsing.stelsel import Lek
from services.aggregator.vrijgave.toetsing.waarheid import Waarheid
from services.aggregator.vrijgave.uitgave import Uitgave

MAX_RONDEN: Final = 5


class Wijze(StrEnum):
    """How a cell is repaired: it keeps what it told before, or claims nothing."""

    HOUD = "houd"
    ONTHOUD = "onthoud"


@dataclass(frozen=True)
class Kandidaat:
    """What would be released, with the truth behind it: figures per school are what attackers are after.

    `nu`: the truth per schooljaar; `toen`: the same at earlier releases, by number. `kijkers`: for each account that
    holds several units, those units as (level, code). `reparaties`: what earlier rounds of this audit asked.
    """

    uitgave: Uitgave
    nu: Mapping[int, Waarheid]
    toen: Mapping[int, Mapping[int, Waarheid]] = field(default_factory=dict)
    kijkers: Sequence[Kijker] = ()
    reparaties: Mapping[Plek, Wijze] = field(default_factory=dict)


@dataclass(frozen=True)
class Oordeel:
    """`certificaat`: worst interval, attackers, seconds. Any repair makes it a verdict of "not yet"."""

    certificaat: Mapping[str, Any]
    reparaties: Mapping[Plek, Wijze] = field(default_factory=dict)


class Toets(Protocol):
    """The audit. `eerdere` are all releases so far, the oldest first."""

    def __call__(self, kandidaat: Kandidaat, eerdere: Sequence[Uitgave], /) -> Oordeel: ...


class Stopbaar(Toets, Protocol):
    """An audit that takes long, and that can be told to end without a verdict."""

    def stop(self) -> None: ...

    def lekken(self, kandidaat: Kandidaat, /) -> tuple[Sequence[Lek], int]:
        """What anybody confines in a release as it stands, nothing repaired; and the number of protected cells.

        Raises ToetsMislukt.
        """
        ...


class ToetsMislukt(Exception):
    """The audit found no way to let this release pass, or gave no verdict: the one before stays in force.

    The message is the reason, as an operator reads it; never a figure.
    """
