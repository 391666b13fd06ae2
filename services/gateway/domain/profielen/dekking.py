"""The covering network: per offer which schools have it, and where nobody does. From published profiles alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from services.gateway.domain.profielen.formulier import Formulier, Soort
from services.gateway.domain.profielen.profiel import Gepubliceerd
from shared.contracts.lidmaatschap import Lid

AANBOD = (Soort.STAND, Soort.BESCHIKBAARHEID)
"""Kinds of questions that are an offer."""
HEEL, DEEL = frozenset({"ja", "in_huis"}), frozenset({"op_afroep"})


class School(NamedTuple):
    """A member, and what its profile says by item (None: no profile that stands)."""

    lid: Lid
    keuzes: Mapping[str, str] | None


class Telling(NamedTuple):
    """Schools of a group: with it in house, on call, and all; `onbekend`: that did not say."""

    in_huis: int
    op_afroep: int
    onbekend: int
    scholen: int

    @property
    def dekking(self) -> float | None:
        """Share of the schools that offer it, in percent; None where there are no schools."""
        return 100 * (self.in_huis + self.op_afroep) / self.scholen if self.scholen else None

    @property
    def gat(self) -> bool:
        """Nobody says to offer it."""
        return self.scholen > 0 and self.in_huis + self.op_afroep == 0


@dataclass(frozen=True, slots=True)
class Regel:
    """One offer: over all schools, by subregio (as given), and by school (as given)."""

    onderdeel: str
    code: str
    titel: str
    totaal: Telling
    groepen: Sequence[Telling]
    scholen: Sequence[str | None]


def keuzes(document: Mapping[str, Any]) -> dict[str, str]:
    """Item → choice of a published profile."""
    items = (item for onderdeel in document["onderdelen"] for item in onderdeel["items"])
    return {item["code"]: item["keuze"] for item in items if item.get("keuze")}


def scholen_van(leden: Sequence[Lid], profielen: Sequence[Gepubliceerd]) -> list[School]:
    """Members with their profile."""
    per = {een.sleutel.vestiging: keuzes(een.inhoud) for een in profielen}
    return [School(lid, per.get(lid.vestiging)) for lid in leden]


def dekking(formulier: Formulier, scholen: Sequence[School], subregios: Sequence[str]) -> list[Regel]:
    """A line per offer that the form asks, in its order."""
    return [
        Regel(
            onderdeel.titel,
            item.code,
            item.titel,
            tel(scholen, item.code),
            [tel([een for een in scholen if een.lid.subregio == code], item.code) for code in subregios],
            [een.keuzes.get(item.code) if een.keuzes else None for een in scholen],
        )
        for onderdeel in formulier.onderdelen
        for item in onderdeel.items
        if item.soort in AANBOD
    ]


def tel(scholen: Sequence[School], code: str) -> Telling:
    """Count what a group of schools says of one offer."""
    gezegd = [een.keuzes.get(code) if een.keuzes else None for een in scholen]
    return Telling(
        sum(een in HEEL for een in gezegd),
        sum(een in DEEL for een in gezegd),
        sum(een is None for een in gezegd),
        len(gezegd),
    )
