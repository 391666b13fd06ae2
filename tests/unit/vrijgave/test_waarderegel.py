"""The policy as a table: true number in, what is shown out."""

import pytest

from services.aggregator.vrijgave.beleid import Beleid, strengste
from services.aggregator.vrijgave.meten import Meting
from services.aggregator.vrijgave.verdeling import toon_verdeling, toon_verhouding
from services.aggregator.vrijgave.waarderegel import (
    ONTHOUDEN,
    nvt,
    rond,
    toon_aantal,
    toon_duren,
    toon_percentage,
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
    ("teller", "noemer", "getoond"),
    [
        (7, 100, None),
        (93, 100, None),
        (92, 100, (90, 100, 90.0)),
        (8, 16, (10, 15, 100 * 10 / 15)),
        (0, 0, None),
        (0, 50, None),
        (50, 50, None),
        (13, 26, (15, 25, 60.0)),
    ],
)
def test_a_percentage_is_of_the_rounded_numbers(
    teller: int, noemer: int, getoond: tuple[int, int, float] | None
) -> None:
    vak = toon_percentage(teller, noemer, B)

    assert (None if vak is None else tuple(vak.values())) == getoond


def test_an_open_denominator_is_not_rounded() -> None:
    assert toon_percentage(13, 1001, B, open_noemer=True) == {"teller": 15, "noemer": 1001, "waarde": 1500 / 1001}


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
    vak = toon_som(Maat.BEDRAG, aantal, som, grootste, B)

    assert vak == (ONTHOUDEN if getoond is None else {"waarde": getoond, "status": None})


@pytest.mark.parametrize(("som", "grootste", "getoond"), [(23, 11, 25), (22, 12, None), (22, 11, 20)])
def test_pupils_are_rounded_to_five(som: int, grootste: int, getoond: int | None) -> None:
    vak = toon_som(Maat.LEERLINGEN, 8, som, grootste, B)

    assert vak == (ONTHOUDEN if getoond is None else {"waarde": getoond, "status": None})


def _duren(aantal: int, dagen: int = 33, compleet: int | None = 12) -> Duren:
    duren = Duren(Termijnen())
    duren.tel(9901, dagen, compleet, aantal)
    return duren


def test_durations_are_whole_weeks_from_ten_dossiers_on() -> None:
    tien, negen = toon_duren(_duren(10), B), toon_duren(_duren(9), B)

    assert (tien["aantal"], tien["mediaan"], tien["p90"], tien["totCompleet"]) == (10, 35, 35, 14)
    assert (negen["aantal"], negen["mediaan"], negen["p90"], negen["totCompleet"]) == (10, None, None, None)
    assert toon_duren(_duren(7), B) == MINDER


def test_a_leg_needs_ten_dossiers_of_its_own() -> None:
    duren = _duren(20, compleet=None)
    duren.tel(9901, 33, 12, 9)

    assert toon_duren(duren, B)["vanafCompleet"] is None


def test_within_term_hides_a_small_rest() -> None:
    duren = _duren(20)
    duren.tel(9901, 60, None, 7)
    klein = toon_duren(duren, B)["binnenTermijn"]
    duren.tel(9901, 60, None, 1)

    assert klein is None
    assert toon_duren(duren, B)["binnenTermijn"] == {"teller": 20, "noemer": 30, "waarde": 100 * 20 / 30}


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
        "eenheden": 10, "kwartiel1": 5, "mediaan": 10, "kwartiel3": 15, "status": None,
    }  # fmt: skip


@pytest.mark.parametrize(("teller", "noemer", "getoond"), [(124, 1000, 12.5), (122, 1000, 12.0), (1, 8, 12.5)])
def test_quartiles_of_rates_are_half_points(teller: int, noemer: int, getoond: float) -> None:
    assert toon_verhouding(teller, noemer) == getoond


def test_of_two_policies_the_strictest_number_holds() -> None:
    samen = strengste([Beleid(drempel=5, afronding=10), Beleid(drempel=12, maanden_klein=(1, 10))])

    assert (samen.drempel, samen.afronding, samen.maanden_klein) == (12, 10, (1, 10))


@pytest.mark.parametrize("drempel", [5, 12])
def test_the_threshold_is_policy(drempel: int) -> None:
    beleid = Beleid(drempel=drempel)

    assert toon_aantal(drempel - 1, beleid)["tekst"] == f"< {drempel}"
    assert toon_aantal(drempel, beleid)["status"] is None
