"""What a TLV costs per schooljaar, as an SWV set it with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

from services.gateway.domain.toelichtingen import OnleesbareTekst, lees_tekst
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.indicatoren.splitsingen import waarden

SOORTEN: Final = tuple(str(een) for een in waarden(INDICATOREN["tlv-lopend"], "soortCategorie"))
"""Kinds of TLV: 'sbo', 'so-laag' …"""
JAREN: Final = range(2014, 2100)
"""First years of schooljaren: a TLV is of passend onderwijs."""
MAX_CENT: Final = 100_000_000
MAX_BRON: Final = 200

Plek = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Bedragen:
    """Cents by (first year of the schooljaar, kind). Nothing set: no amounts and no source."""

    per: Mapping[Plek, int] = field(default_factory=dict)
    bron: str = ""

    def fouten(self) -> dict[str, str]:
        """What breaks a rule, by field, as the caller reads it; empty: all is well."""
        fouten = {}
        if any(jaar not in JAREN or soort not in SOORTEN for jaar, soort in self.per):
            fouten["bedragen"] = f"een schooljaar en een van {', '.join(SOORTEN)}"
        if any(not 0 <= cent <= MAX_CENT for cent in self.per.values()):
            fouten["bedragen"] = "een bedrag van 0 tot en met 1.000.000 euro"
        if not leesbare_bron(self.bron):
            fouten["bron"] = f"waar de bedragen vandaan komen, in 1 tot en met {MAX_BRON} tekens op één regel"
        return fouten


class Bedragenversie(NamedTuple):
    """One row: what holds since when, set by whom. `versie` counts per SWV."""

    versie: int
    bedragen: Bedragen
    op: datetime
    door: str


def leesbare_bron(bron: str) -> bool:
    """Is it one line of text?"""
    try:
        return bron == lees_tekst(bron) and "\n" not in bron and 0 < len(bron) <= MAX_BRON
    except OnleesbareTekst:
        return False


def lees_euro(tekst: str) -> int | None:
    """Cents of '12.345,67' or '12345'; None: no amount."""
    geheel, komma, deel = tekst.strip().removeprefix("€").strip().partition(",")
    groepen = geheel.split(".")
    goed = groepen[0].isascii() and all(een.isascii() and een.isdigit() for een in groepen) and len(geheel) <= 12
    if not goed or (len(groepen) > 1 and (len(groepen[0]) > 3 or any(len(een) != 3 for een in groepen[1:]))):
        return None
    if komma and not (deel.isascii() and deel.isdigit() and len(deel) <= 2):
        return None
    return int(Decimal("".join(groepen) + ("." + deel if deel else "")) * 100)


def toon_euro(cent: int) -> str:
    """'12345,67', or '12345' where there are no cents."""
    euro, rest = divmod(cent, 100)
    return f"{euro},{rest:02d}" if rest else str(euro)
