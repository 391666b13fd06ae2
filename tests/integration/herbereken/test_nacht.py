"""By night: one SWV recomputed and compared, in turn; once a month a checkpoint; told by metrics."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from services.aggregator.herbereken import Logboek, Wijze
from services.aggregator.herbereken.zelfcontrole import Gevonden, controleer_swv
from services.aggregator.ligging import leg_bij_elkaar
from services.aggregator.nacht import Nacht
from services.aggregator.settings import Settings
from shared.contracts.eenheden import swv_getal
from shared.runtime.clock import FixedClock
from shared.runtime.metrics import gauge
from shared.runtime.postgres import Pool, open_pool
from tests.integration.herbereken.conftest import Huis, verhaal

OM_VIER_UUR = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PO, VO = swv_getal("PO9901"), swv_getal("VO9901")


@pytest.fixture
async def pool(huis: Huis) -> AsyncIterator[Pool]:
    async with open_pool(huis.dsn, "proef") as pool:
        yield pool


def nacht(huis: Huis, pool: Pool, moment: datetime = OM_VIER_UUR) -> tuple[Nacht, FixedClock]:
    clock = FixedClock(moment)
    settings = Settings(kafka=huis.bootstrap, ops_poort=1, database_url=SecretStr(huis.dsn), nacht_om="03:30")
    return Nacht(settings, pool, clock), clock


def waarde(naam: str) -> float:
    return float(next(iter(gauge(naam).collect())).samples[0].value)


async def _vul(huis: Huis, seed: int) -> None:
    huis.start()
    await huis.duw(verhaal(seed))
    await huis.bij()


async def test_the_running_figures_of_an_swv_equal_its_recomputation(huis: Huis, pool: Pool) -> None:
    await _vul(huis, 21)
    async with Logboek(huis.kafka, grootte=150) as logboek:
        assert [await controleer_swv(pool, logboek, swv) for swv in (PO, VO)] == [Gevonden(0, 0)] * 2
    await huis.herbereken(Wijze.IJKPUNT)
    await huis.duw(verhaal(22, 50))
    await huis.bij()

    async with Logboek(huis.kafka, grootte=150) as logboek:
        assert [await controleer_swv(pool, logboek, swv) for swv in (PO, VO)] == [Gevonden(0, 0)] * 2


async def test_a_planted_difference_raises_the_alarm_until_it_is_repaired(huis: Huis, pool: Pool) -> None:
    await _vul(huis, 23)
    await huis.herbereken(Wijze.IJKPUNT)
    werk, clock = nacht(huis, pool)
    await huis.oog.execute(
        "UPDATE stand.cel SET aantal = aantal + 1 WHERE swv = $1 AND ctid = "
        "(SELECT min(ctid) FROM stand.cel WHERE swv = $1)",
        VO,
    )

    await werk.doe()
    await werk.meet()
    assert waarde("pos_zelfcontrole_verschillen") == 0, "the first night is for the other SWV"

    clock.moment += timedelta(days=1)
    await werk.doe()
    await werk.meet()
    assert waarde("pos_zelfcontrole_verschillen") == 1

    await huis.herbereken(Wijze.WISSEL)
    await werk.meet()
    assert waarde("pos_zelfcontrole_verschillen") == 0


async def test_swvs_take_turns_and_one_a_night(huis: Huis, pool: Pool) -> None:
    await _vul(huis, 24)
    werk, clock = nacht(huis, pool)
    ander, _ = nacht(huis, pool)
    for _ in range(4):
        await werk.doe()
        await ander.doe()
        clock.moment += timedelta(days=1)

    rijen = await huis.oog.fetch("SELECT swv, cellen, zaken FROM stand.zelfcontrole ORDER BY dag")
    assert [tuple(rij) for rij in rijen] == [(PO, 0, 0), (VO, 0, 0), (PO, 0, 0), (VO, 0, 0)]


async def test_nothing_happens_before_the_time_of_day(huis: Huis, pool: Pool) -> None:
    await _vul(huis, 25)
    werk, _ = nacht(huis, pool, datetime(2026, 11, 22, 2, 29, tzinfo=UTC))

    await werk.doe()

    assert await huis.waarde("SELECT count(*) FROM stand.zelfcontrole") == 0
    assert await huis.waarde("SELECT count(*) FROM stand.ijkpunt") == 0


async def test_a_checkpoint_a_month_and_none_of_a_wrong_stand(huis: Huis, pool: Pool) -> None:
    await _vul(huis, 26)
    werk, clock = nacht(huis, pool)
    await werk.doe()
    eerste = await huis.waarde("SELECT id FROM stand.ijkpunt")
    assert eerste is not None

    clock.moment = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
    await werk.doe()
    assert await huis.waarde("SELECT id FROM stand.ijkpunt") == eerste

    clock.moment = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
    await huis.oog.execute("UPDATE stand.cel SET aantal = aantal + 1")
    await werk.doe()
    await werk.meet()
    assert await huis.waarde("SELECT id FROM stand.ijkpunt") == eerste
    assert waarde("pos_herbereken_verschillen") > 0

    await huis.herbereken(Wijze.WISSEL)
    clock.moment += timedelta(days=1)
    await werk.doe()
    await werk.meet()
    assert await huis.waarde("SELECT id FROM stand.ijkpunt") > eerste
    assert waarde("pos_herbereken_verschillen") == 0


async def test_a_failing_night_does_not_stop_the_service(huis: Huis, pool: Pool) -> None:
    """Rubbish in the table breaks the recomputation of that SWV; the live stream goes on."""
    proces = huis.start(POS_NACHT_OM="00:00", POS_NACHT_KIJKEN_SECONDEN="0.2")
    await huis.duw(verhaal(27, 40))
    await huis.bij()
    await huis.oog.execute("UPDATE stand.ijkpunt_zaak SET inhoud = 'rommel'")
    await huis.duw(verhaal(28, 40))
    await huis.bij()

    assert proces.poll() is None


async def _strooi(huis: Huis, per_swv: int) -> None:
    """Cells of twenty SWV's in turn, as they arrive: each page holds cells of all."""
    await huis.oog.execute(
        "INSERT INTO stand.cel SELECT 500 + n % 20, 2020, 1, n % 40, n % 40, n, 1, 0, 0"
        " FROM generate_series(1, 20 * $1::int) AS n",
        per_swv,
    )
    await huis.oog.execute("ANALYZE stand.cel")


async def test_scattered_cells_are_laid_together_and_no_cell_changes(huis: Huis, pool: Pool) -> None:
    await _strooi(huis, 2_500)
    alles = "SELECT md5(string_agg(c::text, ',' ORDER BY swv, code)) FROM stand.cel AS c"
    paginas = "SELECT count(DISTINCT (ctid::text::point)[0]) FROM stand.cel WHERE swv = 507"
    voor = await huis.waarde(alles)
    assert await huis.waarde(paginas) > 400

    assert await leg_bij_elkaar(pool, 507)

    assert await huis.waarde(alles) == voor
    assert await huis.waarde(paginas) < 40
    assert not await leg_bij_elkaar(pool, 507), "what lies together is left alone"


async def test_cells_are_not_laid_together_while_somebody_reads_nor_when_few(huis: Huis, pool: Pool) -> None:
    await _strooi(huis, 500)
    assert not await leg_bij_elkaar(pool, 507), "a hundred pages are not noticed"
    await huis.oog.execute("TRUNCATE stand.cel")
    await _strooi(huis, 2_500)

    async with huis.oog.transaction():
        await huis.waarde("SELECT count(*) FROM stand.cel")
        assert not await leg_bij_elkaar(pool, 507)


async def test_the_night_lays_cells_together_but_the_day_does_not(huis: Huis, pool: Pool) -> None:
    await _strooi(huis, 2_500)
    await huis.oog.execute("INSERT INTO stand.swv_versie VALUES (507, 1, now())")
    paginas = "SELECT count(DISTINCT (ctid::text::point)[0]) FROM stand.cel WHERE swv = 507"

    overdag, _ = nacht(huis, pool, datetime(2026, 11, 21, 10, 0, tzinfo=UTC))
    await overdag.doe()
    assert await huis.waarde(paginas) > 400

    snachts, _ = nacht(huis, pool)
    await snachts.doe()
    assert await huis.waarde(paginas) < 40
