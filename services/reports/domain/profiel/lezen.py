"""What a published profile says, item by item, ready for a document: words, days and figures as Dutch people read them.

The profile explains itself (docs/profielen): nothing of the form is needed. Text is of others, and plain.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from services.reports.domain.cijfers import Waarde, lees
from services.reports.domain.document import Alinea, Stijl
from services.reports.domain.taal import kalenderdag
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.profiel import AANWEZIG, SCHOOLSOORTEN, voor_ouders
from shared.contracts.sjabloon import ZONDER, Sjabloon

Json = Mapping[str, Any]
KEUZES: Final = frozenset({"stand", "beschikbaarheid"})
OORDELEN: Final = frozenset({"advies", "instemming"})


@dataclass(frozen=True, slots=True)
class Profielgegevens:
    """A published version (`inhoud`) and what its document is made with. `kenmerk` names all that decides it."""

    inhoud: Json
    gemaakt_op: datetime
    voorbeeld: bool = False
    sjabloon: Sjabloon = field(default=ZONDER)
    kenmerk: str = ""

    @property
    def school(self) -> Json:
        school: Json = self.inhoud["school"]
        return school

    @property
    def naam(self) -> str:
        return str(self.school["naam"])

    @property
    def jaar(self) -> str:
        return str(self.inhoud["schooljaar"])

    @property
    def onderdelen(self) -> list[Json]:
        """The chapters, in the order of parents."""
        return voor_ouders(self.inhoud["onderdelen"])

    @property
    def soort(self) -> str:
        """The kind of school in words."""
        soort = str(self.school["schoolsoort"])
        return SCHOOLSOORTEN.get(soort, soort)


def kop(onderdeel: Json) -> str:
    """The heading of a chapter, as parents read it."""
    return str(onderdeel["voorOuders"])


def is_er(item: Json) -> bool:
    """Does the answer say that it is there?"""
    return item.get("keuze") in AANWEZIG


def dag_van(item: Json) -> str:
    """'12 september 2026', or ''."""
    return kalenderdag(date.fromisoformat(item["datum"])) if item.get("datum") else ""


def alineas(tekst: str, stijl: Stijl = Stijl.TEKST) -> list[Alinea]:
    """A text of others: one paragraph per line, none of them empty."""
    return [Alinea(regel.strip(), stijl) for regel in tekst.splitlines() if regel.strip()]


def cijfer(json: Json) -> Waarde:
    """A figure as it was published."""
    definitie = INDICATOREN.get(str(json["indicator"]))
    return lees(json, definitie.eenheid if definitie else "")


def steunpunt(profiel: Profielgegevens) -> str:
    """Where parents can talk with somebody; '' where the SWV named no place."""
    plek = profiel.inhoud.get("steunpunt")
    if not plek:
        return ""
    zin = f"{plek['naam']} helpt ouders en jongeren met vragen over extra hulp op school."
    waar = [f"Bel {plek['telefoon']}." if plek.get("telefoon") else "",
            f"Website: {plek['website']}" if plek.get("website") else ""]  # fmt: skip
    return " ".join(filter(None, (zin, *waar)))


def items(onderdelen: Sequence[Json], *soorten: str) -> Iterator[Json]:
    """Answers of these kinds, in order."""
    for onderdeel in onderdelen:
        yield from (item for item in onderdeel["items"] if item["soort"] in soorten)
