"""May a delivery be applied? (pure) What it tells who delivered it, in Dutch.

Two things are asked first: an older delivery over a newer one, and a bestuur that differs from what another SWV
delivered. Without `bevestigd` such a delivery is refused with its reason; the same one, confirmed, is applied.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from services.aggregator.organisatie.afleiding import Afwijking, Opgave, Organisatie
from shared.contracts import schooljaar
from shared.contracts.bronnen.organisatie import OPEN
from shared.contracts.eenheden import bestuur_code, swv_code, vestiging_code

OUDER: Final = "ouder"
ANDER_BESTUUR: Final = "ander_bestuur"
ONBEKENDE_SOORT: Final = "onbekende_soort"
ONLEESBAAR: Final = "onleesbaar"
TE_BEVESTIGEN: Final = frozenset({OUDER, ANDER_BESTUUR})
MAX_MELDINGEN: Final = 100
_DEEL_DAT_BLIJFT: Final = 0.75
_MAANDEN: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
    "november", "december",
)  # fmt: skip


class Geldend(NamedTuple):
    """The delivery in force for one part of what a source delivers, named as people know it (PO9901)."""

    deel: str
    levering: UUID
    nummer: int
    peildatum: date
    sha256: bytes


class Eerder(NamedTuple):
    """The last time that the same file was applied."""

    nummer: int
    toegepast_op: datetime


class Bestand(NamedTuple):
    """What counts of a delivery here. `peildatum_gekozen` says that it was given, not taken from the day of receipt."""

    sha256: bytes
    peildatum: date
    peildatum_gekozen: bool
    delen: frozenset[str]


def herhaalt(bestand: Bestand, geldend: Sequence[Geldend]) -> UUID | None:
    """The delivery in force that this is a repeat of: same file, for every part in it."""
    zelfde = [
        een
        for een in geldend
        if een.sha256 == bestand.sha256 and (not bestand.peildatum_gekozen or een.peildatum == bestand.peildatum)
    ]
    if {een.deel for een in zelfde} != bestand.delen:
        return None
    return max(zelfde, key=lambda een: een.nummer).levering


def is_ouder(bestand: Bestand, geldend: Sequence[Geldend], eerder: Eerder | None) -> list[str]:
    """Why this delivery is older than what is in force; empty when it is not."""
    meldingen = [
        f"{een.deel}: er is al een levering met stand per {_dag(een.peildatum)}; deze is van {_dag(bestand.peildatum)}."
        for een in sorted(geldend)
        if een.peildatum > bestand.peildatum
    ]
    if meldingen or eerder is None:
        return meldingen
    return [
        f"{een.deel}: dit bestand is op {_dag(eerder.toegepast_op.date())} al geladen en daarna vervangen."
        for een in sorted(geldend)
        if een.nummer > eerder.nummer and een.sha256 != bestand.sha256
    ]


def nieuwe_afwijkingen(oud: Organisatie, nieuw: Organisatie) -> list[str]:
    """The places where this delivery and another SWV name a different bestuur, that were not there before."""
    return [_over(een) for een in sorted(nieuw.afwijkingen - oud.afwijkingen)]


def _over(een: Afwijking) -> str:
    periode = schooljaar.tekst(een.van) + (" en verder" if een.tot == OPEN else "")
    if een.van < een.tot < OPEN:
        periode += f" tot en met {schooljaar.tekst(een.tot)}"
    return (
        f"Vestiging {vestiging_code(een.vestiging)} in {periode}: {swv_code(een.swv)} noemt bestuur "
        f"{bestuur_code(een.opgegeven)}, de nieuwste levering noemt {bestuur_code(een.geldend)}. "
        f"Bestuur {bestuur_code(een.geldend)} telt."
    )


def veel_minder(oud: Iterable[Opgave], nieuw: Iterable[Opgave]) -> Iterator[str]:
    """A remark per SWV that lost more than a quarter of its lines: was the file complete?"""
    voor = Counter(een.swv for een in oud)
    for swv, aantal in sorted(Counter(een.swv for een in nieuw).items()):
        if aantal < _DEEL_DAT_BLIJFT * voor[swv]:
            yield f"{swv_code(swv)} heeft nu {aantal} regels, eerst {voor[swv]}. Is het bestand compleet?"


def tellingen(opgaven: Sequence[Opgave]) -> dict[str, int]:
    """How many units a delivery names."""
    return {
        "samenwerkingsverbanden": len({een.swv for een in opgaven}),
        "besturen": len({een.bestuur for een in opgaven}),
        "scholen": len({een.vestiging for een in opgaven}),
        "subregios": len({een.subregio for een in opgaven if een.subregio is not None}),
    }


def _dag(dag: date) -> str:
    return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}"
