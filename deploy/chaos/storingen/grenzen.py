"""A service that runs into a limit of its machine: no memory, no open files."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import psutil

from deploy.chaos.storingen.storing import storing
from deploy.chaos.veld import Veld

_MB = 2**20
_DUUR_SECONDEN = 6.0


@storing("geheugen-op", 10)
async def geheugen_op(veld: Veld) -> None:
    """Een dienst krijgt geen geheugen meer (grens op adresruimte), en later weer wel."""
    over = veld.kans.randrange(4) * _MB
    await _begrens(veld, psutil.RLIMIT_AS, lambda proces: int(proces.memory_info().vms) + over)


@storing("bestanden-op", 10)
async def bestanden_op(veld: Veld) -> None:
    """Een dienst kan geen bestand of verbinding meer openen (grens op open bestanden), en later weer wel."""
    await _begrens(veld, psutil.RLIMIT_NOFILE, lambda proces: int(proces.num_fds()))


async def _begrens(veld: Veld, soort: int, grens: Callable[[psutil.Process], int]) -> None:
    """Lower a limit of a service, and put it back when the same process still lives."""
    naam = veld.een_dienst()
    pid = veld.stapel.pid(naam)
    if pid is None:
        return
    with suppress(psutil.Error):
        proces = psutil.Process(pid)
        _, hoogstens = voor = proces.rlimit(soort)
        proces.rlimit(soort, (grens(proces), hoogstens))
        await asyncio.sleep(_DUUR_SECONDEN)
        if proces.is_running():
            proces.rlimit(soort, voor)
    veld.zeg(naam if veld.stapel.pid(naam) == pid else f"{naam} viel om en kwam terug")
