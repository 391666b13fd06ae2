"""One run of the simulator: which world, how disturbed, to a file or to ingest."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from deploy.example.bronnen import Speelbron, speelbron
from deploy.example.dossier import Gebeurtenis
from deploy.example.gebeurtenissen import Verloop, gebeurtenissen
from deploy.example.maak_regio import VOORBEELD_SCHOLEN, VOORBEELD_SWV, maak_regio
from deploy.example.regio import Regio, voorbeeld_regio
from deploy.example.verstoring import Verstoring
from shared.contracts.schooljaar import schooljaar_van

_SCHOLEN_PER_SWV = 25


class OngeldigTempoError(ValueError):
    """Not a number above zero, such as 200 or 200/s."""


@dataclass(frozen=True, slots=True)
class Wereld:
    """A region with its course of events, and the source that tells it."""

    regio: Regio
    verloop: Verloop
    bron: Speelbron
    vandaag: date

    def gebeurtenissen(self) -> Iterator[Gebeurtenis]:
        """Everything up to today, in order of time."""
        return gebeurtenissen(self.regio, self.vandaag, self.verloop)

    def als_bron(self, source: str) -> "Wereld":
        """The same world, told by another source system."""
        return replace(self, verloop=replace(self.verloop, bron=source), bron=replace(self.bron, source=source))


def maak_wereld(
    vandaag: date, swv: int = VOORBEELD_SWV, scholen: int | None = None, jaren: int = 8, seed: int = 1,
    drukte: float = 1.0,
) -> Wereld:  # fmt: skip
    """A world of this size; six SWV's with the usual number of schools is the example region.

    Raises OnmogelijkeRegioError.
    """
    if scholen is None:
        scholen = VOORBEELD_SCHOLEN if swv == VOORBEELD_SWV else swv * _SCHOLEN_PER_SWV
    voorbeeld = (swv, scholen) == (VOORBEELD_SWV, VOORBEELD_SCHOLEN)
    laatste = schooljaar_van(vandaag)
    regio = voorbeeld_regio() if voorbeeld else maak_regio(swv, scholen, range(laatste - jaren, laatste + 1), seed)
    bron = speelbron(swv, scholen, seed)
    return Wereld(regio, Verloop(seed, jaren, drukte, bron.source), bron, vandaag)


def lees_tempo(tekst: str | None) -> float | None:
    """`200/s`, `200` or `0.5/s` → events a second; nothing → as fast as possible."""
    if tekst is None:
        return None
    try:
        tempo = float(tekst.removesuffix("/s").replace(",", "."))
    except ValueError:
        raise OngeldigTempoError from None
    if not 0 < tempo < 1e6:
        raise OngeldigTempoError
    return tempo


@dataclass(slots=True)
class Volger:
    """Counts events as they pass, and tells how far in time they are (`2021-03`)."""

    aantal: int = 0
    maand: str = ""
    meld: Callable[["Volger"], None] | None = field(default=None, repr=False)

    def volg(self, stroom: Iterable[Gebeurtenis]) -> Iterator[Gebeurtenis]:
        """The same events."""
        for gebeurtenis in stroom:
            self.aantal += 1
            self.maand = str(gebeurtenis["time"])[:7]
            if self.meld is not None and self.aantal % 500 == 0:
                self.meld(self)
            yield gebeurtenis


def schrijf(stroom: Iterable[Gebeurtenis], verstoring: Verstoring, pad: Path) -> int:
    """Write the events to a file as NDJSON, one a line; how many lines."""
    aantal = 0
    with pad.open("wb") as bestand:
        for regel in verstoring.regels(stroom):
            bestand.write(regel.inhoud + b"\n")
            aantal += 1
    return aantal
