"""The command `./pos` reads no more than the command that is asked."""

import subprocess
import sys

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from deploy.cli.main import OPDRACHTEN, maak_app


@pytest.mark.parametrize("woord", OPDRACHTEN)
def test_a_command_alone_is_the_command_among_all(woord: str) -> None:
    alleen, alle = (CliRunner().invoke(app, [woord, "--help"]).output for app in (maak_app(woord), maak_app()))

    assert alleen == alle
    assert woord in alleen


@pytest.mark.parametrize("woord", [None, "--help", "onzin"])
def test_without_a_known_word_there_are_all(woord: str | None) -> None:
    assert get_command(maak_app(woord)).commands.keys() == OPDRACHTEN.keys()  # type: ignore[attr-defined]


def test_status_reads_nothing_of_chaos_and_bench() -> None:
    ask = "import sys; from deploy.cli.main import maak_app; maak_app('status'); print(*sys.modules)"

    read = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout.split()

    assert "deploy.cli.stack" in read
    assert not {"deploy.chaos", "bench", "pandas", "services.gateway.routes", "fastapi"} & set(read)
