"""Shape of an indicator: what it counts, from where, and how it may be split.

A `Definitie` is what every indicator says of itself. An `Indicator` is counted from leaf cells: `selectie` and
`Splitsing.veld` name fields of the kubus (shared.contracts.cellen), and a figure is the sum of `maat` over the cells
of `kubus` whose fields are in `selectie`, per unit and schooljaar. The others come from the tables of the open
sources (`OpenIndicator`), divide one figure by another (`Verhouding`), or put both together (`Stromen`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from shared.contracts.cellen import Kubus, Waarde
from shared.contracts.eenheden import Niveau

_OP_EEN_DAG: Final = ("1 oktober", "de laatste peildatum")


class Maat(StrEnum):
    """What is summed, and the shape of the answer."""

    AANTAL = "aantal"
    BEDRAG = "bedrag"
    LEERLINGEN = "leerlingen"
    DUUR = "duur"
    VERHOUDING = "verhouding"


class Tabel(StrEnum):
    """What figures are counted from besides cells: tables of the open sources (schema `opendata`), published profiles,
    and the schools of a unit."""

    LEERLINGEN = "leerlingen"
    SWV_TELLING = "swv_telling"
    MIDDELEN = "middelen"
    AANBOD = "aanbod"
    PROFIELEN = "profielen"
    SCHOLEN = "scholen"


class Telling(StrEnum):
    """What an OpenIndicator adds up."""

    LEERLINGEN = "leerlingen"
    GRENSVERKEER_UIT = "grensverkeer-uit"
    GRENSVERKEER_IN = "grensverkeer-in"
    BEGROOT = "begroot"
    BESTEED = "besteed"
    AANBOD = "aanbod"


@dataclass(frozen=True, slots=True)
class Splitsing:
    """One way to divide a figure. `veld` is the field of the kubus; None for the two derived ones, and for figures
    that are not counted from cells: those bring their own `waarden`, in the order of the answer.

    `behoefte` counts a dossier in the row of each of its needs; `soortCategorie` joins kind and category.
    """

    naam: str
    veld: str | None
    titel: str
    waarden: tuple[Waarde, ...] = ()


@dataclass(frozen=True, slots=True)
class Uitleg:
    """What users read beside a figure, under the headings of the Vensters encyclopedie."""

    definitie: str
    toelichting: str
    berekening: str
    onderwijssoort: str
    databron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitie:
    """What the catalogue says of one figure; the code is permanent.

    `vooruit`: how many schooljaren after the running one may be asked. `peildatum`: which day decides schooljaar and
    month. `hoger_is` is neutral unless an SWV sets a goal. `herkomst`: whether persons are behind it (`persoon`) or
    not (`open`). `openbaar`: marked public; a figure that is both open and public passes in every view as its
    publisher printed it. `boekjaar`: may be asked per calendar year. `met_marge`: may be an interval (laag..hoog).
    """

    code: str
    titel: str
    uitleg: Uitleg
    eenheid: str
    maat: Maat
    splitsingen: Mapping[str, Splitsing] = field(default_factory=dict)
    peildatum: str
    toerekening: bool = False
    voorraad: bool = False
    teldatum: bool = False
    vooruit: int = 0
    niveaus: tuple[Niveau, ...] = tuple(Niveau)
    hoger_is: str = "neutraal"
    herkomst: str = "persoon"
    openbaar: bool = False
    noot: Mapping[str, str] = field(default_factory=dict)
    boekjaar: bool = False
    met_marge: bool = False

    @property
    def telt_op(self) -> bool:
        """Does the running schooljaar grow towards a whole one? Not where all is counted on one day."""
        return not (self.teldatum or self.peildatum.startswith(_OP_EEN_DAG))

    @property
    def gepubliceerd(self) -> bool:
        """Published by its source: everybody who sees the unit sees the figure."""
        return self.herkomst == "open" and self.openbaar


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Definitie):
    """Counted from leaf cells.

    `lijst`: the source without which the figure is unknown. Per split, `apart` are values that have a row but are
    never in a total, and `nvt` values for which the figure does not exist.
    """

    kubus: Kubus
    selectie: Mapping[str, frozenset[str | int | bool]]
    lijst: str | None = None
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)
    nvt: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIndicator(Definitie):
    """Added up from a table of the open sources."""

    telling: Telling


Soorten = Mapping[str, tuple[str, ...]]
"""Schoolsoorten by kind of SWV ('PO', 'VO'); a kind that is not named: the figure does not apply there."""


@dataclass(frozen=True, slots=True)
class OpenDeel:
    """Numerator or denominator from a table; without `soorten` all pupils (or all money) of the unit."""

    tabel: Tabel
    soorten: Soorten | None = None


@dataclass(frozen=True, slots=True)
class Celdeel:
    """Numerator or denominator counted from cells: indicators of the catalogue, added up."""

    codes: tuple[str, ...]
    filters: tuple[tuple[str, Waarde], ...] = ()
    herkomst: bool = False


Deel = OpenDeel | Celdeel


@dataclass(frozen=True, slots=True, kw_only=True)
class Verhouding(Definitie):
    """`teller` / `noemer` × `factor`. `teller_in_noemer`: the numerator is a part of the denominator, which makes
    the bounds of an interval narrower."""

    teller: Deel
    noemer: Deel
    factor: int = 100
    teller_in_noemer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stromen(Definitie):
    """The matrix of where pupils go: granted TLV's out, and the way back from the source `stromen`."""
