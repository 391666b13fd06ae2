"""A question about one indicator, read from the query of an address. Reports every mistake at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final, NamedTuple

from services.gateway.domain.rechten import Zicht
from shared.contracts.basis import als_tekst as waarde_tekst
from shared.contracts.cellen import Waarde
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import Definitie, Indicator
from shared.contracts.indicatoren.splitsingen import waarden
from shared.contracts.schooljaar import (
    TELDATUM_OKTOBER,
    TELDATUMS,
    OmgekeerdBereik,
    OngeldigSchooljaar,
    lees_bereik,
    tekst,
)

MAX_SPLITSINGEN: Final = 2
MAX_FILTERS: Final = 2
MAX_EENHEDEN: Final = 500
MAX_SCHOOLJAREN: Final = 60
AANVRAGER: Final = "aanvrager"
HERKOMST: Final = "herkomst"
_FILTER: Final = "filter."
BOEKJAAR: Final = "boekjaar"
PERIODEN: Final = ("schooljaar", BOEKJAAR)
_BOEKJAREN: Final = re.compile(r"(20\d\d)(?:\.\.(20\d\d))?", re.ASCII)
_EENMALIG: Final = ("niveau", "splitsing", "binnen", "toerekening", "zicht", "teldatum", "periode", "formaat")
_BEKEND: Final = frozenset({*_EENMALIG, "eenheid", "schooljaar", BOEKJAAR})
_TOONBAAR: Final = re.compile(r"[A-Za-z][A-Za-z.\-]{0,39}", re.ASCII)

Parameters = Sequence[tuple[str, str]]


class Misser(NamedTuple):
    """One thing that is wrong with a question: which parameter, and what; never the value."""

    veld: str
    melding: str


class OngeldigeVraag(Exception):
    """The question breaks one or more rules; all of them are listed."""

    def __init__(self, missers: Sequence[Misser]) -> None:
        super().__init__(f"{len(missers)} fouten")
        self.missers = tuple(missers)


@dataclass(frozen=True, slots=True)
class Basisvraag:
    """What every question says. A schooljaar None asks for what is open now; `zicht` None for the best that the
    caller has. With `boekjaar` the numbers in `schooljaren` are calendar years."""

    niveau: Niveau
    eenheden: tuple[str, ...]
    schooljaren: tuple[int | None, ...]
    splitsing: tuple[str, ...] = ()
    filters: tuple[tuple[str, Waarde], ...] = ()
    binnen: str | None = None
    herkomst: bool = False
    zicht: Zicht | None = None
    teldatum: str = TELDATUM_OKTOBER
    boekjaar: bool = False

    def noemt(self, splitsing: str) -> bool:
        """Is this split used, as split or as filter?"""
        return splitsing in self.splitsing or any(naam == splitsing for naam, _ in self.filters)

    def over(self, indicator: Indicator, **anders: Any) -> "Vraag":
        """The same question about what cells count."""
        delen = {een.name: getattr(self, een.name) for een in fields(Basisvraag)}
        return Vraag(**{**delen, **anders}, indicator=indicator)


@dataclass(frozen=True, slots=True)
class Vraag(Basisvraag):
    """A question about one indicator that is counted from cells."""

    indicator: Indicator = field(kw_only=True)


def lees_vraag(indicator: Indicator, parameters: Parameters, lopend: int) -> Vraag:
    """The question in these query parameters; `lopend` is the first year of the running schooljaar.

    Raises:
        OngeldigeVraag: with every mistake.
    """
    return lees_basisvraag(indicator, parameters, lopend).over(indicator)


def lees_basisvraag(definitie: Definitie, parameters: Parameters, lopend: int) -> Basisvraag:
    """The same, for an indicator of any source. Raises OngeldigeVraag with every mistake."""
    lezer = _Lezer(definitie, parameters, lopend)
    vraag = lezer.vraag()
    if lezer.missers:
        raise OngeldigeVraag(lezer.missers)
    assert vraag is not None, "zonder fouten is er een vraag"
    return vraag


class _Lezer:
    """Reads parameter by parameter and collects what is wrong."""

    def __init__(self, indicator: Definitie, parameters: Parameters, lopend: int) -> None:
        self._indicator, self._lopend = indicator, lopend
        # An empty field of a form says nothing; an empty filter does: it asks for a value that no list holds.
        self._gegeven = [(naam, w) for naam, w in parameters if w != "" or naam.startswith(_FILTER)]
        self.missers: list[Misser] = []

    def vraag(self) -> Basisvraag | None:
        self._onbekende_namen()
        niveau = self._niveau()
        eenheden = self._eenheden()
        boekjaar = self._periode()
        gelezen = Basisvraag(
            niveau=niveau or Niveau.SWV,
            eenheden=eenheden,
            schooljaren=self._boekjaren() if boekjaar else self._schooljaren(),
            splitsing=self._splitsing(),
            filters=self._filters(),
            binnen=self._een("binnen"),
            herkomst=self._herkomst(),
            zicht=self._zicht(),
            teldatum=self._teldatum(),
            boekjaar=boekjaar,
        )
        return None if self.missers else gelezen

    def _fout(self, veld: str, melding: str) -> None:
        self.missers.append(Misser(f"query.{veld}", melding))

    def _alle(self, naam: str) -> list[str]:
        return [waarde for gegeven, waarde in self._gegeven if gegeven == naam]

    def _een(self, naam: str) -> str | None:
        gevonden = self._alle(naam)
        if len(gevonden) > 1:
            self._fout(naam, "mag één keer gegeven worden")
        return gevonden[0] if gevonden else None

    def _uit(self, naam: str, toegestaan: Iterable[str]) -> str | None:
        """A value of a closed list; None when absent or wrong."""
        lijst = tuple(toegestaan)
        waarde = self._een(naam)
        if waarde is None or waarde in lijst:
            return waarde
        self._fout(naam, f"is geen toegestane waarde; kies uit {opsomming(lijst)}")
        return None

    def _onbekende_namen(self) -> None:
        for naam in dict.fromkeys(naam for naam, _ in self._gegeven):
            if naam not in _BEKEND and not naam.startswith(_FILTER):
                self._fout(toonbaar(naam), "is geen bekende parameter")

    def _niveau(self) -> Niveau | None:
        if not self._alle("niveau"):
            self._fout("niveau", f"ontbreekt; kies uit {opsomming(self._indicator.niveaus)}")
        gekozen = self._uit("niveau", self._indicator.niveaus)
        return Niveau(gekozen) if gekozen else None

    def _eenheden(self) -> tuple[str, ...]:
        gevonden = tuple(dict.fromkeys(self._alle("eenheid")))
        if not gevonden:
            self._fout("eenheid", "ontbreekt")
        if len(gevonden) > MAX_EENHEDEN:
            self._fout("eenheid", f"mag hoogstens {MAX_EENHEDEN} keer gegeven worden")
        return gevonden

    def _schooljaren(self) -> tuple[int | None, ...]:
        gegeven = self._alle("schooljaar")
        if not gegeven:
            return (None,) if self._indicator.voorraad else (self._lopend,)
        jaren: set[int] = set()
        for waarde in gegeven:
            jaren.update(self._bereik(waarde))
        if len(jaren) > MAX_SCHOOLJAREN:
            self._fout("schooljaar", f"mag hoogstens {MAX_SCHOOLJAREN} schooljaren omvatten")
        laatste = self._lopend + self._indicator.vooruit
        if jaren and max(jaren) > laatste:
            self._fout("schooljaar", f"mag niet later zijn dan {tekst(laatste)}")
        return tuple(sorted(jaren))

    def _periode(self) -> bool:
        """Is it asked per boekjaar?"""
        gekozen = self._uit("periode", PERIODEN)
        if gekozen is not None and not self._indicator.boekjaar:
            self._fout("periode", "hoort niet bij deze indicator")
        per_boekjaar = gekozen == BOEKJAAR and self._indicator.boekjaar
        anders = "schooljaar" if per_boekjaar else BOEKJAAR
        if self._alle(anders):
            self._fout(anders, f"hoort bij periode={anders}")
        return per_boekjaar

    def _boekjaren(self) -> tuple[int | None, ...]:
        """Calendar years; without: the one in which the running schooljaar began."""
        gevonden: set[int] = set()
        for waarde in self._alle(BOEKJAAR):
            gelezen = _BOEKJAREN.fullmatch(waarde)
            eerste, laatste = (int(gelezen[1]), int(gelezen[2] or gelezen[1])) if gelezen else (1, 0)
            if laatste < eerste:
                self._fout(BOEKJAAR, "heeft de vorm 2025, of 2023..2025 voor een reeks")
            gevonden.update(range(eerste, laatste + 1))
        if len(gevonden) > MAX_SCHOOLJAREN:
            self._fout(BOEKJAAR, f"mag hoogstens {MAX_SCHOOLJAREN} boekjaren omvatten")
        if gevonden and max(gevonden) > self._lopend + 1:
            self._fout(BOEKJAAR, f"mag niet later zijn dan {self._lopend + 1}")
        return tuple(sorted(gevonden)) or (self._lopend,)

    def _bereik(self, waarde: str) -> range:
        try:
            return lees_bereik(waarde)
        except OngeldigSchooljaar as fout:
            self._fout("schooljaar", bereikfout(fout))
            return range(0)

    def _splitsing(self) -> tuple[str, ...]:
        gegeven = self._een("splitsing")
        namen = tuple(gegeven.split(",")) if gegeven else ()
        if any(naam not in self._indicator.splitsingen for naam in namen):
            self._fout("splitsing", self._keuze())
        if len(set(namen)) < len(namen):
            self._fout("splitsing", "noemt een splitsing twee keer")
        if len(namen) > MAX_SPLITSINGEN:
            self._fout("splitsing", f"mag hoogstens {MAX_SPLITSINGEN} splitsingen noemen")
        return namen

    def _keuze(self) -> str:
        return f"bestaat niet bij deze indicator; kies uit {opsomming(self._indicator.splitsingen)}"

    def _filters(self) -> tuple[tuple[str, Waarde], ...]:
        gegeven = [(naam.removeprefix(_FILTER), w) for naam, w in self._gegeven if naam.startswith(_FILTER)]
        gelezen = [(naam, self._filterwaarde(naam, waarde)) for naam, waarde in gegeven]
        namen = [naam for naam, _ in gegeven]
        if len(namen) > MAX_FILTERS:
            self._fout("filter", f"mag hoogstens {MAX_FILTERS} keer gegeven worden")
        for naam in sorted({naam for naam in namen if namen.count(naam) > 1}):
            self._fout(toonbaar(_FILTER + naam), "mag één keer gegeven worden")
        return tuple((naam, waarde) for naam, waarde in gelezen if waarde is not None)

    def _filterwaarde(self, naam: str, waarde: str) -> Waarde | None:
        if naam not in self._indicator.splitsingen:
            self._fout(toonbaar(_FILTER + naam), self._keuze())
            return None
        toegestaan = als_tekst(waarden(self._indicator, naam))
        if waarde not in toegestaan:
            self._fout(_FILTER + naam, f"is geen toegestane waarde; kies uit {opsomming(toegestaan)}")
        return toegestaan.get(waarde)

    def _herkomst(self) -> bool:
        gekozen = self._uit("toerekening", (AANVRAGER, HERKOMST))
        if gekozen is not None and not self._indicator.toerekening:
            self._fout("toerekening", "hoort niet bij deze indicator")
        return gekozen == HERKOMST

    def _zicht(self) -> Zicht | None:
        gekozen = self._uit("zicht", tuple(Zicht))
        return Zicht(gekozen) if gekozen else None

    def _teldatum(self) -> str:
        gekozen = self._uit("teldatum", TELDATUMS)
        if gekozen is not None and not self._indicator.teldatum:
            self._fout("teldatum", "hoort niet bij deze indicator")
        return gekozen or TELDATUM_OKTOBER


def bereikfout(fout: OngeldigSchooljaar) -> str:
    """What is wrong with a schooljaar or a range of them."""
    if isinstance(fout, OmgekeerdBereik):
        return "is een reeks die terugloopt; zet het eerste schooljaar voorop, zoals 2019-2020..2025-2026"
    return "heeft de vorm 2025-2026, of 2019-2020..2025-2026 voor een reeks"


def als_tekst(lijst: Iterable[Waarde]) -> Mapping[str, Waarde]:
    """Values by the way they stand in an address: `true`, `5`, `so-laag`."""
    return {waarde_tekst(waarde): waarde for waarde in lijst}


def opsomming(woorden: Iterable[str]) -> str:
    """'a, b, c'."""
    return ", ".join(woorden)


def toonbaar(naam: str) -> str:
    """The name of a parameter as we may repeat it: only when it can't hold anything but a name."""
    return naam if _TOONBAAR.fullmatch(naam) else "…"
