"""Published national figures: what a file may hold, and that the committed extract is what was published."""

from decimal import Decimal

import pytest

from deploy.example.regio import landelijk_bestand
from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts.bronnen.fouten import Fout, OngeldigBestandError
from shared.contracts.bronnen.landelijk import LandelijkRij
from shared.contracts.bronnen.soorten import LANDELIJK
from tests.bronnen import csv

KOPPEN = ["indicator", "schooljaar", "schoolsoort", "waarde", "teller", "noemer", "status", "bron"]


def regel(**anders: str) -> dict[str, str]:
    """One valid line; keywords replace a column."""
    return {"indicator": "deelname-sbo", "schooljaar": "2023-2024", "waarde": "2,4", "bron": "OCW", **anders}


def lees(*regels: dict[str, str]) -> tuple[LandelijkRij, ...]:
    return lees_bestand(LANDELIJK, csv(*regels, koppen=KOPPEN)).rijen


def fouten(*regels: dict[str, str]) -> tuple[Fout, ...]:
    with pytest.raises(OngeldigBestandError) as fout:
        lees(*regels)
    return fout.value.fouten


def test_comma_or_point_and_what_may_be_empty() -> None:
    [met_komma, met_punt] = lees(
        regel(), regel(indicator="deelname-so", waarde="2.40", teller="24", noemer="1000", status="voorlopig")
    )

    assert met_komma == LandelijkRij(
        rij=2, indicator="deelname-sbo", schooljaar=2023, schoolsoort="sbo", waarde=Decimal("2.4"),
        teller=None, noemer=None, status=None, bron="OCW",
    )  # fmt: skip
    assert (met_punt.schoolsoort, str(met_punt.waarde), met_punt.status) == ("so", "2.40", "voorlopig")
    assert (met_punt.teller, met_punt.noemer) == (24, 1000)


def test_columns_that_may_be_left_out() -> None:
    kort = csv(regel(), koppen=["bron", "waarde", "schooljaar", "indicator"])

    assert lees_bestand(LANDELIJK, kort).rijen == lees(regel())


@pytest.mark.parametrize(
    ("kolom", "waarde", "melding"),
    [
        ("indicator", "tlv-aanvragen", "moet een van deze waarden zijn: deelname-sbo, deelname-so,"),
        ("schooljaar", "2023", "moet een schooljaar zijn"),
        ("schoolsoort", "so", "hoort bij deze indicator sbo te zijn"),
        ("schoolsoort", "bao", "moet een van deze waarden zijn"),
        ("waarde", "", "moet een getal zijn"),
        ("waarde", "-1", "moet een getal zijn"),
        ("waarde", "33.919,5", "moet een getal zijn"),
        ("waarde", "100,1", "mag niet boven 100"),
        ("teller", "33.919", "heel getal"),
        ("status", "p", "voorlopig, definitief"),
        ("bron", "", "mag niet leeg zijn"),
    ],
)
def test_what_a_value_may_not_be(kolom: str, waarde: str, melding: str) -> None:
    [fout] = fouten(regel(**{kolom: waarde}))

    assert (fout.rij, fout.kolom) == (2, kolom)
    assert melding in fout.melding


@pytest.mark.parametrize(
    ("waarde", "teller", "noemer", "goed"),
    [
        ("2,4", "2440", "100000", True),
        ("2,5", "2450", "100000", True),
        ("2,4", "2450", "100000", True),
        ("2,4", "2460", "100000", False),
        ("2,40", "2440", "100000", False),
        ("0", "0", "10", True),
        ("0", "0", "0", False),
        ("100", "11", "10", False),
    ],
)
def test_the_percentage_is_that_of_teller_and_noemer(waarde: str, teller: str, noemer: str, goed: bool) -> None:
    een = regel(waarde=waarde, teller=teller, noemer=noemer)

    assert len(lees(een) if goed else fouten(een)) == 1


def test_a_figure_stands_in_a_file_once() -> None:
    assert fouten(regel(), regel(schooljaar="2022-2023"), regel(waarde="2,5")) == (
        Fout(4, "schooljaar", "staat voor deze indicator ook op rij 2"),
    )


PUBLISHED = {
    2010: (42821, "2.7", 34215, "2.1"), 2011: (41777, "2.6", 34241, "2.1"), 2014: (36847, "2.4", 31105, "2.0"),
    2016: (33869, "2.3", 29137, "2.0"), 2018: (34958, "2.4", 30868, "2.1"), 2019: (35731, "2.4", 32069, "2.2"),
    2020: (35671, "2.5", 32589, "2.2"), 2021: (35400, "2.5", 33608, "2.3"), 2022: (34613, "2.4", 33866, "2.4"),
    2023: (33919, "2.4", 34510, "2.4"),
}  # fmt: skip
"""Pupils and share in sbo and in so on 1 October, OCW in cijfers, page Leerlingaantallen."""


def test_the_extract_of_the_example_is_what_was_published() -> None:
    rijen = lees_bestand(LANDELIJK, landelijk_bestand().read_bytes()).rijen

    gevonden = {(rij.schooljaar, rij.schoolsoort): (rij.teller, str(rij.waarde)) for rij in rijen}
    assert gevonden == {
        sleutel: paar
        for jaar, (sbo, deel_sbo, so, deel_so) in PUBLISHED.items()
        for sleutel, paar in (((jaar, "sbo"), (sbo, deel_sbo)), ((jaar, "so"), (so, deel_so)))
    }
    assert all("OCW in cijfers" in rij.bron and "bo, sbo en so" in rij.bron for rij in rijen)
