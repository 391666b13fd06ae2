"""Quartiles beside the totals of boards: seventeen schools, of which four may lie above the third quartile.

Another attacker, by intervals alone: a board that knows two of its three schools, and reads of three other boards that
each of them has a school with more than seven, knows that its third school has at most seven.
"""

from typing import Any

import pytest

from services.aggregator.vrijgave.beleid import STANDAARD
from services.aggregator.vrijgave.toetsing import opbouw
from services.aggregator.vrijgave.toetsing.beweringen import bereik
from shared.contracts.indicatoren import Maat
from tests.bouwers import dossier
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import NOVEMBER, Verloop, Zaken, school

BESTUREN = (*[99001] * 3, *[99002] * 3, *[99003] * 3, *[99004] * 3, 99005, 99006, 99007, 99008, 99009)
AANTALLEN = (19, 0, 4, *(23, 1, 0) * 3, 1, 1, 1, 1, 1)
DERDE = 2
BOVEN = len(BESTUREN) // 4


def _zaken(aantallen: tuple[int, ...]) -> Zaken:
    zaken: dict[str, Any] = {}
    for nummer, aantal in enumerate(aantallen):
        zaken |= {f"{nummer}-{een}": dossier(vestiging=f"99AB{nummer:02d}") for een in range(aantal)}
    return zaken


def _mogelijk(verloop: Verloop) -> int:
    """How many numbers the third school can have, to who knows the other two."""
    bereiken = [bereik(Maat.AANTAL, verloop.vak(str(bestuur)), STANDAARD) for bestuur in (99001, 99002, 99003, 99004)]
    eigen = sum(AANTALLEN[:DERDE])
    laag, hoog = max(0, bereiken[0].laag - eigen), bereiken[0].hoog - eigen
    verdeling = verloop.vak("PO9901/bao", splitsing="verdeling")
    klein = STANDAARD.drempel - 1
    # Of the schools above: one is mine, and the other three boards can't reach their totals without one each.
    elders = sum(een.laag > 3 * klein for een in bereiken[1:])
    if "kwartiel3" in verdeling and verdeling["kwartiel3"] is None and 1 + elders == BOVEN:
        hoog = min(hoog, klein)
    return hoog - laag + 1


def test_quartiles_and_totals_leave_five() -> None:
    getoetst = Getoetst(Verloop([school(een, bestuur=bestuur) for een, bestuur in enumerate(BESTUREN)]))
    getoetst.geef_vrij(_zaken(AANTALLEN), NOVEMBER)

    assert _mogelijk(getoetst.verloop) >= 5


def test_an_audit_without_quartiles_leaves_four(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control."""
    monkeypatch.setattr(opbouw, "kwartielen", lambda *_: ())
    getoetst = Getoetst(Verloop([school(een, bestuur=bestuur) for een, bestuur in enumerate(BESTUREN)]))
    getoetst.geef_vrij(_zaken(AANTALLEN), NOVEMBER)

    assert _mogelijk(getoetst.verloop) == 4


def test_quartiles_that_say_nothing_of_anybody_are_told() -> None:
    verloop = Verloop([school(een, bestuur=99001 + een) for een in range(10)])
    Getoetst(verloop).geef_vrij(_zaken((3, 9, 9, 9, 9, 9, 9, 20, 20, 20)), NOVEMBER)

    assert verloop.vak("PO9901/bao", splitsing="verdeling")["kwartiel3"] == 20
