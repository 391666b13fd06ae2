"""Real DUO files (tests/data/duo), and ways to write small files of the open sources."""

import csv as csv_module
import lzma
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bronnen import csv

MAP = Path(__file__).parent / "data" / "duo"
VESTIGINGEN = "02.-alle-schoolvestigingen-basisonderwijs.csv"
LEERLINGEN = "06.-historisch-overzicht-aantal-leerlingen-per-schoolvestiging.csv"


def duo_bestand(naam: str) -> bytes:
    """A file as DUO published it, byte for byte."""
    return lzma.decompress((MAP / f"{naam}.xz").read_bytes())


def landelijke_totalen() -> dict[tuple[int, str], tuple[int, int]]:
    """(year, soort) → (pupils in cells without suppression, cells that say <5)."""
    with (MAP / "landelijk-per-soort-afgeleid.csv").open(encoding="utf-8", newline="") as bestand:
        rijen = list(csv_module.reader(bestand, delimiter=";"))[1:]
    return {(int(jaar), soort): (int(aantal), int(onderdrukt)) for jaar, soort, aantal, onderdrukt in rijen}


def tabel(koppen: Sequence[str], *rijen: Sequence[str], codering: str = "utf-8", einde: str = "\r\n") -> bytes:
    """A small file."""
    return csv(*(dict(zip(koppen, rij, strict=True)) for rij in rijen), koppen=koppen, codering=codering, einde=einde)


def als_csv(regels: Sequence[Mapping[str, str]]) -> bytes:
    """Lines with the columns of the first one."""
    return csv(*map(dict, regels), koppen=list(regels[0]))
