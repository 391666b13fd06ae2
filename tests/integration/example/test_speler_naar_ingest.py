"""`./pos ldos simuleer` against a real ingest, Kafka and PostgreSQL: registered, signed, acknowledged, counted."""

import asyncio
import os
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import asyncpg
import httpx
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from typer.testing import CliRunner

from deploy.cli.ldos import app
from deploy.cli.speelbron import tijdelijk_geheim
from deploy.example.player import LeveringGeweigerdError, Player
from deploy.example.simulatie import maak_wereld
from deploy.example.verstoring import Verstoring
from deploy.local.ports import Ports, free_base
from deploy.local.state import StateFolder
from shared.contracts.topics import LDOS_DOSSIERS
from shared.runtime.keys import FileKeyStore
from tests.stack import Database, KafkaUnderTest, start_service

VANDAAG = date(2026, 11, 22)
START_SECONDEN = 30.0


@pytest.fixture
def ingest(kafka: KafkaUnderTest, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A running ingest; its address. The command reaches the same database and keys by the environment."""
    (tmp_path / "dienst").write_text("geheim-van-de-diensten-in-deze-test")
    FileKeyStore(tmp_path / "sleutels").get("partitie", create=True)
    ports = Ports(free_base())
    settings = {
        "POS_KAFKA": kafka.bootstrap,
        "POS_DATABASE_URL": database.url("pos_ingest"),
        "POS_SLEUTELS": str(tmp_path / "sleutels"),
        "POS_POORT": str(ports.ingest),
        "POS_OPS_POORT": str(ports.ops("ingest")),
        "POS_DIENSTGEHEIM": str(tmp_path / "dienst"),
    }
    monkeypatch.setenv("POS_DATABASE_URL", database.url("pos_beheer"))
    monkeypatch.setenv("POS_SLEUTELS", str(tmp_path / "sleutels"))
    process = start_service("ingest", tmp_path / "ingest.log", **settings)
    try:
        _wacht_tot_gereed(f"http://127.0.0.1:{ports.ops('ingest')}/gereed")
        yield f"http://127.0.0.1:{ports.ingest}"
    finally:
        process.terminate()
        process.wait(20)


def _wacht_tot_gereed(adres: str) -> None:
    uiterlijk = time.monotonic() + START_SECONDEN
    while time.monotonic() < uiterlijk:
        try:
            if httpx.get(adres).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError("ingest is not ready")


async def _aantal_in_kafka(kafka: KafkaUnderTest) -> int:
    consumer = AIOKafkaConsumer(bootstrap_servers=kafka.bootstrap)
    await consumer.start()
    try:
        delen = [TopicPartition(LDOS_DOSSIERS.naam, deel) for deel in range(LDOS_DOSSIERS.partities)]
        return sum((await consumer.end_offsets(delen)).values())
    finally:
        await consumer.stop()


async def test_what_is_acknowledged_is_in_kafka(ingest: str, kafka: KafkaUnderTest, tmp_path: Path) -> None:
    wereld = maak_wereld(VANDAAG, jaren=1)
    verstoring = Verstoring(dubbel=10, giftig=2, door_elkaar=True, seed=5)
    aantal = sum(1 for _ in wereld.gebeurtenissen())
    async with (
        tijdelijk_geheim(StateFolder(tmp_path), wereld.bron, wereld.regio.swvs) as geheim,
        httpx.AsyncClient(base_url=ingest) as client,
    ):
        player = Player(client, geheim)
        await player.wacht_tot_bekend()
        stand = await player.push(wereld.gebeurtenissen(), verstoring=verstoring, onthoud_ids=True)
    assert len(set(stand.ids or ())) == aantal
    assert stand.aanvaard + stand.dubbel == aantal + verstoring.aantal_dubbel
    assert stand.geweigerd.total() == verstoring.aantal_giftig > 0
    assert await _aantal_in_kafka(kafka) == stand.aanvaard


async def test_the_secret_of_a_run_ends_with_the_run(ingest: str, tmp_path: Path) -> None:
    wereld = maak_wereld(VANDAAG, jaren=1)
    async with tijdelijk_geheim(StateFolder(tmp_path), wereld.bron, wereld.regio.swvs) as eerste:
        pass
    async with (
        tijdelijk_geheim(StateFolder(tmp_path), wereld.bron, wereld.regio.swvs) as tweede,
        httpx.AsyncClient(base_url=ingest) as client,
    ):
        await Player(client, tweede).wacht_tot_bekend()
        with pytest.raises(LeveringGeweigerdError):
            await Player(client, eerste).push(wereld.gebeurtenissen())


def test_the_command_registers_its_source_pushes_and_reports_in_dutch(ingest: str, tmp_path: Path) -> None:
    opdracht = ["simuleer", "--jaren", "1", "--vandaag", "2026-11-22", "--url", ingest, "--dir", str(tmp_path)]
    eerste = CliRunner().invoke(app, [*opdracht, "--live", "1", "--tempo", "500/s"])
    assert eerste.exit_code == 0, eerste.output
    assert "Gepusht" in eerste.output
    assert "geweigerd 0" in eerste.output
    assert "whsec_" not in eerste.output
    assert asyncio.run(_bronnen(os.environ["POS_DATABASE_URL"])) == ["ldos-voorbeeld"]


async def _bronnen(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        return [row["naam"] for row in await connection.fetch("SELECT naam FROM bronnen.bron")]
    finally:
        await connection.close()
