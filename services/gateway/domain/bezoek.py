"""Visits to the overview: when one ends and the next begins, and what changed between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, NamedTuple

PAUZE: Final = timedelta(hours=4)
"""Who comes back later than this after the last look begins a new visit."""


@dataclass(frozen=True, slots=True)
class Bezoek:
    """The visit that goes on, with the numbers as last seen, and the one before; `vorige_op` None: the first one."""

    schooljaar: int
    gezien_op: datetime
    gezien: Mapping[str, int]
    vorige_op: datetime | None = None
    vorige: Mapping[str, int] = field(default_factory=dict)


class Verandering(NamedTuple):
    """A number that is another than at the previous visit."""

    naam: str
    was: int
    nu: int


def volgend(bekend: Bezoek | None, schooljaar: int, nu: datetime, gezien: Mapping[str, int]) -> Bezoek:
    """The visit as it is after this look."""
    if bekend is None or bekend.schooljaar != schooljaar:
        return Bezoek(schooljaar, nu, gezien, None if bekend is None else bekend.gezien_op)
    if nu - bekend.gezien_op > PAUZE:
        return Bezoek(schooljaar, nu, gezien, bekend.gezien_op, bekend.gezien)
    return Bezoek(schooljaar, nu, gezien, bekend.vorige_op, bekend.vorige)


def veranderingen(bezoek: Bezoek) -> list[Verandering]:
    """What is another number now, in the order of the page."""
    beide = ((naam, bezoek.vorige[naam], nu) for naam, nu in bezoek.gezien.items() if naam in bezoek.vorige)
    return [Verandering(naam, was, nu) for naam, was, nu in beide if was != nu]
