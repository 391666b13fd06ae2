"""Codes of units and the integers they are counted by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts import eenheden


@given(st.from_regex(eenheden.VESTIGING, fullmatch=True))
def test_a_school_code_maps_one_to_one(code: str) -> None:
    getal = eenheden.vestiging_getal(code)

    assert 0 <= getal < 2**31
    assert eenheden.vestiging_code(getal) == code


@given(st.from_regex(eenheden.SWV, fullmatch=True))
def test_an_swv_code_maps_one_to_one_into_a_smallint(code: str) -> None:
    assert 0 <= eenheden.swv_getal(code) < 2**15
    assert eenheden.swv_code(eenheden.swv_getal(code)) == code


@given(st.from_regex(eenheden.BESTUUR, fullmatch=True))
def test_a_board_code_keeps_its_zeros(code: str) -> None:
    assert eenheden.bestuur_code(eenheden.bestuur_getal(code)) == code


@pytest.mark.parametrize("code", ["99ab00", "9AAB00", "99AB0", "99AB000", "99AB0٣", "", "99AB00\n"])
def test_another_shape_is_no_school(code: str) -> None:
    with pytest.raises(eenheden.OngeldigeEenheid):
        eenheden.vestiging_getal(code)


@pytest.mark.parametrize("code", ["PO990", "SO9901", "po9901", "PO9901 "])
def test_another_shape_is_no_swv(code: str) -> None:
    with pytest.raises(eenheden.OngeldigeEenheid):
        eenheden.swv_getal(code)


@pytest.mark.parametrize("code", ["1", "0990x", "990011"])
def test_another_shape_is_no_board(code: str) -> None:
    with pytest.raises(eenheden.OngeldigeEenheid):
        eenheden.bestuur_getal(code)
