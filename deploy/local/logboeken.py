"""Log files of the local stack, day by day: what is older than their retention is removed.

A program keeps its file open and writes at its end, so the file is copied and emptied in place; the few lines that it
writes in between are lost, which a log can bear.
"""

import asyncio
import logging
import re
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from shared.runtime.clock import AMSTERDAM

BEWAREN_DAGEN: Final = 7
"""As long as the raw topic: enough to find out what went wrong, and no longer."""
KIJK_SECONDEN: Final = 600.0
_DAG: Final = re.compile(r"\.(\d{4}-\d{2}-\d{2})\.log$")


def draai(folder: Path, vandaag: date, bewaren: int = BEWAREN_DAGEN, *, lopend: bool) -> None:
    """Set the logs of earlier days aside, and remove those from before `bewaren` days ago.

    `lopend`: programs write, and this is the first look of the day; else only files of an earlier run are set aside.
    """
    for bestand in sorted(folder.glob("*.log")):
        gevonden = _DAG.search(bestand.name)
        if gevonden is not None:
            if date.fromisoformat(gevonden[1]) < vandaag - timedelta(days=bewaren):
                bestand.unlink()
            continue
        geschreven = datetime.fromtimestamp(bestand.stat().st_mtime, AMSTERDAM).date()
        if lopend or geschreven < vandaag:
            _zet_opzij(bestand, min(geschreven, vandaag - timedelta(days=1)))


def _zet_opzij(bestand: Path, dag: date) -> None:
    opzij = bestand.with_name(f"{bestand.stem}.{dag.isoformat()}.log")
    if opzij.exists() or not bestand.stat().st_size:
        return
    shutil.copy2(bestand, opzij)
    with bestand.open("r+b") as open_:
        open_.truncate(0)


async def houd_bij(folder: Path, vandaag: Callable[[], date], wacht: float = KIJK_SECONDEN) -> None:
    """Turn the logs at the first look of each new day, for as long as the stack runs."""
    gezien = vandaag()
    while True:
        await asyncio.sleep(wacht)
        if (nu := vandaag()) != gezien:
            gezien = nu
            try:
                await asyncio.to_thread(draai, folder, nu, lopend=True)
            except OSError as fout:
                logging.warning("logboeken niet gedraaid: %s", fout.strerror)
