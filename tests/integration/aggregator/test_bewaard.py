"""The metric of what is kept longest, from the real tables; and that the alert looks at what it sets."""

import re
from datetime import UTC, datetime, timedelta

import asyncpg
import yaml
from pydantic import SecretStr

from services.aggregator.bewaard import Bewaard, termijnen
from services.aggregator.settings import Settings
from shared.runtime.clock import FixedClock
from shared.runtime.metrics import gauge
from shared.runtime.postgres import open_pool
from tests.gebeurtenissen import ROOT
from tests.stack import Database

NU = datetime(2026, 11, 22, 9, tzinfo=UTC)


def _oudste(opslag: str) -> float:
    waarde: float = gauge("pos_bewaard_oudste_seconden").labels(opslag)._value.get()
    return waarde


async def test_the_oldest_line_counts_and_nothing_is_zero(database: Database) -> None:
    verbinding = await asyncpg.connect(database.url())
    for dagen in (800, 20):
        await verbinding.execute(
            "INSERT INTO toegang.accountwijziging (op, door, naam, wat) VALUES ($1, 'x', 'x', 'gemaakt')",
            NU - timedelta(days=dagen),
        )
    instellingen = Settings(kafka="localhost:1", ops_poort=1, database_url=SecretStr(database.url("pos_aggregator")))
    async with open_pool(database.url("pos_aggregator"), "bewaard", 2) as pool:
        await Bewaard(instellingen, pool, FixedClock(NU)).meet()
        assert _oudste("accountwijzigingen") == 800 * 86_400
        assert _oudste("leesverslag") == _oudste("dode_letters") == 0
        assert _oudste("accountwijzigingen") > termijnen(instellingen)["accountwijzigingen"] + 2 * 86_400
        async with pool.acquire() as rol:
            assert await rol.fetchval("SELECT toegang.ruim_accountwijziging(730)") == 1
        await Bewaard(instellingen, pool, FixedClock(NU)).meet()
    await verbinding.close()
    assert _oudste("accountwijzigingen") == 20 * 86_400


def test_every_store_of_the_alert_has_a_term() -> None:
    regels = yaml.safe_load((ROOT / "deploy/prometheus/regels.yml").read_text("utf-8"))["groups"]
    [alarm] = [regel for groep in regels for regel in groep["rules"] if regel["alert"] == "TeLangBewaard"]
    gebruikt = set(re.findall(r"pos_\w+", alarm["expr"]))
    assert gebruikt == {"pos_bewaard_oudste_seconden", "pos_bewaard_termijn_seconden"}
