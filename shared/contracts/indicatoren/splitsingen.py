"""Splits and filters of an indicator, in terms of the packed code of a leaf cell.

A split reads rows from a code; a filter becomes an Eis: numbers that some fields must have. Both come from the
catalogue and the layout of the kubus; the only two that are not one field are `soortCategorie` and `behoefte`.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import product
from typing import Final

from shared.contracts import codes
from shared.contracts.cellen import INDELINGEN, Kubus, Veld, Waarde
from shared.contracts.indicatoren import Definitie, Indicator

_ACHTERAAN: Final = (codes.ONBEKEND, codes.GEEN)
_MAANDEN: Final = tuple(range(1, 13))
_SOORT_CATEGORIE: Final = ("sbo", "so-laag", "so-midden", "so-hoog", "vso-laag", "vso-midden", "vso-hoog", "pro")


@dataclass(frozen=True, slots=True)
class Eis:
    """What a filter or selection asks of a code: the fields under `masker` hold one of `nummers` (in place)."""

    masker: int
    nummers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Deling:
    """One split: the values in the order of the answer, and how a code says which rows it counts in.

    `masker` covers, in place, the bits that `rijen` looks at; `rijen` gives positions in `waarden`. `bit` is
    filled where a value is one bit of a set instead of a number (needs).
    """

    naam: str
    waarden: tuple[Waarde, ...]
    masker: int
    rijen: Callable[[int], tuple[int, ...]]
    eis: Callable[[Waarde], Eis]
    bit: Callable[[Waarde], int]


def deling(indicator: Indicator, naam: str) -> Deling:
    """The split of that name. Raises KeyError when the indicator has no such split."""
    splitsing = indicator.splitsingen[naam]
    if naam == "behoefte":
        return _behoefte(_veld(indicator.kubus, "behoeften"))
    if naam == "soortCategorie":
        return _soort_categorie(*_soort_velden(indicator))
    assert splitsing.veld is not None
    return _gewoon(naam, _veld(indicator.kubus, splitsing.veld))


def waarden(definitie: Definitie, naam: str) -> tuple[Waarde, ...]:
    """The values that a split may show and a filter may ask, in the order of the answer."""
    if isinstance(definitie, Indicator):
        return deling(definitie, naam).waarden
    return definitie.splitsingen[naam].waarden


def selectie(indicator: Indicator, teldatum: str) -> list[Eis]:
    """What every cell of the indicator must hold."""
    eisen = [_een_van(_veld(indicator.kubus, naam), gekozen) for naam, gekozen in sorted(indicator.selectie.items())]
    if indicator.teldatum:
        eisen.append(_een_van(_veld(indicator.kubus, "teldatum"), (teldatum,)))
    return eisen


def zonder(een: Deling, weg: Collection[Waarde]) -> Eis:
    """Every value of this split but these."""
    blijft = [een.eis(waarde).nummers for waarde in een.waarden if waarde not in weg]
    return Eis(een.masker, frozenset().union(*blijft))


def samen(eisen: Iterable[Eis]) -> Eis:
    """One Eis that holds exactly where all hold; fields that are asked twice must agree."""
    geheel = Eis(0, frozenset({0}))
    for eis in eisen:
        overlap = geheel.masker & eis.masker
        paren = product(geheel.nummers, eis.nummers)
        geheel = Eis(
            geheel.masker | eis.masker,
            frozenset(links | rechts for links, rechts in paren if links & overlap == rechts & overlap),
        )
    return geheel


def _veld(kubus: Kubus, naam: str) -> Veld:
    return INDELINGEN[kubus].velden[naam]


def _een_van(veld: Veld, gekozen: Iterable[Waarde]) -> Eis:
    return Eis(veld.masker << veld.plek, frozenset(veld.nummer(waarde) << veld.plek for waarde in gekozen))


def _geen_bit(_waarde: Waarde) -> int:
    return 0


def _gewoon(naam: str, veld: Veld) -> Deling:
    nummers = {waarde: nummer for nummer, waarde in enumerate(veld.waarden)}
    if not veld.waarden:
        nummers = {maand: maand for maand in _MAANDEN}
    if naam == "uitkomst":
        del nummers[codes.GEEN]
    volgorde = tuple(sorted(nummers, key=lambda waarde: (waarde in _ACHTERAAN, nummers[waarde])))
    plaatsen = {nummers[waarde]: (plaats,) for plaats, waarde in enumerate(volgorde)}
    return Deling(
        naam,
        volgorde,
        veld.masker << veld.plek,
        lambda code: plaatsen[veld.lees(code)],
        lambda waarde: Eis(veld.masker << veld.plek, frozenset({nummers[waarde] << veld.plek})),
        _geen_bit,
    )


def _soort_velden(indicator: Indicator) -> tuple[Veld, Veld]:
    """Kind and category as the indicator splits by them: granted where it counts what was granted."""
    soort = indicator.splitsingen.get("schoolsoort")
    naam = soort.veld if soort and soort.veld else "schoolsoort"
    return _veld(indicator.kubus, naam), _veld(indicator.kubus, naam.replace("schoolsoort", "categorie"))


def _soort_categorie(soort: Veld, categorie: Veld) -> Deling:
    masker = soort.masker << soort.plek | categorie.masker << categorie.plek

    def pak(waarde: str) -> int:
        een, _, twee = waarde.partition("-")
        return soort.nummer(een) << soort.plek | categorie.nummer(twee or codes.GEEN) << categorie.plek

    plaatsen = {pak(waarde): (plaats,) for plaats, waarde in enumerate(_SOORT_CATEGORIE)}
    return Deling(
        "soortCategorie",
        _SOORT_CATEGORIE,
        masker,
        lambda code: plaatsen[code & masker],
        lambda waarde: Eis(masker, frozenset({pak(str(waarde))})),
        _geen_bit,
    )


def _behoefte(veld: Veld) -> Deling:
    masker = veld.masker << veld.plek
    alle = (*codes.BEHOEFTEN, codes.ONBEKEND)

    def rijen(code: int) -> tuple[int, ...]:
        bits = veld.lees(code)
        return tuple(n for n in range(len(codes.BEHOEFTEN)) if bits >> n & 1) or (len(codes.BEHOEFTEN),)

    def bit(waarde: Waarde) -> int:
        return 0 if waarde == codes.ONBEKEND else 1 << alle.index(waarde) << veld.plek

    def eis(waarde: Waarde) -> Eis:
        return Eis(masker, frozenset({0})) if waarde == codes.ONBEKEND else Eis(0, frozenset({0}))

    return Deling("behoefte", alle, masker, rijen, eis, bit)
