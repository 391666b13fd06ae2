"""On course or not, by values and by bounds of which every value must lead to the same judgement."""

from datetime import date
from decimal import Decimal

import pytest

from services.gateway.dashboards.kwaliteit.waarden import punt as toon_punt
from services.gateway.domain.doelen import Koers, Marge, Punt, koers, nu_en_vorig, punt
from services.gateway.domain.open.rijen import Doel
from shared.contracts.indicatoren import INDICATOREN

MARGE = "de streefwaarde ligt binnen de marge"


def _doel(richting: str, streef: str, uiterlijk: date | None = date(2029, 7, 31)) -> Doel:
    return Doel(
        swv=1, plan="Ondersteuningsplan", code="D1", titel="Minder naar het so", indicator="deelname-so", niveau="swv",
        eenheid="PO9901", streefwaarde=Decimal(streef), richting=richting, uiterlijk=uiterlijk, eigenaar=None,
        peildatum=date(2026, 10, 1),
    )  # fmt: skip


def _punt(jaar: int, *waarden: str) -> Punt:
    """One number, or two bounds."""
    laag, hoog = Decimal(waarden[0]), Decimal(waarden[-1])
    return Punt(jaar, laag, None) if len(waarden) == 1 else Punt(jaar, None, None, (laag, hoog))


@pytest.mark.parametrize(
    ("richting", "streef", "nu", "vorig", "verwacht"),
    [
        # Bounds on one side of the target say as much as a number.
        ("lager", "2.6", ("2.4", "2.5"), ("2.4", "2.5"), Koers(True, None, True, None)),
        ("hoger", "2.6", ("2.7", "2.8"), ("2.4", "2.5"), Koers(True, None, True, None)),
        # Two steps of at least 0.1 down from at most 2.5, at most 0.3 from at least 2.4: 1.8 to 2.3.
        ("lager", "2.3", ("2.4", "2.5"), ("2.6", "2.7"), Koers(False, None, True, None)),
        ("lager", "1.7", ("2.4", "2.5"), ("2.6", "2.7"), Koers(False, None, False, None)),
        ("lager", "2.0", ("2.4", "2.5"), ("2.6", "2.7"), Koers(False, None, None, MARGE)),
        # The target lies between the bounds of now.
        ("lager", "2.45", ("2.4", "2.5"), ("2.6", "2.7"), Koers(None, None, True, None)),
        ("lager", "2.45", ("2.4", "2.5"), ("2.0", "2.1"), Koers(None, None, None, MARGE)),
        ("gelijk", "2.45", ("2.4", "2.5"), ("2.4", "2.5"), Koers(None, None, None, MARGE)),
        ("gelijk", "9.0", ("2.4", "2.5"), ("2.4", "2.5"), Koers(False, None, False, None)),
        # Numbers, as they were.
        ("lager", "2.3", ("2.5",), ("2.6",), Koers(False, Decimal("2.3"), True, None)),
        ("gelijk", "2.4", ("2.5",), ("2.6",), Koers(False, Decimal("2.3"), True, None)),
        ("hoger", "3", ("2.5",), ("2.6",), Koers(False, Decimal("2.3"), False, None)),
    ],
)  # fmt: skip
def test_every_value_within_the_bounds_must_lead_there(
    richting: str, streef: str, nu: tuple[str, ...], vorig: tuple[str, ...], verwacht: Koers
) -> None:
    assert koers(_doel(richting, streef), _punt(2026, *nu), _punt(2025, *vorig)) == verwacht


@pytest.mark.parametrize(
    ("marge", "gehaald"), [(("2.1", "2.2"), True), (("2.4", "2.5"), False), (("2.2", "2.4"), None)]
)
def test_without_time_left_only_now_counts(marge: Marge, gehaald: bool | None) -> None:
    oordeel = koers(_doel("lager", "2.3", None), _punt(2026, *map(str, marge)), None)
    assert oordeel == Koers(gehaald, None, gehaald, MARGE if gehaald is None else None)


def test_bounds_of_an_answer_are_a_point() -> None:
    definitie = INDICATOREN["deelname-so"]
    met = punt(definitie, 2026, {"waarde": None, "laag": 2.39, "hoog": 2.51, "status": "p"})
    zonder = punt(definitie, 2027, {"waarde": None, "status": None})
    assert met.json == {"schooljaar": "2026-2027", "waarde": None, "laag": 2.39, "hoog": 2.51, "status": "p"}
    assert (zonder.spanne, zonder.status) == (None, "x")
    assert nu_en_vorig([met, zonder]) == (met, None)


def test_bounds_stand_in_a_table_with_their_unit() -> None:
    nu = {"schooljaar": "2026-2027", "waarde": None, "laag": 2.39, "hoog": 2.51, "status": "p"}
    waarde = toon_punt("deelname-so", nu)
    assert (waarde.toon, waarde.bekend, waarde.voorlopig) == ("2,4% tot 2,5%", False, True)
    smal = toon_punt("deelname-so", {**nu, "laag": 2.51, "hoog": 2.52})
    assert smal.toon == "2,5%"
