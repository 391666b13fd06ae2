"""Against whom a world is audited: an outsider, every unit alone, every pair of schools of a board, and every set of
units that one account holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from itertools import combinations
from operator import or_
from typing import TYPE_CHECKING, Final

from services.aggregator.vrijgave.toetsing.stelsel import Aanvaller
from shared.contracts.eenheden import Niveau, swv_code

if TYPE_CHECKING:
    from services.aggregator.vrijgave.toetsing.opbouw import Bouwer, Houder

ELDERS: Final = "bestuur elders"


def aanvallers(bouwer: "Bouwer") -> list[Aanvaller]:
    """Each set of leaves that somebody knows exactly, once."""
    gevonden = {0: Aanvaller("buitenstaander", 0, "buitenstaander")}

    def erbij(soort: str, bits: int, naam: str = "") -> None:
        gevonden.setdefault(bits, Aanvaller(f"{soort} {naam}".strip(), bits, soort))

    per_eenheid = _per_eenheid(bouwer)
    for (niveau, naam), bits in _van_elders(bouwer).items():
        per_eenheid[niveau, naam] |= bits
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


def _van_elders(bouwer: "Bouwer") -> Mapping[tuple[str, str], int]:
    """What units know outside this SWV: where they are members or have dossiers there, that may be all that a board
    has elsewhere."""
    kent: dict[tuple[str, str], int] = defaultdict(int)
    for moment in bouwer.momenten if bouwer.wereld.swv is not None else ():
        waarheid = moment.opname.waarheid(bouwer.wereld.jaar)
        for swv, vestiging, subregio in waarheid.bekenden:
            houder = ("elders", str(waarheid.besturen.get(vestiging, 0)))
            if swv == bouwer.wereld.swv or houder not in bouwer.nummer:
                continue
            eenheden = [(Niveau.SCHOOL.value, str(vestiging)), (Niveau.SWV.value, swv_code(swv))]
            for eenheid in [*eenheden, *([(Niveau.SUBREGIO.value, subregio)] if subregio else [])]:
                kent[eenheid] |= _bits(bouwer, (houder,))
    return kent


def _paren(bouwer: "Bouwer") -> Iterator[int]:
    for moment in bouwer.momenten:
        for eenheid in sorted(moment.eenheden):
            if eenheid.niveau == Niveau.BESTUUR:
                yield from (_bits(bouwer, paar) for paar in combinations(sorted(moment.eenheden[eenheid]), 2))


def _bits(bouwer: "Bouwer", houders: "Iterable[Houder]") -> int:
    return reduce(or_, (1 << bouwer.nummer[houder] for houder in houders), 0)
