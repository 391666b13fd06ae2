"""The naive recomputation: figures straight from accepted events, in loops, without a rule or table of the product.

Newest version of every dossier in a dict; then counts per SWV, schooljaar and school. Kept apart on purpose: it is
the judge of the running cells, together with `./pos herbereken --controleer`, which judges by the product's own rules.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

Plek = tuple[str, str, int, str]
"""What is counted (aanvraag, besluit, doorlooptijd), SWV, schooljaar, vestiging."""
_VERWIJDERD = "dossier.verwijderd.v1"


@dataclass
class Verwacht:
    """What must stand there. `versies`: dossiers per (SWV, newest versie), removed ones too."""

    versies: Counter[tuple[str, int]] = field(default_factory=Counter)
    aantal: Counter[Plek] = field(default_factory=Counter)
    cent: Counter[Plek] = field(default_factory=Counter)
    leerlingen: Counter[Plek] = field(default_factory=Counter)


def reken(gebeurtenissen: Iterable[Mapping[str, Any]]) -> Verwacht:
    """Count from accepted events, in whatever order."""
    nieuwste: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for een in gebeurtenissen:
        data = een["data"]
        sleutel = (een["source"], data["swv"], data["dossiernummer"])
        if sleutel not in nieuwste or data["versie"] > nieuwste[sleutel]["data"]["versie"]:
            nieuwste[sleutel] = een
    verwacht = Verwacht()
    for een in nieuwste.values():
        data = een["data"]
        verwacht.versies[data["swv"], data["versie"]] += 1
        if not een["type"].endswith(_VERWIJDERD):
            _tel(verwacht, data)
    return verwacht


def _tel(verwacht: Verwacht, data: Mapping[str, Any]) -> None:
    swv, school = data["swv"], data["aanvraag"]["vestiging"]
    ingediend, besluit = _schooljaar(data["aanvraag"]["ingediendOp"]), data.get("beschikking")
    verwacht.aantal["aanvraag", swv, ingediend, school] += 1
    if not besluit:
        return
    jaar = _schooljaar(besluit["besluitOp"])
    for soort in ("besluit", "doorlooptijd"):
        verwacht.aantal[soort, swv, jaar, school] += 1
    if besluit["besluit"] == "toegekend" and besluit.get("arrangement"):
        arrangement = besluit["arrangement"]
        verwacht.cent["besluit", swv, jaar, school] += int(Decimal(arrangement["bedrag"]) * 100)
        verwacht.leerlingen["besluit", swv, jaar, school] += int(arrangement["leerlingen"])


def _schooljaar(dag: str) -> int:
    gelezen = date.fromisoformat(dag)
    return gelezen.year - (gelezen.month < 8)
