"""The gateway as a process, on a real database and a real broker."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpx
import psutil
import pytest

from deploy.local.ports import free_base
from services.gateway.adapters.stand import KafkaLogboek
from services.gateway.adapters.tekenkamer import PROCESSEN
from shared.contracts.topics import BRONNEN_PERSOONSLIJSTEN, LDOS_DOSSIERS, ONDERWIJS_ZAKEN
from shared.runtime.backoff import retry
from shared.runtime.clock import SystemClock
from shared.runtime.kafka import Message, OffsetReader, open_producer, send_all
from shared.runtime.settings import KafkaSettings
from tests.integration.gateway.huis import maak_account
from tests.stack import Database, KafkaUnderTest

WACHT_SECONDEN = 30.0


def _settings(kafka: KafkaUnderTest) -> KafkaSettings:
    return KafkaSettings(kafka=kafka.bootstrap, ops_poort=1)


@pytest.fixture
async def offsets(kafka: KafkaUnderTest) -> AsyncIterator[OffsetReader]:
    """A reader of offsets."""
    async with OffsetReader(_settings(kafka)) as reader:
        yield reader


async def test_offsets_are_those_of_the_broker(kafka: KafkaUnderTest, offsets: OffsetReader) -> None:
    logboek = KafkaLogboek(offsets)
    async with open_producer(_settings(kafka), "proef") as producer:
        await send_all(producer, [Message(LDOS_DOSSIERS.naam, b"x", partition=1)] * 3)
        await send_all(producer, [Message(BRONNEN_PERSOONSLIJSTEN.naam, b"x", partition=0)])
        await send_all(producer, [Message(ONDERWIJS_ZAKEN.naam, b"x", partition=0)])
    assert (await logboek.ruw_einde())[BRONNEN_PERSOONSLIJSTEN.naam, 0] == 1, "a list is accepted too"
    assert sum((await logboek.ruw_einde()).values()) == (await logboek.ruw_einde())[LDOS_DOSSIERS.naam, 1] + 1 == 4
    # A new broker makes the place for groups when the first one asks.
    assert await retry(logboek.geanonimiseerd_tot, WACHT_SECONDEN) == {}
    einden = await logboek.verder_einde()
    assert einden[ONDERWIJS_ZAKEN.naam, 0] == 1
    assert {topic for topic, _ in einden} == {
        "onderwijs.zaken",
        "onderwijs.lijsten",
        "dode-letters",
        "bronnen.leveringen",
    }


@contextmanager
def _dienst(database: Database, kafka: KafkaUnderTest, poort: int) -> Iterator[subprocess.Popen[bytes]]:
    omgeving = {
        **os.environ,
        "POS_DATABASE_URL": database.url("pos_gateway"),
        "POS_KAFKA": kafka.bootstrap,
        "POS_POORT": str(poort),
        "POS_OPS_POORT": str(poort + 1),
    }
    process = subprocess.Popen([sys.executable, "-m", "services.gateway"], env=omgeving, stdout=subprocess.PIPE)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(15)


async def _wacht(client: httpx.AsyncClient, adres: str, status: int) -> httpx.Response:
    async with asyncio.timeout(WACHT_SECONDEN):
        while True:
            try:
                antwoord = await client.get(adres)
                if antwoord.status_code == status:
                    return antwoord
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)


async def _tekenprocessen(pid: int) -> list[int]:
    """The processes that draw, which begin as soon as it is ready."""
    async with asyncio.timeout(WACHT_SECONDEN):
        while len(gevonden := psutil.Process(pid).children()) < PROCESSEN:
            await asyncio.sleep(0.1)
    return [een.pid for een in gevonden]


async def test_it_becomes_ready_answers_and_stops_clean(database: Database, kafka: KafkaUnderTest) -> None:
    poort = free_base()
    token = await maak_account(database.url(), ["swv:PO9901"], SystemClock().now())
    with _dienst(database, kafka, poort) as process:
        async with httpx.AsyncClient(headers={"Authorization": f"Bearer {token}"}) as client:
            ops, api = f"http://127.0.0.1:{poort + 1}", f"http://127.0.0.1:{poort}"
            await _wacht(client, f"{ops}/gereed", 200)
            assert (await client.get(f"{ops}/gezond")).status_code == 200
            stand = await _wacht(client, f"{api}/v1/stand", 200)
            assert stand.json() == {"achterstand": 0, "versie": 0, "bronnen": []}
            vraag = f"{api}/v1/indicatoren/tlv-aanvragen/waarden?niveau=swv&eenheid=PO9901"
            assert (await client.get(vraag)).status_code == 200
            metrics = (await client.get(f"{ops}/metrics")).text
            tekenaars = await _tekenprocessen(process.pid)
    assert 'route="/v1/indicatoren/{code}/waarden"' in metrics
    assert "PO9901" not in metrics
    assert process.returncode == 0
    assert not any(map(psutil.pid_exists, tekenaars)), "what draws charts ends with it"
    assert process.stdout is not None
    with process.stdout as uitvoer:
        regels = uitvoer.read().decode()
    assert "PO9901" not in regels
    assert token not in regels
