"""The steps of one dossier while they are being planned."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from deploy.example.dossier import Stap, Velden
from deploy.example.inhoud import Vraag
from deploy.example.kalender import moment, werkdag
from deploy.example.kiemen import Bron, Kiem

GEEN: Velden = {}


@dataclass(slots=True)
class Plan:
    """Steps so far, and the day and state that the next one starts from."""

    bron: Bron
    kiem: Kiem
    vraag: Vraag
    kans: Random
    dag: int
    stappen: list[Stap] = field(default_factory=list)
    tempo: float = 1.0
    toegekend: dict[str, object] | None = None
    geldig_tot: date | None = None

    @property
    def soort(self) -> str:
        return "tlv" if self.vraag.tlv else "arrangement"

    @property
    def datum(self) -> date:
        return date.fromordinal(self.dag)

    def wacht(self, minstens: int, gemiddeld: float) -> None:
        """Let working days go by: at least so many days and on average `gemiddeld` more."""
        self.dag = werkdag(self.dag + minstens + int(self.kans.expovariate(1 / gemiddeld)))

    def stap(
        self, naam: str, status: str | None = None, aanvraag: Velden = GEEN,
        beschikking: Velden | None = GEEN, soort: str | None = None,
    ) -> None:  # fmt: skip
        """Plan a step on this day, after the one before."""
        tijd = moment(self.dag, self.kans.random())
        if self.stappen and tijd <= self.stappen[-1].tijd:
            tijd = self.stappen[-1].tijd + 60
        self.stappen.append(Stap(tijd, naam, status, aanvraag, beschikking, soort))
