"""What DUO prints in a cell with pupils."""

import pytest

from shared.contracts.waarde import OngeldigeWaardeError, Waarde, som


@pytest.mark.parametrize(
    ("cel", "waarde"), [("0", (0, 0)), ("17", (17, 17)), ("<5", (1, 4)), ("< 5", (1, 4)), ("007", (7, 7))]
)
def test_a_cell_is_an_interval(cel: str, waarde: tuple[int, int]) -> None:
    assert Waarde.lees(cel) == waarde


@pytest.mark.parametrize("cel", ["", "-1", "1.234", "1,5", "<10", "5<", "*", "x", "١٢", "12345678"])
def test_anything_else_is_refused(cel: str) -> None:
    with pytest.raises(OngeldigeWaardeError):
        Waarde.lees(cel)


def test_sums_carry_both_bounds() -> None:
    """17 + (1…4) + (1…4) + 0 lies between 19 and 25."""
    totaal = som([Waarde(17, 17), Waarde(1, 4), Waarde(1, 4), Waarde(0, 0)])
    assert totaal == (19, 25)
    assert totaal.tekst() == "19–25"
    assert not totaal.exact
    assert Waarde(3, 3).tekst() == "3"
    assert som([]) == (0, 0)
