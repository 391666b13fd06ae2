"""Released figures: which table of a release answers a question, and the answer as it stands there. Pure.

A question that no released table answers (two splits, a filter, schools, origin) gets nothing: withheld.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.plan import Plan, Reeks
from services.gateway.domain.rechten import Zicht
from shared.contracts.cellen import Waarde
from shared.contracts.eenheden import Niveau
from shared.contracts.schooljaar import tekst

TOTAAL: Final = ""
VERDELING: Final = "verdeling"
OPEN_NU: Final = 0
_VAST_BINNEN: Final = (Niveau.SWV, Niveau.SUBREGIO)

Vak = Mapping[str, Any]


class Hoofd(NamedTuple):
    """One release: its number and its "stand per". `getoetst`: only tables that were audited count."""

    nummer: int
    moment: datetime
    getoetst: bool = False


class OpenVrijgave(NamedTuple):
    """The release that everybody may see: its "stand per", manifest (SHA-256) and certificate, and when it was last
    looked at anew."""

    nummer: int
    moment: datetime
    sha256: bytes
    certificaat: Mapping[str, Any]


class Tabelsleutel(NamedTuple):
    """Which released table; see vrijgave.tabel."""

    niveau: str
    eenheid: str
    indicator: str
    teldatum: str
    schooljaar: int
    splitsing: str


Tabellen = Mapping[Tabelsleutel, Sequence[tuple[Waarde | None, Vak]]]


@dataclass(frozen=True)
class Vrijgegeven:
    """What was read of a release for one question. `hoofd` None: there is no release that this caller may see."""

    hoofd: Hoofd | None = None
    tabellen: Tabellen = field(default_factory=dict)
    stand: datetime | None = None

    def totaal(self, plan: Plan, eenheid: Eenheid, schooljaar: int | None) -> Vak | None:
        """The released total of a period; None: withheld."""
        rijen = self.tabellen.get(_sleutel(plan, eenheid, schooljaar, TOTAAL))
        return rijen[0][1] if rijen else None

    def rijen(self, plan: Plan, eenheid: Eenheid, schooljaar: int | None) -> list[dict[str, Any]]:
        """Every row of the asked split; none where it was not released."""
        if not plan.vraag.splitsing:
            return []
        naam = plan.vraag.splitsing[0]
        rijen = self.tabellen.get(_sleutel(plan, eenheid, schooljaar, naam), ())
        return [{"splitsing": {naam: rij}, **vak} for rij, vak in rijen]


GEEN: Final = Vrijgegeven()


def openbaar(reeksen: Iterable[Reeks]) -> bool:
    """Is this the view of everybody? It needs an audited release, and indicators that are marked public."""
    return any(reeks.zicht is Zicht.OPENBAAR for reeks in reeksen)


def is_vrij_te_geven(plan: Plan) -> bool:
    """Could a released table answer this question at all?"""
    vraag = plan.vraag
    if vraag.filters or vraag.herkomst or len(vraag.splitsing) > 1:
        return False
    if vraag.binnen is not None and vraag.niveau not in _VAST_BINNEN:
        return False
    return vraag.indicator.openbaar or not openbaar(plan.reeksen)


def sleutels(plan: Plan) -> list[Tabelsleutel]:
    """Tables that the periods need which are seen only from a release."""
    if not is_vrij_te_geven(plan):
        return []
    namen = (TOTAAL, *plan.vraag.splitsing)
    return [
        _sleutel(plan, reeks.eenheid, periode.schooljaar, naam)
        for reeks in anderen(plan.reeksen)
        for periode in reeks.perioden
        for naam in namen
    ]


def anderen(reeksen: Iterable[Reeks]) -> Iterator[Reeks]:
    """The series that are no own ones."""
    return (reeks for reeks in reeksen if reeks.zicht is not Zicht.EIGEN)


def _sleutel(plan: Plan, eenheid: Eenheid, schooljaar: int | None, splitsing: str) -> Tabelsleutel:
    indicator = plan.vraag.indicator
    teldatum = plan.vraag.teldatum if indicator.teldatum else ""
    jaar = OPEN_NU if schooljaar is None else schooljaar
    return Tabelsleutel(eenheid.niveau.value, eenheid.code, indicator.code, teldatum, jaar, splitsing)


def periode(vak: Vak, rijen: Sequence[Mapping[str, Any]], schooljaar: int | None, lopend: int) -> dict[str, Any]:
    """A released period as the API shows it: of the running schooljaar every value is provisional."""
    voorlopig = schooljaar == lopend
    return {
        "schooljaar": None if schooljaar is None else tekst(schooljaar),
        "totaal": _met_status(vak, voorlopig),
        "rijen": [_met_status(rij, voorlopig) for rij in rijen],
    }


def _met_status(vak: Mapping[str, Any], voorlopig: bool) -> dict[str, Any]:
    return {**vak, "status": "p"} if voorlopig and vak["status"] is None else dict(vak)


def verdeelsleutel(
    indicator: str, teldatum: str, schooljaar: int | None, niveau: Niveau, binnen: str, soort: str | None
) -> Tabelsleutel:
    """Where the quartiles of a group of like units stand."""
    groep = f"{binnen}/{soort}" if soort else binnen
    jaar = OPEN_NU if schooljaar is None else schooljaar
    return Tabelsleutel(niveau.value, groep, indicator, teldatum, jaar, VERDELING)
