"""The policy as a table: true number in, what is shown out."""

import pytest

from services.aggregator.vrijgave.beleid import Beleid, strengste
from services.aggregator.vrijgave.meten import Meting
from services.aggregator.vrijgave.verdeling import toon_verdeling
from services.aggregator.vrijgave.waarderegel import (
    ONTHOUDEN,
    nvt,
    rond,
    toon_aantal,
    toon_duren,
    toon_som,
)
from shared.contracts.duren import Duren, Termijnen
from shared.contracts.indicatoren import Maat

B = Beleid()
MINDER = {"waarde": None, "status": "c", "tekst": "< 8"}


@pytest.mark.parametrize(
    ("aantal", "getoond"),
    [(0, None), (1, None), (4, None), (7, None), (8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (1002, 1000)],
)
def test_numbers(aantal: int, getoond: int | None) -> None:
    vak = toon_aantal(aantal, B)

    assert vak == (MINDER if getoond is None else {"waarde": getoond, "status": None})


@pytest.mark.parametrize(
    ("getal", "op", "gerond"), [(2, 5, 0), (3, 5, 5), (5, 10, 10), (4, 10, 0), (10, 7, 7), (11, 7, 14), (0, 5, 0)]
)
def test_rounding(getal: int, op: int, gerond: int) -> None:
    assert rond(getal, op) == gerond


@pytest.mark.parametrize(
    ("aantal", "som", "grootste", "getoond"),
    [
        (7, 700_000_00, 1, None),
        (8, 700_400_00, 350_000_00, "700000.00"),
        (8, 700_500_00, 350_250_01, None),
        (8, 700_500_00, 350_250_00, "701000.00"),
        (500, 499_99, 100, "0.00"),
    ],
)
def test_money_follows_the_number_of_dossiers(aantal: int, som: int, grootste: int, getoond: str | None) -> None:
    vak = toon_som(aantal, som, grootste, B)

    assert vak == (ONTHOUDEN if getoond is None else {"waarde": getoond, "status": None})


def _duren(aantal: int, dagen: int = 33, compleet: int | None = 12) -> Duren:
    duren = Duren(Termijnen())
    duren.tel(9901, dagen, compleet, aantal)
    return duren


def test_durations_are_whole_weeks_from_ten_dossiers_on() -> None:
    tien, negen = toon_duren(_duren(10), B), toon_duren(_duren(9), B)

    assert (tien["aantal"], tien["mediaan"], tien["p90"]) == (10, 35, 35)
    assert (negen["aantal"], negen["mediaan"], negen["p90"]) == (10, None, None)
    assert toon_duren(_duren(7), B) == MINDER


def test_parts_of_a_duration_that_no_audit_looks_at_are_not_released() -> None:
    """How many were in time, and whether ten had a day on which they were complete."""
    vak = toon_duren(_duren(40), B)

    assert (vak["binnenTermijn"], vak["totCompleet"], vak["vanafCompleet"]) == (None, None, None)


def test_a_structural_zero_has_the_shape_of_its_figure() -> None:
    assert nvt(Maat.AANTAL) == {"waarde": None, "status": "z"}
    assert nvt(Maat.DUUR)["status"] == "z"
    assert nvt(Maat.DUUR)["mediaan"] is None


def _metingen(*aantallen: int) -> list[Meting]:
    return [Meting(aantal=aantal) for aantal in aantallen]


def test_quartiles_need_ten_units_and_are_rounded() -> None:
    negen, tien = _metingen(*range(9)), _metingen(*range(2, 22, 2))

    assert toon_verdeling(Maat.AANTAL, negen, B) == ONTHOUDEN
    assert toon_verdeling(Maat.AANTAL, tien, B) == {
        "waarde": None, "tekst": "< 8", "eenheden": 10, "kwartiel1": None, "mediaan": 10, "kwartiel3": 15,
        "status": None,
    }  # fmt: skip
    assert toon_verdeling(Maat.AANTAL, _metingen(*[7] * 10), B) == {
        "waarde": None, "tekst": "< 8", "eenheden": 10, "kwartiel1": None, "mediaan": None, "kwartiel3": None,
        "status": "c",
    }  # fmt: skip
    assert toon_verdeling(Maat.BEDRAG, _metingen(*[50] * 20), B) == ONTHOUDEN


def test_of_two_policies_the_strictest_number_holds() -> None:
    samen = strengste([Beleid(drempel=5, afronding=10), Beleid(drempel=12, maanden_klein=(1, 10))])

    assert (samen.drempel, samen.afronding, samen.maanden_klein) == (12, 10, (1, 10))


@pytest.mark.parametrize("drempel", [5, 12])
def test_the_threshold_is_policy(drempel: int) -> None:
    beleid = Beleid(drempel=drempel)

    assert toon_aantal(drempel - 1, beleid)["tekst"] == f"< {drempel}"
    assert toon_aantal(drempel, beleid)["status"] is None
