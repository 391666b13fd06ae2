"""Processes that die, freeze, hang, or come and go."""

import asyncio
import os
import signal
import socket
import sys

from deploy.chaos.storingen.storing import storing
from deploy.chaos.veld import VOORUIT_SECONDEN, Veld
from deploy.local.processes import Program, kill_group, spawn
from shared.runtime.exits import Exit

SESSIE_SECONDEN = 10.0
"""After so long without a sign of life Kafka gives the partitions of a member to others."""
STILSTAND_SECONDEN = 20.0


@storing("diensten-dood", 12)
async def diensten_dood(veld: Veld) -> None:
    """kill -9 van elke dienst, in willekeurige volgorde en vlak na elkaar."""
    namen = [naam for naam in veld.stapel.delen if not naam.startswith(("kafka", "postgresql"))]
    veld.kans.shuffle(namen)
    for naam in namen:
        veld.kill(naam)
        await asyncio.sleep(veld.kans.uniform(0, 0.5))


@storing("storm", 20)
async def storm(veld: Veld) -> None:
    """Vijftien keer kill -9 op een willekeurig onderdeel, ook op een broker, met korte tussenpozen."""
    for _ in range(15):
        namen = [naam for naam, deel in veld.stapel.delen.items() if deel.pid and naam != "postgresql"]
        veld.kill(veld.kans.choice(namen))
        await asyncio.sleep(veld.kans.uniform(0.1, 1.5))


@storing("zombie-aggregator", 16)
async def zombie_aggregator(veld: Veld) -> None:
    """De aggregator staat langer stil dan zijn sessie bij Kafka duurt en gaat dan verder alsof er niets was."""
    await veld.bevries(veld.dienst("aggregator"), SESSIE_SECONDEN + veld.kans.uniform(1, 4))


@storing("zombie-anonymiser", 16)
async def zombie_anonymiser(veld: Veld) -> None:
    """Hetzelfde met de anonymiser."""
    await veld.bevries(veld.dienst("anonymiser"), SESSIE_SECONDEN + veld.kans.uniform(1, 4))


@storing("even-stil", 5)
async def even_stil(veld: Veld) -> None:
    """Een willekeurige dienst staat een paar seconden stil."""
    await veld.bevries(veld.een_dienst(), veld.kans.uniform(1, 4))


@storing("vastgelopen", 30)
async def vastgelopen(veld: Veld) -> None:
    """De aggregator blijft midden in een transactie hangen; de waakhond stopt hem (uitgang 71), de start is vanzelf."""
    naam = veld.dienst("aggregator")
    voor = veld.stapel.pid(naam)
    if not await veld.geraakt(naam, "hang", VOORUIT_SECONDEN):
        return
    await veld.wacht_op(lambda: veld.stapel.pid(naam) not in (voor, None), STILSTAND_SECONDEN * 2 + 10, "de waakhond")
    snapshot = veld.stapel.state.read()
    gezegd = " ".join(een.tekst for een in snapshot.gebeurtenissen) if snapshot else ""
    if f"{naam} is gestopt (code {int(Exit.STUCK)})" not in gezegd:
        veld.faal(f"{naam} stopte niet met uitgang {int(Exit.STUCK)}")


@storing("komen-en-gaan", 16)
async def komen_en_gaan(veld: Veld) -> None:
    """Extra aggregators komen erbij en verdwijnen weer, elke paar seconden: steeds een nieuwe verdeling."""
    gasten = [_gast(veld, nummer) for nummer in range(4)]
    lopend = []
    try:
        for gast in gasten:
            lopend.append(spawn(gast))
            await asyncio.sleep(veld.kans.uniform(1.5, 3.5))
            if veld.kans.random() < 0.5:
                weg = lopend.pop(veld.kans.randrange(len(lopend)))
                weg.send_signal(veld.kans.choice([signal.SIGKILL, signal.SIGTERM]))
                await asyncio.to_thread(weg.wait, 20)
    finally:
        for proces in lopend:
            kill_group(proces.pid)
            proces.wait()


def _gast(veld: Veld, nummer: int) -> Program:
    """An aggregator beside those of the supervisor; half of them without a name of their own in the group."""
    with socket.socket() as probeer:
        probeer.bind(("127.0.0.1", 0))
        poort = probeer.getsockname()[1]
    omgeving = veld.stapel.omgeving("aggregator")
    naam = f"gast-{os.getpid()}-{nummer}" if nummer % 2 else ""
    return Program(
        command=[sys.executable, "-m", "services.aggregator"],
        log=veld.stapel.state.logs / "aggregator-gasten.log",
        env={**omgeving, "POS_INSTANTIE": naam, "POS_OPS_POORT": str(poort)},
    )
