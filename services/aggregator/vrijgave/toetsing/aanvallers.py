"""Against whom a world is audited: an outsider, every unit alone, every pair of schools of a board, and every set of
units that one account holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import combinations
from operator import or_
from typing import TYPE_CHECKING, Final

from services.aggregator.vrijgave.toetsing.stelsel import Aanvaller
from shared.contracts.eenheden import Niveau

if TYPE_CHECKING:
    from services.aggregator.vrijgave.toetsing.opbouw import Bouwer, Houder

ELDERS: Final = "bestuur elders"


def aanvallers(bouwer: "Bouwer") -> list[Aanvaller]:
    """Each set of leaves that somebody knows exactly, once."""
    gevonden = {0: Aanvaller("buitenstaander", 0, "buitenstaander")}

    def erbij(soort: str, bits: int, naam: str = "") -> None:
        gevonden.setdefault(bits, Aanvaller(f"{soort} {naam}".strip(), bits, soort))

    per_eenheid = _per_eenheid(bouwer)
    for (niveau, naam), bits in per_eenheid.items():
        if niveau != Niveau.LANDELIJK:
            erbij(ELDERS if niveau == "elders" else niveau, bits, naam)
    for bits in _paren(bouwer):
        erbij("twee scholen van een bestuur", bits)
    erbij("alle andere samenwerkingsverbanden", _bits(bouwer, (een for een in bouwer.houders if een[0] == "elders")))
    for kijker in bouwer.kijkers:
        erbij("eenheden van een account", reduce(or_, (per_eenheid.get(een, 0) for een in kijker), 0))
    return list(gevonden.values())


def _per_eenheid(bouwer: "Bouwer") -> dict[tuple[str, str], int]:
    per_eenheid: dict[tuple[str, str], int] = defaultdict(int)
    for houder in bouwer.houders:
        per_eenheid[houder] |= _bits(bouwer, (houder,))
    for moment in bouwer.momenten:
        for eenheid, houders in moment.eenheden.items():
            per_eenheid[eenheid.niveau, eenheid.naam] |= _bits(bouwer, houders)
    return per_eenheid


def _paren(bouwer: "Bouwer") -> Iterator[int]:
    for moment in bouwer.momenten:
        for eenheid in sorted(moment.eenheden):
            if eenheid.niveau == Niveau.BESTUUR:
                yield from (_bits(bouwer, paar) for paar in combinations(sorted(moment.eenheden[eenheid]), 2))


def _bits(bouwer: "Bouwer", houders: "Iterable[Houder]") -> int:
    return reduce(or_, (1 << bouwer.nummer[houder] for houder in houders), 0)
