"""Telling open pages that figures changed. No values; only what this caller sees exactly.

One Kafka reader per gateway process tells all open pages (agents.py). The topic names SWV's; a reader who sees less
than a whole SWV hears only when an own figure differs, for else the moment would tell about somebody else's dossier.
A lost word costs a page its refresh, never a number.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from shared.contracts.schooljaar import tekst
from shared.contracts.wijzigingen import Wijziging
from shared.runtime.metrics import gauge

HARTSLAG_SECONDEN: Final = 15.0
# A session that ended must not go on listening: the browser connects again by itself, and is asked who it is.
HOOGSTENS_SECONDEN: Final = 600.0
# Looking whether an own figure differs asks the database: not at every word of a back-fill.
KIJK_SECONDEN: Final = 1.0
MAX_OPEN: Final = 2_000
_WACHTRIJ: Final = 64


class Omroep:
    """Passes each change on to all who listen now; who does not keep up misses words, not memory."""

    def __init__(self) -> None:
        self._luisteraars: set[asyncio.Queue[Wijziging | None]] = set()

    def meld(self, wijziging: Wijziging) -> None:
        """Tell everyone."""
        for rij in self._luisteraars:
            if rij.full():
                rij.get_nowait()
            rij.put_nowait(wijziging)

    def sluit(self) -> None:
        """End all streams: the process stops."""
        for rij in self._luisteraars:
            if rij.full():
                rij.get_nowait()
            rij.put_nowait(None)

    @property
    def aantal(self) -> int:
        """How many listen now."""
        return len(self._luisteraars)

    async def luister(self, hartslag: float = HARTSLAG_SECONDEN) -> AsyncIterator[list[Wijziging]]:
        """Changes as they come, those that wait together; an empty list at every beat, whatever came between."""
        rij: asyncio.Queue[Wijziging | None] = asyncio.Queue(_WACHTRIJ)
        self._luisteraars.add(rij)
        self._tel()
        lus = asyncio.get_running_loop()
        slag = lus.time() + hartslag
        try:
            while True:
                try:
                    gekomen = [await asyncio.wait_for(rij.get(), max(0.0, slag - lus.time()))]
                except TimeoutError:
                    slag = lus.time() + hartslag
                    yield []
                    continue
                while not rij.empty():
                    gekomen.append(rij.get_nowait())
                if None in gekomen:
                    return
                yield [wijziging for wijziging in gekomen if wijziging is not None]
        finally:
            self._luisteraars.discard(rij)
            self._tel()

    def _tel(self) -> None:
        gauge("pos_stromen_open").set(self.aantal)


@dataclass(frozen=True)
class Luisteraar:
    """What one open page wants to hear: of no SWV where only releases are seen. `afdruk` looks at the own figures;
    None where the whole SWV is the own."""

    swvs: frozenset[str]
    afdruk: Callable[[], Awaitable[int | None]] | None = None

    def raakt(self, wijziging: Wijziging) -> bool:
        """Is it about an SWV of this page, or a release?"""
        return wijziging.organisatie or wijziging.vrijgave is not None or bool(self.swvs & set(wijziging.swvs))


def bericht(wijzigingen: list[Wijziging]) -> str:
    """The event: the schooljaren that changed; an empty list says any."""
    jaren = sorted({jaar for wijziging in wijzigingen for jaar in wijziging.schooljaren})
    alle = any(wijziging.organisatie or wijziging.vrijgave is not None for wijziging in wijzigingen)
    return f"event: gewijzigd\ndata: {json.dumps({'schooljaren': [] if alle else [tekst(jaar) for jaar in jaren]})}\n\n"


async def berichten(omroep: Omroep, luisteraar: Luisteraar, hartslag: float = HARTSLAG_SECONDEN) -> AsyncIterator[str]:
    """The stream of one page. What happens elsewhere sends no byte: its moment would tell about others."""
    yield "retry: 5000\n: verbonden\n\n"
    lus = asyncio.get_running_loop()
    eind = lus.time() + HOOGSTENS_SECONDEN
    vorige = await luisteraar.afdruk() if luisteraar.afdruk else None
    async for gekomen in omroep.luister(hartslag):
        if lus.time() > eind:
            return
        eigen = [wijziging for wijziging in gekomen if luisteraar.raakt(wijziging)]
        # Everybody may know of a release: it says nothing about a dossier.
        if eigen and luisteraar.afdruk and not any(wijziging.vrijgave for wijziging in eigen):
            await asyncio.sleep(KIJK_SECONDEN)
            nu = await luisteraar.afdruk()
            eigen, vorige = (eigen if nu != vorige else []), nu
        if eigen:
            yield bericht(eigen)
        elif not gekomen:
            yield ": hartslag\n\n"
