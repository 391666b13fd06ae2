"""Releases beside folding: no case leaves before the final release of its schooljaren, and none looks withdrawn."""

from datetime import UTC, date, datetime

import asyncpg
import pytest

from services.aggregator.herbereken.vouwen import Termijn, vouw
from services.aggregator.herbereken.wachten import uitvrijgegeven
from services.aggregator.vrijgave import maak_vrijgave
from services.aggregator.vrijgave.uitgave import Sleutel, Uitgave
from services.aggregator.vrijgave.waarderegel import ONTHOUDEN
from tests.bouwers import dossier
from tests.integration.gateway.wereld import Lid, Wereld
from tests.integration.vrijgave.zaken import vul
from tests.stack import Database

SCHOLEN = ("99AB00", "99AB01", "99AB02")
OPEN, DEFINITIEF, LATER, LAATST = (
    datetime(jaar, maand, 2, 6, tzinfo=UTC) for jaar, maand in ((2025, 11), (2026, 10), (2026, 11), (2026, 12))
)
TOTAAL = Sleutel("swv", "PO9901", "tlv-aanvragen", "", 2025, "")
NIEUW = Sleutel("bestuur", "99002", "tlv-aanvragen", "", 2025, "")


@pytest.fixture
async def gevuld(database: Database) -> Database:
    zaken = [("PO9901", dossier(vestiging=SCHOLEN[nummer % 3])) for nummer in range(12)]
    await vul(database.url(), Wereld([Lid("PO9901", school, "99001") for school in SCHOLEN], zaken))
    return database


async def _geef_vrij(database: Database, moment: datetime) -> Uitgave:
    return (await maak_vrijgave(database.url("pos_aggregator"), moment, moment, extra=True)).uitgave


async def _vouw(database: Database) -> int:
    """What may leave, leaves, as in the checkpoint of the month; long after the retention."""
    verbinding = await asyncpg.connect(database.url("pos_aggregator"))
    async with verbinding.transaction():
        alle = [rij["zaak"] for rij in await verbinding.fetch("SELECT zaak FROM stand.zaak ORDER BY zaak")]
        vrij = await uitvrijgegeven(verbinding, alle)
        weg = await vouw(verbinding, vrij, Termijn(1, date(2049, 1, 1)), LATER)
    await verbinding.close()
    return len(weg)


async def test_a_case_stays_until_the_final_release_of_its_schooljaar(gevuld: Database) -> None:
    gevouwen = [await _vouw(gevuld)]
    for moment in (OPEN, DEFINITIEF):
        await _geef_vrij(gevuld, moment)
        gevouwen.append(await _vouw(gevuld))

    assert gevouwen == [0, 0, 12]


async def test_folded_cases_do_not_look_withdrawn(gevuld: Database) -> None:
    """The closed schooljaar stays as it was told, and a unit that is new in it gets no numbers that are too low."""
    await _geef_vrij(gevuld, OPEN)
    voor = await _geef_vrij(gevuld, DEFINITIEF)
    assert await _vouw(gevuld) == 12
    na = await _geef_vrij(gevuld, LATER)
    verbinding = await asyncpg.connect(gevuld.url())
    await verbinding.execute("INSERT INTO organisatie.bestuur VALUES (99002, 'Later samengegaan')")
    await verbinding.execute("UPDATE organisatie.lidmaatschap SET bestuur = 99002")
    await verbinding.close()
    laatst = await _geef_vrij(gevuld, LAATST)

    assert [een.tabellen[TOTAAL].vak(None) for een in (voor, na, laatst)] == [{"waarde": 10, "status": None}] * 3
    van_2025 = [
        {sleutel: tabel for sleutel, tabel in een.tabellen.items() if sleutel.schooljaar == 2025} for een in (voor, na)
    ]
    assert van_2025[0] == van_2025[1]
    assert laatst.tabellen[NIEUW].vak(None) == ONTHOUDEN


async def test_cells_that_were_not_final_keep_what_was_told(gevuld: Database) -> None:
    """Also where folding did not wait, as before it knew of releases."""
    voor = await _geef_vrij(gevuld, OPEN)
    verbinding = await asyncpg.connect(gevuld.url("pos_aggregator"))
    async with verbinding.transaction():
        alle = [rij["zaak"] for rij in await verbinding.fetch("SELECT zaak FROM stand.zaak")]
        await vouw(verbinding, alle, Termijn(1, date(2049, 1, 1)), LATER)
    await verbinding.close()
    na = await _geef_vrij(gevuld, DEFINITIEF)

    assert voor.tabellen[TOTAAL].vak(None) == na.tabellen[TOTAAL].vak(None) == {"waarde": 10, "status": None}
    assert na.tabellen[TOTAAL].definitief
