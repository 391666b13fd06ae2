"""Thresholds of a unit are those of every SWV that ever had a say in it, at the gate and in its audit alike; and the
audit takes each release by the thresholds that held when it was made."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.aggregator.vrijgave.beleid import STANDAARD, Beleid, Beleidsboek
from services.aggregator.vrijgave.toets import ToetsMislukt
from services.aggregator.vrijgave.toetsing.waarheid import Waarheid
from shared.contracts.eenheden import swv_getal
from tests.bouwers import dossier
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import NOVEMBER, Verloop, Zaken, school

DECEMBER = datetime(2025, 12, 2, 6, tzinfo=UTC)
RUIM = replace(STANDAARD, drempel=5, afronding=3, scholen=3)
STRENG = replace(STANDAARD, drempel=12, afronding=10)


def _zaken(aantal: int, swv: str = "PO9902") -> Zaken:
    return {str(een): {**dossier(vestiging=f"99AB0{een % 6}"), "swv": swv} for een in range(aantal)}


def _boek(beleid: Beleid) -> Beleidsboek:
    return Beleidsboek(STANDAARD, {swv_getal("PO9902"): beleid})


def test_a_board_that_changed_swv_is_audited_by_the_thresholds_it_is_told_by() -> None:
    """Six schools went from an SWV with the usual thresholds to one that rounds to 3: 22 is told as 20, not as 21."""
    vroeger = [school(een, "PO9901", 99001, van=2018)._replace(tot=2024) for een in range(6)]
    verloop = Verloop([*vroeger, *(school(een, "PO9902", 99001, van=2025) for een in range(6))], _boek(RUIM))
    getoetst = Getoetst(verloop)
    getoetst.geef_vrij(_zaken(22), NOVEMBER)

    assert verloop.vak("99001")["waarde"] in (20, None)
    assert verloop.vak("PO9902")["waarde"] == 21


@pytest.mark.parametrize("daarna", [RUIM, STRENG])
def test_every_release_is_read_by_its_own_thresholds(daarna: Beleid) -> None:
    """Another policy between two releases, of the same cases and of more."""
    verloop = Verloop([school(een, "PO9902", 99001 + een // 3) for een in range(6)], _boek(STANDAARD))
    getoetst = Getoetst(verloop)
    getoetst.geef_vrij(_zaken(22), NOVEMBER)
    eerst = verloop.vak("PO9902")["waarde"]
    verloop.boek = _boek(daarna)
    getoetst.geef_vrij(_zaken(31), DECEMBER)

    assert (eerst, verloop.vak("PO9902")["waarde"]) == (20, 30)


def test_a_release_that_is_read_by_other_thresholds_is_not_believed() -> None:
    """Control: the book that was in force is part of the release; another one makes the truth not fit."""
    verloop = Verloop([school(een, "PO9902", 99001 + een // 3) for een in range(6)], _boek(RUIM))
    getoetst = Getoetst(verloop)
    getoetst.geef_vrij(_zaken(22), NOVEMBER)
    assert verloop.vak("PO9902")["waarde"] == 21
    getoetst.uitgaven[0] = replace(getoetst.uitgaven[0], beleid=_boek(replace(RUIM, afronding=1)).als_json())

    with pytest.raises(ToetsMislukt, match="past niet bij de telling"):
        getoetst.geef_vrij(_zaken(31), DECEMBER)


def test_the_truth_of_before_is_still_read() -> None:
    leden = (school(0), school(1)._replace(tot=2024))
    waarheid = Waarheid(2025, leden[:1], {(1, 2, 3, 4): 5}, leden)

    assert Waarheid.van_bytes(2025, waarheid.naar_bytes()) == waarheid
    zonder = replace(waarheid, alle=())
    assert zonder.zeggenschap.keys() == waarheid.zeggenschap.keys()
