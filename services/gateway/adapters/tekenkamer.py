"""Draws charts in processes of its own (tekenproces.py), so that a drawing holds up no answer (ADR 0075)."""

import asyncio
import os
import subprocess
import sys
import weakref
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Literal, Self

from services.gateway.adapters.tekenproces import GELUKT, KOP, LAATSTE, PNG, SVG
from shared.runtime.errors import Unavailable
from shared.runtime.logging import get_logger

log = get_logger(__name__)

PROCESSEN: Final = 2
_RUIMTE_MIB: Final = 256
_GEDULD_SECONDEN: Final = 30.0
_STOP_SECONDEN: Final = 2.0
_POGINGEN: Final = 2
_HIER: Final = Path(__file__)
_DOORGEGEVEN: Final = ("PATH", "LD_LIBRARY_PATH", "TZ")
_VORMEN: Final[Mapping[str, bytes]] = {"svg": SVG, "png": PNG}


class TekenMislukt(Exception):
    """The library can't draw this; `soort`: the kind of its error."""

    def __init__(self, soort: str) -> None:
        super().__init__(soort)
        self.soort = soort


class _Weg(Exception):
    """The process ended without an answer."""


class _Tekenproces:
    """One process: a question at a time, from any thread."""

    def __init__(self, ruimte_mib: int) -> None:
        # -I and little of the environment: no secret of this service goes along, and no path that it may depend on.
        command = [sys.executable, "-I", str(_HIER.with_name("tekenproces.py")), str(ruimte_mib)]
        self._proces = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_omgeving()
        )

    @property
    def pid(self) -> int:
        return self._proces.pid

    def teken(self, vorm: bytes, wat: bytes) -> tuple[bytes, bytes]:
        """How it ended, and the drawing. Raises _Weg."""
        heen, terug = self._pijpen()
        try:
            heen.write(KOP.pack(vorm, len(wat)) + wat)
            heen.flush()
            einde, lengte = KOP.unpack(_lees(terug, KOP.size))
            return einde, _lees(terug, lengte)
        except (OSError, ValueError) as fout:
            raise _Weg from fout

    def stop(self) -> None:
        """End it, and leave nothing of it behind."""
        self._proces.kill()
        with suppress(subprocess.TimeoutExpired):
            self._proces.wait(_STOP_SECONDEN)
        for pijp in self._pijpen():
            with suppress(OSError):  # what it did not read
                pijp.close()

    def _pijpen(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self._proces.stdin is not None, "opened with pipes"
        assert self._proces.stdout is not None, "opened with pipes"
        return self._proces.stdin, self._proces.stdout


class Tekenkamer:
    """Tekenplek (services.gateway.dashboards.beeld) over at most `processen` processes, begun when they are needed.

    Drawings go in the order in which they are asked. A process that dies, hangs or grows over `ruimte_mib` is replaced;
    what it was drawing is drawn again, once. They end with this process, however that ends: their input closes.
    """

    def __init__(self, processen: int = PROCESSEN, ruimte_mib: int = _RUIMTE_MIB) -> None:
        self.processen, self._ruimte = processen, ruimte_mib
        self._beurten = asyncio.Semaphore(processen)
        self._levend: set[_Tekenproces] = set()
        self._vrij: list[_Tekenproces] = []
        self._opruimen = weakref.finalize(self, _stop_alle, self._levend)

    @property
    def pids(self) -> list[int]:
        """The processes that live now."""
        return sorted(proces.pid for proces in self._levend)

    async def teken(self, vorm: Literal["svg", "png"], wat: bytes) -> bytes:
        """A drawing of a Vega-Lite specification (svg) or of an SVG (png). Raises TekenMislukt, Unavailable."""
        async with self._beurten:
            for _ in range(_POGINGEN):
                try:
                    return await self._laat(await self._een_vrij(), _VORMEN[vorm], wat)
                except (_Weg, TimeoutError) as fout:
                    log.warning("tekenproces viel weg", fout=type(fout).__name__)
        raise Unavailable("tekenen")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        self._opruimen()

    async def _een_vrij(self) -> _Tekenproces:
        if self._vrij:
            return self._vrij.pop()
        try:
            proces = await asyncio.to_thread(_Tekenproces, self._ruimte)
        except OSError as fout:
            raise Unavailable("tekenen") from fout
        self._levend.add(proces)
        return proces

    async def _laat(self, proces: _Tekenproces, vorm: bytes, wat: bytes) -> bytes:
        blijft = False
        try:
            einde, tekening = await asyncio.wait_for(asyncio.to_thread(proces.teken, vorm, wat), _GEDULD_SECONDEN)
            blijft = einde != LAATSTE
        finally:
            # Also when who asked went away: the answer is still to come, and would be that of the next.
            if blijft:
                self._vrij.append(proces)
            else:
                self._levend.discard(proces)
                proces.stop()
        if einde not in (GELUKT, LAATSTE):
            raise TekenMislukt(tekening.decode())
        return tekening


def _omgeving() -> dict[str, str]:
    bekend = {naam: os.environ[naam] for naam in _DOORGEGEVEN if naam in os.environ}
    return {**bekend, "FONTCONFIG_FILE": str(_HIER.with_name("lettertypen.conf"))}


def _lees(pijp: IO[bytes], lengte: int) -> bytes:
    """Raises ValueError when it ends before."""
    gelezen = pijp.read(lengte)
    if len(gelezen) < lengte:
        raise ValueError("ended")
    return gelezen


def _stop_alle(levend: set[_Tekenproces]) -> None:
    while levend:
        levend.pop().stop()
