"""Another attacker, with every released table of ten releases and own exact figures, confines nothing."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from services.aggregator.vrijgave.indeling import Indeling
from services.aggregator.vrijgave.uitgave import Rij
from services.aggregator.vrijgave.waarderegel import ONTHOUDEN
from tests.unit.vrijgave.spel import BESTUREN, aanval, gepubliceerd, leden, zaken
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import Verloop

MOMENTEN = [datetime(2025 + (7 + een) // 12, (7 + een) % 12 + 1, 2, 6, tzinfo=UTC) for een in range(10)]
SPLITSINGEN = ("soortCategorie", "herindicatie")


@pytest.mark.parametrize("verloop", ["groei", "intrekking"])
def test_nothing_is_confined_over_ten_releases(verloop: str) -> None:
    """Applications come in every month; or some are withdrawn too, now and then."""
    alle, gezien = zaken(1, 26), []
    getoetst = Getoetst(Verloop(leden(BESTUREN)))
    kans = random.Random(7)
    for nummer, moment in enumerate(MOMENTEN):
        if nummer:
            alle = alle | zaken(nummer + 1, kans.randrange(3, 12), begin=100 * nummer)
        if nummer % 3 == 1 and verloop == "intrekking":
            alle = dict(list(alle.items())[3:])
        getoetst.geef_vrij(alle, moment)
        gezien.append(gepubliceerd(getoetst.uitgaven[-1], alle, BESTUREN, SPLITSINGEN))

    getoond = [vak["waarde"] for een in gezien for _, rijen in een.tables.values() for vak in rijen.values()]
    assert sum(waarde is not None for waarde in getoond) > 10
    assert aanval(gezien, BESTUREN, growing=verloop != "intrekking") == []


def test_who_looks_every_day_sees_no_more() -> None:
    """Extra releases on six days in a row, of one or two new dossiers each: what changes, changes by five or more."""
    alle, gezien = zaken(1, 30), []
    getoetst = Getoetst(Verloop(leden(BESTUREN)))
    for dag in range(6):
        alle = alle | zaken(dag + 2, 1 + dag % 2, begin=100 * (dag + 1))
        getoetst.geef_vrij(alle, _november(dag))
        gezien.append(gepubliceerd(getoetst.uitgaven[-1], alle, BESTUREN, SPLITSINGEN))

    totalen = [een.tables["PO9901"][1]["", ""]["waarde"] for een in gezien]
    assert len(set(totalen)) < 4
    assert aanval(gezien, BESTUREN, growing=True) == []


def _november(dag: int) -> datetime:
    """A day of November."""
    return datetime(2025, 11, 3 + dag, 6, tzinfo=UTC)


def test_a_board_that_grows_into_knowing_too_much_ends_what_is_told() -> None:
    """A school moves: its new board knows four of the six schools, and can subtract those from what was told before.
    Nothing can take that back, so of that figure nothing more is told; of others it is."""
    alle = zaken(1, 26)
    getoetst = Getoetst(Verloop(leden(BESTUREN)))
    getoetst.geef_vrij(alle, MOMENTEN[0])
    getoetst.verloop.indeling = Indeling(tuple(leden((99003, *BESTUREN[1:]))))
    oordeel = getoetst.geef_vrij(alle | zaken(2, 9, begin=100), MOMENTEN[1])

    toen, nu = getoetst.uitgaven
    swv = [sleutel for sleutel in nu.tabellen if (sleutel.niveau, sleutel.indicator) == ("swv", "tlv-aanvragen")]
    assert swv
    assert all(_onveranderd(toen.tabellen[sleutel].rijen, nu.tabellen[sleutel].rijen) for sleutel in swv)
    assert oordeel.certificaat["bevroren"] == ["PO9901 2025"]


def _onveranderd(toen: Sequence[Rij], nu: Sequence[Rij]) -> bool:
    return all(nieuw in (oud, (oud[0], ONTHOUDEN)) for oud, nieuw in zip(toen, nu, strict=True))
