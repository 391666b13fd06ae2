"""The read audit: what one line of it holds. Never a figure, and no word of a caller: codes of closed lists only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

Wijze = Literal["sessie", "token", "dienst"]

SOORTEN: Final = (
    "waarden", "vergelijking", "dashboard", "figuur", "stroom", "overzicht", "doelen", "datakwaliteit", "profiel",
    "rapport", "document", "instellingen", "overig",
)  # fmt: skip
"""Kinds of answer."""
GETEKEND: Final = frozenset({200, 202, 304, 403, 404})
"""Statuses that are written down: read, had it already, refused. Anything else showed nothing and says nothing."""


@dataclass(frozen=True, slots=True)
class Leesregel:
    """One answer: who, by which rights, what, and how it ended. Schooljaren are first years; `swvs` numbers."""

    op: datetime
    account: int | None
    naam: str
    rollen: tuple[str, ...]
    wijze: Wijze
    soort: str
    onderwerp: str | None
    niveau: str | None
    eenheden: tuple[str, ...]
    onderliggend: tuple[str, ...]
    schooljaren: tuple[int, ...]
    splitsingen: tuple[str, ...]
    zicht: tuple[str, ...]
    status: int
    swvs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Leesvraag:
    """Which lines of the read audit: of one SWV, from `van` up to `tot`; None: of every account, unit."""

    swv: int
    van: datetime
    tot: datetime
    naam: str | None = None
    eenheid: str | None = None
    hoogstens: int = 50
    overslaan: int = 0
