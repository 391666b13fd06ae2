"""Reading what the API answered: a value with its status, and look-ups by schooljaar and split."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.reports.domain.taal import bedrag
from shared.contracts.getallen import getal
from shared.contracts.indicatoren import INDICATOREN

VERBORGEN, ONBEKEND, NVT, VOORLOPIG = "c", "x", "z", "p"
NIET_VRIJGEGEVEN: Final = "niet vrijgegeven"
GEEN_PERCENTAGE_ONDER: Final = 10
"""Of fewer than this many no percentage is given: it says '3 van 7'."""
_TEKST: Final = {VERBORGEN: "verborgen", ONBEKEND: "onbekend", NVT: "n.v.t."}

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Waarde:
    """A number, or the reason why there is none. `status` as in the API; `euro`: shown as whole euros.

    `laag`, `hoog`: bounds where only those are known. `teller`: what a ratio counts. `breuk`: shown with one decimal,
    followed by `achter`.
    """

    getal: float | None
    status: str | None = None
    tekst: str | None = None
    euro: bool = False
    laag: float | None = None
    hoog: float | None = None
    teller: float | None = None
    breuk: bool = False
    achter: str = ""

    @property
    def toon(self) -> str:
        """As it stands in a table."""
        if self.getal is not None:
            return self.als(self.getal)
        if self.laag is not None and self.hoog is not None:
            return f"{self.als(self.laag)} tot {self.als(self.hoog)}"
        return self.tekst or _TEKST.get(self.status or "", "onbekend")

    def als(self, getal_: float) -> str:
        """A number in the form of this value."""
        if self.euro:
            return bedrag(getal_)
        return f"{getal(getal_, 1)}{self.achter}" if self.breuk else getal(getal_)

    @property
    def niet_vrijgegeven(self) -> bool:
        """Withheld: it could be any number."""
        return self.getal is None and self.status == VERBORGEN and self.tekst == NIET_VRIJGEGEVEN


@dataclass(frozen=True, slots=True)
class Duur:
    """Durations of one schooljaar in days, as the API answers them."""

    aantal: Waarde
    mediaan: Waarde
    p90: Waarde
    binnen: int | None
    noemer: int | None


def lees(bron: Json, eenheid: str = "") -> Waarde:
    """A count, money (which the API gives as text), or a ratio; `eenheid`: that of the indicator."""
    ruw, laag, hoog = (None if (een := bron.get(naam)) is None else float(een) for naam in ("waarde", "laag", "hoog"))
    teller, noemer = bron.get("teller"), bron.get("noemer")
    tekst, breuk = bron.get("tekst"), eenheid in ("procent", "per 1.000 leerlingen")
    if breuk and isinstance(teller, int) and isinstance(noemer, int) and 0 < noemer < GEEN_PERCENTAGE_ONDER:
        ruw, laag, hoog, tekst = None, None, None, f"{teller} van {noemer}"
    return Waarde(
        ruw,
        bron.get("status"),
        tekst,
        euro=isinstance(bron.get("waarde"), str) or eenheid.startswith("euro"),
        laag=laag,
        hoog=hoog,
        teller=teller if isinstance(teller, int) else None,
        breuk=breuk,
        achter="%" if eenheid == "procent" else "",
    )


class Antwoord:
    """One answer of `waarden` about one unit; `reeks`: which one of several."""

    def __init__(self, json: Json, reeks: int = 0) -> None:
        self._json = json
        definitie = INDICATOREN.get(str(json.get("indicator")))
        self._eenheid = definitie.eenheid if definitie else ""
        self._perioden = {periode["schooljaar"]: periode for periode in json["reeksen"][reeks]["perioden"]}

    @property
    def stand(self) -> str | None:
        """Moment of the figures, as the API wrote it."""
        stand: str | None = self._json.get("stand")
        return stand

    @property
    def bronnen(self) -> list[Json]:
        """Deliveries of open sources behind it: `soort`, `standPer`, `status`."""
        return list(self._json.get("bronnen", ()))

    @property
    def vrijgave(self) -> str | None:
        """The release that it shows figures of, if any."""
        gevonden = self._json.get("vrijgave")
        return None if gevonden is None else str(gevonden.get("nummer") if isinstance(gevonden, dict) else gevonden)

    def totaal(self, schooljaar: str | None) -> Waarde:
        """The total of a schooljaar; None: what is open now."""
        periode = self._perioden.get(schooljaar)
        return Waarde(None, ONBEKEND) if periode is None else lees(periode["totaal"], self._eenheid)

    def rijen(self, schooljaar: str | None) -> list[tuple[Mapping[str, Any], Waarde]]:
        """Rows with their split."""
        periode = self._perioden.get(schooljaar)
        return [] if periode is None else [(rij["splitsing"], lees(rij, self._eenheid)) for rij in periode["rijen"]]

    def bij(self, schooljaar: str | None, splitsing: str, waarde: object) -> Waarde:
        """The row with this value of a split. A row that the API left out is 0, or as unknown as the total is."""
        totaal = self.totaal(schooljaar)
        gevonden = (cijfer for rij, cijfer in self.rijen(schooljaar) if rij[splitsing] == waarde)
        return next(gevonden, Waarde(0, totaal.status) if totaal.getal is not None else totaal)

    def leeftijd(self, schooljaar: str | None, rij: Mapping[str, Any] | None = None) -> Mapping[str, int] | None:
        """`oudste` and `mediaan` in whole ISO weeks of what is open, in all or in one row; None when nothing is."""
        periode = self._perioden.get(schooljaar)
        if periode is None:
            return None
        waarden = [een for een in periode["rijen"] if een["splitsing"] == rij] if rij else [periode["totaal"]]
        gevonden: Mapping[str, int] | None = next((een.get("leeftijd") for een in waarden), None)
        return gevonden

    def waarden_van(self, splitsing: str) -> list[Any]:
        """Values of a split that occur with a number above 0 (or without number), in any schooljaar, in code order."""
        gevonden: dict[Any, None] = {}
        for schooljaar in self._perioden:
            for rij, cijfer in self.rijen(schooljaar):
                if cijfer.getal != 0:
                    gevonden[rij[splitsing]] = None
        return list(gevonden)

    def duur(self, schooljaar: str) -> Duur:
        """Durations of a schooljaar."""
        totaal = self._perioden[schooljaar]["totaal"]
        status, tekst = totaal.get("status"), totaal.get("tekst")
        binnen = totaal.get("binnenTermijn") or {}
        aantal, mediaan, p90 = (Waarde(totaal.get(naam), status, tekst) for naam in ("aantal", "mediaan", "p90"))
        return Duur(aantal, mediaan, p90, binnen.get("teller"), binnen.get("noemer"))
