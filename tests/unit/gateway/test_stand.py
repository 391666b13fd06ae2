"""The backlog is never 0 too early, and is measured once for many who ask."""

import asyncio
from dataclasses import dataclass, field

import pytest

from services.gateway.handlers.stand import Achterstand, Bron, Plaatsen, meet_achterstand
from shared.runtime.clock import SystemClock

RUW, ZAAK = ("ldos.dossiers", 0), ("onderwijs.zaken", 0)


@dataclass
class Lijn:
    """One message on its way; it takes one step forward after each time that somebody looks."""

    plek: int = 0
    stappen: int = 0
    gezien: list[str] = field(default_factory=list)

    def _kijk(self, wat: str, waarde: bool) -> int:
        self.gezien.append(wat)
        if len(self.gezien) % self.stappen == 0:
            self.plek += 1
        return int(waarde)

    async def ruw_einde(self) -> Plaatsen:
        return {RUW: self._kijk("ruw", True)}

    async def geanonimiseerd_tot(self) -> Plaatsen:
        return {RUW: self._kijk("anoniem", self.plek >= 2)}

    async def verder_einde(self) -> Plaatsen:
        return {ZAAK: self._kijk("zaken", self.plek >= 1)}

    async def verwerkt_tot(self) -> Plaatsen:
        return {ZAAK: self._kijk("verwerkt", self.plek >= 3)}

    async def bronnen(self, swvs: tuple[int, ...] | None) -> list[Bron]:
        return []

    async def versie(self, swvs: tuple[int, ...] | None) -> int:
        return 0


@pytest.mark.parametrize("begin", range(4))
@pytest.mark.parametrize("stappen", range(1, 6))
async def test_zero_is_said_only_when_the_message_is_counted(begin: int, stappen: int) -> None:
    lijn = Lijn(plek=begin, stappen=stappen)
    aantal = await meet_achterstand(lijn, lijn)
    assert aantal > 0 or lijn.plek >= 3
    assert lijn.gezien == ["ruw", "anoniem", "zaken", "verwerkt"]


class Meter:
    """Measures slowly, and says what it saw when it began."""

    def __init__(self) -> None:
        self.keren, self.aanvaard = 0, 0

    async def __call__(self) -> int:
        self.keren += 1
        gezien = self.aanvaard
        await asyncio.sleep(0.01)
        return gezien


async def test_many_who_ask_at_once_share_a_measurement() -> None:
    meter = Meter()
    achterstand = Achterstand(meter, SystemClock())

    await asyncio.gather(*(achterstand.nu() for _ in range(20)))

    assert meter.keren <= 2


async def test_a_measurement_that_began_before_the_question_is_no_answer() -> None:
    meter = Meter()
    achterstand = Achterstand(meter, SystemClock())
    eerder = asyncio.create_task(achterstand.nu())
    await asyncio.sleep(0.001)

    meter.aanvaard = 1

    assert await achterstand.nu() == 1
    assert await eerder == 0
    assert await achterstand.nu() == 1
