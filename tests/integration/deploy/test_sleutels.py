"""`./pos sleutels` on a real Kafka and PostgreSQL: what it shows, makes, refuses and destroys."""

import asyncio
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
from typer.testing import CliRunner, Result

from deploy.cli.main import maak_app
from services.aggregator.domain import stand_van
from shared.runtime.clock import SystemClock
from shared.runtime.kafka import Message, open_producer, send_all
from shared.runtime.keys import FileKeyStore
from shared.runtime.settings import KafkaSettings
from tests.bouwers import besloten, zaak
from tests.stack import Database, KafkaUnderTest

VANDAAG = SystemClock().today()
OUD, GISTEREN, NU = (f"dag/{VANDAAG - timedelta(days=dagen)}" for dagen in (20, 1, 0))


@pytest.fixture
def store(
    kafka_server: KafkaUnderTest, module_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> FileKeyStore:
    asyncio.run(kafka_server.fresh_topics())
    monkeypatch.setenv("POS_DATABASE_URL", module_database.url("pos_beheer"))
    monkeypatch.setenv("POS_KAFKA", kafka_server.bootstrap)
    monkeypatch.setenv("POS_SLEUTELS", str(tmp_path / "sleutels"))
    made = FileKeyStore(tmp_path / "sleutels", cache_seconds=0)
    for naam in (OUD, GISTEREN, NU, "zaak/2010-2011", "zaak/2025-2026", "beschikking/PO9901", "bronnen"):
        made.get(naam, create=True)
    return made


def pos(*woorden: str, stdin: str = "") -> Result:
    return CliRunner().invoke(maak_app("sleutels"), ["sleutels", *woorden], input=stdin)


def test_the_list_shows_names_and_ages_and_never_a_key(store: FileKeyStore) -> None:
    lijst = pos("lijst")

    assert lijst.exit_code == 0, lijst.output
    assert all(naam in lijst.output for naam in store.names())
    assert not any(store.get(naam).hex() in lijst.output for naam in store.names())


def test_the_schedule_destroys_what_is_due_after_a_yes(store: FileKeyStore) -> None:
    assert "Nu weg: 2" in pos("schema").output
    assert "niets gedaan" in pos("schema", "--uitvoeren", stdin="\n").output
    assert OUD in store.names()

    gedaan = pos("schema", "--uitvoeren", stdin="ja\n")

    assert gedaan.exit_code == 0, gedaan.output
    assert store.destroyed() == sorted([OUD, "zaak/2010-2011"])
    assert "hoeft nu niets weg" in pos("schema").output


def test_a_rotation_gives_the_next_version(store: FileKeyStore) -> None:
    assert "beschikking/PO9901/2" in pos("draai", "PO9901", "--ja").output

    assert store.versions("beschikking/PO9901") == (2, 1)
    assert pos("draai", "Jansen", "--ja").exit_code == 2
    assert pos("vernietig", "beschikking/PO9901", "--ja").exit_code == 0, "no kept decision carries only this one"
    assert pos("vernietig", "beschikking/PO9901/2", "--ja").exit_code != 0


async def _bewaar_een_zaak(database: Database) -> None:
    connection = await asyncpg.connect(database.url())
    stand = stand_van(zaak(inhoud=besloten(ingediend={"schooljaar": 2010, "maand": 10, "week": 40})))
    await connection.execute(
        "INSERT INTO stand.zaak (zaak, versie, swv, bron, digest, inhoud) VALUES ($1, $2, $3, $4, $5, $6)",
        *(bytes(16), stand.versie, stand.swv, stand.bron, stand.digest, stand.inhoud),
    )
    await connection.close()


def test_a_key_in_use_is_refused_with_the_reason(
    store: FileKeyStore, module_database: Database, kafka_server: KafkaUnderTest
) -> None:
    async def ongelezen() -> None:
        async with open_producer(KafkaSettings(kafka=kafka_server.bootstrap, ops_poort=1), "proef") as producer:
            await send_all(producer, [Message("ldos.dossiers", b"POS1", b"k")])

    asyncio.run(_bewaar_een_zaak(module_database))
    asyncio.run(ongelezen())

    for naam, reden in (
        (NU, "ingest verzegelt"),
        (GISTEREN, "1 berichten zijn nog niet gelezen"),
        ("zaak/2010-2011", "1 bewaarde zaken"),
        ("bronnen", "zolang het systeem draait"),
    ):
        geweigerd = pos("vernietig", naam, "--ja")
        assert geweigerd.exit_code != 0
        assert reden in str(geweigerd.exception or geweigerd.output)
    assert store.destroyed() == []


def test_a_folder_without_keys_is_no_key_store(store: FileKeyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    del store
    monkeypatch.setenv("POS_SLEUTELS", "/bestaat/niet")

    assert "geen sleutels" in str(pos("lijst").exception)
