"""Splits and filters over packed codes."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts import codes
from shared.contracts.cellen import INDELINGEN, Kubus, behoeften_masker
from shared.contracts.indicatoren import CATALOGUS
from shared.contracts.indicatoren.splitsingen import Eis, deling, samen, selectie, waarden

AANVRAGEN = CATALOGUS["tlv-aanvragen"]
AANVRAAG = INDELINGEN[Kubus.AANVRAAG]


@pytest.mark.parametrize("code", CATALOGUS)
def test_every_split_has_values_and_every_value_makes_a_filter(code: str) -> None:
    indicator = CATALOGUS[code]
    for naam in indicator.splitsingen:
        een = deling(indicator, naam)
        assert len(set(een.waarden)) == len(een.waarden) > 1
        for waarde in een.waarden:
            assert een.eis(waarde).nummers or een.bit(waarde)


def test_values_stand_in_the_order_of_the_list_with_unknown_last() -> None:
    assert waarden(AANVRAGEN, "maand") == tuple(range(1, 13))
    assert waarden(AANVRAGEN, "herindicatie") == (False, True)
    assert waarden(AANVRAGEN, "leerjaar") == (*codes.LEERJAREN, "onbekend")
    assert waarden(AANVRAGEN, "categorie") == ("laag", "midden", "hoog", "geen")
    assert waarden(AANVRAGEN, "behoefte") == (*codes.BEHOEFTEN, "onbekend")
    assert waarden(CATALOGUS["tlv-toegekend"], "duur") == ("0", "1", "2", "3", "4+", "onbekend")
    assert waarden(CATALOGUS["tlv-bezwaren"], "uitkomst") == codes.BEZWAREN


def test_what_is_granted_splits_as_granted() -> None:
    indeling = INDELINGEN[Kubus.BESLUIT]
    code = indeling.pak(schoolsoort=1, toegekend_schoolsoort=2, toegekend_categorie=3)
    for indicator, verwacht in (("tlv-toegekend", "so-hoog"), ("tlv-afgewezen", "sbo"), ("tlv-bezwaren", "sbo")):
        een = deling(CATALOGUS[indicator], "soortCategorie")
        assert [een.waarden[plaats] for plaats in een.rijen(code & een.masker)] == [verwacht]


@given(st.sets(st.sampled_from(codes.BEHOEFTEN)))
def test_a_dossier_counts_in_the_row_of_each_need(behoeften: set[str]) -> None:
    een = deling(AANVRAGEN, "behoefte")
    code = AANVRAAG.pak(behoeften=behoeften_masker(tuple(behoeften)))
    assert {een.waarden[plaats] for plaats in een.rijen(code)} == (behoeften or {"onbekend"})
    for behoefte in codes.BEHOEFTEN:
        assert (code & een.bit(behoefte) == een.bit(behoefte)) == (behoefte in behoeften)


def _past(eis: Eis, code: int) -> bool:
    return code & eis.masker in eis.nummers


@given(st.data())
def test_requirements_together_hold_exactly_where_each_holds(data: st.DataObject) -> None:
    namen = data.draw(st.lists(st.sampled_from(["schoolsoort", "soortCategorie", "status", "maand"]), max_size=3))
    eisen = [deling(AANVRAGEN, naam).eis(data.draw(st.sampled_from(waarden(AANVRAGEN, naam)))) for naam in namen]
    eisen += selectie(CATALOGUS["tlv-openstaand"], "10-01")
    geheel = samen(eisen)
    for status, soort, categorie, maand in product(range(8), range(5), range(4), (3, 10)):
        code = AANVRAAG.pak(status=status, schoolsoort=soort, categorie=categorie, maand=maand, behoeften=5)
        assert _past(geheel, code) == all(_past(eis, code) for eis in eisen)
