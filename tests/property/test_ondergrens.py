"""The lower bound of an SWV against who knows the rules: of every small world the full view of a board, and then all
worlds that give the same view. A hidden number of one dossier or more must differ among them."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from services.gateway.domain.ondergrens import HOOGST, LAAGST, Aantal, Gezin, Oordeel, oordelen, samen

Wereld = tuple[tuple[int, ...], ...]
"""Dossiers per school and row of a split."""


def _gezin(wereld: Wereld) -> Gezin:
    scholen = {nummer: Aantal(sum(rijen), rijen) for nummer, rijen in enumerate(wereld)}
    samen_ = tuple(map(sum, zip(*wereld, strict=True)))
    return Gezin(Aantal(sum(samen_), samen_), scholen)


def _zicht(wereld: Wereld, grens: int) -> tuple[Any, ...]:
    """Everything that a board is shown: total and rows, or why not, of each school and of itself."""
    gezin = _gezin(wereld)
    gevonden = oordelen(gezin, grens)
    assert gezin.bestuur is not None
    delen = [(gezin.bestuur if lid is None else gezin.scholen[lid], een) for lid, een in gevonden.items()]
    return tuple((een.tekst or aantal.totaal, tuple(aantal.rijen) if een.rijen else None) for aantal, een in delen)


def _verborgen(wereld: Wereld, grens: int) -> Iterator[tuple[Any, int]]:
    """Each number below the bound, zero apart, with its place."""
    gezin = _gezin(wereld)
    assert gezin.bestuur is not None
    for lid, aantal in [*gezin.scholen.items(), (None, gezin.bestuur)]:
        for plaats, getal in [("totaal", aantal.totaal), *enumerate(aantal.rijen)]:
            if 0 < getal < grens:
                yield (lid, plaats), getal


def _getal(wereld: Wereld, plek: Any) -> int:
    lid, plaats = plek
    rijen = tuple(map(sum, zip(*wereld, strict=True))) if lid is None else wereld[lid]
    return sum(rijen) if plaats == "totaal" else rijen[plaats]


@pytest.mark.parametrize(("grens", "scholen", "rijen", "tot"), [(3, 2, 2, 7), (3, 3, 2, 4), (4, 2, 2, 9), (5, 2, 2, 11),
                                                                (3, 2, 3, 4), (3, 1, 3, 9), (3, 4, 1, 7)])  # fmt: skip
def test_who_knows_the_rules_finds_no_hidden_number(grens: int, scholen: int, rijen: int, tot: int) -> None:
    per_zicht: dict[tuple[Any, ...], list[Wereld]] = defaultdict(list)
    for getallen in product(range(tot + 1), repeat=scholen * rijen):
        wereld = tuple(tuple(getallen[i * rijen : (i + 1) * rijen]) for i in range(scholen))
        per_zicht[_zicht(wereld, grens)].append(wereld)

    gevonden = []
    for werelden in per_zicht.values():
        # Worlds with larger numbers are not there to hide among: only those that have them are judged.
        for wereld in werelden:
            if sum(map(sum, wereld)) <= tot:
                for plek, getal in _verborgen(wereld, grens):
                    if all(_getal(andere, plek) == getal for andere in werelden):
                        gevonden.append((wereld, plek))
    assert not gevonden[:5]


def test_a_number_below_the_bound_is_never_shown() -> None:
    for grens in range(LAAGST, HOOGST + 1):
        for getallen in product((0, 1, grens - 1, grens, grens + 1), repeat=4):
            wereld = (getallen[:2], getallen[2:])
            for getoond, delen in _zicht(wereld, grens):
                assert isinstance(getoond, str) or getoond >= grens
                assert delen is None or (
                    not isinstance(getoond, str) and all(een in (0, *range(grens, 999)) for een in delen)
                )


@pytest.mark.parametrize(
    ("toegekend", "afgewezen", "getoond"),
    [(12, 0, True), (12, 3, False), (12, 5, True), (4, 4, False), (0, 9, True)],
)
def test_a_duration_counts_what_two_figures_add_up_to(toegekend: int, afgewezen: int, getoond: bool) -> None:
    delen = [(oordelen(Gezin(None, {1: Aantal(een)}), 5)[1], Aantal(een)) for een in (toegekend, afgewezen)]
    oordeel = samen(oordelen(Gezin(None, {1: Aantal(toegekend + afgewezen)}), 5)[1], delen)
    assert (oordeel.tekst is None) is getoond


def test_a_school_that_is_nobodys_child_is_judged_by_itself() -> None:
    gevonden = oordelen(Gezin(None, {7: Aantal(9, (9,)), 8: Aantal(2, (2,))}), 5)
    assert gevonden == {7: Oordeel(None, True), 8: Oordeel("< 5", False)}
