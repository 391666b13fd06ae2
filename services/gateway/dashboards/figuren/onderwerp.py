"""What a figure is about: TLV's or arrangementen. One figure module serves both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.gateway.dashboards.gegevens import Antwoord, Waarde
from services.gateway.dashboards.gegevens import Rij as Splits
from services.gateway.dashboards.grafiek import SOORTKLEUR, STREEP
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.keuze import Filter
from services.gateway.dashboards.namen import TYPEN as TYPENAMEN
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.codes import OPENSTAAND, SCHOOLSOORTEN, TYPEN, ZONDER_BESLUIT
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

    @property
    def vrije_splitsing(self) -> str:
        """The split that a release has: kinds of school stand in it with their category."""
        return "soortCategorie" if "soortCategorie" in self.indicator("toegekend").splitsingen else self.splitsing

    def aanvragen(self, kader: Kader) -> Vraag:
        """Applications over all schooljaren of the view, by split and status; of others by the split of a release."""
        deel = f"{self.splitsing},status" if kader.eigen else self.vrije_splitsing
        return self.waarden(kader, "aanvragen", kader.keuze.reeks, splitsing=deel)

    def zonder_besluit(self, kader: Kader) -> list[Vraag]:
        """What `status` asks: a release has no statuses, but has these totals."""
        jaren = kader.keuze.reeks
        los = [self.waarden(kader, naam, jaren) for naam in ("zonder-besluit", "openstaand")]
        return [self.aanvragen(kader)] if kader.eigen else los

    def status(self, gegevens: Gegevens, jaar: str) -> tuple[Waarde, Waarde]:
        """Applications of a schooljaar that ended without decision, and those that are still open."""
        vragen = self.zonder_besluit(gegevens.kader)
        if not gegevens.kader.eigen:
            zonder, open_ = (gegevens[vraag].totaal(jaar) for vraag in vragen)
            return zonder, open_
        (aanvragen,) = (gegevens[vraag] for vraag in vragen)
        return (
            aanvragen.deel(jaar, lambda rij: rij["status"] in ZONDER_BESLUIT),
            aanvragen.deel(jaar, lambda rij: rij["status"] in OPENSTAAND),
        )

    def soort_van(self, rij: Splits) -> str:
        """The kind that a row is about, whichever of the two splits was asked."""
        return str(rij[self.splitsing] if self.splitsing in rij else str(rij[self.vrije_splitsing]).partition("-")[0])

    def deel(self, antwoord: Antwoord, jaar: str, soort: str) -> Waarde:
        """One kind in one schooljaar."""
        return antwoord.deel(jaar, lambda rij: self.soort_van(rij) == soort)

    def toegekend(self, kader: Kader) -> Vraag:
        """What was granted over all schooljaren of the view, by split."""
        return self.waarden(kader, "toegekend", kader.keuze.reeks, splitsing=self.vrije_splitsing)

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
