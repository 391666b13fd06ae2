"""Logs are turned by day under a program that keeps writing, and go after their retention."""

import asyncio
import os
from datetime import date, datetime, timedelta
from pathlib import Path

from deploy.local.logboeken import BEWAREN_DAGEN, draai, houd_bij
from shared.runtime.clock import AMSTERDAM
from tests.stack import until

VANDAAG = date(2026, 11, 22)


def _namen(folder: Path) -> set[str]:
    return {bestand.name for bestand in folder.iterdir()}


def test_a_program_goes_on_at_the_begin_of_an_empty_file(tmp_path: Path) -> None:
    logboek = tmp_path / "ingest.log"
    with logboek.open("ab") as schrijver:
        schrijver.write(b"gisteren\n")
        schrijver.flush()
        draai(tmp_path, VANDAAG, lopend=True)
        schrijver.write(b"vandaag\n")
        schrijver.flush()
        draai(tmp_path, VANDAAG, lopend=True)
    assert logboek.read_bytes() == b"vandaag\n"
    assert (tmp_path / "ingest.2026-11-21.log").read_bytes() == b"gisteren\n"


def test_what_is_past_its_retention_goes_and_nothing_else(tmp_path: Path) -> None:
    for dagen in (BEWAREN_DAGEN, BEWAREN_DAGEN + 1):
        (tmp_path / f"kafka.{VANDAAG - timedelta(days=dagen)}.log").write_text("oud")
    (tmp_path / "aantekening.txt").write_text("van de beheerder")
    draai(tmp_path, VANDAAG, lopend=False)
    assert _namen(tmp_path) == {"kafka.2026-11-15.log", "aantekening.txt"}


def test_an_earlier_run_is_set_aside_under_its_own_day(tmp_path: Path) -> None:
    oud, leeg, nieuw = tmp_path / "ingest.log", tmp_path / "leeg.log", tmp_path / "gateway.log"
    oud.write_text("vorige week")
    leeg.touch()
    nieuw.write_text("zojuist")
    for bestand, dag in ((oud, 14), (leeg, 14), (nieuw, 22)):
        tijd = datetime(2026, 11, dag, 12, tzinfo=AMSTERDAM).timestamp()
        os.utime(bestand, (tijd, tijd))
    draai(tmp_path, VANDAAG, lopend=False)
    assert _namen(tmp_path) == {"ingest.log", "ingest.2026-11-14.log", "leeg.log", "gateway.log"}
    draai(tmp_path, VANDAAG, lopend=False)
    assert "ingest.2026-11-14.log" not in _namen(tmp_path)


async def test_a_new_day_turns_them_once(tmp_path: Path) -> None:
    (tmp_path / "ingest.log").write_text("gisteren")
    dagen = iter([VANDAAG - timedelta(days=1), VANDAAG - timedelta(days=1)])
    bezig = asyncio.create_task(houd_bij(tmp_path, lambda: next(dagen, VANDAAG), wacht=0.01))
    await until((tmp_path / "ingest.2026-11-21.log").exists, 5)
    bezig.cancel()
