"""Releases on a real PostgreSQL: the same bytes, for ever, and only what the gate lets through."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import asyncpg
import pytest

from services.aggregator.vrijgave import Beschadigd, NietAanDeBeurt, ToetsMislukt, maak_vrijgave
from services.aggregator.vrijgave.indeling import Eenheid
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toets import Kandidaat, Oordeel, Wijze
from services.aggregator.vrijgave.uitgave import Sleutel, Uitgave
from services.aggregator.vrijgave.uitgaven import lees_uitgave
from tests.bouwers import dossier
from tests.integration.gateway.wereld import Lid, Wereld
from tests.integration.vrijgave.zaken import vul, zet_zaak
from tests.stack import Database

MOMENTEN = [datetime(2025, 10, 2, 5, tzinfo=UTC), *(datetime(2025, maand, 2, 6, tzinfo=UTC) for maand in (11, 12))]
SCHOLEN = ("99AB00", "99AB01", "99AB02")
PLEK = Plek(Eenheid("swv", "PO9901"), "tlv-aanvragen", "", 2025, "")
TOTAAL = Sleutel("swv", "PO9901", "tlv-aanvragen", "", 2025, "")


@pytest.fixture
async def gevuld(database: Database) -> Database:
    zaken = [("PO9901", dossier(vestiging=SCHOLEN[nummer % 3])) for nummer in range(12)]
    await vul(database.url(), Wereld([Lid("PO9901", school, "99001") for school in SCHOLEN], zaken))
    return database


async def _maak(database: Database, nummer: int, **anders: object) -> Uitgave:
    moment = MOMENTEN[nummer]
    return (await maak_vrijgave(database.url("pos_aggregator"), moment, moment, **anders)).uitgave  # type: ignore[arg-type]


async def _zet(database: Database, *namen: int, weg: bool = False) -> None:
    verbinding = await asyncpg.connect(database.url())
    for naam in namen:
        await zet_zaak(verbinding, str(naam), "PO9901", None if weg else dossier(vestiging=SCHOLEN[0]))
    await verbinding.close()


def _waarde(uitgave: Uitgave, sleutel: Sleutel = TOTAAL) -> object:
    vak = uitgave.tabellen[sleutel].vak(None)
    assert vak is not None
    return vak["waarde"]


async def test_what_is_written_is_what_was_made(gevuld: Database) -> None:
    gemaakt = await _maak(gevuld, 0)
    verbinding = await asyncpg.connect(gevuld.url("pos_gateway"))
    gelezen = await lees_uitgave(verbinding, 1)
    await verbinding.close()

    assert (gelezen.tabellen, gelezen.ververst, gelezen.sha256) == (gemaakt.tabellen, gemaakt.ververst, gemaakt.sha256)
    assert _waarde(gelezen) == 10


async def test_the_same_input_gives_the_same_release(gevuld: Database) -> None:
    """Byte for byte: the tables as PostgreSQL would dump them."""
    dumps = []
    for extra in (False, True):
        await _maak(gevuld, 0, extra=extra)
        verbinding = await asyncpg.connect(gevuld.url())
        tabellen = await verbinding.fetch("SELECT * FROM vrijgave.tabel ORDER BY 2, 3, 4, 5, 6, 7")
        dumps.append([tuple(rij) for rij in tabellen])
        dumps[-1].append(tuple(await verbinding.fetchrow("SELECT * FROM vrijgave.vrijgave") or ()))
        for tabel in ("tabel", "ververst", "vrijgave"):
            await verbinding.execute(f"ALTER TABLE vrijgave.{tabel} DISABLE TRIGGER USER")
            await verbinding.execute(f"DELETE FROM vrijgave.{tabel}")
            await verbinding.execute(f"ALTER TABLE vrijgave.{tabel} ENABLE TRIGGER USER")
        for tabel in ("zaak", "indeling", "gehouden", "waarheid"):
            await verbinding.execute(f"DELETE FROM vrijgave_intern.{tabel}")
        await verbinding.close()

    assert dumps[0] == dumps[1]


async def test_the_gate_counts_distinct_dossiers_since_the_last_telling(gevuld: Database) -> None:
    """Four more: held. Then one of those goes and two come: five differ from what was told."""
    gezien = [_waarde(await _maak(gevuld, 0))]
    await _zet(gevuld, 100, 101, 102, 103)
    gezien.append(_waarde(await _maak(gevuld, 1)))
    await _zet(gevuld, 103, weg=True)
    await _zet(gevuld, 104, 105)
    gezien.append(_waarde(await _maak(gevuld, 2)))

    assert gezien == [10, 10, 15]


async def test_withdrawals_count_gross(gevuld: Database) -> None:
    """Two go and one comes: net one less, three dossiers: held. Four more go: seven."""
    gezien = [_waarde(await _maak(gevuld, 0))]
    await _zet(gevuld, 0, 1, weg=True)
    await _zet(gevuld, 100)
    gezien.append(_waarde(await _maak(gevuld, 1)))
    await _zet(gevuld, 2, 3, 4, 5, weg=True)
    gezien.append(_waarde(await _maak(gevuld, 2)))

    assert gezien == [10, 10, None]


async def test_what_the_gate_needs_no_more_is_gone(gevuld: Database) -> None:
    verbinding = await asyncpg.connect(gevuld.url())
    await _maak(gevuld, 0)
    await _zet(gevuld, *range(100, 110))
    await _zet(gevuld, 0, 1, 2, 3, 4, weg=True)
    await _maak(gevuld, 1, extra=True)
    rijen = await verbinding.fetch("SELECT zaak, inhoud FROM vrijgave_intern.zaak")
    await verbinding.close()

    assert len(rijen) == 12 - 5 + 10
    assert all(rij["inhoud"] is not None for rij in rijen)


OPDRACHTEN = (
    "UPDATE vrijgave.tabel SET rijen = '[]'",
    "DELETE FROM vrijgave.tabel",
    "TRUNCATE vrijgave.tabel",
    "UPDATE vrijgave.vrijgave SET toets = '{}'",
    "DELETE FROM vrijgave.ververst",
)
INTERN = ("vrijgave_intern.zaak", "vrijgave_intern.gehouden", "vrijgave_intern.indeling")


async def test_nobody_changes_a_release(gevuld: Database) -> None:
    """Not even the administrator of the database, who can only take the trigger away first."""
    await _maak(gevuld, 0)
    for rol in (None, "pos_aggregator", "pos_gateway", "pos_beheer"):
        verbinding = await asyncpg.connect(gevuld.url(rol))
        for opdracht in OPDRACHTEN:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await verbinding.execute(opdracht)
        await verbinding.close()


async def test_the_notes_of_the_gate_are_the_aggregators(gevuld: Database) -> None:
    for rol in ("pos_gateway", "pos_beheer", "pos_reports"):
        verbinding = await asyncpg.connect(gevuld.url(rol))
        for tabel in INTERN:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await verbinding.fetch(f"SELECT * FROM {tabel}")
        await verbinding.close()


async def test_a_damaged_release_is_noticed_and_nothing_follows_it(gevuld: Database) -> None:
    await _maak(gevuld, 0)
    verbinding = await asyncpg.connect(gevuld.url())
    await verbinding.execute("ALTER TABLE vrijgave.tabel DISABLE TRIGGER USER")
    await verbinding.execute("UPDATE vrijgave.tabel SET rijen = replace(rijen, '10', '15') WHERE splitsing = ''")
    await verbinding.close()

    with pytest.raises(Beschadigd):
        await _maak(gevuld, 1)


async def test_two_at_once_make_one(gevuld: Database) -> None:
    dsn, moment = gevuld.url("pos_aggregator"), MOMENTEN[0]
    uitkomsten = await asyncio.gather(*(maak_vrijgave(dsn, moment, moment) for _ in range(2)), return_exceptions=True)

    assert sorted(type(een).__name__ for een in uitkomsten) == ["Gemaakt", "NietAanDeBeurt"]


async def test_outside_the_fixed_moments_nothing_is_made(gevuld: Database) -> None:
    await _maak(gevuld, 0)
    later = datetime(2025, 10, 20, tzinfo=UTC)

    with pytest.raises(NietAanDeBeurt) as fout:
        await maak_vrijgave(gevuld.url("pos_aggregator"), later, later)
    assert fout.value.volgende == MOMENTEN[1].replace(hour=5)


async def test_the_audit_repairs_or_holds_back(gevuld: Database) -> None:
    """One that withholds the total once is satisfied with it; one that is never satisfied ends without a release."""
    gezien: list[int] = []

    def streng(kandidaat: Kandidaat, eerdere: Sequence[Uitgave]) -> Oordeel:
        gezien.append(len(eerdere))
        if _waarde(kandidaat.uitgave) is None:
            return Oordeel({"slechtste": 5})
        return Oordeel({}, {PLEK: Wijze.ONTHOUD})

    uitgave = await _maak(gevuld, 0, toets=streng)
    assert (_waarde(uitgave), gezien) == (None, [0, 0])

    def nooit(_kandidaat: Kandidaat, _eerdere: Sequence[Uitgave]) -> Oordeel:
        return Oordeel({}, {PLEK: Wijze.HOUD})

    with pytest.raises(ToetsMislukt):
        await _maak(gevuld, 1, toets=nooit)
    verbinding = await asyncpg.connect(gevuld.url())
    rijen = await verbinding.fetch("SELECT toets FROM vrijgave.vrijgave")
    pogingen = await verbinding.fetch("SELECT uitkomst FROM vrijgave_intern.poging ORDER BY id")
    await verbinding.close()
    assert [rij["toets"] for rij in rijen] == ['{"slechtste": 5}']
    assert [rij["uitkomst"] for rij in pogingen] == ["gemaakt", "gehouden"]
