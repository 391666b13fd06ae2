"""`./pos ldos simuleer` without a stack: the file, and what it says when asked for the impossible."""

from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from deploy.cli.ldos import app
from deploy.cli.verbinding import NotRunningError
from deploy.example.bronnen import VOORBEELDBRON, speelbron
from shared.contracts import ldos

OPDRACHT = ["simuleer", "--vandaag", "2026-11-22", "--jaren", "1"]


def test_writes_the_same_file_each_time_and_says_so_in_dutch(tmp_path: Path) -> None:
    eerste, tweede = tmp_path / "a.ndjson", tmp_path / "b.ndjson"
    for pad in (eerste, tweede):
        uitkomst = CliRunner().invoke(app, [*OPDRACHT, "--dubbel", "10", "--door-elkaar", "--naar", str(pad)])
        assert uitkomst.exit_code == 0, uitkomst.output
        assert "gebeurtenissen geschreven naar" in uitkomst.output
    assert eerste.read_bytes() == tweede.read_bytes()
    for regel in eerste.read_bytes().splitlines():
        assert isinstance(ldos.check(orjson.loads(regel)), ldos.Accepted)


def test_plays_as_another_source_when_asked(tmp_path: Path) -> None:
    urn, pad = "urn:nld:oin:00000001234567890000:systeem:ldos", tmp_path / "uit.ndjson"
    opdracht = [*OPDRACHT, "--swv", "2", "--scholen", "30", "--source", urn, "--naar", str(pad)]
    assert CliRunner().invoke(app, opdracht).exit_code == 0
    bronnen = {orjson.loads(regel)["source"] for regel in pad.read_bytes().splitlines()}
    assert bronnen == {urn}


@pytest.mark.parametrize("fout", [["--swv", "500"], ["--tempo", "snel"], ["--swv", "3", "--scholen", "4"]])
def test_refuses_the_impossible(fout: list[str], tmp_path: Path) -> None:
    assert CliRunner().invoke(app, [*OPDRACHT, *fout, "--naar", str(tmp_path / "x")]).exit_code == 2


def test_says_that_nothing_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POS_DATABASE_URL", raising=False)
    uitkomst = CliRunner().invoke(app, [*OPDRACHT, "--dir", str(tmp_path)])
    assert isinstance(uitkomst.exception, NotRunningError)


def test_two_worlds_are_two_sources() -> None:
    assert speelbron(6, 142, 1) == VOORBEELDBRON
    assert len({speelbron(6, 142, 2), speelbron(6, 141, 1), speelbron(7, 142, 1), VOORBEELDBRON}) == 4
