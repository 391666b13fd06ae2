"""Percentiles by nearest rank, the term, and the two legs."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.duren import Duren, Termijn, Termijnen, Vanaf, percentiel


@pytest.mark.parametrize(
    ("waarden", "procent", "verwacht"),
    [([], 50, None), ([7], 50, 7), ([1, 2], 50, 1), ([1, 2, 3], 50, 2), ([1, 2, 3, 4], 50, 2), (range(1, 11), 90, 9)],
)
def test_nearest_rank(waarden: list[int], procent: int, verwacht: int | None) -> None:
    assert percentiel(Counter(waarden), procent) == verwacht


@given(st.lists(st.integers(0, 500), min_size=1), st.sampled_from([50, 90]))
def test_equals_the_definition(waarden: list[int], procent: int) -> None:
    rang = math.ceil(procent * len(waarden) / 100)
    assert percentiel(Counter(waarden), procent) == sorted(waarden)[rang - 1]


def test_each_swv_has_its_own_term() -> None:
    duren = Duren(Termijnen({9902: Termijn(10)}))
    for swv, dagen in ((9901, 42), (9901, 43), (9902, 10), (9902, 42)):
        duren.tel(swv, dagen, None, 1)
    assert duren.uitkomst()["binnenTermijn"] == {"teller": 2, "noemer": 4, "waarde": 50.0}


def test_a_term_from_completeness_leaves_out_who_was_never_complete() -> None:
    duren = Duren(Termijnen({9901: Termijn(30, Vanaf.COMPLEET)}))
    for dagen, compleet, aantal in ((40, 10, 1), (41, 10, 2), (5, None, 4)):
        duren.tel(9901, dagen, compleet, aantal)
    uitkomst = duren.uitkomst()
    assert uitkomst["aantal"] == 7
    assert uitkomst["binnenTermijn"] == {"teller": 1, "noemer": 3, "waarde": 100 / 3}


def test_no_starting_point_at_all_is_no_percentage() -> None:
    duren = Duren(Termijnen({9901: Termijn(30, Vanaf.COMPLEET)}))
    duren.tel(9901, 5, None, 4)
    assert duren.uitkomst()["binnenTermijn"] is None
    assert duren.uitkomst()["mediaan"] == 5


def test_legs_are_of_dossiers_with_a_known_day_only() -> None:
    duren = Duren(Termijnen())
    duren.tel(9901, 30, 5, 2)
    duren.tel(9901, 90, None, 7)
    assert (duren.uitkomst()["totCompleet"], duren.uitkomst()["vanafCompleet"]) == (5, 25)
    duren = Duren(Termijnen())
    duren.tel(9901, 90, None, 1)
    assert (duren.uitkomst()["totCompleet"], duren.uitkomst()["vanafCompleet"]) == (None, None)


def test_of_nothing_only_the_number_is_known() -> None:
    assert Duren(Termijnen()).uitkomst() == {
        "aantal": 0,
        "mediaan": None,
        "p90": None,
        "binnenTermijn": None,
        "totCompleet": None,
        "vanafCompleet": None,
    }


@pytest.mark.parametrize("procent", [1, 25, 50, 75, 90, 99, 100])
@pytest.mark.parametrize("aantal", [1, 2, 9, 10, 99, 100, 101, 199, 200, 1000])
def test_the_rank_is_exact_at_every_size(procent: int, aantal: int) -> None:
    gevonden = percentiel(dict.fromkeys(range(1, aantal + 1), 1), procent)
    assert gevonden == math.ceil(procent * aantal / 100)
    assert isinstance(gevonden, int)
