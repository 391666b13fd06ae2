"""The field of one run: the stack, the stream, the judges, chance, and what was done to them."""

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import psutil

from deploy.chaos.rechter import WEG, Behoud, Plaats, Rechter
from deploy.chaos.stapel import Stapel
from deploy.chaos.stroom import Gebeurtenis, Stroom

VOORUIT_SECONDEN = 30.0
"""R5: progress again within this time after a fault, without a hand."""
_KIJK = 0.05


class GaatNietVerderError(Exception):
    """Something that had to happen by itself did not, in time; the message says what."""


@dataclass
class Veld:
    """What a fault may use. `kans` is the chance of this run: the same seed gives the same choices."""

    stapel: Stapel
    stroom: Stroom
    rechter: Rechter
    behoud: Behoud
    kans: random.Random
    gedood: Counter[str] = field(default_factory=Counter)
    """kill -9 per part."""
    dood: dict[Plaats, str] = field(default_factory=dict)
    """Dead letters that must be there."""
    gezien: list[str] = field(default_factory=list)
    """What a fault wants to tell in the report."""
    eerder: Sequence[Gebeurtenis] = ()
    """What earlier runs on this stack had accepted."""

    @property
    def aanvaard(self) -> list[Gebeurtenis]:
        """Everything that must be in the figures."""
        return [*self.eerder, *self.stroom.aanvaard.values()]

    def zeg(self, tekst: str) -> None:
        """For the report."""
        self.gezien.append(tekst)

    def dienst(self, soort: str) -> str:
        """One of the processes of a service, by chance."""
        return self.kans.choice(self.stapel.diensten(soort))

    def een_dienst(self) -> str:
        """Any process that is no broker and no database, by chance."""
        return self.kans.choice([naam for naam in self.stapel.delen if not naam.startswith(("kafka", "postgresql"))])

    def kill(self, naam: str) -> bool:
        """kill -9; the supervisor has to bring it back. False when it was not running just now."""
        gedaan = self.stapel.sein(naam, signal.SIGKILL)
        self.gedood[naam] += gedaan
        return gedaan

    async def dood_en_terug(self, naam: str) -> None:
        """kill -9, and wait until it works again."""
        voor = self.stapel.pid(naam)
        self.kill(naam)
        await self.wacht_op(lambda: self.nieuw(naam, voor), VOORUIT_SECONDEN * 2, f"{naam} is terug")

    def nieuw(self, naam: str, voor: int | None) -> bool:
        """Does another process of this part work than the one of this number?"""
        deel = self.stapel.delen[naam]
        return deel.pid != voor and deel.toestand == "gereed"

    async def bevries(self, naam: str, seconden: float) -> None:
        """SIGSTOP (with what it started), and SIGCONT after so long."""
        pid = self.stapel.pid(naam)
        if not self.stapel.sein(naam, signal.SIGSTOP, kinderen=True) or pid is None:
            return
        try:
            await asyncio.sleep(seconden)
        finally:
            with suppress(psutil.Error):
                proces = psutil.Process(pid)
                for een in (*proces.children(recursive=True), proces):
                    een.send_signal(signal.SIGCONT)

    async def wacht_op(self, op: Callable[[], bool], seconden: float, waarop: str) -> None:
        """Wait for an effect. Raises GaatNietVerderError."""
        einde = time.monotonic() + seconden
        while not op():
            if time.monotonic() > einde:
                raise GaatNietVerderError(f"binnen {seconden:.0f} s niet gebeurd: {waarop}")
            await asyncio.sleep(_KIJK)

    async def wacht_tot(self, op: Callable[[], Awaitable[bool]], seconden: float, waarop: str) -> None:
        """The same for a question that takes time."""
        einde = time.monotonic() + seconden
        while not await op():
            if time.monotonic() > einde:
                raise GaatNietVerderError(f"binnen {seconden:.0f} s niet gebeurd: {waarop}")
            await asyncio.sleep(_KIJK)

    async def vooruit(self) -> float:
        """Seconds until a batch that is answered from now on stands in the figures. Raises GaatNietVerderError."""
        begin, antwoorden = time.monotonic(), self.stroom.antwoorden
        await self.wacht_op(lambda: self.stroom.antwoorden > antwoorden, VOORUIT_SECONDEN, "ingest antwoordt weer")
        ontvangen = self.behoud.ontvangen
        over = VOORUIT_SECONDEN - (time.monotonic() - begin)
        await self.wacht_op(lambda: self.behoud.ontvangen > ontvangen, over, "de cijfers bewegen weer")
        return time.monotonic() - begin

    async def geraakt(self, naam: str, punt: str, seconden: float) -> str:
        """Arm a point in a process and wait until it was reached; which one it was. Empty: not reached in time."""
        sturing = self.stapel.sturing(naam)
        sturing.wis("geraakt")
        sturing.zet("punt", punt)
        einde = time.monotonic() + seconden
        while not (gevonden := sturing.lees("geraakt")):
            if time.monotonic() > einde:
                sturing.wis("punt")
                return ""
            await asyncio.sleep(_KIJK)
        if gevonden != "hang":
            self.gedood[naam] += 1
        return gevonden

    def faal(self, tekst: str) -> None:
        """Something that a fault itself looks at is wrong."""
        raise GaatNietVerderError(tekst)

    async def sql(self, opdracht: str, *waarden: object) -> list[object]:
        """A question to the database as administrator; empty when it is away."""
        with suppress(*WEG):
            return list(await self.rechter.vraag(opdracht, *waarden))
        return []
