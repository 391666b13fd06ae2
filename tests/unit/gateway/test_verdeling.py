"""Median and quartiles of like units: of one there is only what it has."""

from collections import Counter

import pytest

from services.gateway.domain.open import vergelijken
from services.gateway.domain.vergelijking.verdeling import kwartielen


@pytest.mark.parametrize(
    ("waarden", "verwacht"),
    [
        ([12], {"eenheden": 1, "kwartiel1": None, "mediaan": 12, "kwartiel3": None, "tekst": "1 eenheid"}),
        ([4, 12], {"eenheden": 2, "kwartiel1": 4, "mediaan": 4, "kwartiel3": 12}),
        ([7, 7, 7, 7], {"eenheden": 4, "kwartiel1": 7, "mediaan": 7, "kwartiel3": 7}),
        ([1, 2, 3, 4, 5], {"eenheden": 5, "kwartiel1": 2, "mediaan": 3, "kwartiel3": 4}),
    ],
)
def test_of_one_unit_no_quartiles(waarden: list[int], verwacht: dict[str, object]) -> None:
    assert kwartielen(Counter(waarden), lambda maat: maat) == verwacht

    van_tabellen = vergelijken.verdeling("PO9901", "bao", [{"waarde": een, "status": None} for een in waarden])
    assert {naam: van_tabellen[naam] for naam in verwacht} == verwacht
    assert ("tekst" in van_tabellen) is ("tekst" in verwacht)
