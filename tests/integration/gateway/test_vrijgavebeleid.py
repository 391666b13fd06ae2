"""Release policy of an SWV: who changes it, what is refused, and that the aggregator reads what was set."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from services.aggregator.vrijgave.opslag import lees_beleid
from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

PAD = "/v1/instellingen/PO9901/vrijgave"
BEHEERDER = "beheerder:PO9901"
GEWOON = {
    "drempel": 8, "afronding": 5, "veranderd": 5, "scholen": 3, "duren": 10,
    "maandenGroot": list(range(1, 13)), "maandenKlein": [1, 4, 7, 10],
}  # fmt: skip


@pytest.fixture
async def huis(database: Database) -> AsyncIterator[Huis]:
    """An SWV that never set anything."""
    await Wereld((Lid("PO9901", "99AB00", "99001"),), []).vul(database.url())
    async with open_huis(database.url("pos_gateway"), database.url()) as geopend:
        yield geopend


async def _zet(huis: Huis, inhoud: Any, recht: str = BEHEERDER, headers: dict[str, str] | None = None) -> Any:
    token = await huis.token(recht)
    return await huis.client.put(PAD, json=inhoud, headers={"Authorization": f"Bearer {token}", **(headers or {})})


async def test_a_change_is_a_new_row_that_the_aggregator_reads(huis: Huis, database: Database) -> None:
    eerst = await huis.get(PAD, BEHEERDER)
    assert {naam: eerst.json()[naam] for naam in GEWOON} == GEWOON
    assert (eerst.json()["versie"], eerst.json()["geschiedenis"]) == (0, [])

    assert (await _zet(huis, GEWOON)).json()["versie"] == 0
    for drempel in (10, 12):
        antwoord = await _zet(huis, {**GEWOON, "drempel": drempel, "maandenKlein": [7, 1]})
    inhoud = antwoord.json()

    assert [(een["versie"], een["drempel"]) for een in inhoud["geschiedenis"]] == [(2, 12), (1, 10)]
    assert (inhoud["gewijzigdOp"], inhoud["maandenKlein"]) == ("2026-11-22T09:00:00Z", [1, 7])
    verbinding = await asyncpg.connect(database.url("pos_aggregator"))
    try:
        boek = await lees_beleid(verbinding)
    finally:
        await verbinding.close()
    assert (boek.van([9901]).drempel, boek.van([9901]).maanden_klein) == (12, (1, 7))
    assert boek.van([9902]).drempel == 8


async def test_who_saw_something_older_changes_nothing(huis: Huis) -> None:
    oud = (await huis.get(PAD, BEHEERDER)).headers["etag"]
    assert (await _zet(huis, {**GEWOON, "drempel": 9}, headers={"If-Match": oud})).status_code == 200
    geweigerd = await _zet(huis, {**GEWOON, "drempel": 10}, headers={"If-Match": oud})
    assert (geweigerd.status_code, geweigerd.json()["code"]) == (412, "intussen_gewijzigd")


@pytest.mark.parametrize(
    ("recht", "lezen", "schrijven"),
    [
        (BEHEERDER, 200, 200), ("swv:PO9901", 200, 403), ("beheerder:PO9902", 404, 404), ("bestuur:99001", 404, 404),
        ("school:99AB00", 404, 404),
    ],
)  # fmt: skip
async def test_only_the_own_beheerder_writes(huis: Huis, recht: str, lezen: int, schrijven: int) -> None:
    assert (await huis.get(PAD, recht)).status_code == lezen
    assert (await _zet(huis, {**GEWOON, "drempel": 9}, recht)).status_code == schrijven


@pytest.mark.parametrize(
    ("anders", "plek"),
    [
        ({"drempel": 4, "afronding": 3}, "bericht.drempel"),
        ({"afronding": 9}, "bericht.afronding"),
        ({"maandenGroot": []}, "bericht.maandenGroot"),
        ({"duren": "10"}, "bericht.duren"),
    ],
)
async def test_what_breaks_a_rule_is_refused(huis: Huis, anders: Any, plek: str) -> None:
    antwoord = await _zet(huis, {**GEWOON, **anders})
    assert antwoord.status_code == 400, antwoord.text
    assert [fout["veld"] for fout in antwoord.json()["fouten"]] == [plek]
    assert (await huis.get(PAD, BEHEERDER)).json()["versie"] == 0
