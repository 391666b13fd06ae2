"""Money per schooljaar or boekjaar, as the reader chose: the questions, and how a period is called."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.schooljaar import lees

NAMEN: Final = {
    "basisondersteuning": ("basisondersteuning", "--g-goed"),
    "extra_ondersteuning": ("extra ondersteuning", "--g-een"),
    "arrangementen": ("arrangementen", "--g-drie"),
    "verwijzingen": ("verwijzingen", "--g-twee"),
    "overig": ("overig", "--g-rest"),
}
"""What the categories are called, and their colours."""
_OMGEREKEND: Final = (
    "Van een deel van deze bedragen is de andere periode geleverd; die zijn omgerekend: 5/12 valt in augustus tot en"
    " met december, 7/12 in januari tot en met juli."
)


class Perioden(NamedTuple):
    """`gekozen`, `eerder` and `alle` as the answer names them; `naam`: schooljaar or boekjaar."""

    naam: str
    gekozen: str
    eerder: str
    alle: Sequence[str]

    @property
    def kop(self) -> str:
        """Over the column."""
        return self.naam.capitalize()

    def tekst(self, periode: str) -> str:
        """'schooljaar 2025-2026' or 'boekjaar 2025'."""
        return f"{self.naam} {periode}"


def perioden(kader: Kader) -> Perioden:
    """A boekjaar stands for the schooljaar that begins in it."""
    keuze = kader.keuze
    if keuze.gekozen("periode") != "boekjaar":
        return Perioden("schooljaar", keuze.jaar, keuze.eerder, keuze.jaren)
    jaren = [str(lees(jaar)) for jaar in keuze.jaren]
    return Perioden("boekjaar", str(lees(keuze.jaar)), str(lees(keuze.eerder)), jaren)


def vraag(kader: Kader, naam: str) -> Vraag:
    """`middelen-<naam>` of this unit over all periods of the view, by category."""
    welke = perioden(kader)
    code = f"middelen-{naam}"
    if welke.naam == "schooljaar":
        return kader.waarden(code, kader.keuze.reeks, splitsing="categorie")
    reeks = f"{welke.alle[0]}..{welke.alle[-1]}"
    return kader.waarden(code, splitsing="categorie", anders={"periode": "boekjaar", "boekjaar": reeks})


def noten(gegevens: Gegevens, *vragen: Vraag) -> tuple[str, ...]:
    """What must be said when anything shown was converted."""
    alle = (periode for een in vragen for reeks in gegevens.ruw(een)["reeksen"] for periode in reeks["perioden"])
    return (_OMGEREKEND,) if any(periode.get("omgerekend") for periode in alle) else ()
