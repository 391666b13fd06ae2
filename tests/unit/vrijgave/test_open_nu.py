"""What is open now beside what is open per schooljaar: six of each of three years, eighteen in all."""

from datetime import UTC, datetime

import pytest

from services.aggregator.vrijgave.beleid import STANDAARD
from services.aggregator.vrijgave.catalogus import OPEN_NU
from services.aggregator.vrijgave.toetsing.beweringen import Bereik, bereik
from services.aggregator.vrijgave.toetsing.lezing import Gelezen, Lezing
from shared.contracts.indicatoren import Maat
from tests.bouwers import dossier
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import LOPEND, Verloop, Zaken, school

SEPTEMBER = datetime(2025, 9, 2, 5, tzinfo=UTC)
JAREN = range(LOPEND - 2, LOPEND + 1)
EIGEN = 3
"""Open applications of each of two schools, in each of these schooljaren."""


def _zaken() -> Zaken:
    return {
        f"{jaar}-{waar}-{een}": dossier(
            vestiging=f"99AB0{waar}", ingediend={"schooljaar": jaar, "maand": 8, "week": 35}
        )
        for jaar in JAREN
        for waar in range(2)
        for een in range(EIGEN)
    }


def _ander(verloop: Verloop) -> list[int]:
    """What the other school can have open of this year, to a school that knows its own."""
    nu, *eerder, dit = (
        bereik(Maat.AANTAL, verloop.vak("PO9901", "tlv-openstaand", jaar=jaar), STANDAARD) for jaar in (OPEN_NU, *JAREN)
    )
    samen = dit.met(Bereik(max(0, nu.laag - sum(een.hoog for een in eerder)), nu.hoog))
    return [een - EIGEN for een in range(EIGEN, min(samen.hoog, 60) + 1) if samen.heeft(een)]


def _vrijgegeven() -> Verloop:
    verloop = Verloop([school(0), school(1, bestuur=99002)])
    Getoetst(verloop, jaren={OPEN_NU, *JAREN}).geef_vrij(_zaken(), SEPTEMBER)
    return verloop


def test_now_and_per_schooljaar_leave_five() -> None:
    assert len(_ander(_vrijgegeven())) >= 5


def test_audited_apart_they_leave_four(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control."""
    monkeypatch.setattr(Lezing, "_van_nu", lambda *_: Gelezen())

    assert _ander(_vrijgegeven()) == [1, 2, 3, 4]
