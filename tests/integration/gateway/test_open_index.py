"""The question what is open now is answered from its own small index."""

import asyncpg

from services.gateway.adapters.cellen import OPEN
from shared.contracts import codes
from shared.contracts.cellen import INDELINGEN, Kubus
from tests.integration.gateway.wereld import Voorbeeld
from tests.stack import Database


def test_the_condition_is_that_of_an_open_application() -> None:
    veld = INDELINGEN[Kubus.AANVRAAG].velden["status"]
    nummers = ", ".join(str(nummer) for nummer in sorted(veld.nummer(status) for status in codes.OPENSTAAND))
    assert f"c.kubus = {Kubus.AANVRAAG.value} AND (c.code >> {veld.plek}) & {veld.masker} IN ({nummers})" == OPEN


async def test_the_planner_sees_that_the_index_fits(gevuld: Database, verhaal: Voorbeeld) -> None:
    verbinding = await asyncpg.connect(gevuld.url())
    try:
        await verbinding.execute("SET enable_seqscan = off")
        plan = await verbinding.fetch(f"EXPLAIN SELECT sum(aantal) FROM stand.cel AS c WHERE c.swv = 9901 AND {OPEN}")
    finally:
        await verbinding.close()
    assert "cel_open" in "\n".join(regel[0] for regel in plan)
