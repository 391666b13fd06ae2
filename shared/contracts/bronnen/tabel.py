"""A table as a whole: header, then every row through the rules of its columns. All or nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Generic, NamedTuple, TypeVar

from pydantic import BaseModel

from shared.contracts.bronnen.fouten import Foutenlijst, OngeldigBestandError
from shared.contracts.bronnen.kolommen import Kolom, lees_kop
from shared.contracts.bronnen.velden import FoutWaarde

LEEG: Final = "Het bestand bevat geen regels."
Lezer = Callable[[str], Any]
Rij = TypeVar("Rij", bound=BaseModel, covariant=True)


class Gelezen(NamedTuple, Generic[Rij]):
    """A valid file: its lines in the order of the file, and remarks in Dutch."""

    rijen: tuple[Rij, ...]
    waarschuwingen: tuple[str, ...]


class Regel(NamedTuple):
    """One row: its number as a spreadsheet counts, and value by column; None for the columns in `gebroken`."""

    rij: int
    waarden: dict[str, Any]
    gebroken: frozenset[str]


class Tabel(NamedTuple):
    """The rows that were read, and what the deliverer should know about the file."""

    regels: list[Regel]
    waarschuwingen: tuple[str, ...]


def lees_tabel(
    rijen: Iterable[tuple[int, Sequence[str]]],
    kolommen: Sequence[Kolom],
    lezers: Mapping[str, Lezer],
    fouten: Foutenlijst,
    max_rijen: int,
    vooraf: Callable[[dict[str, str]], None],
    *,
    personen: bool = False,
) -> Tabel:
    """Read every row; broken rules go to `fouten`. `vooraf` may put cells right before the rules see them.

    With `personen` no name of an unknown column is repeated.

    Raises:
        OngeldigBestandError: the header is wrong, there are no rows, or more than `max_rijen`.
    """
    stroom = iter(rijen)
    _nummer, kopcellen = next(stroom, (0, ()))
    if not kopcellen:
        raise OngeldigBestandError.heel_bestand("Het bestand is leeg.")
    kop = lees_kop(kopcellen, kolommen, personen)
    regels: list[Regel] = []
    for rij, cellen in stroom:
        if len(regels) == max_rijen:
            raise OngeldigBestandError.heel_bestand(
                f"Het bestand heeft meer dan {max_rijen} regels; dat is te veel voor deze soort."
            )
        teksten = _op_naam(rij, cellen, kop.plaatsen, kop.breedte, fouten)
        vooraf(teksten)
        regels.append(_lees_regel(rij, teksten, lezers, fouten))
    if not regels:
        raise OngeldigBestandError.heel_bestand(LEEG)
    return Tabel(regels, kop.waarschuwingen)


def meld_dubbel(regels: Iterable[Regel], sleutel: Sequence[str], fouten: Foutenlijst) -> None:
    """Two lines about the same: told at the later one, in the last column of the key."""
    eerder: dict[tuple[Any, ...], int] = {}
    for regel in regels:
        if not regel.gebroken.intersection(sleutel):
            waar = tuple(regel.waarden[naam] for naam in sleutel)
            if eerder.setdefault(waar, regel.rij) != regel.rij:
                fouten.meld(
                    regel.rij, sleutel[-1], f"gaat over hetzelfde als rij {eerder[waar]} ({', '.join(sleutel)})"
                )


def _op_naam(
    rij: int, cellen: Sequence[str], plaatsen: Mapping[str, int], breedte: int, fouten: Foutenlijst
) -> dict[str, str]:
    if len(cellen) < breedte:
        fouten.meld(rij, "", f"heeft {len(cellen)} waarden in plaats van {breedte}; is het bestand hier afgebroken?")
        return {}
    if any(cel.strip() for cel in cellen[breedte:]):
        fouten.meld(rij, "", f"heeft meer dan {breedte} waarden; staat er een puntkomma te veel?")
        return {}
    return {naam: cellen[plaats].strip() for naam, plaats in plaatsen.items()}


def _lees_regel(rij: int, teksten: Mapping[str, str], lezers: Mapping[str, Lezer], fouten: Foutenlijst) -> Regel:
    waarden: dict[str, Any] = dict.fromkeys(lezers)
    gebroken = set(lezers.keys() - teksten.keys())
    for naam, lees in lezers.items():
        if naam in gebroken:
            continue
        try:
            waarden[naam] = lees(teksten[naam])
        except FoutWaarde as fout:
            fouten.meld(rij, naam, str(fout))
            gebroken.add(naam)
    return Regel(rij, waarden, frozenset(gebroken))
