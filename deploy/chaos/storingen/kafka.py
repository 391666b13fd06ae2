"""Kafka that dies, freezes, fills up, forgets where a group was, or loses what was not read yet."""

import asyncio
import signal
from contextlib import suppress

import psutil
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.records_to_delete import RecordsToDelete
from aiokafka.errors import KafkaError
from aiokafka.structs import TopicPartition

from deploy.chaos.storingen.processen import SESSIE_SECONDEN
from deploy.chaos.storingen.storing import storing
from deploy.chaos.veld import VOORUIT_SECONDEN, Veld
from shared.contracts.topics import DODE_LETTERS, LDOS_DOSSIERS, ONDERWIJS_ZAKEN
from shared.runtime.kafka import OffsetReader

_GROEP = "anonymiser"


def _broker(veld: Veld) -> str:
    return veld.kans.choice(veld.stapel.diensten("kafka"))


async def _terug(veld: Veld, naam: str, voor: int | None) -> None:
    await veld.wacht_op(lambda: veld.nieuw(naam, voor), VOORUIT_SECONDEN * 2, f"{naam} is terug")


@storing("broker-dood", 12)
async def broker_dood(veld: Veld) -> None:
    """kill -9 van een broker."""
    await veld.dood_en_terug(_broker(veld))


@storing("broker-herstart", 15)
async def broker_herstart(veld: Veld) -> None:
    """Een broker wordt netjes herstart."""
    naam = _broker(veld)
    voor = veld.stapel.pid(naam)
    veld.stapel.sein(naam, signal.SIGTERM)
    await _terug(veld, naam, voor)


@storing("broker-bevroren", 12)
async def broker_bevroren(veld: Veld) -> None:
    """Een broker staat stil: verbindingen blijven, antwoorden komen niet."""
    await veld.bevries(_broker(veld), veld.kans.uniform(6, 12))


@storing("een-van-drie", 20, brokers=3)
async def een_van_drie(veld: Veld) -> None:
    """Eén van drie brokers staat vijftien seconden stil: er stopt niets, ook niet zolang hij weg is."""
    naam = _broker(veld)
    stil = asyncio.create_task(veld.bevries(naam, 25))
    try:
        await asyncio.sleep(0.5)
        seconden = await veld.vooruit()
        veld.zeg(f"{naam} weg: {seconden:.1f} s tot cijfers weer bewogen, zonder hem")
        if stil.done():
            veld.faal("er gebeurde niets zolang een broker van de drie weg was")
    finally:
        await stil


@storing("broker-vol", 15)
async def broker_vol(veld: Veld) -> None:
    """Een broker kan niet meer schrijven (grens op bestandsgrootte, zoals bij een volle schijf) en stopt daarop."""
    naam = _broker(veld)
    voor = veld.stapel.pid(naam)
    if voor is None:
        return
    with suppress(psutil.Error):
        psutil.Process(voor).rlimit(psutil.RLIMIT_FSIZE, (4096, -1))
    await _terug(veld, naam, voor)


@storing("gif", 3)
async def gif(veld: Veld) -> None:
    """Onleesbare berichten staan ineens tussen de goede, aan beide kanten van de muur."""
    producer = AIOKafkaProducer(bootstrap_servers=veld.stapel.bootstrap, acks="all")
    await producer.start()
    try:
        for topic, kop, reden in (
            (LDOS_DOSSIERS, [("bron", b"1")], "verzegeling_ongeldig"),
            (LDOS_DOSSIERS, [], "bron_onbekend"),
            (ONDERWIJS_ZAKEN, [], "onleesbaar"),
            (DODE_LETTERS, [], "onleesbaar"),
        ):
            inhoud = veld.kans.choice([None, b"", b"{", b"\x00" * 40, veld.kans.randbytes(300)])
            sleutel = None if inhoud else b"gif"
            bericht = await producer.send_and_wait(topic.naam, inhoud, key=sleutel, headers=kop)
            veld.dood[bericht.topic, bericht.partition, bericht.offset] = reden
    finally:
        await producer.stop()


@storing("offsets-weg", 20)
async def offsets_weg(veld: Veld) -> None:
    """De plaats van de anonymiser in Kafka is weg: hij leest alles wat er nog staat opnieuw; er telt niets dubbel."""
    bevroren = [asyncio.create_task(veld.bevries(naam, SESSIE_SECONDEN + 6)) for naam in veld.stapel.diensten(_GROEP)]
    consumer = AIOKafkaConsumer(bootstrap_servers=veld.stapel.bootstrap, group_id=_GROEP, enable_auto_commit=False)
    await consumer.start()
    try:
        async with OffsetReader(veld.rechter.kafka, "chaos-offsets") as offsets:
            begin = await offsets.begin_offsets(LDOS_DOSSIERS.naam)
        plaatsen = {TopicPartition(*tp): offset for tp, offset in begin.items()}
        consumer.assign(list(plaatsen))

        async def vergeten() -> bool:
            try:
                await consumer.commit(plaatsen)
            except KafkaError:
                return False
            return True

        await veld.wacht_tot(vergeten, SESSIE_SECONDEN + 10, "de groep is leeg en haar plaats is vergeten")
    finally:
        await consumer.stop()
        await asyncio.gather(*bevroren)
    # What is read anew starts where the group was: end the process that still knows better.
    for naam in veld.stapel.diensten(_GROEP):
        await veld.dood_en_terug(naam)


@storing("bewaartermijn", 20)
async def bewaartermijn(veld: Veld) -> None:
    """De bewaartermijn was sneller dan de anonymiser: elk bericht een dode letter, en LDOS stuurt het opnieuw."""
    bevroren = [asyncio.create_task(veld.bevries(naam, 5)) for naam in veld.stapel.diensten(_GROEP)]
    await asyncio.sleep(3)
    admin = AIOKafkaAdminClient(bootstrap_servers=veld.stapel.bootstrap)
    await admin.start()
    try:
        async with OffsetReader(veld.rechter.kafka, "chaos-bewaren") as offsets:
            einden = await offsets.end_offsets(LDOS_DOSSIERS.naam)
        await admin.delete_records({TopicPartition(*tp): RecordsToDelete(einde) for tp, einde in einden.items()})
    finally:
        await admin.close()
        await asyncio.gather(*bevroren)
    for naam in veld.stapel.diensten(_GROEP):
        await veld.dood_en_terug(naam)
    await veld.stroom.pauzeer()
    await veld.wacht_tot(veld.rechter.bij, VOORUIT_SECONDEN, "alles wat er nog is, is verwerkt")
    rijen = await veld.rechter.vraag("SELECT topic, partitie, positie FROM stand.dode_letter WHERE reden = 'verlopen'")
    for topic, partitie, positie in map(tuple, rijen):
        if topic == LDOS_DOSSIERS.naam and positie < max(einden.values()):
            veld.dood[topic, partitie, positie] = "verlopen"
    veld.zeg(f"{len(rijen)} berichten verlopen, elk een dode letter")
    await veld.stroom.herhaal()
    veld.stroom.verder()
