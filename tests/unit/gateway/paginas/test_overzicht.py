"""What the overview says about goals and durations."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from services.gateway.dashboards.kader import Gegevens
from services.gateway.dashboards.overzicht.doelen import eigen_doelen, zin_over_doelen
from services.gateway.dashboards.overzicht.drie_vragen import toon


def _gegevens(*doelen: dict[str, Any], niveau: str = "swv", eenheid: str = "PO9901") -> Gegevens:
    keuze = SimpleNamespace(niveau=niveau, eenheid=eenheid)
    return cast(Gegevens, SimpleNamespace(keuze=keuze, kader=None, ruw=lambda _vraag: {"doelen": list(doelen)}))


def _doel(op_koers: bool | None, niveau: str = "swv", eenheid: str = "PO9901", swv: str = "PO9901") -> dict[str, Any]:
    return {"niveau": niveau, "eenheid": eenheid, "swv": swv, "opKoers": op_koers}


@pytest.mark.parametrize(
    ("koersen", "zin"),
    [
        ((), "Er zijn voor deze eenheid geen doelen vastgelegd."),
        ((True,), "Het ene doel is op koers."),
        ((False,), "Het ene doel is niet op koers."),
        ((None,), "Het ene doel is nog niet te beoordelen."),
        ((True, False, True), "Van de 3 doelen zijn er 2 op koers en 1 niet."),
        ((True, False, None), "Van de 3 doelen is er 1 op koers en 1 niet; van 1 is het niet te zeggen."),
    ],
)
def test_goals_in_a_sentence(koersen: tuple[bool | None, ...], zin: str) -> None:
    assert zin_over_doelen(_gegevens(*map(_doel, koersen))) == zin


def test_a_school_gets_only_its_own_goals_and_an_swv_all_of_its_plans() -> None:
    alle = (_doel(True), _doel(True, "school", "99AB00"), _doel(True, "swv", "PO9902", "PO9902"))
    assert eigen_doelen(_gegevens(*alle)) == [alle[0], alle[1]]
    assert eigen_doelen(_gegevens(*alle, niveau="school", eenheid="99AB00")) == [alle[1]]


@pytest.mark.parametrize(
    ("totaal", "getal", "zegt"),
    [
        ({"aantal": 40, "status": None, "binnenTermijn": {"teller": 35, "noemer": 40, "waarde": 87.5}}, 87.5, "88%"),
        ({"aantal": 9, "status": "p", "binnenTermijn": {"teller": 7, "noemer": 9, "waarde": 77.7}}, 77.7, "7 van 9"),
        ({"aantal": 0, "status": None, "binnenTermijn": None}, None, "geen besluiten"),
        ({"aantal": None, "status": "c", "tekst": "< 8"}, None, "< 8"),
    ],
)
def test_a_percentage_only_of_enough_decisions(totaal: dict[str, Any], getal: float | None, zegt: str) -> None:
    waarde = toon("tlv-doorlooptijd", totaal)
    assert (waarde.getal, waarde.toon) == (getal, zegt)
