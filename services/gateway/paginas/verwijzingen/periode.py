"""Comparing a running schooljaar honestly: whole months of this year beside the same months of the other one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.gateway.paginas.gegevens import Antwoord, Waarde
from services.gateway.paginas.getallen import MAANDEN
from services.gateway.paginas.keuze import Keuze

VOLGORDE: Final = (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True, slots=True)
class Vergeleken:
    """Two numbers over the same part of two schooljaren. `maanden` is empty for whole schooljaren."""

    nu: Waarde
    eerder: Waarde
    maanden: tuple[int, ...] = ()

    @property
    def verschil(self) -> float | None:
        """None when one of the two has no number."""
        if self.nu.getal is None or self.eerder.getal is None:
            return None
        return self.nu.getal - self.eerder.getal

    @property
    def tot_en_met(self) -> str:
        """'augustus tot en met oktober'."""
        if len(self.maanden) == 1:
            return MAANDEN[self.maanden[0] - 1]
        return f"{MAANDEN[self.maanden[0] - 1]} tot en met {MAANDEN[self.maanden[-1] - 1]}"


def hele_maanden(keuze: Keuze, vandaag: date) -> tuple[int, ...]:
    """Months of the running schooljaar that are over."""
    return VOLGORDE[: VOLGORDE.index(vandaag.month)] if keuze.loopt else ()


def vergelijk(totalen: Antwoord, maanden: Antwoord, keuze: Keuze, vandaag: date) -> Vergeleken | None:
    """Chosen schooljaar beside the other one; None in the first month of a schooljaar: nothing to compare yet."""
    if not keuze.loopt:
        return Vergeleken(totalen.totaal(keuze.jaar), totalen.totaal(keuze.eerder))
    voorbij = hele_maanden(keuze, vandaag)
    if not voorbij:
        return None
    return Vergeleken(_som(maanden, keuze.jaar, voorbij), _som(maanden, keuze.eerder, voorbij), voorbij)


def _som(antwoord: Antwoord, schooljaar: str, maanden: Sequence[int]) -> Waarde:
    return antwoord.deel(schooljaar, lambda rij: rij["maand"] in maanden)
