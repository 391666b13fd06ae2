"""Releases that pass the audit, in memory: the gate, the audit and its repairs without a database."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from services.aggregator.vrijgave.catalogus import OPEN_NU
from services.aggregator.vrijgave.indeling import Kijker
from services.aggregator.vrijgave.meten import Plek, bijdragen, tel
from services.aggregator.vrijgave.toets import MAX_RONDEN, Kandidaat, Oordeel, Wijze
from services.aggregator.vrijgave.toetsing.uitvoering import Toetser
from services.aggregator.vrijgave.toetsing.waarheid import Waarheid, waarheden
from services.aggregator.vrijgave.uitgave import Uitgave
from tests.unit.vrijgave.wereld import LOPEND, Verloop, Zaken, ruw


class Getoetst:
    """Successive audited releases of a Verloop; `uitgaven` and the `waarheid` behind each, the oldest first. `jaren`:
    schooljaren that are looked at; `kijkers`: units of each account that holds several."""

    def __init__(
        self,
        verloop: Verloop,
        toetser: Toetser | None = None,
        jaren: Set[int] = frozenset({LOPEND, OPEN_NU}),
        kijkers: Sequence[Kijker] = (),
    ) -> None:
        self.verloop, self.toetser, self.jaren = verloop, toetser or Toetser(processen=1), jaren
        self.kijkers = kijkers
        self.uitgaven: list[Uitgave] = []
        self.toen: dict[int, Mapping[int, Waarheid]] = {}
        self.reparaties: dict[Plek, Wijze] = {}

    def geef_vrij(self, zaken: Zaken, moment: datetime) -> Oordeel:
        """The release of these cases, repaired until it passes. Raises ToetsMislukt."""
        korrels: dict[Any, Any] = {}
        for zaak in zaken.values():
            tel(korrels, bijdragen(*ruw(zaak)))
        nu = waarheden(korrels, self.verloop.indeling, LOPEND, self.jaren)
        vorige, self.reparaties = self.verloop.laatste, {}
        for _ in range(MAX_RONDEN + 1):
            self.verloop.laatste = vorige
            samen = self.verloop.geef_vrij(zaken, moment, reparaties=self.reparaties, kijkers=self.kijkers)
            oordeel = self.toetser(
                Kandidaat(samen.uitgave, nu, self.toen, self.kijkers, self.reparaties), self.uitgaven
            )
            if not oordeel.reparaties:
                self.uitgaven.append(samen.uitgave)
                self.toen[samen.uitgave.nummer] = nu
                return oordeel
            self.reparaties |= oordeel.reparaties
        raise AssertionError("geen ronden meer")
