"""`./pos bron`: what it prints, and that ingest would let the source in."""

import asyncio
from pathlib import Path

import asyncpg
import pytest
from typer.testing import CliRunner

from deploy import bronbeheer
from deploy.cli.bron import app
from services.ingest.domain.handtekening import read_secret
from shared.runtime.keys import FileKeyStore, open_sealed
from tests.stack import Database

ADD = ["toevoegen", "ldos", "--source", "urn:x", "--swv", "PO9901", "--swv", "VO9902", "--swv", "PO9901"]


@pytest.fixture
def pos_bron(module_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command, before an empty register."""
    url = module_database.url("pos_beheer")
    monkeypatch.setenv("POS_DATABASE_URL", url)
    monkeypatch.setenv("POS_SLEUTELS", str(tmp_path))
    asyncio.run(_emptied(url))
    return CliRunner()


async def _emptied(url: str) -> None:
    connection = await asyncpg.connect(url)
    for table in ("geweigerd", "geheim", "bron_swv", "bron"):
        await connection.execute(f"DELETE FROM bronnen.{table}")
    await connection.close()


def _secrets(url: str, folder: Path) -> list[bytes]:
    async def read() -> list[bytes]:
        connection = await asyncpg.connect(url)
        rows = await connection.fetch("SELECT verzegeld FROM bronnen.geheim ORDER BY volgnummer")
        await connection.close()
        return [open_sealed(row["verzegeld"], FileKeyStore(folder)) for row in rows]

    return asyncio.run(read())


def test_each_new_secret_stands_alone_on_the_last_line(
    pos_bron: CliRunner, module_database: Database, tmp_path: Path
) -> None:
    printed = [pos_bron.invoke(app, arguments) for arguments in (ADD, ["geheim", "ldos"])]

    assert [result.exit_code for result in printed] == [0, 0]
    shown = [result.stdout.rstrip("\n").split("\n")[-1] for result in printed]
    assert [read_secret(each) for each in shown] == _secrets(module_database.url("pos_beheer"), tmp_path)
    assert all(result.stdout.count("whsec_") == 1 for result in printed)


def test_the_list_shows_sources_and_which_secrets_hold_and_never_a_secret(pos_bron: CliRunner) -> None:
    for arguments in (ADD, ["geheim", "ldos"], ["geheim", "ldos", "--vervalt", "1"], ["intrekken", "ldos"]):
        assert pos_bron.invoke(app, arguments).exit_code == 0

    listed = pos_bron.invoke(app, ["lijst"]).stdout

    assert "ldos: urn:x; PO9901, VO9902; geldig: geheim 2; ingetrokken op " in listed
    assert "whsec_" not in listed


def test_the_list_names_the_numbers_of_the_secrets_that_hold(pos_bron: CliRunner) -> None:
    seen = []
    for arguments in (
        ADD,
        ["geheim", "ldos"],
        ["geheim", "ldos"],
        *(["geheim", "ldos", "--vervalt", n] for n in "123"),
    ):
        assert pos_bron.invoke(app, arguments).exit_code == 0
        seen.append(pos_bron.invoke(app, ["lijst"]).stdout.strip().rpartition("; ")[2])

    assert seen == [
        *("geldig: geheim 1", "geldig: geheim 1 en 2", "geldig: geheim 1, 2 en 3"),
        *("geldig: geheim 2 en 3", "geldig: geheim 3", "geldig: geen geheim"),
    ]


def test_a_withdrawn_source_gets_no_secret_until_it_is_restored(pos_bron: CliRunner) -> None:
    for arguments in (ADD, ["intrekken", "ldos"]):
        assert pos_bron.invoke(app, arguments).exit_code == 0

    refused = pos_bron.invoke(app, ["geheim", "ldos"])
    assert isinstance(refused.exception, bronbeheer.BronIngetrokkenError)
    assert "./pos bron herstellen ldos" in str(refused.exception)
    assert "whsec_" not in refused.output

    restored = pos_bron.invoke(app, ["herstellen", "ldos"])
    assert restored.exit_code == 0
    assert "Wat geldt: geheim 1." in restored.stdout
    assert "ingetrokken" not in pos_bron.invoke(app, ["lijst"]).stdout
    assert pos_bron.invoke(app, ["geheim", "ldos"]).exit_code == 0


@pytest.mark.parametrize("source", ["jan jansen", "ldos", "urn:", "urn:a b", "urn:%zz", "//ldos.example", "urn:é", ""])
def test_a_source_is_an_address_with_a_scheme(pos_bron: CliRunner, source: str) -> None:
    refused = pos_bron.invoke(app, ["toevoegen", "x", "--source", source, "--swv", "PO9901"])

    assert isinstance(refused.exception, bronbeheer.OngeldigeSourceError)
    assert "nog geen bronnen" in pos_bron.invoke(app, ["lijst"]).stdout


def test_urns_and_web_addresses_are_sources(pos_bron: CliRunner) -> None:
    for naam, source in (
        ("a", "urn:nld:oin:00000001234567890000:systeem:ldos"),
        ("b", "https://ldos.example/swv?a=%20"),
    ):
        assert pos_bron.invoke(app, ["toevoegen", naam, "--source", source, "--swv", "PO9901"]).exit_code == 0


def test_an_empty_register_says_how_to_fill_it(pos_bron: CliRunner) -> None:
    assert "./pos bron toevoegen" in pos_bron.invoke(app, ["lijst"]).stdout


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (ADD, bronbeheer.BronBestaatAlError),
        (["toevoegen", "x", "--source", "urn:x", "--swv", "PO9901"], bronbeheer.BronBestaatAlError),
        (["toevoegen", "x", "--source", "urn:y", "--swv", "PO99"], bronbeheer.OngeldigeBronError),
        (["toevoegen", "", "--source", "urn:y", "--swv", "PO9901"], bronbeheer.OngeldigeBronError),
        (["geheim", "onbekend"], bronbeheer.BronOnbekendError),
        (["geheim", "ldos", "--vervalt", "9"], bronbeheer.GeheimOnbekendError),
        (["intrekken", "onbekend"], bronbeheer.BronOnbekendError),
        (["herstellen", "onbekend"], bronbeheer.BronOnbekendError),
    ],
)
def test_what_cannot_be_is_said_in_dutch_and_changes_nothing(
    pos_bron: CliRunner, arguments: list[str], error: type[Exception]
) -> None:
    pos_bron.invoke(app, ADD)
    before = pos_bron.invoke(app, ["lijst"]).stdout

    result = pos_bron.invoke(app, arguments)

    assert isinstance(result.exception, error)
    assert pos_bron.invoke(app, ["lijst"]).stdout == before
