"""One account with units in two SWV's: what it knows of the other tells of this one. By hand, without the audit.

Board 99002 has a school here and two elsewhere. `10` of the SWV less my own school, and `< 8` of the board less what it
has elsewhere, leave its school here two to five.
"""

import pytest

from services.aggregator.vrijgave.beleid import STANDAARD
from services.aggregator.vrijgave.indeling import Kijker
from services.aggregator.vrijgave.toetsing import aanvallers
from services.aggregator.vrijgave.toetsing.beweringen import Bereik, bereik
from services.aggregator.vrijgave.toetsing.lezing import Lezing
from shared.contracts.eenheden import vestiging_getal
from shared.contracts.indicatoren import Maat
from tests.bouwers import dossier
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import NOVEMBER, Verloop, Zaken, school

EIGEN, ELDERS = 6, 2
ANDERE_SWV = "PO9902"


def _zaken(per_school: dict[int, tuple[str, int]]) -> Zaken:
    return {
        f"{nummer}-{een}": {**dossier(vestiging=f"99AB{nummer:02d}"), "swv": swv}
        for nummer, (swv, aantal) in per_school.items()
        for een in range(aantal)
    }


def _school(nummer: int) -> tuple[str, str]:
    return "school", str(vestiging_getal(f"99AB{nummer:02d}"))


def _bord(kijker: Kijker) -> list[int]:
    """What the other school of PO9901 can have, to an account that knows school 0 and all that is elsewhere."""
    leden = [school(0), *(school(een, "PO9901" if een == 1 else ANDERE_SWV, bestuur=99002) for een in (1, 2, 3))]
    verloop = Verloop(leden)
    zaken = _zaken({0: ("PO9901", EIGEN), 1: ("PO9901", 2), 2: (ANDERE_SWV, 1), 3: (ANDERE_SWV, 1)})
    Getoetst(verloop, kijkers=[kijker]).geef_vrij(zaken, NOVEMBER)
    swv, bestuur = (_zegt(verloop, code) for code in ("PO9901", "99002"))
    return [een for een in range(60) if swv.heeft(een + EIGEN) and bestuur.heeft(een + ELDERS)]


def _zegt(verloop: Verloop, code: str) -> Bereik:
    return bereik(Maat.AANTAL, verloop.vak(code), STANDAARD)


KIJKERS: list[Kijker] = [
    frozenset({_school(0), ("swv", ANDERE_SWV)}),
    frozenset({_school(0), _school(2), _school(3)}),
    frozenset({("bestuur", "99001"), ("swv", ANDERE_SWV)}),
]


@pytest.mark.parametrize("kijker", KIJKERS)
def test_units_elsewhere_leave_five(kijker: Kijker) -> None:
    over = _bord(kijker)

    assert 2 in over
    assert len(over) >= 5


def test_unnamed_they_leave_four(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control."""
    monkeypatch.setattr(aanvallers, "_van_elders", lambda _: {})

    assert _bord(KIJKERS[0]) == [2, 3, 4, 5]


PER_SCHOOL = {
    0: ("PO9901", 6),
    1: ("PO9901", 4),
    2: (ANDERE_SWV, 2),
    3: ("PO9903", 2),
    4: ("PO9904", 7),
    5: ("PO9905", 7),
}
"""Applications; in all 28, told as 30."""
APART = {een: een for een in PER_SCHOOL}
SAMEN = APART | {2: 0, 3: 0}
"""School → which board it is of: each its own, or one with a school here and in two other SWV's."""


def _land(besturen: dict[int, int], *kijkers: Kijker) -> list[int]:
    """What school 1 can have, to who knows school 0 here, and all of PO9902 and PO9903: 28 to 32 less those four, and
    at most 7 of both others, leave 10 or more here; told as 8 to 12."""
    leden = [school(een, swv, bestuur=99001 + besturen[een]) for een, (swv, _) in PER_SCHOOL.items()]
    verloop = Verloop(leden)
    Getoetst(verloop, kijkers=kijkers).geef_vrij(_zaken(PER_SCHOOL), NOVEMBER)
    hier, land = (_zegt(verloop, code) for code in ("PO9901", "NL-PO"))
    laag = land.laag - sum(_zegt(verloop, code).hoog for code in ("PO9904", "PO9905"))
    kent = sum(PER_SCHOOL[een][1] for een in (2, 3))
    return [een for een in range(60) if hier.heeft(een + EIGEN) and laag - kent <= een + EIGEN <= land.hoog - kent]


DRIE: Kijker = frozenset({_school(0), ("swv", ANDERE_SWV), ("swv", "PO9903")})


@pytest.mark.parametrize(("besturen", "kijkers"), [(APART, [DRIE]), (SAMEN, [])])
def test_two_other_swvs_leave_five(besturen: dict[int, int], kijkers: list[Kijker]) -> None:
    assert len(_land(besturen, *kijkers)) >= 5


def test_one_at_a_time_they_leave_three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: what the audit took them to know before."""
    monkeypatch.setattr(Lezing, "_wie_kent", lambda _, __, ruimte: max(0, *ruimte.values()))

    assert _land(APART, DRIE) == [4, 5, 6]
