"""The schedule of keys as a table: which key may go, which is due, and why another stays."""

from dataclasses import replace
from datetime import date

import pytest

from deploy.sleutelbeheer import Feiten, Lijst, Zaken, draai, kan_draaien, oordeel, vervallen
from shared.runtime.key_versions import MAX_LIVE
from shared.runtime.keys import MemoryKeyStore

VANDAAG = date(2026, 11, 22)


def feiten(*zaken: Zaken, ongelezen: int = 0) -> Feiten:
    return Feiten(VANDAAG, ruw_dagen=7, zaken_jaren=3, ongelezen=ongelezen, zaken=zaken)


def winkel(*namen: str) -> MemoryKeyStore:
    store = MemoryKeyStore()
    for naam in namen:
        store.get(naam, create=True)
    return store


@pytest.mark.parametrize(
    ("naam", "ongelezen", "mag", "schema"),
    [
        ("dag/2026-11-22", 0, False, False),
        ("dag/2026-11-21", 3, False, False),
        ("dag/2026-11-21", 0, True, False),
        ("dag/2026-11-15", 0, True, False),
        ("dag/2026-11-14", 3, True, True),
        ("bronnen", 0, False, False),
        ("gebeurtenis", 0, True, True),
        ("bestand", 0, True, True),
        ("bestand/2022-2023", 0, True, True),
        ("bestand/2022-2023", 3, False, False),
        ("bestand/2023-2024", 0, False, False),
        ("melding/PO9901-2022-2023", 0, True, True),
        ("melding/PO9901-2022-2023", 3, False, False),
        ("melding/PO9901-2023-2024", 0, False, False),
        ("melding/PO9901", 0, True, True),
        ("zaak/2026-2027", 0, False, False),
        ("zaak/2023-2024", 0, False, False),
        ("zaak/2022-2023", 0, True, True),
    ],
)
def test_what_may_go_and_what_is_due(naam: str, ongelezen: int, mag: bool, schema: bool) -> None:
    een = oordeel(winkel(naam), naam, feiten(ongelezen=ongelezen))

    assert (een.mag, een.schema) == (mag, schema)
    assert een.waarom


@pytest.mark.parametrize(("ingediend", "mag"), [(2020, False), (2021, False), (2022, False), (2023, True)])
def test_a_schooljaar_of_which_cases_may_be_kept_stays(ingediend: int, mag: bool) -> None:
    een = oordeel(winkel("zaak/2021-2022"), "zaak/2021-2022", feiten(Zaken("PO9901", ingediend, None, 12)))

    assert een.mag == mag
    assert mag or "12 bewaarde zaken" in een.waarom


@pytest.mark.parametrize(
    ("zaken", "mag"),
    [
        ((), True),
        ((Zaken("PO9901", 2025, (2025, 9), 5),), True),
        ((Zaken("PO9901", 2025, (2025, 8), 5),), False),
        ((Zaken("PO9901", 2024, (2024, 7), 5),), False),
        ((Zaken("PO9901", 2024, None, 5),), True),
        ((Zaken("VO9901", 2024, (2024, 7), 5),), True),
    ],
)
def test_an_old_version_goes_when_every_kept_decision_is_younger_than_its_successor(
    zaken: tuple[Zaken, ...], mag: bool
) -> None:
    store = winkel("beschikking/PO9901", "beschikking/PO9901/2")
    store.made["beschikking/PO9901/2"] = date(2025, 8, 14)

    assert oordeel(store, "beschikking/PO9901", feiten(*zaken)).schema == mag
    assert not oordeel(store, "beschikking/PO9901/2", feiten(*zaken)).mag, "the newest always stays"


def test_a_key_of_a_list_stays_while_its_lines_or_messages_are_there() -> None:
    store, naam = winkel("melding/PO9901-2022-2023"), "melding/PO9901-2022-2023"
    lijst = Lijst("thuiszitters", "PO9901", 2022, date(2023, 7, 1))

    for anders in (
        lijst._replace(swv="PO9902"),
        lijst._replace(schooljaar=2021),
        lijst._replace(soort="duo-bekostigd"),
    ):
        assert oordeel(store, naam, replace(feiten(), lijsten=(anders,))).schema
    assert not oordeel(store, naam, replace(feiten(), lijsten=(lijst,))).mag
    assert not oordeel(store, naam, replace(feiten(), onverwerkt=1)).mag


@pytest.mark.parametrize(("ontvangen", "mag"), [(13, False), (14, False), (15, True)])
def test_an_old_version_stays_while_a_list_of_before_its_successor_is_kept(ontvangen: int, mag: bool) -> None:
    store = winkel("beschikking/PO9901", "beschikking/PO9901/2")
    store.made["beschikking/PO9901/2"] = date(2025, 8, 14)
    lijst = Lijst("duo-bekostigd", "PO9901", 2024, date(2025, 8, ontvangen))

    assert oordeel(store, "beschikking/PO9901", replace(feiten(), lijsten=(lijst,))).mag == mag
    assert oordeel(store, "beschikking/PO9901", replace(feiten(), lijsten=(lijst._replace(swv="PO9902"),))).mag
    assert not oordeel(store, "beschikking/PO9901", replace(feiten(), onverwerkt=2)).mag


def test_rotation_makes_the_next_version_until_a_message_is_full() -> None:
    store = MemoryKeyStore()

    assert [draai(store, "PO9901") for _ in range(MAX_LIVE - 1)][-1] == f"beschikking/PO9901/{MAX_LIVE}"
    assert not kan_draaien(store, "PO9901")
    assert kan_draaien(store, "VO9901")


def test_the_schedule_is_the_sum_of_the_verdicts() -> None:
    store = winkel("dag/2026-11-01", "dag/2026-11-22", "zaak/2010-2011", "bronnen")

    assert [een.naam for een in vervallen(store, feiten())] == ["dag/2026-11-01", "zaak/2010-2011"]
