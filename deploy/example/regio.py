"""A region: which school belongs to which board, subregio and SWV in which schooljaar.

The same shape and file format as the source `organisatie` (docs: sources), so the file that the example
loads into the product is the file that the example LDOS reads. `voorbeeld_regio()` gives the committed one;
`deploy.example.maak_regio` makes any other size.
"""

import csv
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from io import StringIO
from math import pow
from pathlib import Path

from shared.contracts import schooljaar

KOLOMMEN = (
    "vestiging", "naam", "bestuur", "bestuurNaam", "subregio", "subregioNaam",
    "swv", "swvNaam", "schoolsoort", "plaats", "vanaf", "tot",
)  # fmt: skip
SPECIAAL = frozenset({"so", "so/vso", "vso"})

# Smallest and largest usual school per schoolsoort; bao averages about 215 pupils (DUO, 1 October).
_GROOTTE = {
    "bao": (70, 430), "sbo": (80, 190), "so": (90, 200), "so/vso": (110, 260), "vso": (90, 220),
    "pro": (130, 260), "vo": (450, 1450),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lidmaatschap:
    """One line of `organisatie`: a vestiging in one SWV, `vanaf` to `tot` (included; None = still)."""

    vestiging: str
    naam: str
    bestuur: str
    bestuur_naam: str
    subregio: str
    subregio_naam: str
    swv: str
    swv_naam: str
    schoolsoort: str
    plaats: str
    vanaf: int
    tot: int | None = None

    def geldt_in(self, jaar: int) -> bool:
        """Whether the membership holds in the schooljaar that begins in `jaar`."""
        return self.vanaf <= jaar <= (9999 if self.tot is None else self.tot)


def leerlingen(vestiging: str, schoolsoort: str) -> int:
    """Invented size of a school: the same for the same vestiging, small schools more often than large."""
    klein, groot = _GROOTTE[schoolsoort]
    deel: float = zlib.crc32(f"{vestiging}/leerlingen".encode()) / 2**32
    return klein + round((groot - klein) * pow(deel, 1.35))


@dataclass(frozen=True)
class Regio:
    """All memberships of a set of SWV's, in the order of the file."""

    leden: tuple[Lidmaatschap, ...]
    _jaren: dict[tuple[str, int], tuple[Lidmaatschap, ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def swvs(self) -> tuple[str, ...]:
        """The SWV's, PO before VO."""
        return tuple(sorted({lid.swv for lid in self.leden}))

    @cached_property
    def _per_swv(self) -> dict[str, list[Lidmaatschap]]:
        per_swv: dict[str, list[Lidmaatschap]] = {}
        for lid in self.leden:
            per_swv.setdefault(lid.swv, []).append(lid)
        return per_swv

    @cached_property
    def eerste_jaar(self) -> int:
        """First schooljaar that the region knows."""
        return min(lid.vanaf for lid in self.leden)

    def leden_van(self, swv: str, jaar: int) -> tuple[Lidmaatschap, ...]:
        """Members of an SWV in a schooljaar; a year before the first one counts as the first."""
        sleutel = (swv, max(jaar, self.eerste_jaar))
        if sleutel not in self._jaren:
            leden = self._per_swv.get(swv, [])
            self._jaren[sleutel] = tuple(lid for lid in leden if lid.geldt_in(sleutel[1]))
        return self._jaren[sleutel]

    def toeleveranciers(self, vo_swv: str) -> tuple[str, ...]:
        """The PO SWV's whose groep 8 goes to this VO SWV: dealt out in order over the VO SWV's."""
        po = [swv for swv in self.swvs if swv.startswith("PO")]
        vo = [swv for swv in self.swvs if swv.startswith("VO")]
        plek = vo.index(vo_swv)
        return tuple(po[plek * len(po) // len(vo) : (plek + 1) * len(po) // len(vo)])


def _als_rij(lid: Lidmaatschap) -> list[str]:
    tot = "" if lid.tot is None else schooljaar.tekst(lid.tot)
    return [
        lid.vestiging, lid.naam, lid.bestuur, lid.bestuur_naam, lid.subregio, lid.subregio_naam,
        lid.swv, lid.swv_naam, lid.schoolsoort, lid.plaats, schooljaar.tekst(lid.vanaf), tot,
    ]  # fmt: skip


def als_csv(regio: Regio) -> str:
    """The region as an `organisatie` file (`;`, UTF-8, one heading)."""
    uit = StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\n")
    schrijver.writerow(KOLOMMEN)
    schrijver.writerows(_als_rij(lid) for lid in regio.leden)
    return uit.getvalue()


def _uit_rij(rij: Sequence[str]) -> Lidmaatschap:
    tot = schooljaar.lees(rij[11]) if rij[11] else None
    vestiging, naam, bestuur, bestuur_naam, subregio, subregio_naam, swv, swv_naam, soort, plaats = rij[:10]
    return Lidmaatschap(
        vestiging, naam, bestuur, bestuur_naam, subregio, subregio_naam,
        swv, swv_naam, soort, plaats, schooljaar.lees(rij[10]), tot,
    )  # fmt: skip


def uit_csv(regels: Iterable[str]) -> Regio:
    """Inverse of `als_csv`, for files that this module wrote (the product's import is stricter)."""
    lezer = csv.reader(regels, delimiter=";")
    next(lezer)
    return Regio(tuple(_uit_rij(rij) for rij in lezer))


def voorbeeld_bestand() -> Path:
    """Path of the committed organisatie.csv, to be given to `./pos import organisatie`."""
    return Path(str(files("deploy.example"))) / "data" / "organisatie.csv"


def landelijk_bestand() -> Path:
    """Path of the committed landelijk.csv: real published figures, to be given to `./pos import landelijk`."""
    return voorbeeld_bestand().with_name("landelijk.csv")


def voorbeeld_regio() -> Regio:
    """The committed example region: PO9901…PO9905 and VO9901."""
    return uit_csv(voorbeeld_bestand().read_text(encoding="utf-8").splitlines())
