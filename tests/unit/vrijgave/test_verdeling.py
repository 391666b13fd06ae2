"""What quartiles give away: an attacker with own code, who tries every world of the units that he does not know."""

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement

import pytest

from services.aggregator.vrijgave.beleid import STANDAARD
from services.aggregator.vrijgave.indeling import Eenheid, Indeling
from services.aggregator.vrijgave.meten import Meting
from services.aggregator.vrijgave.verdeling import toon_verdeling, weet_te_veel
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import Maat
from shared.contracts.lidmaatschap import Lid

NAMEN = ("kwartiel1", "mediaan", "kwartiel3")
WAARDEN = (0, 1, 2, 3, 4, 9)
"""What a school may have in the tried worlds; 9 stands for many."""


def _kwartielen(aantallen: Sequence[int], drempel: int = STANDAARD.drempel) -> tuple[int | None, ...]:
    """Nearest rank, below the threshold nothing, else rounded to 5: written anew, for the attacker does not call the
    gate."""
    rij, n = sorted(aantallen), len(aantallen)
    waarden = (rij[-(-n * deel // 4) - 1] for deel in (1, 2, 3))
    return tuple(None if een < drempel else (een + 2) // 5 * 5 for een in waarden)


def _mogelijk(aantallen: Sequence[int], kent: Sequence[int], doel: int, drempel: int) -> set[int]:
    """Values that unit `doel` may have for who knows the units `kent` and sees the quartiles."""
    gezien, rest = _kwartielen(aantallen, drempel), len(aantallen) - len(kent) - 1
    bekend = [aantallen[een] for een in kent]
    return {
        waarde
        for waarde in range(10)
        if any(
            _kwartielen([*bekend, waarde, *anderen], drempel) == gezien
            for anderen in combinations_with_replacement((0, 2, 3, 5, 8, 13), rest)
        )
    }


def _ingesloten(aantallen: Sequence[int], kent: int, drempel: int = STANDAARD.drempel) -> Iterator[set[int]]:
    """Small units that somebody confines who knows the `kent` smallest, or the `kent` largest."""
    op_grootte = sorted(range(len(aantallen)), key=lambda een: aantallen[een])
    for eigen in (op_grootte[:kent], op_grootte[len(aantallen) - kent :]):
        for doel in {
            aantallen[een]: een for een in op_grootte if een not in eigen and 1 <= aantallen[een] <= 4
        }.values():
            mogelijk = _mogelijk(aantallen, eigen, doel, drempel)
            if len(mogelijk) < 5:
                yield mogelijk


def test_the_attacker_reads_them_as_the_gate_writes_them() -> None:
    for aantallen in ([0] * 7 + [1, 4, 9], list(range(11)), [2] * 9 + [20] * 4):
        vak = toon_verdeling(Maat.AANTAL, [Meting(aantal=een) for een in aantallen], STANDAARD)
        assert tuple(vak[naam] for naam in NAMEN) == _kwartielen(aantallen)


def test_two_of_eleven_would_confine_all_others() -> None:
    """Less than a quarter, and yet there is no room above the third quartile but for his own two."""
    aantallen = [0, 0, 0, 0, 0, 1, 1, 2, 2, 9, 9]

    assert list(_ingesloten(aantallen, 2, drempel=0)) == [{0, 1, 2}, {0, 1, 2}], "told however small"
    assert list(_ingesloten(aantallen, 2)) == []
    assert weet_te_veel(2, 11)
    assert not weet_te_veel(1, 11)


@pytest.mark.parametrize("eenheden", [10, 11, 12])
def test_where_they_are_told_nobody_confines_anything(eenheden: int) -> None:
    """Every world of small schools in which whoever knows most knows just not too much."""
    kent = (eenheden - 1) // 4 - 1
    assert not weet_te_veel(kent, eenheden)
    assert weet_te_veel(kent + 1, eenheden)
    werelden = list(combinations_with_replacement(WAARDEN, eenheden))[:: 1 + 40 * (eenheden - 9)]
    assert len(werelden) > 20
    for aantallen in werelden:
        assert list(_ingesloten(aantallen, kent)) == [], aantallen


LEDEN = tuple(
    Lid(9901 + een // 6, 100 + een, 2000, 9999, 5000 + een // 2, None, "bao") for een in range(24)
)  # fmt: skip
LAND, EIGEN = (Eenheid(Niveau.SCHOOL, code, "bao", groep=True) for code in ("NL-PO", "PO9901"))


def _kennen(groep: Eenheid, *kijkers: frozenset[tuple[str, str]]) -> int:
    indeling = Indeling(LEDEN)
    return indeling.kennen(groep, indeling.groepen(2025)[groep], 2025, kijkers)


def test_who_knows_most_of_a_group() -> None:
    """Boards of two schools, SWV's of six: of the country an SWV knows most, of its own schools a board does."""
    assert (_kennen(LAND), _kennen(EIGEN)) == (6, 2)
    assert _kennen(EIGEN, frozenset({("bestuur", "05000"), ("school", "102")})) == 3
    assert _kennen(LAND, frozenset({("swv", "PO9901"), ("swv", "PO9902")})) == 12
    assert _kennen(EIGEN, frozenset({("swv", "PO9901"), ("bestuur", "05000")})) == 2, "these are its own figures"
