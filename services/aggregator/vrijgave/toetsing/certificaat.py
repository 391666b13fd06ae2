"""What a release keeps of its audit. Counts only: which cells were withheld to pass is nobody's business."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.aggregator.vrijgave.catalogus import ONDERWERPEN
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toets import Wijze
from services.aggregator.vrijgave.toetsing.samenhang import leden
from services.aggregator.vrijgave.toetsing.stelsel import KLEIN, MINSTENS
from services.aggregator.vrijgave.toetsing.werk import Deel, Uitkomst

_APART: Final = ("lopende en toegekende TLV’s", "aanvragen en de besluiten daarop, na het eerste schooljaar")
"""Figures that say something of each other and are not audited together."""


def certificaat(
    uitkomsten: Sequence[Uitkomst], ronden: int, reparaties: Mapping[Plek, Wijze], bevroren: frozenset[Deel]
) -> dict[str, Any]:
    """Always the same for the same input: no clock, no chance.

    `kleinste`: the smallest number of values that any attacker is left with, at most the 5 that are asked for;
    `aanvallers`: of each kind how many; `ingrepen`: per level, cells withheld or held because of the audit;
    `bevroren`: SWV's and schooljaren of which a figure stayed as it was told before, `bevroren_cijfers` which figures
    (the public does not see these); `apart`: what was audited each by itself, and not together.
    """
    ingrepen: dict[str, Counter[str]] = {}
    for plek, wijze in reparaties.items():
        ingrepen.setdefault(str(plek.eenheid.niveau), Counter())[wijze.value] += 1
    return {
        "kleinste": min((een.kleinste for een in uitkomsten), default=MINSTENS),
        "beschermd": [KLEIN.start, KLEIN.stop - 1],
        "werelden": len({een.deel.wereld for een in uitkomsten}),
        "cellen": sum(een.doelen for een in uitkomsten),
        "aanvallers": dict(sorted(_aanvallers(uitkomsten).items())),
        "programmas": sum(een.programmas for een in uitkomsten),
        "ronden": ronden,
        "ingrepen": {niveau: dict(sorted(geteld.items())) for niveau, geteld in sorted(ingrepen.items())},
        "apart": list(_APART),
        "bevroren": sorted({f"{deel.wereld.naam} {deel.wereld.jaar}" for deel in bevroren}),
        "bevroren_cijfers": sorted({naam for deel in bevroren for naam in _cijfers(deel)}),
    }


def _cijfers(deel: Deel) -> list[str]:
    """'PO9901 2024 tlv-aanvragen', with the parts that are audited together with it."""
    codes = {ONDERWERPEN[lid].indicator.code for lid in leden(deel.onderwerp)}
    return [f"{deel.wereld.naam} {deel.wereld.jaar} {code}" for code in codes]


def _aanvallers(uitkomsten: Sequence[Uitkomst]) -> Counter[str]:
    """The most in any schooljaar and figure of a world; worlds added up."""
    per_wereld: dict[str, Counter[str]] = {}
    for een in uitkomsten:
        naam = een.deel.wereld.naam
        per_wereld[naam] = per_wereld.get(naam, Counter()) | Counter(een.aanvallers)
    return sum(per_wereld.values(), Counter())
