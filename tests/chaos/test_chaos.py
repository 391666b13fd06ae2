"""A short `./pos chaos` with every test run: chosen faults, faults by the seed of the day, and three brokers.

The runner judges by its own recount and by `herbereken --controleer`; that those judges notice what is wrong stands in
tests/unit/deploy/test_chaos.py. A long run is a command; its last report is docs/running/chaos-rapport.md.
"""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from deploy.launcher.places import PROJECT

SECONDEN = 500
VASTE_SEED = 20261122
KERN = (
    "diensten-dood", "transactie-ergens", "ingest-ergens", "anonymiser-ergens", "gif", "sleutels-draaien",
    "database-direct", "tabellen-vol", "migratie", "topic-opnieuw", "document", "broker-dood",
)  # fmt: skip
NUL = ("verschillende cellen", "verloren", "te veel", "dode letters die niet klopten", "keer dat het niet optelde")


def chaos(rapport: Path, *woorden: str) -> str:
    """Run it; its report, in which everything that must be nought is nought."""
    klaar = subprocess.run(
        [sys.executable, "-m", "deploy.cli", "chaos", *woorden, "--rapport", str(rapport)],
        cwd=PROJECT, env={**os.environ, "COLUMNS": "200"}, capture_output=True, text=True, check=False,
        timeout=SECONDEN,
    )  # fmt: skip
    assert klaar.returncode == 0, f"./pos chaos {' '.join(woorden)}\n{klaar.stdout}{klaar.stderr}"
    tekst = rapport.read_text("utf-8")
    for wat in (*NUL, "verschillen volgens `herbereken --controleer`"):
        assert f"| {wat} | 0 |" in tekst
    assert "| waarvan zonder fout | 1 |" in tekst
    return tekst


def met(*namen: str) -> list[str]:
    """These faults, in this order."""
    return [woord for naam in namen for woord in ("--fout", naam)]


def test_chosen_faults_lose_nothing_and_leave_every_figure_right(tmp_path: Path) -> None:
    tekst = chaos(tmp_path / "rapport.md", "--seed", str(VASTE_SEED), *met(*KERN))

    for naam in KERN:
        assert re.search(rf"^\| {naam} \| .* \| 1 \| 1 \| ", tekst, re.MULTILINE), naam
    assert int(re.search(r"\| kill -9 \| (\d+) ", tekst)[1]) >= 10  # type: ignore[index]


def test_the_faults_of_today_find_nothing(tmp_path: Path) -> None:
    seed = f"{date.today():%Y%m%d}"

    chaos(tmp_path / "rapport.md", "--seed", seed, "--duur", "15")


def test_three_brokers_and_several_workers_go_on_without_one(tmp_path: Path) -> None:
    werkers = "aggregator=2,anonymiser=2,reports=2"

    tekst = chaos(
        tmp_path / "rapport.md", "--seed", str(VASTE_SEED), "--brokers", "3", "--werkers", werkers,
        *met("een-van-drie"),
    )  # fmt: skip

    assert "3 brokers, 2 × aggregator, 2 × anonymiser, 2 × reports" in tekst
