"""The choice of a reader, as it stands in the address: one view is one address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from services.gateway.paginas.poorten import OngeldigAdres
from shared.contracts.codes import SCHOOLSOORTEN
from shared.contracts.eenheden import Niveau
from shared.contracts.schooljaar import OngeldigSchooljaar, lees, tekst

AANTAL_JAREN: Final = 8
VERDELINGEN: Final = ("bestuur", "subregio", "school")
TOEREKENINGEN: Final = ("aanvrager", "herkomst")
_TOEGESTAAN: Final[Mapping[str, tuple[str, ...]]] = {
    "niveau": tuple(Niveau),
    "soort": SCHOOLSOORTEN,
    "vergelijk": ("1", "2"),
    "toerekening": TOEREKENINGEN,
    "verdeling": VERDELINGEN,
}


@dataclass(frozen=True, slots=True)
class Keuze:
    """Unit and filters. `schooljaar` and `lopend` are first calendar years; `vergelijk` counts years back."""

    niveau: str
    eenheid: str
    schooljaar: int
    lopend: int
    binnen: str | None = None
    soort: str | None = None
    vergelijk: int = 1
    toerekening: str = "aanvrager"
    verdeling: str | None = None

    @property
    def jaar(self) -> str:
        return tekst(self.schooljaar)

    @property
    def eerder(self) -> str:
        """The schooljaar to compare with."""
        return tekst(self.schooljaar - self.vergelijk)

    @property
    def loopt(self) -> bool:
        """Is the chosen schooljaar the running one?"""
        return self.schooljaar == self.lopend

    @property
    def jaren(self) -> list[str]:
        """The schooljaren of a figure over time: always up to the running one."""
        eerste = min(self.lopend - AANTAL_JAREN + 1, self.schooljaar - self.vergelijk)
        return [tekst(jaar) for jaar in range(eerste, self.lopend + 1)]

    @property
    def keuzejaren(self) -> list[str]:
        """Schooljaren to choose from, newest first."""
        return self.jaren[:0:-1]

    def adres(self, pad: str = "/verwijzingen", **anders: Any) -> str:
        """The address of this choice, or of one that differs; only what is not the default is in it."""
        keuze = replace(self, **anders)
        return f"{pad}?{urlencode(keuze._delen())}"

    def _delen(self) -> list[tuple[str, str]]:
        delen = [
            ("niveau", self.niveau),
            ("eenheid", self.eenheid),
            ("binnen", self.binnen),
            ("schooljaar", tekst(self.schooljaar)),
            ("soort", self.soort),
            ("vergelijk", None if self.vergelijk == 1 else str(self.vergelijk)),
            ("toerekening", None if self.toerekening == "aanvrager" else self.toerekening),
            ("verdeling", self.verdeling),
        ]
        return [(naam, waarde) for naam, waarde in delen if waarde]


def lees_keuze(query: Mapping[str, str], standaard: tuple[str, str], lopend: int) -> Keuze:
    """The choice in an address; what is absent or empty gets the default (`standaard`: level and unit).

    Raises:
        OngeldigAdres: a value does not exist; all of them are listed.
    """
    gegeven = {naam: waarde for naam, waarde in query.items() if waarde}
    fouten = [
        f"Bij '{naam}' staat iets dat niet bestaat; kies uit {', '.join(toegestaan)}."
        for naam, toegestaan in _TOEGESTAAN.items()
        if gegeven.get(naam, toegestaan[0]) not in toegestaan
    ]
    if ("niveau" in gegeven) != ("eenheid" in gegeven):
        fouten.append("Een eenheid hoort altijd samen met een niveau in het adres te staan.")
    schooljaar = _schooljaar(gegeven, lopend, fouten)
    if fouten:
        raise OngeldigAdres(fouten)
    return Keuze(
        niveau=gegeven.get("niveau", standaard[0]),
        eenheid=gegeven.get("eenheid", standaard[1]),
        schooljaar=schooljaar,
        lopend=lopend,
        binnen=gegeven.get("binnen"),
        soort=gegeven.get("soort"),
        vergelijk=int(gegeven.get("vergelijk", "1")),
        toerekening=gegeven.get("toerekening", "aanvrager"),
        verdeling=gegeven.get("verdeling"),
    )


def _schooljaar(gegeven: Mapping[str, str], lopend: int, fouten: list[str]) -> int:
    if "schooljaar" not in gegeven:
        return lopend
    try:
        schooljaar = lees(gegeven["schooljaar"])
    except OngeldigSchooljaar:
        fouten.append("Een schooljaar heeft de vorm 2025-2026.")
        return lopend
    if not lopend - 50 <= schooljaar <= lopend:
        fouten.append(f"Kies een schooljaar tot en met {tekst(lopend)}.")
    return schooljaar
