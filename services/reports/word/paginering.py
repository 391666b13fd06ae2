"""Which headings begin a new page, and on which page each heading comes.

Word itself only knows after laying out, and a table of contents that is empty until somebody updates it is no use in
a meeting. So the height of each part is estimated, on the safe side, and a part that might not fit begins a new page
by its own decision: then the numbers in the table of contents are right without anybody updating them. After a text
that may or may not run on to another page no number is given: none is better than a wrong one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from services.reports.domain.document import Alinea, Blok, Grafiek, Kerncijfers, Kop, Lijst, Stijl, Tabel
from services.reports.word.huisstijl import BOVEN_CM, HOOGTE_CM, ONDER_CM, TEKST_CM
from services.reports.word.tabellen import toon

_PAGINA_CM: Final = HOOGTE_CM - BOVEN_CM - ONDER_CM - 0.4
_KOP_CM: Final = {1: 1.5, 2: 1.35, 3: 0.9}
_TEKENS_PER_CM: Final = 5.4
_REGEL_CM: Final = 0.52
_CELREGEL_CM: Final = 0.44
_CELRAND_CM: Final = 0.22
_ZEKER: Final = 0.92
_TUSSEN_CM: Final = 0.85
_KRAP: Final = 0.75
"""What is estimated on the safe side takes at least this part of it."""


@dataclass(frozen=True, slots=True)
class Plaats:
    """Where a heading stands; `pagina` None: it comes after so much text of others that nobody knows."""

    pagina: int | None
    nieuwe_pagina: bool


@dataclass(frozen=True, slots=True)
class Voorwerk:
    """Title page and table of contents: how many pages, and whether the contents begin a page of their own."""

    paginas: int
    inhoud_apart: bool


def paginering(blokken: Sequence[Blok], eerste_pagina: int, ruim: float = 1.0) -> dict[int, Plaats]:
    """Place of each heading, by its index in `blokken`; the first block is a heading of level 1. `ruim`: how many times
    as much room as in our own type is left for everything."""
    plaatsen: dict[int, Plaats] = {}
    pagina, gevuld, bekend = eerste_pagina - 1, _PAGINA_CM, True
    for index, groep in _groepen(blokken):
        hoogte = ruim * sum(map(hoogte_cm, groep))
        kop = groep[0]
        hoofdstuk = isinstance(kop, Kop) and kop.niveau == 1 and not kop.door
        nieuw = isinstance(kop, Kop) and (hoofdstuk or gevuld + hoogte > _PAGINA_CM)
        if nieuw:
            pagina, gevuld = pagina + 1, 0.0
        plaatsen[index] = Plaats(pagina if bekend else None, nieuw)
        bekend = bekend and _paginas(gevuld + hoogte) == _paginas(gevuld + sum(map(_minstens_cm, groep)))
        gevuld += hoogte
        while gevuld > _PAGINA_CM:
            pagina, gevuld = pagina + 1, gevuld - _PAGINA_CM
    return plaatsen


def _paginas(hoogte: float) -> int:
    return ceil(hoogte / _PAGINA_CM)


def _groepen(blokken: Sequence[Blok]) -> list[tuple[int, Sequence[Blok]]]:
    """Each heading with what stands under it; a heading right below another one's opening lines is a group too."""
    begin = [index for index, blok in enumerate(blokken) if isinstance(blok, Kop)]
    return [(van, blokken[van:tot]) for van, tot in zip(begin, [*begin[1:], len(blokken)], strict=True)]


def voorwerk(
    titel: str, regels: Sequence[tuple[str, str]], bericht: str, inhoud: Sequence[int], ruim: float = 1.0
) -> Voorwerk:
    """Title page and table of contents; `inhoud`: level of each line in it. Contents that do not surely fit below the
    title begin a page: no page with a line or two."""
    hoogte = 5.2 + 1.3 * (_regels(titel, TEKST_CM / 3) - 1) + (1.6 if bericht else 0.0)
    hoogte += sum(0.14 + _CELREGEL_CM * _regels(waarde, TEKST_CM - 5.1) for _, waarde in regels)
    lijst = 1.4 + sum(0.58 if niveau == 1 else 0.46 for niveau in inhoud)
    if ruim * (hoogte + lijst) <= _ZEKER * _PAGINA_CM:
        return Voorwerk(1, False)
    return Voorwerk(ceil(ruim * hoogte / _PAGINA_CM) + ceil(ruim * lijst / _PAGINA_CM), True)


def hoogte_cm(blok: Blok) -> float:
    """Height of a block, estimated on the safe side."""
    match blok:
        case Kop():
            return _KOP_CM[blok.niveau] + (_TUSSEN_CM if blok.door else 0.0)
        case Alinea():
            return _regels(blok.tekst, TEKST_CM) * _REGEL_CM + (0.2 if blok.stijl is Stijl.NOOT else 0.4)
        case Lijst():
            return sum(_regels(punt, TEKST_CM - 0.6) * _REGEL_CM + 0.18 for punt in blok.punten)
        case Kerncijfers():
            return 3.0
        case Grafiek():
            return blok.hoogte_cm + 1.1
    return _tabel_cm(blok)


def _minstens_cm(blok: Blok) -> float:
    """Height that a block surely takes."""
    match blok:
        case Grafiek() | Kerncijfers():
            return hoogte_cm(blok)
        case Tabel():
            return max(_KRAP * hoogte_cm(blok), blok.rijhoogte_cm * len(blok.rijen))
    return _KRAP * hoogte_cm(blok)


def _tabel_cm(tabel: Tabel) -> float:
    breedtes = [TEKST_CM * deel / sum(tabel.breedtes) - 0.3 for deel in tabel.breedtes]
    rijen = [tabel.kolommen, *([toon(cel) for cel in rij] for rij in tabel.rijen)]
    hoogtes = [
        max(max(_regels(cel, breed) for cel, breed in zip(rij, breedtes, strict=True)) * _CELREGEL_CM + _CELRAND_CM,
            tabel.rijhoogte_cm if plaats else 0.0)
        for plaats, rij in enumerate(rijen)
    ]  # fmt: skip
    return 1.0 + sum(hoogtes) + sum(0.5 * _regels(noot, TEKST_CM) for noot in tabel.noten)


def _regels(tekst: str, breed_cm: float) -> int:
    return max(1, ceil(len(tekst) / (breed_cm * _TEKENS_PER_CM)))
