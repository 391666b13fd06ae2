"""The position in PostgreSQL decides: refused, recognised, never silently moved (ADR 0001, ADR 0008)."""

import pytest

from services.aggregator.handlers import TopicOpnieuwGemaakt
from shared.runtime.errors import Displaced, LogGap
from tests.bouwers import besloten, dossier, zaak
from tests.integration.aggregator.conftest import ZAKEN, Proef, records

DRIE = [zaak(nummer, inhoud=dossier()) for nummer in (1, 2, 3)]


async def test_a_new_partition_starts_at_the_beginning(proef: Proef) -> None:
    assert await proef.verwerker.positions([ZAKEN]) == {ZAKEN: 0}


async def test_a_batch_moves_position_cases_and_cells_together(proef: Proef) -> None:
    await proef.verwerker.handle(ZAKEN, records(*DRIE))

    assert await proef.telling() == {
        "volgende": 3, "ontvangen": 3, "geteld": 3, "achterhaald": 0, "dubbel": 0, "dood": 0
    }  # fmt: skip
    assert sum(int(str(cel[6])) for cel in await proef.cellen()) == 3


@pytest.mark.parametrize("vanaf", [0, 1, 4, 9])
async def test_a_batch_from_elsewhere_is_refused_and_changes_nothing(proef: Proef, vanaf: int) -> None:
    await proef.verwerker.handle(ZAKEN, records(*DRIE))
    voor = await proef.cellen()

    with pytest.raises(Displaced) as geweigerd:
        await proef.verwerker.handle(ZAKEN, records(*DRIE, vanaf=vanaf))

    assert geweigerd.value.expected == 2
    assert await proef.cellen() == voor
    assert (await proef.telling())["volgende"] == 3


async def test_a_restart_reads_the_last_message_again_to_recognise_it(proef: Proef) -> None:
    await proef.verwerker.handle(ZAKEN, records(*DRIE))

    assert await proef.verwerker.positions([ZAKEN]) == {ZAKEN: 2}
    await proef.verwerker.handle(ZAKEN, records(DRIE[2], zaak(4, inhoud=dossier()), vanaf=2))
    await proef.verwerker.handle(ZAKEN, records(zaak(4, inhoud=dossier()), vanaf=3))

    assert (await proef.telling())["ontvangen"] == 4


async def test_another_message_at_that_place_is_a_hard_stop(proef: Proef) -> None:
    await proef.verwerker.handle(ZAKEN, records(*DRIE))

    with pytest.raises(TopicOpnieuwGemaakt) as gestopt:
        await proef.verwerker.handle(ZAKEN, records(zaak(9, inhoud=dossier()), vanaf=2))

    assert "opnieuw gemaakt" in gestopt.value.melding
    assert (await proef.telling())["volgende"] == 3


async def test_a_gap_in_the_log_is_a_hard_stop(proef: Proef) -> None:
    await proef.verwerker.handle(ZAKEN, records(*DRIE))

    with pytest.raises(LogGap):
        await proef.verwerker.on_gap(ZAKEN, 2, 7)


async def test_losing_only_the_message_that_was_handled_is_no_gap(proef: Proef) -> None:
    await proef.verwerker.handle(ZAKEN, records(*DRIE))

    await proef.verwerker.on_gap(ZAKEN, 2, 3)
    await proef.verwerker.handle(ZAKEN, records(zaak(4, inhoud=dossier()), vanaf=3))

    assert (await proef.telling())["volgende"] == 4


async def test_what_fails_half_way_leaves_nothing(proef: Proef) -> None:
    await proef.oog.execute("REVOKE UPDATE ON stand.partitie FROM pos_aggregator")
    await proef.oog.execute("GRANT UPDATE (volgende) ON stand.partitie TO pos_aggregator")

    with pytest.raises(Exception, match="permission denied"):
        await proef.verwerker.handle(ZAKEN, records(zaak(1, inhoud=besloten())))

    assert await proef.cellen() == []
    assert await proef.oog.fetchval("SELECT count(*) FROM stand.zaak") == 0
