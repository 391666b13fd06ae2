"""Who makes an answer of a dashboard that is not kept: one maker for all who ask it, two at a time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from services.gateway.dashboards import DASHBOARDS, balie
from tests.integration.gateway.huis import Huis
from tests.stack import until

SWV, SCHOOL = "swv:PO9901", "school:99AI00"
_PAD = "/v1/dashboards/verwijzingen?niveau=swv&eenheid=PO9901"
_VAN_SCHOOL = "/v1/dashboards/thuiszitters?niveau=school&eenheid=99AI00"
Verander = Callable[[], Awaitable[None]]


class _Geteld:
    """`balie._maak` that waits for a sign, and knows how many are at work."""

    def __init__(self, echt: Any) -> None:
        self._echt, self.mag = echt, asyncio.Event()
        self.keren = self.bezig = self.meest = 0

    async def __call__(self, *wat: Any) -> Any:
        self.keren, self.bezig = self.keren + 1, self.bezig + 1
        self.meest = max(self.meest, self.bezig)
        await self.mag.wait()
        try:
            return await self._echt(*wat)
        finally:
            self.bezig -= 1


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> _Geteld:
    geteld = _Geteld(balie._maak)
    monkeypatch.setattr(balie, "_maak", geteld)
    return geteld


@pytest.fixture
async def verander(huis: Huis) -> AsyncIterator[Verander]:
    """Changes a dossier of PO9901, so that nothing that was kept for that SWV holds."""
    verbinding = await asyncpg.connect(huis.admin_url)

    async def nu() -> None:
        await verbinding.execute("UPDATE stand.swv_versie SET versie = versie + 1 WHERE swv = 9901")

    yield nu
    await verbinding.close()


async def _begint(huis: Huis, verander: Verander, maker: _Geteld) -> asyncio.Task[httpx.Response]:
    """A reader whose question is being made, and who waits for it."""
    await verander()
    vrager = asyncio.create_task(huis.get(_PAD, SWV))
    await until(lambda: maker.keren == 1, 10)
    return vrager


async def _sluit_aan(huis: Huis, aantal: int = 1) -> list[asyncio.Task[httpx.Response]]:
    """Readers who ask the same after that, each with time to get as far as the line."""
    vragers = [asyncio.create_task(huis.get(_PAD, SWV)) for _ in range(aantal)]
    await asyncio.sleep(0.2)
    return vragers


async def test_who_asks_at_the_same_time_waits_for_one_maker(huis: Huis, verander: Verander, maker: _Geteld) -> None:
    vragers = [await _begint(huis, verander, maker), *await _sluit_aan(huis, 4)]
    maker.mag.set()
    antwoorden = await asyncio.gather(*vragers)
    assert maker.keren == 1
    assert {antwoord.content for antwoord in antwoorden} == {antwoorden[0].content}


async def test_a_change_during_the_making_is_in_the_answer_of_who_asked_after_it(
    huis: Huis, verander: Verander, maker: _Geteld
) -> None:
    eerste = await _begint(huis, verander, maker)
    await verander()
    tweede = await _sluit_aan(huis)
    maker.mag.set()
    await asyncio.gather(eerste, *tweede)
    assert maker.keren == 2


async def test_few_are_made_at_a_time_and_what_is_kept_goes_ahead(
    huis: Huis, verander: Verander, maker: _Geteld
) -> None:
    maker.mag.set()
    bewaard = await huis.get(_VAN_SCHOOL, SCHOOL)
    maker.mag.clear()
    await verander()
    paden = [f"/v1/dashboards/{naam}?niveau=swv&eenheid=PO9901" for naam in DASHBOARDS]
    vragers = [asyncio.create_task(huis.get(pad, SWV)) for pad in paden]
    await until(lambda: maker.bezig == 2, 10)
    weer = await huis.get(_VAN_SCHOOL, SCHOOL)
    maker.mag.set()
    antwoorden = await asyncio.gather(*vragers)
    assert weer.content == bewaard.content
    assert {antwoord.status_code for antwoord in antwoorden} == {200}
    assert (maker.keren, maker.meest) == (1 + len(paden), 2)


async def test_a_maker_that_leaves_is_followed_by_who_waits(huis: Huis, verander: Verander, maker: _Geteld) -> None:
    eerste = await _begint(huis, verander, maker)
    [tweede] = await _sluit_aan(huis)
    eerste.cancel()
    maker.mag.set()
    assert (await tweede).status_code == 200
    assert maker.keren == 2
