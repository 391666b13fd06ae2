"""What the audit report of a release is made of: counts, the certificate, and what other thresholds would do.

The aggregator writes it with each release, reports makes the document. No figure of any cell is in it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

POGINGEN_MAX: Final = 3
"""A report that could not be made so often does not come."""


@dataclass(frozen=True)
class AndereDrempel:
    """What a threshold with its rounding would do, without an audit.

    `getoond` and `cellen`: per level, cells that can hold a number. `ingesloten`: protected cells of which somebody
    could confine the value to fewer than five; `precies`: of those, known exactly; `beschermd`: all protected cells.
    """

    drempel: int
    afronding: int
    getoond: Mapping[str, int]
    cellen: Mapping[str, int]
    beschermd: int
    ingesloten: int
    precies: int


@dataclass(frozen=True)
class Toetsgegevens:
    """`bewijs`: the certificate, None where nothing was audited; `seconden`: how long that took. `telling`: cells per
    level by what became of them. `figuren`: per indicator the same at SWV's, as everybody sees it. `pogingen`:
    attempts that were held back before this release, with the reason. `jaren`: schooljaren (first year) that
    `drempels` is about; the threshold in force comes first; empty: not counted."""

    nummer: int
    moment: datetime
    niveaus: Sequence[str]
    sha256: str
    beleid: Mapping[str, Any]
    bewijs: Mapping[str, Any] | None
    seconden: float | None
    telling: Mapping[str, Mapping[str, Any]]
    figuren: Mapping[str, Mapping[str, int]]
    pogingen: Sequence[tuple[datetime, str]] = ()
    jaren: Sequence[int] = ()
    drempels: Sequence[AndereDrempel] = ()

    def als_json(self) -> str:
        """As it is kept."""
        return _ADAPTER.dump_json(self).decode()


_ADAPTER: TypeAdapter[Toetsgegevens] = TypeAdapter(Toetsgegevens)


def van_json(inhoud: str) -> Toetsgegevens:
    """Read back. Raises ValueError."""
    return _ADAPTER.validate_json(inhoud)
