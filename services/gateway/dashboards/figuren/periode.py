"""Comparing a running schooljaar honestly: up to the same ISO week of the other one."""

from dataclasses import dataclass

from services.gateway.dashboards.gegevens import NIETS, Waarde, lees
from services.gateway.dashboards.kader import Gegevens
from services.gateway.dashboards.poorten import Vraag


@dataclass(frozen=True, slots=True)
class Vergeleken:
    """Two numbers over the same part of two schooljaren, up to ISO week `week`; None: whole schooljaren."""

    nu: Waarde
    eerder: Waarde
    week: int | None = None

    @property
    def verschil(self) -> float | None:
        """None when one of the two has no number."""
        if self.nu.getal is None or self.eerder.getal is None:
            return None
        return self.nu.getal - self.eerder.getal


def vergelijk(gegevens: Gegevens, vraag: Vraag) -> Vergeleken:
    """Chosen schooljaar beside the other one, by an answer of `vergelijking`."""
    antwoord = gegevens.ruw(vraag)
    eerder = next((een for een in antwoord["eerder"] if een["schooljaar"] == gegevens.keuze.eerder), None)
    week = antwoord["totEnMet"]["week"] if antwoord["totEnMet"] else None
    return Vergeleken(lees(antwoord["totEnMetWeek"]), lees(eerder["zelfdePeriode"]) if eerder else NIETS, week)
