"""Another attacker, with every released table and own exact figures, confines nothing; and catches planted leaks."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

import pytest

from services.aggregator.vrijgave import samenstellen
from services.aggregator.vrijgave.beleid import STANDAARD, Beleid, Beleidsboek
from services.aggregator.vrijgave.indeling import Indeling
from services.aggregator.vrijgave.uitgave import Rij, Uitgave
from services.aggregator.vrijgave.waarderegel import ONTHOUDEN, toon_aantal
from tests.bouwers import dossier
from tests.unit.vrijgave.aanvaller import KINDS, Attacker, Found, Published
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import Verloop, Zaken, school

MOMENTEN = [datetime(2025, maand, 2, 6, tzinfo=UTC) for maand in (9, 10, 11)]
BESTUREN = (99001, 99002, 99002, 99003, 99003, 99003)
"""A board of one school, one of two, one of three."""


def _zaken(zaad: int, aantal: int, begin: int = 0) -> dict[str, Any]:
    kans = random.Random(zaad)
    soorten = [{"schoolsoort": een.partition("-")[0], "categorie": een.partition("-")[2] or None} for een in KINDS]
    return {
        str(begin + een): dossier(vestiging=f"99AB0{min(kans.randrange(9), 5)}", tlv=soorten[min(kans.randrange(6), 3)])
        for een in range(aantal)
    }


def _soort(zaak: Mapping[str, Any]) -> str:
    return "-".join(filter(None, (zaak["tlv"]["schoolsoort"], zaak["tlv"]["categorie"])))


def _gepubliceerd(uitgave: Uitgave, zaken: Zaken, besturen: Sequence[int]) -> Published:
    scholen = {f"99AB0{een}": bestuur for een, bestuur in enumerate(besturen)}
    eenheden = {"PO9901": frozenset(scholen)}
    for bestuur in set(besturen):
        eenheden[str(bestuur)] = frozenset(een for een, van in scholen.items() if van == bestuur)
    tabellen = {}
    for eenheid, leden in eenheden.items():
        rijen = {
            None if rij is None else str(rij): vak
            for sleutel, tabel in uitgave.tabellen.items()
            if (sleutel.eenheid, sleutel.indicator, sleutel.schooljaar) == (eenheid, "tlv-aanvragen", 2025)
            and sleutel.splitsing in ("", "soortCategorie")
            for rij, vak in tabel.rijen
            if rij is None or rij in KINDS
        }
        if uitgave.ververst.get(("swv" if eenheid == "PO9901" else "bestuur", eenheid)) == uitgave.nummer:
            tabellen[eenheid] = (leden, rijen)
    return Published(tabellen, Counter((zaak["vestiging"], _soort(zaak)) for zaak in zaken.values()))


def _aanval(gezien: Sequence[Published], besturen: Sequence[int], *, groeit: bool, minst: int = 0) -> list[Found]:
    scholen = [f"99AB0{een}" for een in range(len(besturen))]
    aanvaller = Attacker(gezien, scholen, growing=groeit, least=minst)
    kennis = {"buiten": frozenset[str]()} | {een: frozenset({een}) for een in scholen}
    for bestuur in set(besturen):
        eigen = [een for een, van in zip(scholen, besturen, strict=True) if van == bestuur]
        kennis |= {f"{een}+{twee}": frozenset({een, twee}) for een, twee in combinations(eigen, 2)}
        kennis[str(bestuur)] = frozenset(eigen)
    return [een for naam, eigen in kennis.items() for een in aanvaller.attack(naam, eigen)]


def _leden(besturen: Sequence[int]) -> list[Any]:
    return [school(een, bestuur=bestuur) for een, bestuur in enumerate(besturen)]


@pytest.mark.parametrize("verloop", ["groei", "intrekking"])
def test_nothing_is_confined_over_three_releases(verloop: str) -> None:
    """Applications come in; or after the first release some are withdrawn too."""
    zaken, gezien = _zaken(1, 26), []
    getoetst = Getoetst(Verloop(_leden(BESTUREN)))
    for nummer, moment in enumerate(MOMENTEN):
        if nummer:
            zaken = zaken | _zaken(nummer + 1, 9, begin=100 * nummer)
        if nummer == 1 and verloop == "intrekking":
            zaken = dict(list(zaken.items())[3:])
        getoetst.geef_vrij(zaken, moment)
        gezien.append(_gepubliceerd(getoetst.uitgaven[-1], zaken, BESTUREN))

    assert any(vak["waarde"] for een in gezien for _, rijen in een.tables.values() for vak in rijen.values())
    assert _aanval(gezien, BESTUREN, groeit=verloop != "intrekking") == []


def test_a_board_that_grows_into_knowing_too_much_ends_what_is_told() -> None:
    """A school moves: its new board knows four of the six schools, and can subtract those from what was told before.
    Nothing can take that back, so of that figure nothing more is told; of others it is."""
    zaken = _zaken(1, 26)
    getoetst = Getoetst(Verloop(_leden(BESTUREN)))
    getoetst.geef_vrij(zaken, MOMENTEN[0])
    getoetst.verloop.indeling = Indeling(tuple(_leden((99003, *BESTUREN[1:]))))
    oordeel = getoetst.geef_vrij(zaken | _zaken(2, 9, begin=100), MOMENTEN[1])

    toen, nu = getoetst.uitgaven
    swv = [sleutel for sleutel in nu.tabellen if (sleutel.niveau, sleutel.indicator) == ("swv", "tlv-aanvragen")]
    assert swv
    assert all(_onveranderd(toen.tabellen[sleutel].rijen, nu.tabellen[sleutel].rijen) for sleutel in swv)
    assert oordeel.certificaat["bevroren"] == ["PO9901 2025"]


def _onveranderd(toen: Sequence[Rij], nu: Sequence[Rij]) -> bool:
    return all(nieuw in (oud, (oud[0], ONTHOUDEN)) for oud, nieuw in zip(toen, nu, strict=True))


def _zonder_toets(zaken: Zaken, beleid: Beleid = STANDAARD) -> list[Published]:
    verloop = Verloop(_leden(BESTUREN), Beleidsboek(beleid))
    return [_gepubliceerd(verloop.geef_vrij(zaken, MOMENTEN[0]).uitgave, zaken, BESTUREN)]


@pytest.mark.parametrize(
    ("lek", "beleid"),
    [
        ("k = 5", replace(STANDAARD, drempel=5)),
        ("rows of two schools", replace(STANDAARD, scholen=2)),
        ("exact numbers, as live reads are", replace(STANDAARD, drempel=3, afronding=1)),
    ],
)
def test_a_planted_leak_of_policy_is_caught(lek: str, beleid: Beleid) -> None:
    assert _aanval(_zonder_toets(_zaken(1, 26), beleid), BESTUREN, groeit=True), lek


def test_zeros_that_show_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where zero shows, hidden is at least one: seven in all, of four kinds, leave each at most four."""
    echt = toon_aantal
    monkeypatch.setattr(
        samenstellen,
        "toon_aantal",
        lambda aantal, beleid: echt(aantal, beleid) if aantal else {"waarde": 0, "status": None},
    )
    soorten = ("laag", "laag", "midden", "midden", "hoog")
    zaken = {
        str(een): dossier(vestiging=f"99AB0{een}", tlv={"schoolsoort": "so", "categorie": soort})
        for een, soort in enumerate(soorten)
    } | {"9": dossier(vestiging="99AB05", tlv={"schoolsoort": "sbo", "categorie": None})}

    assert _aanval(_zonder_toets(zaken), BESTUREN, groeit=True, minst=1)
