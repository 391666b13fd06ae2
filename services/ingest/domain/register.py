"""The registered source systems, as known at one moment."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Bron:
    """A source system: what it calls itself, for which SWV's it may push, and the secrets that hold now."""

    id: int
    naam: str
    source: str
    swvs: frozenset[str]
    ingetrokken: bool
    secrets: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Register:
    """All sources, withdrawn ones too: those are told so."""

    bronnen: tuple[Bron, ...] = ()

    def ordered(self, recent: int | None) -> list[Bron]:
        """All sources, the one with id `recent` first: most pushes come from the same few."""
        return sorted(self.bronnen, key=lambda bron: bron.id != recent)
