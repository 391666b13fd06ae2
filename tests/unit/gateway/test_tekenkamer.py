"""Drawing happens in processes of its own: they die, hang and grow, and the page still comes."""

import asyncio
import io
import os
import signal
import subprocess
import sys
from typing import Any

import orjson
import psutil
import pytest

from services.gateway.adapters import tekenkamer as module
from services.gateway.adapters.tekenkamer import Tekenkamer, TekenMislukt
from services.gateway.adapters.tekenproces import GELUKT, KOP, MISLUKT, PNG, SVG, draai
from shared.runtime.errors import Unavailable

_SPEC = orjson.dumps({"mark": "bar", "data": {"values": [{"x": 1.5}]}, "encoding": {"x": {"field": "x"}}})


async def _pid_van(kamer: Tekenkamer) -> int:
    """Of the only process, which drew."""
    await kamer.teken("svg", _SPEC)
    (pid,) = kamer.pids
    return pid


async def test_a_drawing_process_that_is_killed_is_replaced_and_the_drawing_comes() -> None:
    async with Tekenkamer(processen=1) as kamer:
        eerst = await _pid_van(kamer)
        os.kill(eerst, signal.SIGKILL)
        tweede = await _pid_van(kamer)
        assert tweede != eerst
        os.kill(tweede, signal.SIGSTOP)
        bezig = asyncio.create_task(kamer.teken("svg", _SPEC))
        await asyncio.sleep(0.1)
        os.kill(tweede, signal.SIGKILL)
        assert b"<svg" in await bezig
        assert kamer.pids != [tweede]


async def test_one_that_hangs_is_ended_and_who_goes_away_leaves_no_answer_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with Tekenkamer(processen=1) as kamer:
        eerst, gewoon = await _pid_van(kamer), module._GEDULD_SECONDEN
        monkeypatch.setattr(module, "_GEDULD_SECONDEN", 0.1)
        os.kill(eerst, signal.SIGSTOP)
        bezig = asyncio.create_task(kamer.teken("svg", _SPEC))
        await asyncio.sleep(0)
        monkeypatch.setattr(module, "_GEDULD_SECONDEN", gewoon)
        assert b"<svg" in await bezig
        assert not psutil.pid_exists(eerst)
        (tweede,) = kamer.pids
        os.kill(tweede, signal.SIGSTOP)
        weg = asyncio.create_task(kamer.teken("svg", _SPEC))
        await asyncio.sleep(0.1)
        weg.cancel()
        with pytest.raises(asyncio.CancelledError):
            await weg
        assert b"x: 2.5" in await kamer.teken("svg", _SPEC.replace(b"1.5", b"2.5"))
        assert not psutil.pid_exists(tweede)


async def test_when_none_stays_alive_the_caller_hears_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    async with Tekenkamer(processen=1) as kamer:
        with pytest.raises(Unavailable):
            await kamer.teken("svg", _SPEC)
        monkeypatch.setattr(sys, "executable", "/nergens/python")
        with pytest.raises(Unavailable):
            await kamer.teken("svg", _SPEC)
        assert kamer.pids == []


async def test_what_cannot_be_drawn_is_an_error_that_tells_nothing_and_the_process_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("POS_DATABASE_URL", "postgresql://geheim")
    ballast = b"x" * (300 * 2**20)  # what who asks holds does not count
    async with Tekenkamer(processen=1) as kamer:
        eerst = await _pid_van(kamer)
        with pytest.raises(TekenMislukt) as fout:
            await kamer.teken("svg", b'{"mark": "geheim"}')
        assert "geheim" not in repr(fout.value)
        assert [await _pid_van(kamer), *kamer.pids] == [eerst, eerst]
        assert "geheim" not in str(psutil.Process(eerst).environ())
    assert len(ballast) > 256 * 2**20


async def test_one_that_holds_too_much_memory_ends_after_its_drawing() -> None:
    async with Tekenkamer(processen=1, ruimte_mib=1) as kamer:
        assert b"<svg" in await kamer.teken("svg", _SPEC)
        assert kamer.pids == []


async def test_never_more_processes_than_were_allowed_and_none_left_behind() -> None:
    async with Tekenkamer(processen=2) as kamer:
        await asyncio.gather(*[kamer.teken("svg", _SPEC) for _ in range(6)])
        levend = kamer.pids
        assert len(levend) == 2
        assert all(psutil.Process(pid).memory_info().rss < 256 * 2**20 for pid in levend)
    assert not any(psutil.pid_exists(pid) for pid in levend)


def test_a_process_ends_when_its_input_does() -> None:
    antwoord = subprocess.run(
        [sys.executable, "-I", str(module._HIER.with_name("tekenproces.py")), "256"],
        input=KOP.pack(SVG, len(_SPEC)) + _SPEC, stdout=subprocess.PIPE, env=module._omgeving(), timeout=60, check=True,
    ).stdout  # fmt: skip
    einde, lengte = KOP.unpack(antwoord[: KOP.size])
    assert (einde, lengte) == (GELUKT, len(antwoord) - KOP.size)


def test_every_question_has_its_own_answer_in_order() -> None:
    vragen = [(SVG, _SPEC), (SVG, b"{"), (PNG, b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')]
    terug: Any = io.BytesIO()
    draai(io.BytesIO(b"".join(KOP.pack(vorm, len(wat)) + wat for vorm, wat in vragen)), terug, 10_000)
    terug.seek(0)
    gelezen = []
    while kop := terug.read(KOP.size):
        einde, lengte = KOP.unpack(kop)
        gelezen.append((einde, terug.read(lengte)[:4]))
    assert gelezen == [(GELUKT, b"<svg"), (MISLUKT, b"Valu"), (GELUKT, b"\x89PNG")]
