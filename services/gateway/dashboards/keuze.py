"""The choice of a reader, as it stands in the address: one view is one address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

from services.gateway.domain.vraag import Misser, OngeldigeVraag
from shared.contracts.eenheden import Niveau
from shared.contracts.schooljaar import OngeldigSchooljaar, lees, tekst

AANTAL_JAREN: Final = 8
VERDELINGEN: Final = ("bestuur", "subregio", "school")
TOEREKENINGEN: Final = ("aanvrager", "herkomst")
VERGELIJKINGEN: Final[Mapping[str, str]] = {
    "1": "een jaar eerder",
    "2": "twee jaar eerder",
    "soortgelijk": "soortgelijke eenheden",
    "landelijk": "het landelijke cijfer",
}
_TOEGESTAAN: Final[Mapping[str, tuple[str, ...]]] = {
    "niveau": tuple(Niveau),
    "vergelijk": tuple(VERGELIJKINGEN),
    "toerekening": TOEREKENINGEN,
    "verdeling": VERDELINGEN,
    "uitleg": ("ja",),
}
PARAMETERS: Final = ("niveau", "eenheid", "binnen", "schooljaar", *list(_TOEGESTAAN)[1:])
"""Names that every dashboard takes; its own filters come on top."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of a dashboard: `naam` in the address, `splitsing` in the catalogue, `alle` when nothing is chosen.

    `tekst` is the choice in the sentence, with `{}` for the value.
    """

    naam: str
    splitsing: str
    waarden: tuple[str, ...]
    titel: str
    alle: str
    tekst: str = "{}"


@dataclass(frozen=True, slots=True)
class Keuze:
    """Unit and filters. `schooljaar` and `lopend` are first calendar years; `filters` are (name, value) as chosen."""

    niveau: str
    eenheid: str
    schooljaar: int
    lopend: int
    dashboard: str = "verwijzingen"
    binnen: str | None = None
    filters: tuple[tuple[str, str], ...] = ()
    vergelijk: str = "1"
    toerekening: str = "aanvrager"
    verdeling: str | None = None
    uitleg: bool = False

    @property
    def jaar(self) -> str:
        return tekst(self.schooljaar)

    @property
    def terug(self) -> int:
        """How many years back the other schooljaar is."""
        return 2 if self.vergelijk == "2" else 1

    @property
    def eerder(self) -> str:
        """The schooljaar to compare with."""
        return tekst(self.schooljaar - self.terug)

    @property
    def loopt(self) -> bool:
        """Is the chosen schooljaar the running one?"""
        return self.schooljaar == self.lopend

    @property
    def jaren(self) -> list[str]:
        """The schooljaren of a figure over time: always up to the running one."""
        eerste = min(self.lopend - AANTAL_JAREN + 1, self.schooljaar - self.terug)
        return [tekst(jaar) for jaar in range(eerste, self.lopend + 1)]

    @property
    def reeks(self) -> str:
        """The same as one parameter."""
        return f"{self.jaren[0]}..{self.jaren[-1]}"

    @property
    def keuzejaren(self) -> list[str]:
        """Schooljaren to choose from, newest first."""
        return self.jaren[:0:-1]

    def gekozen(self, naam: str) -> str | None:
        """The value of a filter of this dashboard."""
        return dict(self.filters).get(naam)

    def adres(self, pad: str | None = None, **anders: Any) -> str:
        """The address of this choice, or of one that differs; only what is not the default is in it."""
        keuze = replace(self, **anders) if anders else self
        return f"{pad or '/' + keuze.dashboard}?{_query(keuze)}"

    def bij(self, niveau: str, eenheid: str) -> "Keuze":
        """The same choice at a unit below: the way down."""
        binnen = self.eenheid if self.niveau == "swv" and niveau in ("bestuur", "school") else self.binnen
        return replace(self, niveau=niveau, eenheid=eenheid, binnen=binnen, verdeling=None)

    def parameters(self) -> list[tuple[str, str]]:
        """The query of this choice."""
        delen = [
            ("niveau", self.niveau),
            ("eenheid", self.eenheid),
            ("binnen", self.binnen),
            ("schooljaar", tekst(self.schooljaar)),
            *self.filters,
            ("vergelijk", None if self.vergelijk == "1" else self.vergelijk),
            ("toerekening", None if self.toerekening == "aanvrager" else self.toerekening),
            ("verdeling", self.verdeling),
            ("uitleg", "ja" if self.uitleg else None),
        ]
        return [(naam, waarde) for naam, waarde in delen if waarde]


@lru_cache(maxsize=1 << 10)
def _query(keuze: Keuze) -> str:
    """Written once: an answer holds dozens of addresses of the same choice."""
    return urlencode(keuze.parameters())


def lees_keuze(
    query: Mapping[str, str],
    standaard: tuple[str, str],
    lopend: int,
    dashboard: str = "verwijzingen",
    filters: Sequence[Filter] = (),
) -> Keuze:
    """The choice in an address; what is absent or empty gets the default (`standaard`: level and unit).

    Raises:
        OngeldigeVraag: a value does not exist; all of them are listed.
    """
    gegeven = {naam: waarde for naam, waarde in query.items() if waarde}
    toegestaan = {**_TOEGESTAAN, **{een.naam: een.waarden for een in filters}}
    missers = [
        Misser(f"query.{naam}", f"is geen toegestane waarde; kies uit {', '.join(lijst)}")
        for naam, lijst in toegestaan.items()
        if gegeven.get(naam, lijst[0]) not in lijst
    ]
    if ("niveau" in gegeven) != ("eenheid" in gegeven):
        missers.append(Misser("query.eenheid", "hoort altijd samen met een niveau te staan"))
    schooljaar = _schooljaar(gegeven, lopend, missers)
    if missers:
        raise OngeldigeVraag(missers)
    return Keuze(
        niveau=gegeven.get("niveau", standaard[0]),
        eenheid=gegeven.get("eenheid", standaard[1]),
        schooljaar=schooljaar,
        lopend=lopend,
        dashboard=dashboard,
        binnen=gegeven.get("binnen"),
        filters=tuple((een.naam, gegeven[een.naam]) for een in filters if een.naam in gegeven),
        vergelijk=gegeven.get("vergelijk", "1"),
        toerekening=gegeven.get("toerekening", "aanvrager"),
        verdeling=gegeven.get("verdeling"),
        uitleg="uitleg" in gegeven,
    )


def _schooljaar(gegeven: Mapping[str, str], lopend: int, missers: list[Misser]) -> int:
    if "schooljaar" not in gegeven:
        return lopend
    try:
        schooljaar = lees(gegeven["schooljaar"])
    except OngeldigSchooljaar:
        missers.append(Misser("query.schooljaar", "heeft de vorm 2025-2026"))
        return lopend
    if not lopend - 50 <= schooljaar <= lopend:
        missers.append(Misser("query.schooljaar", f"ligt tussen {tekst(lopend - 50)} en {tekst(lopend)}"))
    return schooljaar
