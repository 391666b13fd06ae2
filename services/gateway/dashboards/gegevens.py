"""Reading API answers: one value with its status, and look-ups by unit, schooljaar and split."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeGuard

from services.gateway.dashboards.poorten import Json
from shared.contracts.getallen import getal
from shared.contracts.indicatoren import INDICATOREN

VERBORGEN, ONBEKEND, NVT, VOORLOPIG = "c", "x", "z", "p"
_TEKST: Final = {VERBORGEN: "verborgen", ONBEKEND: "onbekend", NVT: "n.v.t."}
_STERKTE: Final = (VERBORGEN, ONBEKEND, VOORLOPIG)


@dataclass(frozen=True, slots=True)
class Waarde:
    """A number, or the reason why there is none. `status` as in the API: c, x, z, p or None.

    `tekst`: what to show, where that is not the whole number. `laag` and `hoog`: only these bounds are known.
    """

    getal: float | None
    status: str | None = None
    tekst: str | None = None
    laag: float | None = None
    hoog: float | None = None

    @property
    def bekend(self) -> bool:
        """Is there a number?"""
        return self.getal is not None

    @property
    def voorlopig(self) -> bool:
        return self.status == VOORLOPIG

    @property
    def midden(self) -> float | None:
        """Where to draw it: the number, or the middle of its bounds."""
        if self.getal is None and self.laag is not None and self.hoog is not None:
            return (self.laag + self.hoog) / 2
        return self.getal

    @property
    def niet_vrijgegeven(self) -> bool:
        """Withheld: it could be any number."""
        return self.status == VERBORGEN and self.getal is None

    @property
    def toon(self) -> str:
        """As it stands in a table."""
        if self.getal is not None:
            return self.tekst or getal(self.getal)
        return self.tekst or _TEKST.get(self.status or "", "onbekend")


NIETS: Final = Waarde(None, ONBEKEND)

Rij = Mapping[str, Any]
Kiest = Callable[[Mapping[str, Any]], bool]


def lees(bron: Json) -> Waarde:
    """A value of an answer: count, money or ratio; or the bounds of it."""
    ruw, laag, hoog = (None if (een := bron.get(naam)) is None else float(een) for naam in ("waarde", "laag", "hoog"))
    marge = f"{getal(laag)}–{getal(hoog)}" if _heel(laag) and _heel(hoog) and ruw is None else None
    return Waarde(ruw, bron.get("status"), marge or bron.get("tekst"), laag, hoog)


def _heel(grens: float | None) -> TypeGuard[float]:
    """A bound of a count, which is written with dots where it is large."""
    return grens is not None and grens.is_integer()


def som(waarden: Iterable[Waarde]) -> Waarde:
    """The sum; a part that is hidden or unknown makes the sum so too, for a wrong total is worse than none."""
    delen = [waarde for waarde in waarden if waarde.status != NVT]
    if not delen:
        return Waarde(None, NVT)
    for status in _STERKTE[:2]:
        for deel in delen:
            if deel.status == status and deel.midden is None:
                return deel
    voorlopig = VOORLOPIG if any(deel.voorlopig for deel in delen) else None
    laag, hoog = (sum(_grens(deel, welke) for deel in delen) for welke in ("laag", "hoog"))
    if laag == hoog:
        return Waarde(laag, voorlopig)
    return Waarde(None, voorlopig, f"{getal(laag)}–{getal(hoog)}", laag, hoog)


def _grens(waarde: Waarde, welke: str) -> float:
    grens = waarde.getal if waarde.getal is not None else getattr(waarde, welke)
    return float(grens or 0)


def _naam(periode: Json) -> str | None:
    boekjaar = periode.get("boekjaar")
    jaar: str | None = periode["schooljaar"]
    return jaar if boekjaar is None else str(boekjaar)


class Antwoord:
    """One answer of `waarden`, with look-ups for its first unit unless another is named; each row is read once."""

    def __init__(self, json: Json) -> None:
        self._json = json
        self._reeksen = {reeks["eenheid"]: reeks for reeks in json["reeksen"]}
        self._perioden: dict[str | None, dict[str | None, Json]] = {}
        self._rijen: dict[str | None, Sequence[tuple[Rij, Waarde]]] = {}

    @property
    def stand(self) -> str | None:
        """Moment of the figures, as the API wrote it."""
        waarde = self._json.get("stand")
        return None if waarde is None else str(waarde)

    @property
    def zicht(self) -> str:
        return next((str(reeks["zicht"]) for reeks in self._reeksen.values()), "vergelijking")

    def periode(self, schooljaar: str | None, eenheid: str | None = None) -> Json | None:
        """The period of a schooljaar, or of a boekjaar as '2025'; None asks for the stock of now."""
        if eenheid not in self._perioden:
            reeks = self._reeks(eenheid)
            # Turned around, so that of two with one name the first stays.
            self._perioden[eenheid] = {_naam(een): een for een in reversed(() if reeks is None else reeks["perioden"])}
        return self._perioden[eenheid].get(schooljaar)

    def _reeks(self, eenheid: str | None) -> Json | None:
        if eenheid is None:
            return next(iter(self._reeksen.values()), None)
        return self._reeksen.get(eenheid)

    def totaal(self, schooljaar: str | None, eenheid: str | None = None) -> Waarde:
        """The total of a period."""
        periode = self.periode(schooljaar, eenheid)
        return NIETS if periode is None else lees(periode["totaal"])

    def ruw(self, schooljaar: str | None) -> Json:
        """The total as it stands in the answer: durations have more than one number."""
        periode = self.periode(schooljaar)
        return {} if periode is None else periode["totaal"]

    def rijen(self, schooljaar: str | None) -> Sequence[tuple[Rij, Waarde]]:
        """Rows of a period with their split."""
        if schooljaar not in self._rijen:
            periode = self.periode(schooljaar)
            gelezen = () if periode is None else periode["rijen"]
            self._rijen[schooljaar] = [(rij["splitsing"], lees(rij)) for rij in gelezen]
        return self._rijen[schooljaar]

    def leeftijd(self, schooljaar: str | None, rij: Rij | None = None) -> Json | None:
        """Age in weeks of what is open, in all or in one row of the split; None where nothing is open or shown."""
        periode = self.periode(schooljaar)
        if periode is None:
            return None
        waarden = [een for een in periode["rijen"] if een["splitsing"] == rij] if rij else [periode["totaal"]]
        gevonden: Json | None = next((een.get("leeftijd") for een in waarden), None)
        return gevonden

    def deel(self, schooljaar: str | None, kiest: Kiest) -> Waarde:
        """Sum of the rows that `kiest` picks. A total without a number explains missing rows; else those are 0."""
        totaal = self.totaal(schooljaar)
        if totaal.midden is None:
            return totaal
        gekozen = [waarde for rij, waarde in self.rijen(schooljaar) if kiest(rij)]
        return som(gekozen) if gekozen else self._zonder_rij(totaal)

    def _zonder_rij(self, totaal: Waarde) -> Waarde:
        """No row: zero. But of what is only released it says nothing, for a table may lack the whole split."""
        gepoort = self.zicht != "eigen" and INDICATOREN[self._json["indicator"]].herkomst == "persoon"
        return Waarde(None, VERBORGEN, "niet vrijgegeven") if gepoort else Waarde(0, totaal.status)

    def bij(self, schooljaar: str | None, splitsing: str, waarde: object) -> Waarde:
        """Sum of the rows with this value of a split; see `deel`."""
        return self.deel(schooljaar, lambda rij: rij[splitsing] == waarde)

    def waarden_van(self, splitsing: str, schooljaren: Iterable[str | None]) -> list[Any]:
        """Values of a split that occur in these schooljaren, in the order of the answer."""
        gevonden = {rij[splitsing]: None for jaar in schooljaren for rij, _ in self.rijen(jaar)}
        return list(gevonden)
