"""What a release shows of true figures: contributors, closed schooljaren, moments, structural zeros, sameness."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from services.aggregator.vrijgave.beleid import Beleid, Beleidsboek
from services.aggregator.vrijgave.indeling import Indeling, Leerlingen
from services.aggregator.vrijgave.maken import NietAanDeBeurt, _controleer
from services.aggregator.vrijgave.waarderegel import ONTHOUDEN
from tests.bouwers import besloten, dossier
from tests.unit.vrijgave.wereld import LOPEND, NOVEMBER, Verloop, Zaken, school

MINDER = {"waarde": None, "status": "c", "tekst": "< 8"}


def _zaken(aantal: int, vestiging: str = "99AB00", swv: str = "PO9901", naam: str = "z", **anders: Any) -> Zaken:
    return {f"{naam}{swv}{nummer}": {**dossier(vestiging=vestiging, **anders), "swv": swv} for nummer in range(aantal)}


def _getal(waarde: int) -> dict[str, object]:
    return {"waarde": waarde, "status": None}


@pytest.mark.parametrize(("scholen", "getoond"), [(2, ONTHOUDEN), (3, _getal(20))])
def test_a_bestuur_and_a_subregio_need_three_schools(scholen: int, getoond: object) -> None:
    verloop = Verloop([school(nummer, subregio="PO9901-oost") for nummer in range(scholen)])
    verloop.geef_vrij(_zaken(20))

    assert verloop.vak("99001") == verloop.vak("PO9901-oost") == getoond
    assert verloop.vak("PO9901") == _getal(20)


def test_a_school_without_pupils_is_no_contributor() -> None:
    """Not in the schooljaar and for the kind that a delivery covers; elsewhere every member counts."""
    leden = [school(nummer, subregio="PO9901-oost") for nummer in range(3)]
    scholen = frozenset((lid.vestiging, LOPEND) for lid in leden[:2])
    gezien = []
    for geleverd in (("bao", LOPEND), ("bao", LOPEND - 1), ("vo", LOPEND)):
        verloop = Verloop(leden)
        verloop.indeling = Indeling(tuple(leden), Leerlingen(frozenset({geleverd}), scholen))
        verloop.geef_vrij(_zaken(20))
        gezien.append((verloop.vak("99001"), verloop.vak("PO9901-oost"), verloop.vak("PO9901")))

    assert gezien == [(ONTHOUDEN, ONTHOUDEN, _getal(20)), (_getal(20),) * 3, (_getal(20),) * 3]


@pytest.mark.parametrize(("swvs", "getoond"), [(4, ONTHOUDEN), (5, _getal(50))])
def test_landelijk_needs_five_swvs_that_take_part(swvs: int, getoond: object) -> None:
    """A sixth is connected and sends nothing; one of the other kind does not count."""
    codes = [f"PO990{nummer}" for nummer in range(1, swvs + 1)]
    leden = [school(nummer, swv=code) for nummer, code in enumerate([*codes, "PO9999", "VO9901"])]
    zaken: dict[str, object] = {}
    for nummer, code in enumerate(codes):
        zaken |= _zaken(10, f"99AB{nummer:02d}", code)
    vo = _zaken(30, f"99AB{swvs + 1:02d}", "VO9901", tlv={"schoolsoort": "pro", "categorie": None})
    verloop = Verloop(leden)
    verloop.geef_vrij({**zaken, **vo})  # type: ignore[dict-item]

    assert verloop.vak("NL-PO") == getoond
    assert verloop.vak("NL-VO") == ONTHOUDEN


def test_totals_are_of_true_numbers_and_rows_of_themselves() -> None:
    verloop = Verloop([school(0)])
    verloop.geef_vrij({**_zaken(12), **_zaken(7, naam="sbo", tlv={"schoolsoort": "sbo", "categorie": None})})

    assert verloop.vak("PO9901", rij="so-laag", splitsing="soortCategorie") == _getal(10)
    assert verloop.vak("PO9901", rij="sbo", splitsing="soortCategorie") == MINDER
    assert verloop.vak("PO9901") == _getal(20), "12 + 7 = 19, not 10 + hidden"


def test_zero_is_hidden_and_what_cannot_be_is_not() -> None:
    verloop = Verloop([school(0)])
    verloop.geef_vrij(_zaken(12))

    assert verloop.vak("PO9901", rij="so-hoog", splitsing="soortCategorie") == MINDER
    assert verloop.vak("PO9901", rij="vso-laag", splitsing="soortCategorie") == {"waarde": None, "status": "z"}
    assert verloop.vak("PO9901", "tlv-afgewezen") == MINDER


def test_a_unit_that_was_not_there_yet_is_nvt() -> None:
    verloop = Verloop([school(0), *(school(nummer, bestuur=99002, van=2025) for nummer in (1, 2, 3))])
    verloop.geef_vrij({**_zaken(12), "oud": dossier(ingediend={"schooljaar": 2024, "maand": 9, "week": 37})})

    assert verloop.vak("99002", jaar=2024) == {"waarde": None, "status": "z"}
    assert verloop.vak("99002", jaar=2025) == MINDER


def test_schools_show_in_distributions_only() -> None:
    verloop = Verloop([school(nummer, bestuur=99001 + nummer) for nummer in range(12)])
    zaken: dict[str, object] = {}
    for nummer in range(12):
        zaken |= _zaken(2 * nummer, f"99AB{nummer:02d}", naam=f"s{nummer}-")
    uitgave = verloop.geef_vrij(zaken).uitgave  # type: ignore[arg-type]

    assert {een.splitsing for een in uitgave.tabellen if een.niveau == "school"} == {"verdeling"}
    assert verloop.vak("PO9901/bao", splitsing="verdeling") == {
        "waarde": None, "tekst": "< 8", "eenheden": 12, "kwartiel1": None, "mediaan": 10, "kwartiel3": 15,
        "status": None,
    }  # fmt: skip


def test_a_closed_schooljaar_gets_one_final_release() -> None:
    """In September last year still moves, in October it is told for the last time, in November it stands."""
    verloop = Verloop([school(0)])
    vorig: dict[str, Any] = {"ingediend": {"schooljaar": 2024, "maand": 9, "week": 37}}
    gezien = []
    for aantal, maand in ((20, 9), (30, 10), (40, 11)):
        verloop.geef_vrij(_zaken(aantal, **vorig), datetime(2025, maand, 2, 5, tzinfo=UTC))
        gezien.append(verloop.vak("PO9901", jaar=2024)["waarde"])

    assert gezien == [20, 30, 30]


def test_a_unit_that_comes_after_the_final_release_is_not_told() -> None:
    """A board that is made afterwards, with schools of one that was told: nobody could audit both any more. An SWV that
    joins with its own history was told nowhere."""
    oud: dict[str, Any] = {"ingediend": {"schooljaar": 2024, "maand": 9, "week": 37}}
    verloop = Verloop([school(een) for een in range(6)])
    zaken = {naam: zaak for een in range(6) for naam, zaak in _zaken(9, f"99AB0{een}", naam=f"{een}-", **oud).items()}
    verloop.geef_vrij(zaken, NOVEMBER)
    erbij = [school(7, "PO9902", bestuur=99003)]
    verloop.indeling = Indeling(tuple([school(een, bestuur=99001 + een // 3) for een in range(6)] + erbij))
    verloop.geef_vrij({**zaken, **_zaken(20, "99AB07", "PO9902", naam="n", **oud)}, NOVEMBER.replace(day=3))

    assert verloop.vak("99001", jaar=2024) == _getal(55), "as it was told"
    assert verloop.vak("99002", jaar=2024) == ONTHOUDEN
    assert verloop.vak("PO9902", jaar=2024) == _getal(20)


def test_small_units_wait_for_their_quarter() -> None:
    verloop = Verloop([school(nummer) for nummer in range(3)])
    gezien = []
    for aantal, jaar, maand in ((20, 2025, 10), (30, 2025, 11), (40, 2026, 1)):
        verloop.geef_vrij(_zaken(aantal), datetime(jaar, maand, 3, tzinfo=UTC), extra=False)
        gezien.append((verloop.vak("PO9901")["waarde"], verloop.vak("99001")["waarde"]))

    assert gezien == [(20, 20), (30, 20), (40, 40)]


def test_a_release_is_made_at_fixed_moments_only() -> None:
    boek = Beleidsboek()

    _controleer(boek, None, NOVEMBER, extra=False)
    _controleer(boek, datetime(2025, 11, 1, tzinfo=UTC), NOVEMBER, extra=False)
    with pytest.raises(NietAanDeBeurt):
        _controleer(boek, NOVEMBER, datetime(2025, 12, 2, 4, 59, tzinfo=UTC), extra=False)
    with pytest.raises(NietAanDeBeurt):
        _controleer(boek, NOVEMBER, NOVEMBER, extra=True)


def test_thresholds_are_those_of_the_swv() -> None:
    verloop = Verloop([school(0), school(1, "PO9902")], Beleidsboek(per_swv={9902: Beleid(drempel=12)}))
    verloop.geef_vrij({**_zaken(10), **_zaken(10, "99AB01", "PO9902")})

    assert verloop.vak("PO9901") == _getal(10)
    assert verloop.vak("PO9902")["tekst"] == "< 12"


def test_the_same_input_gives_the_same_bytes_in_whatever_order() -> None:
    leden = [school(nummer, subregio="PO9901-oost") for nummer in range(3)]
    zaken = {**_zaken(20), **{f"b{n}": besloten(vestiging="99AB01") for n in range(15)}}
    een = Verloop(leden).geef_vrij(zaken).uitgave
    twee = Verloop(leden[::-1]).geef_vrij(dict(reversed(zaken.items()))).uitgave

    assert een.sha256 == twee.sha256
    assert [tabel.inhoud for tabel in een.tabellen.values()] != []
    assert {s: t.inhoud for s, t in een.tabellen.items()} == {s: t.inhoud for s, t in twee.tabellen.items()}
    assert replace(een, moment=datetime(2025, 11, 3, tzinfo=UTC)).sha256 != een.sha256
