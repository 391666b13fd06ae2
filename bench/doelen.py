"""The speed goals that `./pos bench` measures, on a machine of two cores that also runs Kafka and PostgreSQL."""

from dataclasses import dataclass
from statistics import quantiles
from typing import Final

STARTEN_SECONDEN: Final = 15.0
PUSH_PER_SECONDE: Final = 2_000.0
ZICHTBAAR_MS: Final = 1_000.0
ANTWOORD_MS: Final = 50.0
ONGEWIJZIGD_MS: Final = 5.0
PAGINA_MS: Final = 300.0
PAGINA_NOGMAALS_MS: Final = 100.0
GEHEUGEN_MIB: Final = 1_536.0


@dataclass(frozen=True)
class Meting:
    """One line of the table. `doel` in the same unit, None for a figure that only explains another."""

    wat: str
    gemeten: float
    eenheid: str
    doel: float | None = None
    meer_is_beter: bool = False

    @property
    def verhouding(self) -> float | None:
        """How many times as good as the goal; 1 or more: reached."""
        if self.doel is None:
            return None
        return self.gemeten / self.doel if self.meer_is_beter else self.doel / self.gemeten


def deel(tijden: list[float], procent: int) -> float:
    """The p50, p95 or p99 of at least two measurements."""
    return quantiles(tijden, n=100, method="inclusive")[procent - 1]
