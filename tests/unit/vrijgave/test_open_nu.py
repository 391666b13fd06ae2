"""What is open now beside what is open per schooljaar: six of each of three years, eighteen in all."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.aggregator.vrijgave.beleid import STANDAARD
from services.aggregator.vrijgave.catalogus import ONDERWERPEN, OPEN_NU
from services.aggregator.vrijgave.indeling import Eenheid
from services.aggregator.vrijgave.meten import bijdragen, tel
from services.aggregator.vrijgave.toetsing.beweringen import Bereik, bereik
from services.aggregator.vrijgave.toetsing.lezing import Gelezen, Lezing
from services.aggregator.vrijgave.toetsing.opbouw import Bouwer, Opname, Wereld
from services.aggregator.vrijgave.toetsing.waarheid import waarheden
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import Maat
from tests.bouwers import dossier
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import LOPEND, NOVEMBER, Verloop, Zaken, ruw, school

SEPTEMBER = datetime(2025, 9, 2, 5, tzinfo=UTC)
DECEMBER = datetime(2025, 12, 2, 5, tzinfo=UTC)
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


ZUID = Eenheid(Niveau.SUBREGIO, "PO9901-ZUID")
SWV = Eenheid(Niveau.SWV, "PO9901")


def _opname(verloop: Verloop, zaken: Zaken, moment: datetime, **anders: Any) -> Opname:
    korrels: dict[Any, Any] = {}
    for zaak in zaken.values():
        tel(korrels, bijdragen(*ruw(zaak)))
    uitgave = verloop.geef_vrij(zaken, moment, **anders).uitgave
    return Opname(uitgave, waarheden(korrels, verloop.indeling, LOPEND, {OPEN_NU, *JAREN}))


def _twee_momenten() -> Lezing:
    """A first release of everybody, and one a month later, in which small units have no turn."""
    verloop = Verloop([school(een, bestuur=99001 + een, subregio=ZUID.code) for een in range(3)])
    eerst = _opname(verloop, _zaken(), NOVEMBER)
    later = _opname(verloop, dict(list(_zaken().items())[::2]), DECEMBER, extra=False)
    openstaand = next(een for een in ONDERWERPEN if een.naam == ("tlv-openstaand", ""))
    return Bouwer(Wereld("NL-PO", 9901, LOPEND), openstaand, [(None, eerst), (eerst, later)], ()).lezing


def test_a_unit_between_its_moments_says_nothing_about_what_is_open_now() -> None:
    """Its tables are those of then: taken for now they say too much, in cells that no repair reaches."""
    lezing = _twee_momenten()

    assert lezing.rij(1, SWV, 0).bron
    assert lezing.rij(1, ZUID, 0) == Gelezen()


def test_what_was_open_at_an_earlier_release_keeps_speaking_of_then() -> None:
    """Beside a later one; only the candidate's own cells could be withheld."""
    lezing = _twee_momenten()

    assert lezing.rij(0, ZUID, 0) == Gelezen(Bereik(4, 7)), "eighteen shown as 20, less two years of at most 7"
