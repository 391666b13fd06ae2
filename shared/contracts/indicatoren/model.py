"""Shape of an indicator: what it counts, from which cells, and how it may be split.

`selectie` and `Splitsing.veld` name fields of the kubus (shared.contracts.cellen). A figure is the sum of
`maat` over the cells of `kubus` whose fields are in `selectie`, per unit and schooljaar.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shared.contracts.cellen import Kubus
from shared.contracts.eenheden import Niveau


class Maat(StrEnum):
    """What is summed, and the shape of the answer."""

    AANTAL = "aantal"
    BEDRAG = "bedrag"
    LEERLINGEN = "leerlingen"
    DUUR = "duur"


@dataclass(frozen=True, slots=True)
class Splitsing:
    """One way to divide a figure. `veld` is the field of the kubus; None for the two derived ones.

    `behoefte` counts a dossier in the row of each of its needs; `soortCategorie` joins kind and category.
    """

    naam: str
    veld: str | None
    titel: str


@dataclass(frozen=True, slots=True)
class Uitleg:
    """What users read beside a figure, under the headings of the Vensters encyclopedie."""

    definitie: str
    toelichting: str
    berekening: str
    onderwijssoort: str
    databron: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure of the catalogue; the code is permanent.

    `vooruit`: how many schooljaren after the running one may be asked. `peildatum`: which day of the dossier
    decides schooljaar and month. `hoger_is` is neutral unless an SWV sets a goal.
    """

    code: str
    titel: str
    uitleg: Uitleg
    eenheid: str
    kubus: Kubus
    maat: Maat
    selectie: Mapping[str, frozenset[str | int | bool]]
    splitsingen: Mapping[str, Splitsing]
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
