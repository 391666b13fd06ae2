"""The chaos runner's own rules: the same seed gives the same faults, and each judge notices what it is there for."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from deploy.chaos import bewaren, verslag
from deploy.chaos.narekenen import reken
from deploy.chaos.proxy import HOST, Proxy, Toestand
from deploy.chaos.rechter import Behoud, Oordeel
from deploy.chaos.storingen import ALLE
from deploy.chaos.stroom import wereld
from deploy.chaos.verloop import Beurt, Opzet, Uitslag, schema
from shared.contracts.ldos import Accepted, check

BEELD = {
    "scheef": 0, "geteld": 7, "zaken": 7, "levend": 6, "aanvragen": 6, "ontvangen": 20, "volgende": 20, "half": 0,
}  # fmt: skip


def _namen(seed: int, **opzet: Any) -> list[str]:
    return [een.naam for een in schema(seed, Opzet(**opzet))]


def test_a_seed_always_gives_the_same_faults_and_another_seed_others() -> None:
    assert _namen(7) == _namen(7)
    assert len({tuple(_namen(seed)) for seed in range(20)}) > 15


def test_a_run_is_about_as_long_as_asked() -> None:
    for seed in range(50):
        gekozen = schema(seed, Opzet(duur=60))
        assert sum(een.seconden for een in gekozen) >= 60
        assert sum(een.seconden for een in gekozen[:-1]) < 60


def test_every_fault_has_its_turn_and_three_brokers_bring_more() -> None:
    een, drie = set(_namen(1, duur=2000)), set(_namen(1, duur=2000, brokers=3))
    assert drie == set(ALLE)
    assert drie - een == {naam for naam, storing in ALLE.items() if storing.brokers == 3}
    assert _namen(1, storingen=["gif", "gif"]) == ["gif", "gif"]


@pytest.mark.parametrize("anders", ["scheef", "geteld", "zaken", "levend", "aanvragen", "volgende", "half"])
def test_one_number_that_does_not_add_up_is_noticed(anders: str) -> None:
    behoud = Behoud("")
    behoud.oordeel(BEELD)
    assert behoud.fouten == []
    behoud.oordeel({**BEELD, anders: BEELD[anders] + 1})
    assert len(behoud.fouten) == 1


def test_going_back_is_noticed_and_a_repair_is_taken_into_account() -> None:
    behoud = Behoud("")
    behoud.oordeel(BEELD)
    behoud.oordeel({**BEELD, "ontvangen": 19, "volgende": 19})
    assert "teruggedraaid" in behoud.fouten.pop()
    behoud.wacht_op_herstel()
    behoud.oordeel({**BEELD, "volgende": 0})
    behoud.herijk()
    behoud.oordeel({**BEELD, "ontvangen": 21, "volgende": 1})
    assert behoud.fouten == []
    behoud.oordeel({**BEELD, "ontvangen": 23, "volgende": 2})
    assert "één keer" in behoud.fouten[0]


def test_the_naive_recount_keeps_the_newest_version_whatever_the_order() -> None:
    events: list[Any] = list(wereld(3, date(2026, 11, 22)).gebeurtenissen())[:1500]
    verwacht = reken(events)

    assert reken(reversed(events)) == verwacht
    assert reken([*events, *events[::3]]) == verwacht
    assert verwacht.versies.total() == len({(een["data"]["swv"], een["data"]["dossiernummer"]) for een in events})
    assert reken(events[:-1]) != verwacht


def test_the_played_log_is_taken_by_the_contract() -> None:
    for event in list(wereld(11, date(2026, 11, 22)).gebeurtenissen())[:200]:
        assert isinstance(check(dict(event)), Accepted)


@pytest.mark.parametrize("wat", ["cellen", "verloren", "te_veel", "dode_letters", "herbereken"])
def test_a_run_with_anything_wrong_is_not_good(wat: str) -> None:
    goed = {"cellen": 0, "verloren": 0, "te_veel": 0, "dode_letters": 0, "herbereken": 0}
    beurt = Beurt("gif", oordeel=Oordeel(**goed))
    assert Uitslag(1, [beurt]).goed

    uitslag = Uitslag(1, [beurt, Beurt("gif", oordeel=Oordeel(**{**goed, wat: 1}))])

    assert not uitslag.goed
    assert verslag.fouten(uitslag)


def test_results_are_kept_and_told_together(tmp_path: Path) -> None:
    beurt = Beurt("gif", 1.5, 0.5, Oordeel(0, 0, 0, 0, 0), ("ergens",))
    runs = [Uitslag(seed, [beurt], Counter(kafka=seed), aanvaard=1000) for seed in (2, 10)]
    for een in reversed(runs):
        bewaren.bewaar(tmp_path, een)

    assert bewaren.lees(tmp_path) == runs
    tekst = verslag.verslag(bewaren.lees(tmp_path), Opzet(), datetime(2026, 11, 22, tzinfo=UTC))
    assert "| kill -9 | 12 (kafka 12) |" in tekst
    assert "| waarvan verschillend en aanvaard | 2.000 |" in tekst


def test_a_run_that_did_nothing_or_did_not_finish_is_not_good() -> None:
    assert not Uitslag(1).goed
    assert not Uitslag(1, [Beurt("gif")]).goed
    assert not Uitslag(1, [Beurt("gif", oordeel=Oordeel(0, 0, 0, 0))], fout="kwam niet op gang").goed


@pytest.fixture
async def lijn() -> AsyncIterator[Proxy]:
    async def echo(lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        while brok := await lezer.read(100):
            schrijver.write(brok)
        schrijver.close()

    server = await asyncio.start_server(echo, HOST, 0)
    proxy = Proxy("proef", server.sockets[0].getsockname()[1])
    await proxy.start()
    yield proxy
    await proxy.stop()
    server.close()


async def _vraag(lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter, tekst: bytes) -> bytes:
    schrijver.write(tekst)
    return await asyncio.wait_for(lezer.read(100), 0.3)


async def test_the_proxy_passes_on_holds_back_and_cuts(lijn: Proxy) -> None:
    lezer, schrijver = await asyncio.open_connection(HOST, lijn.poort)
    assert await _vraag(lezer, schrijver, b"een") == b"een"
    for houdt in (Toestand.STIL, Toestand.EENZIJDIG):
        await lijn.zet(houdt)
        with pytest.raises(TimeoutError):
            await _vraag(lezer, schrijver, b"twee")
        await lijn.zet(Toestand.OPEN)
        assert await asyncio.wait_for(lezer.read(100), 1) == b"twee"
    await lijn.zet(Toestand.DICHT)
    assert await _wat_er_nog_komt(lezer) == b""
    schrijver.close()


async def _wat_er_nog_komt(lezer: asyncio.StreamReader) -> bytes:
    try:
        return await lezer.read(100)
    except ConnectionError:
        return b""
