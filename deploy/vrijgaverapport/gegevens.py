"""What the audit report is made of: counts, the certificate, and what other thresholds would show and give away.

No figure of any cell passes here but those that the release shows to everybody.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import asyncpg

from services.aggregator.vrijgave.beleid import Beleid
from services.aggregator.vrijgave.catalogus import VERDELING
from services.aggregator.vrijgave.uitgave import Tabellen, Uitgave
from services.aggregator.vrijgave.uitgaven import OnbekendeVrijgave, lees_uitgave, lees_waarheden
from services.aggregator.vrijgave.waarderegel import is_onthouden
from services.aggregator.vrijgave.watals import WatAls, wat_als

if TYPE_CHECKING:
    Verbinding = asyncpg.Connection[Any]
else:
    Verbinding = asyncpg.Connection

_HOOFD: Final = """
    SELECT v.niveaus, v.toets, v.telling,
           (SELECT p.seconden FROM vrijgave_intern.poging AS p
            WHERE p.moment = v.moment AND p.uitkomst = 'gemaakt' ORDER BY p.id DESC LIMIT 1) AS seconden
    FROM vrijgave.vrijgave AS v WHERE v.nummer = $1
"""
_TEGEN: Final = """
    SELECT moment, reden FROM vrijgave_intern.poging WHERE uitkomst = 'gehouden' AND moment <= $1
    AND moment > coalesce((SELECT max(moment) FROM vrijgave.vrijgave WHERE moment < $1), '-infinity') ORDER BY id
"""
ANDERS: Final = ((5, 3), (12, 10))
"""Other thresholds with their rounding: the lowest that an SWV may choose, and a higher one."""


class GeenVrijgave(Exception):
    """There is no release of that number."""


@dataclass(frozen=True)
class Toetsgegevens:
    """`telling`: cells per level by what became of them. `figuren`: per indicator the same at SWV's, as everybody sees
    it. `pogingen`: attempts that were held back before this release, with the reason. `drempels`: what other
    thresholds would do, the one in force first; empty: the truth is kept no more, or was not asked."""

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
    drempels: Sequence[WatAls] = field(default_factory=tuple)


async def lees(verbinding: Verbinding, nummer: int, *, drempels: bool = True) -> Toetsgegevens:
    """Everything of one release. `drempels`: count what other thresholds would do too (seconds to minutes).

    Raises GeenVrijgave; Beschadigd when the release is not what its manifest says; ToetsMislukt.
    """
    try:
        uitgave = await lees_uitgave(verbinding, nummer)
    except OnbekendeVrijgave:
        raise GeenVrijgave from None
    hoofd = await verbinding.fetchrow(_HOOFD, nummer)
    assert hoofd is not None, "zojuist gelezen"
    waarheden = (await lees_waarheden(verbinding)).get(nummer, {})
    return Toetsgegevens(
        nummer,
        uitgave.moment,
        hoofd["niveaus"],
        uitgave.sha256.hex(),
        uitgave.beleid,
        json.loads(hoofd["toets"]) if hoofd["toets"] else None,
        hoofd["seconden"],
        json.loads(hoofd["telling"] or "{}"),
        tel_figuren(uitgave.tabellen, uitgave),
        [(rij["moment"], rij["reden"] or "") for rij in await verbinding.fetch(_TEGEN, uitgave.moment)],
        sorted(waarheden),
        [wat_als(waarheden, uitgave.moment, een) for een in beleiden(uitgave.beleid)] if drempels and waarheden else (),
    )


def beleiden(boek: Mapping[str, Any]) -> Iterator[Beleid]:
    """The policy of the installation, a lower and a higher one; equal ones once."""
    geldend = Beleid(**boek["installatie"])
    gezien: list[Beleid] = []
    anders = (replace(geldend, drempel=drempel, afronding=afronding) for drempel, afronding in ANDERS)
    for een in (geldend, *anders):
        if een not in gezien:
            gezien.append(een)
            yield een


def tel_figuren(tabellen: Tabellen, uitgave: Uitgave) -> dict[str, dict[str, int]]:
    """Per indicator: cells of SWV's that show a number, are hidden, or are not released; of what was looked at now."""
    geteld: dict[str, Counter[str]] = {}
    for sleutel, tabel in tabellen.items():
        nu = uitgave.ververst.get((sleutel.niveau, sleutel.eenheid)) == uitgave.nummer
        if sleutel.niveau == "swv" and sleutel.splitsing != VERDELING and nu:
            per = geteld.setdefault(sleutel.indicator, Counter())
            for _, vak in tabel.rijen:
                if vak["status"] is None:
                    per["getoond"] += 1
                elif vak["status"] == "c":
                    per["onthouden" if is_onthouden(vak) else "verborgen"] += 1
    return {code: dict(per) for code, per in sorted(geteld.items())}
