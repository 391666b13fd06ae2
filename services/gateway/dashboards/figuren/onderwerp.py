"""What a figure is about: TLV's or arrangementen. One figure module serves both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.gateway.dashboards.grafiek import SOORTKLEUR, STREEP
from services.gateway.dashboards.kader import Kader
from services.gateway.dashboards.keuze import Filter
from services.gateway.dashboards.namen import TYPEN as TYPENAMEN
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.codes import SCHOOLSOORTEN, TYPEN
from shared.contracts.indicatoren import CATALOGUS, Indicator


@dataclass(frozen=True)
class Onderwerp:
    """A family of indicators `<code>-aanvragen`, `<code>-toegekend` …, divided by one split.

    `aanvraag` is what is counted, in words; `namen` what the values of the split are called, `voor` what goes before.
    """

    code: str
    aanvraag: str
    filter: Filter
    namen: Mapping[str, str]
    kleuren: Mapping[str, str]
    strepen: Mapping[str, Sequence[int]]
    voor: str = ""

    @property
    def splitsing(self) -> str:
        return self.filter.splitsing

    def indicator(self, naam: str) -> Indicator:
        return CATALOGUS[f"{self.code}-{naam}"]

    def heeft(self, naam: str) -> bool:
        """Does this family know that indicator?"""
        return f"{self.code}-{naam}" in CATALOGUS

    def waarden(self, kader: Kader, naam: str, *schooljaren: str, splitsing: str | None = None) -> Vraag:
        """`waarden` of one of its indicators."""
        return kader.waarden(f"{self.code}-{naam}", *schooljaren, splitsing=splitsing)

    def vergelijking(self, kader: Kader, naam: str) -> Vraag:
        """`vergelijking` of one of its indicators."""
        return kader.vergelijking(f"{self.code}-{naam}")

    def aanvragen(self, kader: Kader) -> Vraag:
        """Applications over all schooljaren of the view, by split and status."""
        return self.waarden(kader, "aanvragen", kader.keuze.reeks, splitsing=f"{self.splitsing},status")

    def toegekend(self, kader: Kader) -> Vraag:
        """What was granted over all schooljaren of the view, by split."""
        deel = "soortCategorie" if "soortCategorie" in self.indicator("toegekend").splitsingen else self.splitsing
        return self.waarden(kader, "toegekend", kader.keuze.reeks, splitsing=deel)

    def afgewezen(self, kader: Kader) -> Vraag:
        """What was refused over all schooljaren of the view."""
        return self.waarden(kader, "afgewezen", kader.keuze.reeks)


TLV: Final = Onderwerp(
    code="tlv",
    aanvraag="TLV-aanvragen",
    filter=Filter("soort", "schoolsoort", SCHOOLSOORTEN, "Schoolsoort", "alle aanvragen", "aanvragen voor {}"),
    namen={soort: soort for soort in SCHOOLSOORTEN},
    kleuren=SOORTKLEUR,
    strepen=STREEP,
    voor="voor ",
)
ARRANGEMENT: Final = Onderwerp(
    code="arrangement",
    aanvraag="aanvragen voor een arrangement",
    filter=Filter("type", "type", TYPEN, "Type arrangement", "alle arrangementen", "arrangementen {}"),
    namen=TYPENAMEN,
    kleuren=dict(zip(TYPEN, ("--g-een", "--g-twee", "--g-drie", "--g-vier", "--g-goed", "--g-rest"), strict=True)),
    strepen=dict(zip(TYPEN, ([1, 0], [6, 3], [2, 3], [8, 3, 2, 3], [10, 3], [3, 2]), strict=True)),
)
