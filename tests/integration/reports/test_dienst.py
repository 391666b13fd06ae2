"""reports as a process, behind a real broker: from the word on the topic to the document, also after kill -9."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from deploy.local.ports import free_base
from shared.runtime.http_server import HttpServer
from tests.forked import Forked
from tests.integration.gateway.wereld import Voorbeeld
from tests.integration.reports.conftest import GEHEIM, Straat, melder, open_straat
from tests.integration.reports.test_rapporten import SWV, drukste
from tests.stack import Database, KafkaUnderTest, start_service
from tests.unit.reports.docx_lezen import gebreken

WACHT_SECONDEN = 40.0


@contextmanager
def reports(database: Database, kafka: KafkaUnderTest, gateway: int, map_: Path) -> Iterator[Forked]:
    """The service as the supervisor starts it."""
    (map_ / "dienst").write_bytes(GEHEIM)
    process = start_service(
        "reports",
        map_ / "reports.log",
        POS_DATABASE_URL=database.url("pos_reports"),
        POS_KAFKA=kafka.bootstrap,
        POS_GATEWAY=f"http://127.0.0.1:{gateway}",
        POS_DIENSTGEHEIM=str(map_ / "dienst"),
        POS_VERGETEN_SECONDEN="3600",
        POS_INSTANTIE="proef",
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


@asynccontextmanager
async def luisterend(straat: Straat, poort: int) -> AsyncIterator[None]:
    """The API of the test on a port, for a process outside."""
    assert isinstance(straat.client._transport, httpx.ASGITransport)
    stop = asyncio.Event()
    taak = asyncio.create_task(HttpServer(straat.client._transport.app, "127.0.0.1", poort).run(stop))  # type: ignore[arg-type]
    try:
        yield
    finally:
        stop.set()
        await taak


async def klaar(straat: Straat, id_: UUID) -> str:
    """The status once it is final."""
    einde = time.monotonic() + WACHT_SECONDEN
    while time.monotonic() < einde:
        status = str(await straat.sql("SELECT status FROM rapporten.rapport WHERE id = $1", id_))
        if status in ("klaar", "mislukt"):
            return status
        await asyncio.sleep(0.1)
    return "nog niet"


@pytest.fixture
async def straat_buiten(gevuld: Database) -> AsyncIterator[tuple[Straat, int]]:
    """The gateway, answering on a port, with a clock that goes with that of the process."""
    poort = free_base()
    async with open_straat(gevuld, lopende_klok=True) as straat, luisterend(straat, poort):
        yield straat, poort


async def test_a_word_on_the_topic_becomes_a_document_also_after_a_kill(
    straat_buiten: tuple[Straat, int], gevuld: Database, kafka: KafkaUnderTest, verhaal: Voorbeeld, tmp_path: Path
) -> None:
    straat, poort = straat_buiten
    school = drukste(verhaal)
    async with melder(kafka.bootstrap) as woord:
        with reports(gevuld, kafka, poort, tmp_path):
            eerste = UUID((await straat.vraag(SWV, eenheid=school)).json()["id"])
            await woord.meld(eerste)
            assert await klaar(straat, eerste) == "klaar", (tmp_path / "reports.log").read_text()
        # Killed. What is asked now waits in the topic, and is made when a worker is there again.
        tweede = UUID((await straat.vraag(SWV, eenheid=school, schooljaar="2024-2025")).json()["id"])
        await woord.meld(tweede)
        await woord.meld(tweede)
        with reports(gevuld, kafka, poort, tmp_path):
            assert await klaar(straat, tweede) == "klaar", (tmp_path / "reports.log").read_text()
    for id_ in (eerste, tweede):
        document = await straat.get(f"/v1/rapporten/{id_}/document", SWV)
        assert gebreken(document.content) == []
    assert await straat.sql("SELECT count(*) FROM rapporten.document") == 2
    assert school not in (tmp_path / "reports.log").read_text()
