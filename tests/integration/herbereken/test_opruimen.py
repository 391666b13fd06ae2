"""Retention by night of what is noted beside the figures, with a clock that the test holds."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import asyncpg
import pytest
from pydantic import SecretStr

from services.aggregator.nacht import Nacht
from services.aggregator.opruimen import BEWAREN, ruim_op
from services.aggregator.settings import Settings
from shared.runtime.clock import FixedClock
from shared.runtime.postgres import Pool, open_pool
from tests.stack import Database

NU = datetime(2026, 11, 22, 3, tzinfo=UTC)
OUD, JONG = NU - BEWAREN - timedelta(seconds=1), NU - BEWAREN


@pytest.fixture
async def oog(database: Database) -> AsyncIterator[asyncpg.Connection]:
    verbinding = await asyncpg.connect(database.url())
    yield verbinding
    await verbinding.close()


@pytest.fixture
async def pool(database: Database) -> AsyncIterator[Pool]:
    async with open_pool(database.url("pos_aggregator"), "proef") as pool:
        yield pool


async def _letter(oog: asyncpg.Connection, dienst: str, topic: str, positie: int, op: datetime) -> None:
    await oog.execute(
        "INSERT INTO stand.dode_letter (dienst, topic, partitie, positie, reden, op) VALUES ($1, $2, 0, $3, 'x', $4)",
        *(dienst, topic, positie, op),
    )


async def _posities(oog: asyncpg.Connection) -> list[tuple[str, int]]:
    rijen = await oog.fetch("SELECT dienst, positie FROM stand.dode_letter ORDER BY 1, 2")
    return [(rij[0], rij[1]) for rij in rijen]


async def test_dead_letters_live_as_long_as_the_log(oog: asyncpg.Connection, pool: Pool) -> None:
    for positie, op in enumerate((OUD, JONG, NU)):
        await _letter(oog, "anonymiser", "ldos.dossiers", positie, op)

    assert await ruim_op(pool, NU) == 1
    assert await ruim_op(pool, NU) == 0

    assert await _posities(oog) == [("anonymiser", 1), ("anonymiser", 2)]


async def test_a_letter_that_a_recomputation_finds_again_stays(oog: asyncpg.Connection, pool: Pool) -> None:
    for positie in (4, 5, 6):
        await _letter(oog, "aggregator", "onderwijs.zaken", positie, OUD)
    assert await ruim_op(pool, NU) == 0, "without a checkpoint everything is replayed"
    ijkpunt = await oog.fetchval(
        "INSERT INTO stand.ijkpunt (gemaakt_op, zaken, sha_zaken, sha_cellen)"
        " VALUES ($1, 0, sha256(''), sha256('')) RETURNING id",
        NU,
    )
    await oog.execute(
        "INSERT INTO stand.ijkpunt_partitie VALUES ($1, 'onderwijs.zaken', 0, 5, NULL, 0, 0, 0, 0, 0)", ijkpunt
    )

    assert await ruim_op(pool, NU) == 1

    assert await _posities(oog) == [("aggregator", 5), ("aggregator", 6)]


async def test_reports_of_the_night_go_but_the_turn_of_each_swv_is_known(oog: asyncpg.Connection, pool: Pool) -> None:
    for op in (OUD, JONG):
        await oog.execute(
            "INSERT INTO stand.herberekening (wijze, begonnen_op, bijgewerkt, klaar_op, verschillen)"
            " VALUES ('controle', $1, $1, $1, 0)",
            op,
        )
    for swv, dag in ((9901, date(2024, 1, 1)), (9901, date(2024, 1, 3)), (19901, date(2024, 1, 2))):
        await oog.execute(
            "INSERT INTO stand.zelfcontrole (dag, swv, begonnen_op, klaar_op, cellen, zaken)"
            " VALUES ($1, $2, now(), now(), 0, 0)",
            *(dag, swv),
        )

    assert await ruim_op(pool, NU) == 2

    assert [rij[0] for rij in await oog.fetch("SELECT bijgewerkt FROM stand.herberekening")] == [JONG]
    rijen = await oog.fetch("SELECT swv, dag FROM stand.zelfcontrole ORDER BY 2")
    assert [tuple(rij) for rij in rijen] == [(19901, date(2024, 1, 2)), (9901, date(2024, 1, 3))]


async def test_the_night_does_it_once_and_not_by_day(oog: asyncpg.Connection, pool: Pool, database: Database) -> None:
    settings = Settings(
        kafka="127.0.0.1:1", ops_poort=1, database_url=SecretStr(database.url("pos_aggregator")), nacht_om="03:30"
    )
    clock = FixedClock(datetime(2026, 11, 22, 2, 29, tzinfo=UTC))
    nacht = Nacht(settings, pool, clock)
    await _letter(oog, "ingest", "ldos.dossiers", 1, clock.moment - BEWAREN - timedelta(days=1))
    await nacht.doe()
    assert await _posities(oog) == [("ingest", 1)]

    clock.moment += timedelta(minutes=2)
    await nacht.doe()
    assert await _posities(oog) == []

    await _letter(oog, "ingest", "ldos.dossiers", 2, clock.moment - BEWAREN - timedelta(days=1))
    await nacht.doe()
    assert await _posities(oog) == [("ingest", 2)]
    clock.moment += timedelta(days=1)
    await nacht.doe()
    assert await _posities(oog) == []
