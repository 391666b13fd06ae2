"""Rights: every route of profiles, quality and meetings, asked by every role."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.integration.gateway.huis import NU, maak_account
from tests.integration.gateway.kanalen.loket import Wie, open_loket
from tests.integration.gateway.profielen.balie import Balie
from tests.integration.gateway.profielen.routes import (
    AFSPRAAK,
    DOEL,
    DOEL_ANDERS,
    GESPREK,
    MACHTIG,
    MOMENT,
    NIEUW_DOEL,
    RECHTEN,
    ROLLEN,
    routes_van,
)
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

LEDEN = (
    Lid("PO9901", "99AB00", "99001"), Lid("PO9901", "99AC00", "99002"), Lid("PO9902", "99AD00", "99003"),
)  # fmt: skip


@pytest.fixture(scope="module")
def wereld(module_database: Database) -> Database:
    asyncio.run(Wereld(LEDEN).vul(module_database.url()))
    return module_database


@pytest.fixture
async def balie(wereld: Database) -> AsyncIterator[Balie]:
    async with open_loket(wereld, Wie()) as loket:
        yield Balie(loket)


async def test_every_route_stands_in_the_table(balie: Balie) -> None:
    assert routes_van(balie.loket.app) == set(RECHTEN), "a new route: say in RECHTEN who gets what"


async def test_every_role_at_every_route(balie: Balie) -> None:
    volgorde = sorted(ROLLEN, key=lambda wie: wie in MACHTIG)
    anders: dict[str, object] = {}
    await balie.vers()
    for vraag, verwacht in RECHTEN.items():
        gekregen = {wie: await balie.vraag(vraag, wie) for wie in volgorde}
        statussen = {wie: antwoord.status_code for wie, antwoord in gekregen.items()}
        if statussen != verwacht:
            anders[f"{vraag.methode} {vraag.pad}"] = {w: (statussen[w], verwacht[w]) for w in ROLLEN
                                                      if statussen[w] != verwacht[w]}  # fmt: skip
        for wie, woorden in VERBORGEN.items():
            gelekt = [woord for woord in woorden if woord in gekregen[wie].text and vraag.methode == "GET"]
            if gelekt:
                anders[f"{vraag.methode} {vraag.pad} {wie}"] = gelekt
        if vraag in _VERANDERT:
            await balie.vers()
    assert anders == {}, "route: role: (got, in the table)"


_VERANDERT = {
    een for een in RECHTEN if een.methode == "DELETE" or "intrek" in een.pad or een.inhoud in (NIEUW_DOEL, DOEL_ANDERS)
}
"""After these nothing is as it was."""
_GESPREK, _AFSPRAAK = GESPREK["onderwerp"], AFSPRAAK["tekst"]
_DOEL, _MOMENT = DOEL["titel"], MOMENT["titel"]
_ALLES = (_GESPREK, _AFSPRAAK, _DOEL, _MOMENT)
VERBORGEN = {
    "school:99AB00": (_MOMENT,), "bestuur:99001": (_DOEL, _MOMENT),
    **dict.fromkeys(("school:99AC00", "bestuur:99003", "swv:PO9902", "platform:", ""), _ALLES),
}  # fmt: skip
"""What must stand in no answer to this role, whatever its status."""


async def test_a_token_with_fewer_rights_opens_fewer_routes(balie: Balie) -> None:
    """An account of school and board, with a token for the school alone."""
    await balie.vers()
    token = await maak_account(balie.loket.admin_url, ["school:99AB00", "bestuur:99001"], NU)
    kop = {"Authorization": f"Bearer {token}"}
    minder = await balie.loket.client.post(
        "/v1/tokens", headers=kop,
        json={"naam": "alleen de school", "geldigDagen": 1, "rechten": [{"rol": "school", "eenheid": "99AB00"}]},
    )  # fmt: skip
    assert minder.status_code == 201, minder.text
    alleen = {"token": {"Authorization": f"Bearer {minder.json()['token']}"}, "sessie": {}}
    balie.loket.wie.koppen["school:99AB00"] = alleen
    for vraag, verwacht in RECHTEN.items():
        if vraag.is_api and vraag.methode != "DELETE" and "intrek" not in vraag.pad:
            assert (await balie.vraag(vraag, "school:99AB00")).status_code == verwacht["school:99AB00"], vraag
    intrekken = next(een for een in RECHTEN if "intrekkingen" in een.pad)
    assert (await balie.vraag(intrekken, "school:99AB00")).status_code == 403
    balie.loket.wie.koppen["school:99AB00"] = {"token": kop, "sessie": {}}
    assert (await balie.vraag(intrekken, "school:99AB00")).status_code == 204, "the account itself may"
