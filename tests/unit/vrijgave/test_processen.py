"""The processes of an audit end with who asked for it."""

import signal
import subprocess
import sys
import time
from pathlib import Path

OUDER = """
import os, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from services.aggregator.vrijgave.toetsing import werk
if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=werk.begin, initargs=(None,))
    kind = pool.submit(os.getpid).result()
    pool.submit(time.sleep, 600)
    print(kind, flush=True)
    time.sleep(600)
"""


def test_a_killed_aggregator_leaves_no_process_behind(tmp_path: Path) -> None:
    programma = tmp_path / "ouder.py"
    programma.write_text(OUDER)
    wortel = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, "-B", str(programma)], stdout=subprocess.PIPE, env={"PYTHONPATH": str(wortel)}, text=True
    ) as ouder:
        assert ouder.stdout is not None
        kind = int(ouder.stdout.readline())
        assert _leeft(kind)
        ouder.send_signal(signal.SIGKILL)

    tot = time.monotonic() + 30
    while _leeft(kind) and time.monotonic() < tot:
        time.sleep(0.05)
    assert not _leeft(kind)


def _leeft(proces: int) -> bool:
    """Not even as what nobody waited for yet."""
    try:
        return Path(f"/proc/{proces}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
