"""DUO's files in all the shapes that they come in: the same lines, or a clear refusal."""

import io

import pytest
from openpyxl import Workbook

from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts.bronnen.fouten import Fout, OngeldigBestandError
from shared.contracts.bronnen.soorten import (
    DUO_LEERLINGEN,
    DUO_LEERLINGEN_VO,
    DUO_OORDELEN,
    DUO_SWV,
    DUO_VESTIGINGEN,
    SOORTEN,
)
from tests.duo import LEERLINGEN, VESTIGINGEN, duo_bestand, tabel

HIST = [
    "INSTELLINGSCODE",
    "VESTIGINGSCODE",
    "SOORT_VESTIGING",
    "BEVOEGD_GEZAG_NUMMER",
    "LEERLINGEN_2024",
    "LEERLINGEN_2025",
]
VO = [
    "BRIN NUMMER", "VESTIGINGSNUMMER", "SAMENWERKINGSVERBAND PASSEND ONDERWIJS VO",
    "ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR", "LEER- OF VERBLIJFSJAAR 1 - MAN", "LEER- OF VERBLIJFSJAAR 1 - VROUW",
]  # fmt: skip
SWV = ["swv", "teldatum", "schoolsoort", "categorie", "leerlingen", "vestiging_swv"]


def fouten(soort: str, inhoud: bytes) -> tuple[Fout, ...]:
    with pytest.raises(OngeldigBestandError) as fout:
        lees_bestand(SOORTEN[soort], inhoud)
    return fout.value.fouten


def aantallen(inhoud: bytes) -> list[tuple[str, str, tuple[tuple[int, int, int], ...]]]:
    gelezen = lees_bestand(DUO_LEERLINGEN, inhoud)
    return [(rij.vestiging, rij.schoolsoort, rij.aantallen) for rij in gelezen.rijen]


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252"])
def test_pupils_whatever_the_encoding_order_and_names(codering: str) -> None:
    verwacht = [("99AB00", "bao", ((2024, 1, 4), (2025, 0, 0))), ("99AB01", "so/vso", ((2024, 12, 12),))]
    gewoon = tabel(HIST, ["99AB", "99AB00", "BO", "99001", "<5", "0"], ["99AB", "99AB01", "SO/VSO", "0", "12", " "],
                   codering=codering)  # fmt: skip
    anders = tabel(
        ["leerlingen 2025", "Soort Vestiging", "brin nummer", "VESTIGINGSNUMMER", "LEERLINGEN 2024"],
        ["0", "Bo", "99AB", "0", "<5"], ["", "so/vso", "99AB", "01", "12"], codering=codering, einde="\n",
    )  # fmt: skip

    assert aantallen(gewoon) == aantallen(anders) == verwacht


def test_a_workbook_gives_the_same_pupils() -> None:
    boek = Workbook()
    blad = boek.active
    assert blad is not None
    for rij in (HIST, ["99AB", "99AB00", "BO", 99001, "<5", 17]):
        blad.append(rij)
    uit = io.BytesIO()
    boek.save(uit)

    assert aantallen(uit.getvalue()) == [("99AB00", "bao", ((2024, 1, 4), (2025, 17, 17)))]


def test_what_is_wrong_with_a_historical_file_per_row_and_column() -> None:
    inhoud = tabel(
        HIST, ["99AB", "99AB00", "BO", "99001", "1.234", "3"], ["99AB", "99AB0", "XX", "99001", "3", "3"],
        ["99AC", "99AC00", "BO", "99001", "3", "3"], ["99AC", "99AC00", "BO", "99001", "3", "3"],
    )  # fmt: skip

    assert [(fout.rij, fout.kolom) for fout in fouten("duo-leerlingen", inhoud)] == [
        (2, "LEERLINGEN_2024"), (3, "vestiging"), (3, "soort vestiging"), (5, "soort vestiging"),
    ]  # fmt: skip


def test_without_a_year_there_is_nothing_to_count() -> None:
    [fout] = fouten("duo-leerlingen", tabel(HIST[:4], ["99AB", "99AB00", "BO", "99001"]))

    assert "LEERLINGEN_2025" in fout.melding


def test_the_real_files_read_as_they_are_published() -> None:
    leerlingen = lees_bestand(DUO_LEERLINGEN, duo_bestand(LEERLINGEN))
    vestigingen = lees_bestand(DUO_VESTIGINGEN, duo_bestand(VESTIGINGEN))

    assert (len(leerlingen.rijen), len(vestigingen.rijen)) == (9_737, 6_122)
    assert sum(len(rij.aantallen) for rij in leerlingen.rijen) == 9_737 * 30
    assert any("Fryslân" in rij.naam or "â" in rij.naam for rij in vestigingen.rijen)


def test_vo_pupils_are_added_up_per_school_with_pro_apart() -> None:
    """99AB00 vo: 10 + 12 + (1…4) + 20 = 43…46; pro: 7 + 8 = 15."""
    inhoud = tabel(
        VO, ["99AB", "00", "VO 99-01", "HAVO lj 1", "10", "12"], ["99AB", "00", "VO9901", "VWO lj 1", "<5", "20"],
        ["99AB", "00", "9901", "Praktijkonderwijs alle vj", "7", "8"], ["99AB", "01", "", "VSO lj 1", "9", "9"],
    )  # fmt: skip
    gelezen = lees_bestand(DUO_LEERLINGEN_VO, inhoud)

    assert [(rij.vestiging, rij.schoolsoort, rij.laag, rij.hoog, rij.swv) for rij in gelezen.rijen] == [
        ("99AB00", "vo", 43, 46, "VO9901"), ("99AB00", "pro", 15, 15, "VO9901"),
    ]  # fmt: skip
    assert gelezen.waarschuwingen == (
        "1 aantal staat er als <5: dat telt als 1 tot en met 4.",
        "1 regel gaat over vso en telt hier niet mee.",
    )


def test_a_po_swv_or_impossible_numbers_in_a_vo_file() -> None:
    [swv] = fouten("duo-leerlingen-vo", tabel(VO, ["99AB", "00", "PO9901", "HAVO lj 1", "1", "1"]))
    [groot] = fouten("duo-leerlingen-vo", tabel(VO, ["99AB", "00", "VO9901", "HAVO lj 1", "9999999", "9999999"]))

    assert (swv.rij, swv.kolom) == (2, VO[2].lower())
    assert "onmogelijk groot" in groot.melding


def test_funded_pupils_per_swv() -> None:
    inhoud = tabel(
        SWV, ["PO 99-01", "2025-10-01", "SO", "1", "12", "PO9902"], ["PO9901", "1-2-2026", "sbo", "", "<5", ""],
    )  # fmt: skip
    gelezen = lees_bestand(DUO_SWV, inhoud)

    assert [rij.model_dump(exclude={"rij"}) for rij in gelezen.rijen] == [
        {"swv": "PO9901", "schooljaar": 2025, "teldatum": "10-01", "schoolsoort": "so", "categorie": "laag",
         "vestiging_swv": "PO9902", "laag": 12, "hoog": 12},
        {"swv": "PO9901", "schooljaar": 2025, "teldatum": "02-01", "schoolsoort": "sbo", "categorie": "geen",
         "vestiging_swv": None, "laag": 1, "hoog": 4},
    ]  # fmt: skip


def test_what_duo_swv_refuses() -> None:
    inhoud = tabel(
        SWV, ["PO9901", "2025-12-31", "so", "laag", "1", ""], ["PO9901", "2025-10-01", "sbo", "laag", "1", ""],
        ["PO9901", "2025-10-01", "so", "4", "1", ""], ["PO9901", "2025-10-01", "so", "laag", "-1", ""],
        ["PO9901", "2025-10-01", "so", "hoog", "1", ""], ["PO9901", "01-10-2025", "so", "3", "2", ""],
    )  # fmt: skip

    assert [(fout.rij, fout.kolom) for fout in fouten("duo-swv", inhoud)] == [
        (2, "teldatum"), (3, "categorie"), (4, "categorie"), (5, "leerlingen"), (7, "categorie"),
    ]  # fmt: skip


def test_judgements_per_element_and_without_one() -> None:
    inhoud = tabel(
        ["Peildatum", "Sector", "BRIN", "Vestiging", "Elementtype", "EindoordeelKwaliteit"],
        ["2018-09-01", "VO", "99AB", "0", "HAVO", "Voldoende"], ["2018-09-01", "PO", "99AC", "0", "", ""],
    )  # fmt: skip
    gelezen = lees_bestand(DUO_OORDELEN, inhoud)

    assert [(rij.vestiging, rij.sector, rij.oordeel) for rij in gelezen.rijen] == [("99AB00", "VO HAVO", "Voldoende")]
    assert gelezen.waarschuwingen == ("1 regels zonder oordeel zijn overgeslagen.",)
