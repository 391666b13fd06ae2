"""What a dashboard is made of. Pure data: a figure is sentence, chart, table and definition together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.keuze import Filter
from services.gateway.dashboards.poorten import Json, Vraag
from shared.contracts.indicatoren import Definitie, Uitleg

Spec = Mapping[str, Any]
Cel = str | Waarde
Plaats = Literal["breed", "smal", "half", "heel"]
Soort = Literal["tekst", "aantal", "percentage", "bedrag", "dagen"]


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column. `jaar`: the schooljaar whose value it holds, for a small line over the years (`in_lijn`).

    `getoond` False: not in the table on the page, where the line tells it; in every download and in the API it is.
    """

    naam: str
    soort: Soort = "aantal"
    jaar: str | None = None
    in_lijn: bool = False
    getoond: bool = True


@dataclass(frozen=True, slots=True)
class Rij:
    """A row; its first cell names it. `eenheid`: the unit that it is about, the way down. `kenmerk`: how it looks, or
    what kind it is. `naar`: the dashboard that tells more about it, or the address of a page (`/doelen`).
    """

    cellen: tuple[Cel, ...]
    nadruk: bool = False
    eenheid: Json | None = None
    kenmerk: str = ""
    naar: str | None = None


@dataclass(frozen=True, slots=True)
class Tabel:
    """The same numbers as the chart."""

    kolommen: tuple[Kolom, ...]
    rijen: tuple[Rij, ...]

    def waarden(self) -> Iterable[Waarde]:
        """Every value in it."""
        return (cel for rij in self.rijen for cel in rij.cellen if isinstance(cel, Waarde))


def kolommen(eerste: str, *overige: str, soort: Soort = "aantal") -> tuple[Kolom, ...]:
    """A column of names, and columns of numbers of one kind."""
    return (Kolom(eerste, "tekst"), *(Kolom(naam, soort) for naam in overige))


@dataclass(frozen=True, slots=True)
class Begrip:
    """What a figure shows when it is no indicator of the catalogue: the same explanation beside it."""

    code: str
    titel: str
    uitleg: Uitleg


@dataclass(frozen=True, slots=True)
class Figuur:
    """One figure. `spec` is the Vega-Lite chart without size; None where there is nothing to draw: `leeg` says why.

    `zin` concludes, `vergelijking` compares; both tell and never judge. `vorm`: a chart, the strip of steps, or a table
    that stands open. `plaats`: its share of the width on a wide screen; `breedte` and `hoogte` (pixels) fit there.
    `beschrijving` is what a reader who does not see the chart gets in its place. `stand_per`: the day of its own
    source, named `bron`; None: the moment of the dashboard. `wissel`: other divisions of this table.
    """

    code: str
    titel: str
    zin: str
    tabel: Tabel
    indicatoren: tuple[Definitie | Begrip, ...]
    spec: Spec | None = None
    vergelijking: str = ""
    beschrijving: str = ""
    leeg: str = ""
    noten: tuple[str, ...] = ()
    hoogte: int = 260
    breedte: int = 560
    vorm: Literal["grafiek", "strook", "tabel"] = "grafiek"
    plaats: Plaats = "half"
    legenda: Sequence[tuple[str, str]] = field(default=())
    stand_per: date | None = None
    bron: str = "LDOS"
    wissel: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Kerncijfer:
    """A number to remember, as `toon` says it; `regels` stand under it and compare."""

    code: str
    titel: str
    waarde: Waarde
    toon: str
    regels: tuple[str, ...]
    indicator: Definitie | Begrip


@dataclass(frozen=True, slots=True)
class Bouwsteen:
    """A figure module: what it asks for a view, and the figure that it makes of the answers (None: it has no place)."""

    vragen: Callable[[Kader], Iterable[Vraag]]
    maak: Callable[[Gegevens], Figuur | None]

    def op(self, plaats: Plaats, breedte: int) -> "Bouwsteen":
        """The same figure in another place."""

        def maak(gegevens: Gegevens) -> Figuur | None:
            figuur = self.maak(gegevens)
            return figuur and replace(figuur, plaats=plaats, breedte=breedte)

        return Bouwsteen(self.vragen, maak)


@dataclass(frozen=True, slots=True)
class Kernbouwsteen:
    """The same for a key figure."""

    vragen: Callable[[Kader], Iterable[Vraag]]
    maak: Callable[[Gegevens], Kerncijfer]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A page of the product, by name. `titel` is what stands above it, `kort` in menus with `tekst` beside it.

    `begin` and `filters` make the sentence of the choices: 'Ik bekijk ‹alle aanvragen› in schooljaar …'.
    """

    naam: str
    module: str
    kort: str
    tekst: str
    titel: Callable[[Gegevens], str]
    kerncijfers: tuple[Kernbouwsteen, ...]
    figuren: tuple[Bouwsteen, ...]
    filters: tuple[Filter, ...] = ()
    keuzen: Callable[[Gegevens, Filter], Sequence[str]] = lambda _, filter_: filter_.waarden
    toerekening: bool = False

    def vragen(self, kader: Kader) -> list[Vraag]:
        """Every question of this view, each once."""
        gesteld = [steen.vragen(kader) for steen in self.kerncijfers] + [steen.vragen(kader) for steen in self.figuren]
        return list(dict.fromkeys(vraag for vragen in gesteld for vraag in vragen))
