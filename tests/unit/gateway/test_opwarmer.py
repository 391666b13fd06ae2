"""A ready process has done what its first visitor would else wait for; a database that is away stops nothing.

Nor does a machine on which no process can be begun to draw in.
"""

import asyncio
from functools import partial
from operator import contains
from typing import Any, cast

import pytest

from services.gateway import app
from services.gateway.app import Opwarmer
from shared.runtime.errors import Unavailable
from tests.stack import until


class _Gegevens:
    def __init__(self, weg: bool) -> None:
        self.weg, self.gelezen, self.in_geheugen = weg, 0, -1

    async def warm_op(self) -> None:
        self.gelezen += 1
        if self.weg:
            raise Unavailable("postgresql")


class _Tekenaar:
    getekend = 0

    def __init__(self, weg: bool = False) -> None:
        self.weg = weg

    async def warm_op(self) -> None:
        self.getekend += 1
        if self.weg:
            raise Unavailable("tekenen")


@pytest.mark.parametrize("weg", [False, True])
async def test_it_warms_once_when_ready_and_waits_for_the_end(weg: bool) -> None:
    gegevens, tekenaar, stop = _Gegevens(weg), _Tekenaar(weg), asyncio.Event()
    gereed: list[bool] = []
    klaar: list[int] = []
    opwarmer = Opwarmer(
        cast(Any, gegevens), cast(Any, tekenaar), lambda: bool(gereed), lambda: klaar.append(tekenaar.getekend)
    )
    taak = asyncio.create_task(opwarmer.run(stop))
    await asyncio.sleep(0.15)
    assert (gegevens.gelezen, tekenaar.getekend) == (0, 0)
    gereed.append(True)
    await until(lambda: bool(tekenaar.getekend), 5)
    assert not taak.done()
    stop.set()
    await asyncio.wait_for(taak, 5)
    assert (gegevens.gelezen, tekenaar.getekend, klaar) == (1, 1, [1])


async def test_other_reference_data_settle_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_BEZINK_SECONDEN", 0.01)
    gegevens, stop, bezonken = _Gegevens(False), asyncio.Event(), list[int]()
    opwarmer = Opwarmer(
        cast(Any, gegevens), cast(Any, _Tekenaar()), lambda: True, lambda: bezonken.append(gegevens.in_geheugen)
    )
    taak = asyncio.create_task(opwarmer.run(stop))
    for versie in (-1, 3, 4):
        gegevens.in_geheugen = versie
        await until(partial(contains, bezonken, versie), 5)
    await asyncio.sleep(0.05)
    stop.set()
    await asyncio.wait_for(taak, 5)
    assert bezonken == [-1, 3, 4]


async def test_a_stop_before_it_is_ready_warms_nothing() -> None:
    gegevens, stop, klaar = _Gegevens(False), asyncio.Event(), list[int]()
    stop.set()
    opwarmer = Opwarmer(cast(Any, gegevens), cast(Any, _Tekenaar()), lambda: False, lambda: klaar.append(1))
    await asyncio.wait_for(opwarmer.run(stop), 5)
    assert (gegevens.gelezen, klaar) == (0, [])
