"""`./pos avg verantwoording` on a real Kafka and PostgreSQL, beside the table in the documentation."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from typer.testing import CliRunner

from deploy.cli.main import maak_app
from deploy.verantwoording import NIET_IN_GEBRUIK, NIET_INGEDEELD
from shared.contracts.topics import LDOS_DOSSIERS
from shared.runtime.keys import FileKeyStore
from tests.stack import Database, KafkaUnderTest

PAGINA = Path(__file__).parents[3] / "docs/privacy/bewaartermijnen.md"
KOLOMMEN = ("wat", "waar", "gegevens", "termijn", "grond")


@pytest.fixture
def systeem(
    kafka_server: KafkaUnderTest, module_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    asyncio.run(kafka_server.fresh_topics())
    monkeypatch.setenv("POS_DATABASE_URL", module_database.url("pos_beheer"))
    monkeypatch.setenv("POS_KAFKA", kafka_server.bootstrap)
    monkeypatch.setenv("POS_SLEUTELS", str(tmp_path / "sleutels"))
    FileKeyStore(tmp_path / "sleutels").get("dag/2026-11-20", create=True)
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "ingest.log").touch()
    return tmp_path


def pos(folder: Path, *woorden: str) -> str:
    klaar = CliRunner().invoke(maak_app("avg"), ["avg", "verantwoording", "--dir", str(folder), *woorden])
    assert klaar.exit_code == 0, (klaar.output, klaar.exception)
    return klaar.output


def regels(folder: Path) -> dict[str, dict[str, Any]]:
    return {een["wat"]: een for een in json.loads(pos(folder, "--json"))}


def test_the_page_says_what_the_running_system_says(systeem: Path) -> None:
    rijen = re.findall(r"^\| (.+) \|$", PAGINA.read_text("utf-8"), re.M)[2:]
    pagina = [tuple(cel.strip() for cel in rij.split(" | ")) for rij in rijen]

    gemeten = json.loads(pos(systeem, "--json"))

    assert [een["waar"] for een in gemeten if een["wat"] == NIET_INGEDEELD] == [], "a line in deploy/bewaard.py"
    assert len(pagina) == len(gemeten)
    for rij, een in zip(pagina, gemeten, strict=True):
        anders = {kolom for kolom, cel in zip(KOLOMMEN, rij, strict=True) if een[kolom] != cel}
        assert anders <= ({"termijn"} if een["termijn"] == NIET_IN_GEBRUIK else set()), (rij, een)


def test_it_is_measured_and_not_recited(systeem: Path, kafka_server: KafkaUnderTest, module_database: Database) -> None:
    async def verander() -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=kafka_server.bootstrap)
        await admin.start()
        anders = {**LDOS_DOSSIERS.config(1), "retention.ms": "-1"}
        await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, LDOS_DOSSIERS.naam, anders)])
        await admin.close()
        connection = await asyncpg.connect(module_database.url())
        await connection.execute("INSERT INTO toegang.account (naam) VALUES ('j.de-boer'), ('a.visser')")
        await connection.execute("SET ROLE pos_eigenaar; CREATE TABLE stand.vergeten (naam text)")
        await connection.close()

    voor = regels(systeem)
    asyncio.run(verander())
    na = regels(systeem)

    assert voor["Gebeurtenissen van LDOS"]["termijn"] == "7 dagen"
    assert na["Gebeurtenissen van LDOS"]["termijn"] == "ONBEPERKT"
    assert na["Accounts en rechten"]["aantal"] == voor["Accounts en rechten"]["aantal"] + 2
    assert na["Sleutels van dagen"] | {"aantal": 1, "oudste": "2026-11-20"} == na["Sleutels van dagen"]
    assert na["Logboeken van de diensten"]["aantal"] == 1
    assert na[NIET_INGEDEELD]["waar"] == "PostgreSQL, stand.vergeten"
    assert "j.de-boer" not in pos(systeem)
    assert "Pseudoniem is niet anoniem" in pos(systeem)
