"""Which closed worlds are asked about a figure: each of its splits, and how it adds up with others.

A part is looked at beside the other parts of its whole: 40 decisions of which 23 to 27 and 8 to 12 were granted, and 8
to 12 refused for the first time, leave three for refused again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from services.aggregator.vrijgave.catalogus import ONDERWERPEN
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toetsing.opbouw import Bouwer, Opname, Wereld
from services.aggregator.vrijgave.toetsing.samenhang import (
    DELEN,
    Deelsom,
    Familie,
    Samen,
    Term,
    cellen,
    deel_van,
    families_van,
    klopt,
    per_houder,
)
from services.aggregator.vrijgave.toetsing.split import Split
from services.aggregator.vrijgave.toetsing.stelsel import Stelsel


class Vraag(NamedTuple):
    """A Stelsel, with the cells of the candidate release that its observations refer to; and which cells could keep
    what they told before."""

    stelsel: Stelsel
    plekken: tuple[Plek, ...]
    houdbaar: frozenset[Plek]


def vragen(
    wereld: Wereld, onderwerp: int, opnamen: Sequence[Opname], kijkers: Sequence[frozenset[tuple[str, str]]]
) -> Iterator[Vraag]:
    """Every Stelsel of one figure (place in ONDERWERPEN) in a world; the newest of `opnamen` is the candidate."""
    figuur = ONDERWERPEN[onderwerp]
    met_vorige = list(zip([None, *opnamen], opnamen, strict=False))
    # Moments of a stock have nothing to do with each other: each was audited when it was released.
    momenten = met_vorige[-1:] if figuur.indicator.voorraad else met_vorige
    momenten = [een for een in momenten if wereld.jaar in een[1].waarheden]
    bouwer = Bouwer(wereld, figuur, momenten, kijkers)
    ouder = deel_van(onderwerp)
    if ouder is not None and figuur.delingen:
        samen = [Bouwer(wereld, ONDERWERPEN[een], momenten, kijkers) for een in (ouder.geheel, *ouder.delen)]
        yield from _als_deel(bouwer, samen, ouder)
    alle = [een for een in met_vorige if wereld.jaar in een[1].waarheden]
    mogelijk = families_van(onderwerp, wereld, opnamen)
    delen = {een: Bouwer(wereld, ONDERWERPEN[een], alle, kijkers) for familie in mogelijk for een in familie.delen}
    families = [
        (familie, [delen[een] for een in familie.delen])
        for familie in mogelijk
        if not familie.eerste or klopt([Term(bouwer), *(Term(delen[een]) for een in familie.delen)])
    ]
    # Before anything is read: what is read once, is kept.
    bouwer.families = [(van, familie.rest) for familie, van in families]
    for familie, van in families:
        yield from _cel_voor_cel([bouwer, *van], familie)
    if bouwer.nieuws:
        for splitsing in bouwer.splitsingen:
            yield _vraag(bouwer, splitsing)


def _cel_voor_cel(bouwers: "Sequence[Bouwer]", familie: Familie) -> Iterator[Vraag]:
    """A whole and its parts, in every cell that all have."""
    for plekken in cellen(familie) if any(een.nieuws for een in bouwers) else ():
        termen = [Term(een, plek) for een, plek in zip(bouwers, plekken, strict=True)]
        if not familie.eerste or klopt(termen):
            yield _samen(termen, rest=familie.rest)


def _als_deel(bouwer: "Bouwer", samen: "Sequence[Bouwer]", familie: Familie) -> Iterator[Vraag]:
    """The splits of a part: its rows beside the other parts of the whole."""
    geheel, *delen = samen
    anderen = [Term(een) for een in delen if een.onderwerp is not bouwer.onderwerp]
    for splitsing in bouwer.splitsingen if any(een.nieuws for een in samen) else ():
        plekken = [plek for plek, (naam, _) in enumerate(bouwer.onderwerp.vakken) if naam == splitsing]
        termen = [Term(geheel), *(Term(bouwer, plek, los=True) for plek in plekken), *anderen]
        yield _samen(termen, rest=familie.rest, deelsom=Deelsom(bouwer, splitsing, tuple(range(len(plekken)))))


def _samen(termen: Sequence[Term], *, rest: bool, deelsom: Deelsom | None = None) -> Vraag:
    momenten = [
        replace(moment, per_houder=per_houder(termen, nummer))
        for nummer, moment in enumerate(termen[0].bouwer.momenten)
    ]
    samen = Samen(termen, momenten, rest=rest, deelsom=deelsom)
    stelsel, gevonden = Split(samen, DELEN).vraag()
    return Vraag(stelsel, gevonden, frozenset(samen.houdbaar))


def _vraag(bouwer: Bouwer, splitsing: str) -> Vraag:
    """One split (TOTAAL: the figure has none)."""
    stelsel, plekken = Split(bouwer, splitsing).vraag()
    return Vraag(stelsel, plekken, frozenset(bouwer.lezing.houdbaar))
