"""Small regions to attack: who is where, releases as an outsider reads them, and every insider."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from services.aggregator.vrijgave.beleid import STANDAARD, Beleid, Beleidsboek
from services.aggregator.vrijgave.uitgave import Uitgave
from shared.contracts.lidmaatschap import Lid
from tests.bouwers import dossier
from tests.unit.vrijgave.aanvaller import Attacker, Found, Published
from tests.unit.vrijgave.wereld import NOVEMBER, Verloop, Zaken, school

KINDS = ("so-laag", "so-midden", "so-hoog", "sbo")
BESTUREN = (99001, 99002, 99002, 99003, 99003, 99003)
"""A board of one school, one of two, one of three."""


def zaken(zaad: int, aantal: int, begin: int = 0) -> dict[str, Any]:
    """Applications of the six schools, four kinds, three grades; some schools have many."""
    kans = random.Random(zaad)
    soorten = [{"schoolsoort": een.partition("-")[0], "categorie": een.partition("-")[2] or None} for een in KINDS]
    return {
        str(begin + een): dossier(
            vestiging=f"99AB0{min(kans.randrange(9), 5)}",
            tlv=soorten[min(kans.randrange(6), 3)],
            herindicatie=kans.random() < 0.3,
        )
        for een in range(aantal)
    }


def leden(besturen: Sequence[int]) -> list[Lid]:
    """Schools '99AB00' … with these boards."""
    return [school(een, bestuur=bestuur) for een, bestuur in enumerate(besturen)]


def gepubliceerd(uitgave: Uitgave, zaken_: Zaken, besturen: Sequence[int], splitsingen: Sequence[str]) -> Published:
    """The applications of the schooljaar as this release tells them."""
    scholen = {f"99AB0{een}": bestuur for een, bestuur in enumerate(besturen)}
    eenheden = {("swv", "PO9901"): frozenset(scholen)}
    for bestuur in set(besturen):
        eenheden["bestuur", str(bestuur)] = frozenset(een for een, van in scholen.items() if van == bestuur)
    tabellen = {
        eenheid: (wie, _rijen(uitgave, niveau, eenheid, splitsingen))
        for (niveau, eenheid), wie in eenheden.items()
        if uitgave.ververst.get((niveau, eenheid)) == uitgave.nummer
    }
    return Published(tabellen, waarheid(zaken_, splitsingen))


def _rijen(uitgave: Uitgave, niveau: str, eenheid: str, splitsingen: Sequence[str]) -> dict[tuple[str, str], Any]:
    return {
        (sleutel.splitsing, "" if rij is None else str(rij)): vak
        for sleutel, tabel in uitgave.tabellen.items()
        if (sleutel.niveau, sleutel.eenheid, sleutel.indicator) == (niveau, eenheid, "tlv-aanvragen")
        and sleutel.schooljaar == 2025
        and sleutel.splitsing in ("", *splitsingen)
        for rij, vak in tabel.rijen
    }


def waarheid(zaken_: Zaken, splitsingen: Sequence[str]) -> Counter[tuple[str, str, str]]:
    """How many dossiers each school has per row."""
    return Counter(
        (zaak["vestiging"], splitsing, str(_rij(zaak, splitsing)))
        for zaak in zaken_.values()
        for splitsing in splitsingen
    )


def _rij(zaak: Mapping[str, Any], splitsing: str) -> object:
    if splitsing == "soortCategorie":
        return "-".join(filter(None, (zaak["tlv"]["schoolsoort"], zaak["tlv"]["categorie"])))
    return zaak[splitsing]


def aanval(gezien: Sequence[Published], besturen: Sequence[int], **weet: Any) -> list[Found]:
    """Everything that anybody confines: an outsider, every school, board and pair of schools of a board."""
    scholen = [f"99AB0{een}" for een in range(len(besturen))]
    aanvaller = Attacker(gezien, scholen, **weet)
    kennis = {"buiten": frozenset[str]()} | {een: frozenset({een}) for een in scholen}
    for bestuur in sorted(set(besturen)):
        eigen = [een for een, van in zip(scholen, besturen, strict=True) if van == bestuur]
        kennis |= {f"{een}+{twee}": frozenset({een, twee}) for een, twee in combinations(eigen, 2)}
        kennis[str(bestuur)] = frozenset(eigen)
    return [een for naam, eigen in kennis.items() for een in aanvaller.attack(naam, eigen)]


def zonder_toets(zaken_: Zaken, beleid: Beleid = STANDAARD) -> list[Published]:
    """One release of the gate alone, under a policy."""
    verloop = Verloop(leden(BESTUREN), Beleidsboek(beleid))
    uitgave = verloop.geef_vrij(zaken_, NOVEMBER).uitgave
    return [gepubliceerd(uitgave, zaken_, BESTUREN, ("soortCategorie",))]
