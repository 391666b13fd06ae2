"""Kafka that lost messages: the aggregator stops hard, says what repairs it, and the repair works."""

import asyncio

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.records_to_delete import RecordsToDelete
from aiokafka.structs import TopicPartition

from deploy.chaos.opdracht import pos
from deploy.chaos.storingen.storing import storing
from deploy.chaos.veld import VOORUIT_SECONDEN, Veld
from deploy.kafka.create import create_topics
from deploy.local.watch import IN_REPAIR
from shared.contracts.topics import LDOS_DOSSIERS, ONDERWIJS_ZAKEN
from shared.runtime.kafka import TP, OffsetReader

_STOP_SECONDEN = 90.0
_WEG_SECONDEN = 20.0
_DODE_VANAF = "SELECT topic, partitie, positie, reden FROM stand.dode_letter WHERE topic = 'ldos.dossiers'"


@storing("topic-opnieuw", 45)
async def topic_opnieuw(veld: Veld) -> None:
    """`onderwijs.zaken` wordt verwijderd en leeg opnieuw gemaakt: een harde stop, en `./pos herstel` herstelt."""
    await _maak_opnieuw(veld, ONDERWIJS_ZAKEN.naam)
    for plaats in [plaats for plaats in veld.dood if plaats[0] == ONDERWIJS_ZAKEN.naam]:
        del veld.dood[plaats]
    await _stopt_en_herstelt(veld)


@storing("zaken-verlopen", 45)
async def zaken_verlopen(veld: Veld) -> None:
    """De bewaartermijn van `onderwijs.zaken` verstrijkt voor de aggregator las: harde stop, en `./pos herstel`."""
    bevroren = [asyncio.create_task(veld.bevries(naam, 5)) for naam in veld.stapel.diensten("aggregator")]
    await asyncio.sleep(4)
    einden = await _einden(veld, ONDERWIJS_ZAKEN.naam)
    admin = AIOKafkaAdminClient(bootstrap_servers=veld.stapel.bootstrap)
    await admin.start()
    try:
        await admin.delete_records({TopicPartition(*tp): RecordsToDelete(einde) for tp, einde in einden.items()})
    finally:
        await admin.close()
        await asyncio.gather(*bevroren)
    # What it had fetched already is not lost to a process that lives on.
    for naam in veld.stapel.diensten("aggregator"):
        veld.kill(naam)
    await _stopt_en_herstelt(veld)


@storing("ruw-opnieuw", 25)
async def ruw_opnieuw(veld: Veld) -> None:
    """`ldos.dossiers` wordt verwijderd en leeg opnieuw gemaakt; LDOS stuurt alles opnieuw."""
    if [plaats for plaats in veld.dood if plaats[0] == LDOS_DOSSIERS.naam]:
        veld.zeg("overgeslagen: er zijn dode letters van het oude topic")
        return
    await veld.stroom.pauzeer()
    await _maak_opnieuw(veld, LDOS_DOSSIERS.naam)
    await veld.stroom.herhaal()
    veld.stroom.verder()


async def _maak_opnieuw(veld: Veld, topic: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=veld.stapel.bootstrap)
    await admin.start()
    try:
        await admin.delete_topics([topic])

        async def weg() -> bool:
            return topic not in await admin.list_topics()

        await veld.wacht_tot(weg, _WEG_SECONDEN, f"{topic} is verwijderd")
    finally:
        await admin.close()
    await create_topics(veld.stapel.bootstrap, veld.stapel.options.brokers)


async def _stopt_en_herstelt(veld: Veld) -> None:
    delen = veld.stapel.diensten("aggregator")
    await veld.wacht_op(
        lambda: any(veld.stapel.delen[naam].toestand == IN_REPAIR for naam in delen), _STOP_SECONDEN, "de harde stop"
    )
    snapshot = veld.stapel.state.read()
    gezegd = " ".join(een.tekst for een in snapshot.gebeurtenissen) if snapshot else ""
    if "./pos herstel" not in gezegd:
        veld.faal("de harde stop noemt het herstel niet")
    vanaf = await _einden(veld, LDOS_DOSSIERS.naam)
    veld.behoud.wacht_op_herstel()
    code, uitvoer = await pos(veld.stapel, "herstel", "--ja")
    veld.behoud.herijk()
    if code or "Hersteld" not in uitvoer:
        veld.faal(f"./pos herstel mislukte: {uitvoer.strip()[-300:]}")
    veld.zeg(next(regel for regel in uitvoer.splitlines() if regel.startswith("Hersteld")).partition(".")[0])
    await veld.vooruit()
    await veld.wacht_op(veld.stapel.heel, VOORUIT_SECONDEN * 2, "de aggregator geldt weer als gereed")
    await _neem_over(veld, vanaf)


async def _einden(veld: Veld, topic: str) -> dict[TP, int]:
    async with OffsetReader(veld.rechter.kafka, "chaos-einden") as offsets:
        return await offsets.end_offsets(topic)


async def _neem_over(veld: Veld, vanaf: dict[TP, int]) -> None:
    """What was poison the first time is poison when it is offered again: as many letters, at later places."""
    oud = sum(plaats[0] == LDOS_DOSSIERS.naam for plaats in veld.dood)
    if not oud:
        return
    nieuw: dict[tuple[str, int, int], str] = {}

    async def evenveel() -> bool:
        rijen = await veld.rechter.vraag(_DODE_VANAF)
        nieuw.update({tuple(rij)[:3]: rij[3] for rij in rijen if rij[2] >= vanaf[TP(rij[0], rij[1])]})
        return len(nieuw) >= oud

    await veld.wacht_tot(evenveel, VOORUIT_SECONDEN, "wat onleesbaar was, is opnieuw terzijde gelegd")
    veld.dood |= nieuw
