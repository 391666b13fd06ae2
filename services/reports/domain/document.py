"""A document as data: blocks in reading order. services.reports.word makes Word of it.

`Waarde` is a value as the API answered it; a cell or point that holds one shows exactly that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

from services.reports.domain.cijfers import Waarde
from shared.contracts.sjabloon import ZONDER, Sjabloon


class Stijl(StrEnum):
    """Paragraph styles by what they are for."""

    TEKST = "tekst"
    INLEIDING = "inleiding"
    CONCLUSIE = "conclusie"
    NOOT = "noot"
    BERICHT = "bericht"
    WIE_SCHRIJFT = "wie schrijft"
    TOELICHTING = "toelichting"


@dataclass(frozen=True, slots=True)
class Kop:
    """A heading of level 1 (new page, in the table of contents) to 3. `door`: goes on on a page where it fits."""

    tekst: str
    niveau: int = 2
    door: bool = False


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph."""

    tekst: str
    stijl: Stijl = Stijl.TEKST


@dataclass(frozen=True, slots=True)
class Lijst:
    """Bullets."""

    punten: tuple[str, ...]


Cel: TypeAlias = str | Waarde
ALLE: Final = frozenset(range(10))
"""Every column of a table holds words."""


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table with a header row; the first cell of a row names it.

    `breedtes`: shares of the width. `tekstkolommen`: the ones that hold words; numbers stand to the right.
    `nadruk`: rows (from 0) that stand out.
    `rijhoogte_cm`: at least this high, for a table to write in. `bijschrift`: the title stands above it with a number;
    False right under a heading that says the same.
    """

    titel: str
    kolommen: tuple[str, ...]
    rijen: tuple[tuple[Cel, ...], ...]
    breedtes: tuple[int, ...]
    tekstkolommen: frozenset[int] = frozenset({0})
    nadruk: frozenset[int] = frozenset()
    rijhoogte_cm: float = 0.0
    noten: tuple[str, ...] = ()
    bijschrift: bool = True


class Vorm(StrEnum):
    """Kinds of chart."""

    GESTAPELD = "gestapeld"
    NAAST_ELKAAR = "naast elkaar"
    LIGGEND = "liggend"


@dataclass(frozen=True, slots=True)
class Reeks:
    """One series of a chart; `kleur` names a colour of the house style."""

    naam: str
    waarden: tuple[Waarde, ...]
    kleur: str


HEEL: Final = "#,##0"
"""How Excel shows a whole number."""


@dataclass(frozen=True, slots=True)
class Grafiek:
    """A chart. `beschrijving` is what a reader who does not see it gets; `open`: point (from 0) of a running year.

    `getalvorm`: how Excel shows its numbers. `top`: where the axis ends, where that is fixed.
    """

    titel: str
    beschrijving: str
    vorm: Vorm
    punten: tuple[str, ...]
    reeksen: tuple[Reeks, ...]
    open: int | None = None
    hoogte_cm: float = 6.5
    getalvorm: str = HEEL
    top: float | None = None


@dataclass(frozen=True, slots=True)
class Kerncijfers:
    """Up to four large numbers in a row, each with its name and a remark."""

    cijfers: tuple[tuple[str, Cel, str], ...]


Blok: TypeAlias = Kop | Alinea | Lijst | Tabel | Grafiek | Kerncijfers


@dataclass(frozen=True, slots=True)
class Voorblad:
    """The title page: kind of document, about whom, which schooljaar, and rows such as 'stand per'."""

    soort: str
    titel: str
    ondertitel: str
    regels: tuple[tuple[str, str], ...]
    bericht: str = ""


@dataclass(frozen=True)
class Document:
    """All of it. `kenmerken`: what the properties of the file record (view, stand, release). `merken`: what every page
    says at its head, as 'voorbeeldgegevens'. `sjabloon`: the look of the SWV, as far as it gave one. `stroomt`: its
    texts are of others, and nobody knows on which page they end: headings follow each other, and the table of contents
    has no page numbers. `los`: only what is to be pasted elsewhere, without title page, contents, head and foot.
    """

    voorblad: Voorblad
    blokken: tuple[Blok, ...]
    bestandsnaam: str
    onderwerp: str
    gemaakt_op: datetime
    merken: tuple[str, ...] = ()
    sjabloon: Sjabloon = ZONDER
    kenmerken: Mapping[str, str] = field(default_factory=dict)
    stroomt: bool = False
    los: bool = False

    def tabellen(self) -> Sequence[Tabel]:
        """The tables, in order."""
        return [blok for blok in self.blokken if isinstance(blok, Tabel)]
