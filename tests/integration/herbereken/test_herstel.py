"""`./pos herstel`: after a topic was lost, made anew or cut off, everything is right again and can be recomputed."""

import asyncio
import os
import subprocess
import sys

from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from aiokafka.structs import TopicPartition

from services.aggregator.herbereken.herstel import herstel, onderzoek
from shared.contracts.topics import LDOS_DOSSIERS, ONDERWIJS_ZAKEN
from shared.runtime.clock import SystemClock
from shared.runtime.exits import Exit
from shared.runtime.kafka import Message, OffsetReader, open_producer, send_all
from tests.integration.herbereken.conftest import ROOT, Huis, verhaal
from tests.integration.herbereken.test_herbereken import gelijk
from tests.stack import KafkaUnderTest

OUDE_LETTERS = (
    "SELECT count(*) FROM stand.dode_letter WHERE topic LIKE 'onderwijs.zaken (tot %' AND afgehandeld_op IS NOT NULL"
)


def pos_herstel(huis: Huis) -> subprocess.CompletedProcess[str]:
    """As an operator with servers of one's own types it."""
    omgeving = {**os.environ, "POS_KAFKA": huis.bootstrap, "POS_DATABASE_URL": huis.dsn, "COLUMNS": "160"}
    command = [sys.executable, "-m", "deploy.cli", "herstel", "--ja", "--dir", str(huis.folder / "geen")]
    return subprocess.run(command, cwd=ROOT, env=omgeving, capture_output=True, text=True, check=False, timeout=120)


async def gestopt(huis: Huis) -> str:
    """The aggregator ends by itself, for an operator; what it said."""
    assert await asyncio.to_thread(huis.processen[-1].wait, 90) == Exit.REPAIR
    return (huis.folder / "aggregator.log").read_text()


async def test_a_topic_made_anew_is_a_hard_stop_and_the_command_goes_on(huis: Huis, kafka: KafkaUnderTest) -> None:
    alles = verhaal(5, 200)
    huis.start()
    await huis.duw(alles)
    await huis.bij()
    letters = await huis.waarde("SELECT count(*) FROM stand.dode_letter WHERE topic = 'onderwijs.zaken'")
    cellen = await huis.waarde("SELECT sum(aantal) FROM stand.cel")
    await kafka.fresh_topics()
    await huis.duw(verhaal(6, 300))

    assert "./pos herstel" in await gestopt(huis)
    assert await huis.waarde("SELECT sum(aantal) FROM stand.cel") == cellen
    async with open_producer(huis.kafka, "proef") as producer:
        await send_all(producer, [Message(LDOS_DOSSIERS.naam, b"verzegeld", key=b"k") for _ in range(7)])
    klaar = await asyncio.to_thread(pos_herstel, huis)
    assert klaar.returncode == 0, klaar.stderr
    assert "Opnieuw aangeboden: 7 berichten" in " ".join(klaar.stdout.split())
    huis.start()
    await huis.bij()

    await gelijk(huis)
    assert await onderzoek(huis.dsn, huis.kafka) == []
    assert letters > 0
    assert await huis.waarde(OUDE_LETTERS) == letters
    assert "niets te herstellen" in (await asyncio.to_thread(pos_herstel, huis)).stdout


async def test_messages_gone_by_retention_are_a_hard_stop_and_the_command_goes_on(huis: Huis) -> None:
    proces = huis.start()
    await huis.duw(verhaal(7, 100))
    await huis.bij()
    proces.kill()
    proces.wait()
    await huis.duw(verhaal(8, 100))
    async with OffsetReader(huis.kafka, "proef") as offsets:
        einden = await offsets.end_offsets(ONDERWIJS_ZAKEN.naam)
    admin = AIOKafkaAdminClient(bootstrap_servers=huis.bootstrap)
    await admin.start()
    await admin.delete_records({TopicPartition(*tp): RecordsToDelete(einde) for tp, einde in einden.items()})
    await admin.close()
    huis.start()

    assert "zijn er niet meer" in await gestopt(huis)
    breuken = await herstel(huis.dsn, huis.kafka, SystemClock())
    assert {breuk.tp.topic for breuk in breuken} == {ONDERWIJS_ZAKEN.naam}
    assert not any(breuk.opnieuw_gemaakt for breuk in breuken)
    huis.start()
    await huis.duw(verhaal(8, 100))
    await huis.bij()

    await gelijk(huis)
