"""Two figures of the same cell: a whole and its parts (decisions: granted and refused), told beside each other.

Another attacker, by adding and subtracting of intervals alone: what does one of two schools keep for the other?
"""

from itertools import product
from typing import Any

import pytest

from services.aggregator.vrijgave import samenstellen
from services.aggregator.vrijgave.beleid import STANDAARD
from services.aggregator.vrijgave.catalogus import ONDERWERPEN, TOTAAL
from services.aggregator.vrijgave.indeling import Eenheid
from services.aggregator.vrijgave.meten import Plek, bijdragen, tel
from services.aggregator.vrijgave.toets import Kandidaat, Wijze
from services.aggregator.vrijgave.toetsing import vragen
from services.aggregator.vrijgave.toetsing.beweringen import bereik
from services.aggregator.vrijgave.toetsing.samenhang import FAMILIES, cellen, leden
from services.aggregator.vrijgave.toetsing.stelsel import Lek
from services.aggregator.vrijgave.toetsing.uitvoering import Toetser
from services.aggregator.vrijgave.toetsing.waarheid import waarheden
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import INDICATOREN
from tests.bouwers import besloten, besluit
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import LOPEND, NOVEMBER, Verloop, Zaken, ruw, school

SCHOLEN = 2
DELEN = ("tlv-toegekend", "tlv-afgewezen")
VEEL = 60


def _zaken(eigen: tuple[int, int], anderen: tuple[int, int]) -> Zaken:
    """Granted and refused of school 0, and of school 1."""
    zaken: dict[str, Any] = {}
    for deel, uitkomst in enumerate(("toegekend", "afgewezen")):
        zonder = {} if uitkomst == "toegekend" else {"tlv": None, "geldigheid": None}
        for een in range(eigen[deel] + anderen[deel]):
            waar = int(een >= eigen[deel])
            zaken[f"{uitkomst}-{een}"] = besloten(
                vestiging=f"99AB0{waar}", besluit=besluit(uitkomst=uitkomst, **zonder)
            )
    return zaken


def _blijft(verloop: Verloop, eigen: tuple[int, int]) -> tuple[int, int]:
    """How many numbers of granted and of refused stay possible for school 1, to who knows school 0."""
    gezien = []
    for code in (*DELEN, "tlv-doorlooptijd"):
        een = bereik(INDICATOREN[code].maat, verloop.vak("PO9901", code), STANDAARD)
        gezien.append(range(een.laag, min(een.hoog, VEEL) + 1))
    paren = [
        (een - eigen[0], twee - eigen[1])
        for een, twee in product(*gezien[:2])
        if een >= eigen[0] and twee >= eigen[1] and een + twee in gezien[2]
    ]
    return len({een for een, _ in paren}), len({twee for _, twee in paren})


# Granted 2 + 4 and refused 0 + 7 are both hidden; 13 decisions are told as 15, so of 4 granted at least 4 are there.
WERELDEN = [((2, 0), (4, 7)), ((2, 1), (4, 6)), ((2, 0), (1, 8)), ((3, 5), (2, 3)), ((1, 0), (1, 9)), ((9, 4), (4, 0))]


@pytest.mark.parametrize(("eigen", "anderen"), WERELDEN)
def test_whoever_adds_and_subtracts_is_left_with_five(eigen: tuple[int, int], anderen: tuple[int, int]) -> None:
    getoetst = Getoetst(Verloop([school(een) for een in range(SCHOLEN)]))
    getoetst.geef_vrij(_zaken(eigen, anderen), NOVEMBER)

    over = _blijft(getoetst.verloop, eigen)
    assert all(aantal >= 5 for aantal, echt in zip(over, anderen, strict=True) if echt in range(1, 5))


def test_without_the_audit_they_are_not() -> None:
    """Control: the value rule alone leaves two numbers in the first world."""
    lekken = []
    for eigen, anderen in WERELDEN:
        verloop = Verloop([school(een) for een in range(SCHOLEN)])
        verloop.geef_vrij(_zaken(eigen, anderen), NOVEMBER)
        over = _blijft(verloop, eigen)
        lekken.append(min(aantal for aantal, echt in zip(over, anderen, strict=True) if echt in range(1, 5)))

    assert lekken[0] == 2
    assert sum(een < 5 for een in lekken) >= 4


def test_the_families_are_what_they_say() -> None:
    """Wholes and parts of one kind; a figure with parts is audited with them."""
    namen = [[ONDERWERPEN[een].indicator.code for een in (familie.geheel, *familie.delen)] for familie in FAMILIES]

    assert ["tlv-aanvragen", "tlv-openstaand", "tlv-zonder-besluit"] in namen
    assert all(len({naam.partition("-")[0] for naam in een}) == 1 for een in namen)
    assert all(leden(familie.geheel) >= set(familie.delen) for familie in FAMILIES)
    assert len(cellen(FAMILIES[0])) > 20
    assert all(len(cellen(familie)) == 1 for familie in FAMILIES if not familie.rijen)


def _verleend(aantallen: tuple[int, int]) -> Zaken:
    """Granted arrangementen of one pupil each, of school 0 and of school 1."""
    arrangement = {"type": "individueel", "bedrag_cent": 100_000, "leerlingen": 1}
    verleend = besluit(tlv=None, arrangement=arrangement, geldigheid=None)
    return {
        f"{waar}-{een}": besloten(
            soort="arrangement", tlv=None, arrangement=arrangement, vestiging=f"99AB0{waar}", besluit=verleend
        )
        for waar, aantal in enumerate(aantallen)
        for een in range(aantal)
    }


def _getoond(verloop: Verloop, code: str) -> bool:
    """Is the total told, as a number?"""
    return verloop.vak("PO9901", code)["status"] is None


@pytest.mark.parametrize("aantallen", [(9, 1), (11, 1), (8, 2), (12, 4), (20, 20)])
def test_a_sum_is_told_with_its_number_only(aantallen: tuple[int, int]) -> None:
    """Nine of ten are mine: `10` would leave the other school 0 to 3. Who knows the prices reads it in the euros."""
    getoetst = Getoetst(Verloop([school(een) for een in range(SCHOLEN)]))
    getoetst.geef_vrij(_verleend(aantallen), NOVEMBER)

    getallen, euros = (_getoond(getoetst.verloop, f"arrangement-{wat}") for wat in ("toegekend", "bedrag"))
    assert euros <= getallen
    assert euros or aantallen != (20, 20)


def _zonder_getal() -> Verloop:
    """A release in which the audit withholds how many were granted."""
    verloop = Verloop([school(een) for een in range(SCHOLEN)])
    plek = Plek(Eenheid(Niveau.SWV, "PO9901"), "arrangement-toegekend", "", LOPEND, TOTAAL)
    verloop.geef_vrij(_verleend((20, 20)), NOVEMBER, reparaties={plek: Wijze.ONTHOUD})
    return verloop


def test_a_repair_withholds_the_sum_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """And as a control: told alone where no rule says what the sum is over."""
    assert not _getoond(_zonder_getal(), "arrangement-bedrag")

    monkeypatch.setattr(samenstellen, "SOM_OVER", {})
    assert _getoond(_zonder_getal(), "arrangement-bedrag")


def test_pupils_of_arrangementen_are_not_released() -> None:
    """Each dossier has one at least: less one's own they would bound the dossiers of others."""
    assert "arrangement-leerlingen" not in {een.indicator.code for een in ONDERWERPEN}


NIEUW_EN_OPNIEUW = {("toegekend", False): 23, ("toegekend", True): 8, ("afgewezen", False): 8, ("afgewezen", True): 3}
"""Decisions; 42 in all, told as 40."""


def _zonder_totalen() -> list[Lek]:
    """What anybody confines where the rows of both parts are told, but not their totals."""
    zaken: dict[str, Any] = {}
    for (uitkomst, opnieuw), aantal in NIEUW_EN_OPNIEUW.items():
        zonder = {} if uitkomst == "toegekend" else {"tlv": None, "geldigheid": None}
        for een in range(aantal):
            zaken[f"{uitkomst}-{opnieuw}-{een}"] = besloten(
                vestiging=f"99AB0{een % 6}", herindicatie=opnieuw, besluit=besluit(uitkomst=uitkomst, **zonder)
            )
    verloop = Verloop([school(een, bestuur=99001 + een) for een in range(6)])
    swv = Eenheid(Niveau.SWV, "PO9901")
    totalen = {Plek(swv, code, "", LOPEND, TOTAAL): Wijze.ONTHOUD for code in DELEN}
    uitgave = verloop.geef_vrij(zaken, NOVEMBER, reparaties=totalen).uitgave
    korrels: dict[Any, Any] = {}
    for zaak in zaken.values():
        tel(korrels, bijdragen(*ruw(zaak)))
    nu = waarheden(korrels, verloop.indeling, LOPEND, {LOPEND})
    gevonden, _ = Toetser(processen=1).lekken(Kandidaat(uitgave, nu))
    return gevonden


def _opnieuw_afgewezen(lekken: list[Lek]) -> set[tuple[int, ...]]:
    """Of the SWV, to an outsider: 42 at most, less 23 and 8 granted, and 8 refused for the first time."""
    eigen = (een for een in lekken if een.doel.startswith("PO9901 ") and een.aanvaller == "buitenstaander")
    return {een.mogelijk for een in eigen if "tlv-afgewezen@herindicatie" in een.stelsel}


def test_rows_of_a_part_are_audited_beside_the_whole() -> None:
    assert _opnieuw_afgewezen(_zonder_totalen()) == {(0, 1, 2, 3)}


def test_a_part_apart_hides_that(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control."""
    monkeypatch.setattr(vragen, "deel_van", lambda _: None)

    assert not _opnieuw_afgewezen(_zonder_totalen())
