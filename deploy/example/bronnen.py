"""Which source system plays which world: one played world is one source, so worlds never count as each other."""

from dataclasses import dataclass

from deploy.example.dossier import BRON
from deploy.example.maak_regio import VOORBEELD_SCHOLEN, VOORBEELD_SWV


@dataclass(frozen=True, slots=True)
class Speelbron:
    """Name and URN under which a played LDOS is registered."""

    naam: str
    source: str


VOORBEELDBRON = Speelbron("ldos-voorbeeld", BRON)


def speelbron(swv: int, scholen: int, seed: int) -> Speelbron:
    """The source of a played world; the example region with seed 1 is that of the demo."""
    if (swv, scholen, seed) == (VOORBEELD_SWV, VOORBEELD_SCHOLEN, 1):
        return VOORBEELDBRON
    kenmerk = f"{swv:03d}{scholen:04d}{seed % 100_000:05d}"
    return Speelbron(f"ldos-simulatie-{kenmerk}", f"urn:nld:oin:00000009{kenmerk}:systeem:ldos")
