"""A stack of its own for one measurement: temporary folder, free ports, example region, source and token."""

import asyncio
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from deploy.accountbeheer import add_account, add_token, verzin_wachtwoord
from deploy.assets import install as page_files
from deploy.bronbeheer import add_source
from deploy.cli import run_stack
from deploy.cli.levering import bestemming, laad
from deploy.cli.options import cache
from deploy.cli.verbinding import database, keystore
from deploy.example import demo_steps
from deploy.example.regio import voorbeeld_bestand
from deploy.local.components import Options
from deploy.local.ports import HOST, free_base
from deploy.local.processes import memory_bytes, processor_seconds
from deploy.local.state import StateFolder
from deploy.local.unprivileged import collect_garbage
from services.gateway.domain.rechten import Recht, Rol
from shared.contracts.bronnen.levering import Opdracht
from shared.runtime.clock import SystemClock

SWV: Final = "PO9901"
NAAM: Final = "bench"


@dataclass(frozen=True)
class Stapel:
    """A running stack, empty but for the example region. `geheim` is a `whsec_…` of its source; account NAAM."""

    state: StateFolder
    options: Options
    start_seconden: float
    geheim: str
    token: str
    wachtwoord: str

    @property
    def gateway(self) -> str:
        return f"http://{HOST}:{self.options.ports.gateway}"

    @property
    def ingest(self) -> str:
        return f"http://{HOST}:{self.options.ports.ingest}"

    def geheugen_mib(self) -> dict[str, float]:
        """What each part holds now."""
        return {naam: memory_bytes(pid) / 2**20 for naam, pid in self._pids()}

    def processor_seconden(self) -> dict[str, float]:
        """What each part used of the processors until now."""
        return {naam: processor_seconds(pid) for naam, pid in self._pids()}

    def _pids(self) -> list[tuple[str, int]]:
        snapshot = self.state.read()
        assert snapshot is not None, "de stapel draait"
        return [(deel.naam, deel.pid) for deel in snapshot.onderdelen if deel.pid]


@contextmanager
def eigen_stapel(vandaag: date, werkers: Mapping[str, int] | None = None) -> Iterator[Stapel]:
    """Start, hand over, stop and leave nothing behind; `werkers`: processes by service. Raises StartFailedError."""
    try:
        with tempfile.TemporaryDirectory(prefix="pos-bench-") as map_:
            state, options = StateFolder(Path(map_) / "stapel"), Options(free_base(), werkers=werkers or {})
            run_stack.fetch_all(options)
            page_files.ensure(cache())
            try:
                seconden = _start(state, options)
                wachtwoord = verzin_wachtwoord()
                geheim, token = asyncio.run(_richt_in(state, vandaag, wachtwoord))
                yield Stapel(state, options, seconden, geheim, token, wachtwoord)
            finally:
                run_stack.stop(state)
    finally:
        collect_garbage()


def _start(state: StateFolder, options: Options) -> float:
    begin = time.perf_counter()
    pid = run_stack.start(state, options, tied=True)
    run_stack.follow(state, pid, lambda _: None, until_ready=True)
    return time.perf_counter() - begin


async def _richt_in(state: StateFolder, vandaag: date, wachtwoord: str) -> tuple[str, str]:
    opdracht = Opdracht(wie=NAAM, bron="voorbeeldregio", peildatum=vandaag, bevestigd=True)
    await laad(bestemming(state), "organisatie", voorbeeld_bestand().read_bytes(), opdracht)
    async with database(state) as connection:
        await add_account(connection, NAAM, [Recht(Rol.SWV, SWV)], wachtwoord)
        token = await add_token(connection, NAAM, NAAM, SystemClock().now(), 1)
        geheim = await add_source(
            connection, keystore(state), demo_steps.BRONNAAM, demo_steps.SOURCE, demo_steps.swvs()
        )
    return geheim, token
