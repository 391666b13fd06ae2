"""The country beside the schools of one SWV: five SWV's with less than eight each, and together 34."""

from collections.abc import Sequence
from typing import Any

import pytest

from services.aggregator.vrijgave.beleid import STANDAARD
from services.aggregator.vrijgave.toetsing import opbouw
from services.aggregator.vrijgave.toetsing.beweringen import Bereik, bereik
from shared.contracts.indicatoren import Maat
from shared.contracts.lidmaatschap import Lid
from tests.bouwers import dossier
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import NOVEMBER, Verloop, Zaken, school

SWVS = [f"PO990{een}" for een in range(1, 6)]
SCHOLEN: Sequence[Sequence[int]] = ((3, 3), *[(3, 3, 1)] * 4)
"""Applications of each school, per SWV; no two schools have one board."""


def _land() -> tuple[Verloop, Zaken]:
    leden: list[Lid] = []
    zaken: dict[str, Any] = {}
    for swv, aantallen in zip(SWVS, SCHOLEN, strict=True):
        for aantal in aantallen:
            nummer = len(leden)
            leden.append(school(nummer, swv=swv, bestuur=99001 + nummer))
            zaken |= {
                f"{nummer}-{een}": {**dossier(vestiging=f"99AB{nummer:02d}"), "swv": swv} for een in range(aantal)
            }
    return Verloop(leden), zaken


def _andere(verloop: Verloop) -> range:
    """What the second school of PO9901 can have, to the first, which has three."""
    zegt = {code: bereik(Maat.AANTAL, verloop.vak(code), STANDAARD) for code in ("NL-PO", *SWVS)}
    hoogste = sum(zegt[swv].hoog for swv in SWVS[1:])
    samen = zegt[SWVS[0]].met(Bereik(max(0, zegt["NL-PO"].laag - hoogste), zegt["NL-PO"].hoog))
    return range(max(0, samen.laag - 3), samen.hoog - 3 + 1)


def test_the_country_leaves_five() -> None:
    verloop, zaken = _land()
    Getoetst(verloop).geef_vrij(zaken, NOVEMBER)

    assert len(_andere(verloop)) >= 5


def test_audited_apart_it_leaves_three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control."""
    monkeypatch.setattr(opbouw.Bouwer, "boven", None)
    verloop, zaken = _land()
    Getoetst(verloop).geef_vrij(zaken, NOVEMBER)

    assert list(_andere(verloop)) == [2, 3, 4]
